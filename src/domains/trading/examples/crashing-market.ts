/** A market at 100 that falls by 30 % after `normal` steps. */
export const crashingMarket = (normal: number) => ({
  id: 'prices',
  name: 'Prices',
  kind: 'market',
  params: { basePrice: 100, volatility: 0.003 },
  topic: 'PriceUpdate',
  profile: { kind: 'flash-crash', params: { normal, crash: 10, severity: 0.3, recovery: 20 } },
})
