import { bitcoinPresets } from './bitcoin.ts'
import { currencyAndOilPresets } from './currencies-and-oil.ts'
import { equityPresets } from './equities.ts'
import { failurePresets } from './failures.ts'

/** Days and weeks that markets remember. Figures are calibrated; the path between them is chance. */
export const tradingPresets = [
  ...equityPresets,
  ...currencyAndOilPresets,
  ...bitcoinPresets,
  ...failurePresets,
]
