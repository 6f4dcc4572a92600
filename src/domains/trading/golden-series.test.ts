import { expect, it } from 'vitest'
import { loadScripts } from '../script-starter.ts'
import { goldenDigest, goldenSeries } from './golden-series.ts'

it('every profile, core and preset gives the series it always gave, bit for bit', async () => {
  const scripts = await loadScripts()
  const lines = goldenSeries().map((series) => `${goldenDigest(series, scripts)}  ${series.name}`)
  expect(new Set(lines).size).toBe(lines.length)
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('./golden-series.txt')
})
