import type { Domain } from '../../kinds/contracts.ts'
import { orderGateway } from './agents/order-gateway.ts'
import { stopLoss } from './agents/stop-loss.ts'
import { tradingExamples } from './examples/index.ts'
import { market } from './market.ts'

export const trading: Domain = {
  name: 'trading',
  title: 'Trading',
  sources: [market],
  agents: [stopLoss, orderGateway],
  assertions: [],
  topics: [
    { topic: 'PriceUpdate', fields: ['price', 'bid', 'ask', 'spread'] },
    { topic: 'trading.order', fields: ['orderId', 'side', 'quantity', 'seenPrice'] },
    { topic: 'trading.fill', fields: ['orderId', 'side', 'quantity', 'price'] },
    { topic: 'trading.reject', fields: ['orderId', 'reason'] },
  ],
  examples: tradingExamples,
}
