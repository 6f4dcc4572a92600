import type { Domain } from '../../kinds/contracts.ts'
import { movingAverageCrossover } from './agents/moving-average-crossover.ts'
import { orderGateway } from './agents/order-gateway.ts'
import { riskLimit } from './agents/risk-limit.ts'
import { stopLoss } from './agents/stop-loss.ts'
import { threshold } from './agents/threshold.ts'
import { tradingHalt } from './agents/trading-halt.ts'
import { tradingAssertions } from './assertions/index.ts'
import { tradingExamples } from './examples/index.ts'
import { basket } from './basket/basket.ts'
import { market } from './market.ts'
import { ohlcvImporter } from './ohlcv-importer.ts'
import { tradingPresets } from './presets/index.ts'
import { recorded } from './recorded.ts'

export const trading: Domain = {
  name: 'trading',
  title: 'Trading',
  sources: [market, basket, recorded],
  agents: [stopLoss, threshold, movingAverageCrossover, riskLimit, orderGateway, tradingHalt],
  assertions: tradingAssertions,
  topics: [
    { topic: 'PriceUpdate', fields: ['price', 'bid', 'ask', 'spread'] },
    { topic: 'trading.intent', fields: ['orderId', 'side', 'quantity', 'seenPrice'] },
    { topic: 'trading.order', fields: ['orderId', 'side', 'quantity', 'seenPrice'] },
    { topic: 'trading.fill', fields: ['orderId', 'side', 'quantity', 'price'] },
    { topic: 'trading.reject', fields: ['orderId', 'reason'] },
    { topic: 'trading.halt', fields: ['price', 'reference', 'move', 'resumeAtMs'] },
    { topic: 'trading.resume', fields: ['price'] },
  ],
  examples: tradingExamples,
  presets: tradingPresets,
  importers: [ohlcvImporter],
}
