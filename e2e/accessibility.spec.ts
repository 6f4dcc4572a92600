import { expectAccessible, expect, test } from './support/test.ts'

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the ${scheme} studio, idle`, async ({ studio }) => {
    await studio.colourScheme(scheme)
    await expectAccessible(studio)
    for (const tab of [
      'Timeline',
      'Events',
      'Curves',
      'System',
      'Assertions',
      'Problems',
      'Report',
    ] as const) {
      await studio.tab(tab)
      await expectAccessible(studio)
    }
  })

  test(`axe finds nothing in the ${scheme} studio, while it runs`, async ({ studio }) => {
    await studio.colourScheme(scheme)
    await studio.button('Step one cycle').click()
    await expect(studio.step('Normal phase')).toContainText(/running/i)
    await expectAccessible(studio)
  })

  test(`axe finds nothing in the ${scheme} studio, after a failure`, async ({ studio }) => {
    await studio.colourScheme(scheme)
    await studio.select('At least 35 PriceUpdate')
    await studio.fill('At least', '36')
    await studio.runToEnd()
    for (const tab of ['Timeline', 'Events', 'Curves', 'System', 'Assertions', 'Report'] as const) {
      await studio.tab(tab)
      await expectAccessible(studio)
    }
  })
}
