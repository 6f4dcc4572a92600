import { runForReport } from './support/command-line.ts'
import type { Studio } from './support/studio.ts'
import { expect, expectAccessible, test } from './support/test.ts'

const way = (studio: Studio, step: string, name: string) =>
  studio.step(step).locator(`[data-handleid="${name}"]`)
const entry = (studio: Studio, step: string) => studio.step(step).locator('.react-flow__handle-left')

async function drop(studio: Studio, kind: string, x: number, y: number): Promise<void> {
  const box = (await studio.graph.boundingBox()) ?? { width: 0, height: 0 }
  await studio.library
    .getByRole('button', { name: `Add ${kind}`, exact: true })
    .dragTo(studio.graph, { targetPosition: { x: box.width * x, y: box.height * y } })
}

test('a loop and a branch are built by drag, by clicks and by lists, and run as the command line does', async ({
  studio,
}) => {
  test.slow()
  const { page, library, inspector } = studio
  await studio.button('New scenario').click()
  await library.getByRole('tab', { name: 'Add' }).click()
  await library.getByRole('button', { name: 'Add Flash crash' }).click()
  await drop(studio, 'Loop', 0.3, 0.2)
  await studio.fill('Rounds', '4')
  await drop(studio, 'Wait cycles', 0.2, 0.75)
  await studio.fill('Cycles', '2')
  await drop(studio, 'Branch', 0.5, 0.8)
  await inspector.getByLabel('Question').selectOption('By chance')
  await studio.fill('Probability of yes', '0')
  await drop(studio, 'Break', 0.8, 0.85)
  await studio.button('Arrange steps').click()
  await studio.button('Show all steps').click()

  // By lists, with the keyboard alone.
  await studio.selectStep('Start')
  await inspector.getByLabel('Then').selectOption('Loop')
  await studio.selectStep('Loop')
  await expect(inspector.getByLabel('If the bound is hit')).toBeVisible()
  await inspector.getByLabel('In each round').selectOption('Wait cycles')
  await inspector.getByLabel('Then').selectOption('End')
  await studio.selectStep('Wait cycles')
  await inspector.getByLabel('Then').selectOption('Branch')
  await studio.button('Arrange steps').click()
  await studio.button('Show all steps').click()

  // By drag, and by two clicks.
  await way(studio, 'Branch', 'yes').hover()
  await page.mouse.down()
  await entry(studio, 'Break').hover()
  await page.mouse.up()
  await way(studio, 'Branch', 'no').click()
  await entry(studio, 'Loop').click()

  const digest = await studio.runToEnd()
  await expect(studio.step('Loop')).toContainText(/passed/i)
  await expect(studio.step('Break')).toContainText(/not reached/i)
  const { code, report } = runForReport(await studio.exportText())
  expect(code).toBe(0)
  expect(report).toMatchObject({ verdict: 'passed', cycles: 8 })
  expect(report.digest).toBe(digest)
})

test('a graph that cannot work says so where it is drawn', async ({ studio }) => {
  await studio.button('New scenario').click()
  await studio.library.getByRole('tab', { name: 'Add' }).click()
  await studio.library.getByRole('button', { name: 'Add Join', exact: true }).click()
  await studio.tab('Problems')
  await expect(studio.dock).toContainText('no Parallel step opened any')
  await studio.dock.getByRole('button', { name: /no Parallel step/ }).click()
  await expect(studio.inspector.getByRole('heading', { name: 'Join' })).toBeVisible()
})

for (const scheme of ['light', 'dark'] as const) {
  test(`the system map shows who hears whom, and after a run how often (${scheme})`, async ({ studio }) => {
    await studio.colourScheme(scheme)
    await studio.library.getByRole('tab', { name: 'Examples' }).click()
    await studio.library.getByRole('button', { name: /A client that asks again/ }).click()
    await studio.tab('System')
    const links = studio.dock.getByRole('list', { name: 'Links of the system' })
    await expect(links).toContainText('Quote desk listens to quote.request.')
    await studio.runToEnd()
    await studio.tab('System')
    await expect(links).toContainText(
      'Quote desk publishes quote.reply, disturbed by Two answers are lost: 3 events.',
    )
    await expect(links).toContainText('Quote desk listens to quote.request: 3 events.')
    await expectAccessible(studio)
    await studio.dock.getByRole('button', { name: 'Agent Quote desk' }).press('Enter')
    await expect(studio.inspector.getByRole('heading', { name: 'Quote desk' })).toBeVisible()
  })
}
