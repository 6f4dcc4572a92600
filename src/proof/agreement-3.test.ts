import process from 'node:process'
import { expect, it } from 'vitest'
import { firstDisagreement, SHARE } from './prove-agreement.ts'

it('agrees with the reference, record by record, on random scenarios: part 3 of 4', () => {
  const share = Number(process.env['PROOF_SHARE'] ?? SHARE)
  expect(firstDisagreement(2 * SHARE, share, process.env['PROOF_SHRINK'] !== 'no')).toBeNull()
}, 300_000)
