import type { Domain } from '../kinds/contracts.ts'
import { load } from './load/index.ts'
import { sensors } from './sensors/index.ts'
import { trading } from './trading/index.ts'

export const domains: readonly Domain[] = [trading, sensors, load]
