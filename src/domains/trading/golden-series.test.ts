import { expect, it } from 'vitest'
import { goldenDigest, goldenSeries } from './golden-series.ts'

it('every profile, core and preset gives the series it always gave, bit for bit', async () => {
  const lines = goldenSeries().map((series) => `${goldenDigest(series)}  ${series.name}`)
  expect(new Set(lines).size).toBe(lines.length)
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('./golden-series.txt')
})
