import { runForReport } from './support/command-line.ts'
import type { Studio } from './support/studio.ts'
import { expect, expectAccessible, test } from './support/test.ts'

interface Scenario {
  readonly steps: readonly { readonly id: string; readonly kind: string }[]
  readonly subscenarios: readonly {
    readonly id: string
    readonly name: string
    readonly steps: readonly unknown[]
  }[]
}

const scenarioOf = async (studio: Studio): Promise<Scenario> =>
  JSON.parse(await studio.exportText()) as Scenario
const trail = (studio: Studio) => studio.page.getByRole('navigation', { name: 'Open sub-scenario' })
const list = (studio: Studio) => studio.library.getByRole('region', { name: 'Sub-scenarios' })

test('by mouse: made of selected steps, opened, its results seen, called again with other values, unfolded', async ({
  studio,
}) => {
  const { page, graph, inspector } = studio
  const before = await studio.runToEnd()
  await studio.selectStep('Normal phase')
  await studio.step('Crash phase').click({ modifiers: ['Shift'] })
  await studio.step('Crash phase').click({ button: 'right' })
  await page.getByRole('menuitem', { name: /^Make a sub-scenario/ }).click()
  await expect(studio.step('Normal phase')).toBeHidden()
  await expect(studio.step('Sub-scenario')).toBeVisible()
  await expect(list(studio).getByRole('button', { name: /^Open Sub-scenario, called once/ })).toBeVisible()

  // The run is the same but for the names of its steps.
  expect(await studio.runToEnd()).not.toBe(before)
  await studio.step('Sub-scenario').dblclick()
  await expect(trail(studio)).toContainText('Sub-scenario')
  await expect(studio.step('Normal phase')).toContainText(/passed/i)
  await expect(
    graph.getByRole('group', { name: /^Connection from Normal phase to Crash phase.*taken once/ }),
  ).toHaveCount(1)
  await expectAccessible(studio)

  // Its name, and a value that each call can give.
  await inspector.getByRole('textbox', { name: 'Name of the sub-scenario' }).fill('Two phases')
  await studio.selectStep('Normal phase')
  await studio.fill('Cycles', '12')
  await trail(studio).getByRole('button', { name: 'Scenario' }).click()
  await list(studio).getByRole('button', { name: 'Add a call of Two phases' }).click()
  await expect(studio.step('Two phases')).toBeVisible()
  const cycles = inspector.getByRole('spinbutton', { name: 'Crash phase: Cycles' })
  await expect(cycles).toHaveValue('5')
  await cycles.fill('7')
  await cycles.press('Tab')
  await expect(inspector.getByRole('button', { name: 'As in the sub-scenario' })).toBeVisible()
  await expectAccessible(studio)

  const digest = await studio.runToEnd()
  const exported = await studio.exportText()
  const { report } = runForReport(exported)
  expect(digest).toBe(report.digest)
  expect(report.cycles).toBe(12 + 5 + 12 + 7 + 20)

  // Which call's results are shown is chosen above the canvas.
  await list(studio)
    .getByRole('button', { name: /^Open Two phases, called 2 times/ })
    .click()
  await trail(studio).getByRole('combobox', { name: 'Results of' }).selectOption({ index: 1 })
  await studio.selectStep('Crash phase')
  await expect(inspector).toContainText(/passed/i)
  await trail(studio).getByRole('button', { name: 'Scenario' }).click()

  await studio.step('Two phases').click({ button: 'right' })
  await page.getByRole('menuitem', { name: /^Unfold/ }).click()
  await expect(studio.step('Normal phase')).toBeVisible()
  expect((await scenarioOf(studio)).subscenarios).toHaveLength(1)
  await page.keyboard.press('Control+z')
  await expect(studio.step('Normal phase')).toBeHidden()
})

test('by keyboard: made, opened, changed, left, undone, and refused with the reason', async ({ studio }) => {
  const { page, inspector } = studio
  await studio.step('Start').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Shift+M')
  await expect(page.getByText(/No sub-scenario was made: “Start” cannot be part of it/)).toBeVisible()

  await page.keyboard.press('Control+ArrowRight')
  await page.keyboard.press('Shift+M')
  await expect(studio.step('Sub-scenario')).toBeVisible()
  await page.keyboard.press('Shift+O')
  await expect(trail(studio)).toBeVisible()
  await studio.step('Normal phase').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('F2')
  await page.keyboard.type('Quiet')
  await page.keyboard.press('Tab')
  await expect(studio.step('Quiet')).toBeVisible()
  await studio.step('Quiet').focus()
  await page.keyboard.press('Shift+L')
  await expect(trail(studio)).toBeHidden()

  // What is undone is shown where it was done.
  await studio.step('Sub-scenario').focus()
  await page.keyboard.press('Control+z')
  await expect(trail(studio)).toBeVisible()
  await expect(studio.step('Normal phase')).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(trail(studio)).toBeHidden()
  await expect(studio.step('Normal phase')).toBeVisible()
  await expect(list(studio)).toBeHidden()
  await page.keyboard.press('Control+Shift+z')
  await expect(studio.step('Sub-scenario')).toBeVisible()

  // A search and a problem lead inside.
  await page.keyboard.press('Control+f')
  await page.keyboard.type('normal')
  await expect(page.getByRole('option', { name: /^Normal phase/ })).toContainText('in sub-scenario')
  await page.keyboard.press('Enter')
  await expect(trail(studio)).toBeVisible()
  await expect(inspector.getByRole('heading', { level: 2 })).toHaveText('Normal phase')
  await page.keyboard.press('Escape')
  await expectAccessible(studio)
})

test('copied steps bring the sub-scenarios that they call into another scenario', async ({ studio }) => {
  const { page } = studio
  await studio.selectStep('Normal phase')
  await page.keyboard.press('Shift+M')
  await studio.selectStep('Sub-scenario')
  await page.keyboard.press('Control+c')
  await studio.button('New scenario').click()
  await page.keyboard.press('Control+v')
  await expect(studio.step('Sub-scenario')).toBeVisible()
  const { subscenarios } = await scenarioOf(studio)
  expect(subscenarios).toMatchObject([{ name: 'Sub-scenario' }])
  // Nothing calls it any more: then it can be deleted.
  await studio.selectStep('Sub-scenario')
  await page.keyboard.press('Delete')
  await list(studio).getByRole('button', { name: 'Delete Sub-scenario' }).click()
  await expect(list(studio)).toBeHidden()
})

test('a sub-scenario is dragged to where a call should stand; a fault acts during a group', async ({
  studio,
}) => {
  const { page, graph, inspector } = studio
  await studio.selectStep('Normal phase')
  await page.keyboard.press('Shift+M')
  const box = (await graph.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  await list(studio)
    .getByRole('button', { name: /^Open Sub-scenario/ })
    .dragTo(graph.locator('.react-flow__pane'), {
      targetPosition: { x: box.width * 0.5, y: box.height * 0.75 },
    })
  await expect(list(studio).getByRole('button', { name: /called 2 times/ })).toBeVisible()
  await page.keyboard.press('Control+z')

  await studio.selectStep('Crash phase')
  await studio.step('Recovery phase').click({ modifiers: ['Shift'] })
  await page.keyboard.press('Control+g')
  await studio.select('Late price')
  await inspector.getByText('More about when').click()
  await inspector.getByRole('checkbox', { name: 'Group Group' }).check()
  const digest = await studio.runToEnd()
  expect(digest).toBe(runForReport(await studio.exportText()).report.digest)
  await expect(graph.getByRole('group', { name: /^Group, group of 2 steps/ })).toContainText(/passed/i)
})
