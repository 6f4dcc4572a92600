import { expect, test } from './support/test.ts'

test('a run of a million cycles can be watched, and stopped', async ({ studio }) => {
  await studio.selectStep('Recovery phase')
  await studio.fill('Cycles', '1000000')
  await studio.button('Run').click()

  // The page answers while the engine works: tabs change, steps can be selected, the count goes on.
  await studio.tab('Events')
  await studio.tab('Timeline')
  await studio.selectStep('Normal phase')
  await expect(studio.inspector).toContainText('Normal phase')
  await expect(studio.step('Recovery phase')).toContainText(/running|passed/i)

  // On a quick machine the run may be over before anybody can stop it; then there is a report as well.
  const stop = studio.button('Stop')
  if (await stop.isEnabled()) await stop.click({ timeout: 5_000 }).catch(() => undefined)
  await studio.finished()
  await studio.tab('Report')
  await expect(studio.dock).toContainText(/stopped|passed/i)
})
