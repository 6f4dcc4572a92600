import type { Locator, Page } from '@playwright/test'
import type { Studio } from './support/studio.ts'
import { expect, expectAccessible, test } from './support/test.ts'

interface Scenario {
  readonly steps: readonly {
    readonly id: string
    readonly name: string
    readonly position: { x: number; y: number }
  }[]
  readonly edges: readonly { readonly from: string; readonly to: string; readonly on: string }[]
}

const scenarioOf = async (studio: Studio): Promise<Scenario> =>
  JSON.parse(await studio.exportText()) as Scenario
const placeOf = ({ steps }: Scenario, name: string) => {
  const { position } = steps.find((step) => step.name === name) ?? { position: { x: NaN, y: NaN } }
  return position
}
const menu = (page: Page, name: RegExp | string): Locator => page.getByRole('menu', { name })
const item = (page: Page, name: string): Locator =>
  page.getByRole('menuitem', { name: new RegExp(`^${name}`) })
/** A place on the canvas where nothing is. */
const empty = async (studio: Studio) => {
  const box = (await studio.graph.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  return { x: box.x + box.width * 0.5, y: box.y + box.height * 0.82 }
}

test('copies steps with the keys, into another scenario', async ({ studio }) => {
  const { page } = studio
  await studio.selectStep('Normal phase')
  await studio.step('Crash phase').click({ modifiers: ['Shift'] })
  await page.keyboard.press('Control+c')
  await expect(page.getByRole('status').filter({ hasText: 'Copied 2 parts' })).not.toHaveCount(0)
  const text = await page.evaluate(() => navigator.clipboard.readText())
  expect(JSON.parse(text)).toMatchObject({ format: 'scenario-studio/parts', version: 1 })

  await page.keyboard.press('Control+v')
  await expect(studio.step('Normal phase copy')).toBeVisible()
  await expect(studio.inspector).toContainText('2 parts')

  await studio.button('New scenario').click()
  await page.keyboard.press('Control+v')
  await expect(studio.step('Normal phase')).toBeVisible()
  const { steps, edges } = await scenarioOf(studio)
  expect(steps.map(({ name }) => name)).toEqual(['Start', 'End', 'Normal phase', 'Crash phase'])
  expect(edges).toContainEqual({ from: 'normal', to: 'crash', on: 'next' })
})

test('cuts, undoes, and says so when the clipboard holds something else', async ({ studio }) => {
  const { page } = studio
  await studio.selectStep('Crash phase')
  await page.keyboard.press('Control+x')
  await expect(studio.step('Crash phase')).toBeHidden()
  await page.keyboard.press('Control+z')
  await expect(studio.step('Crash phase')).toBeVisible()

  const before = await studio.exportText()
  await page.evaluate(() => navigator.clipboard.writeText('wait ten cycles, please'))
  await page.keyboard.press('Control+v')
  await expect(page.getByText(/holds neither steps nor a scenario/)).toBeVisible()
  expect(await studio.exportText()).toBe(before)
})

test('a pasted scenario is opened whole', async ({ studio }) => {
  const { page } = studio
  const text = (await studio.exportText()).replace(/"name": "[^"]*"/, '"name": "From an issue"')
  await studio.button('New scenario').click()
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
  await page.keyboard.press('Control+v')
  await expect(page.getByRole('textbox', { name: 'Name of the scenario' })).toHaveValue('From an issue')
})

test('each thing on the canvas has its menu, by mouse', async ({ studio }) => {
  const { page } = studio
  await studio.step('Crash phase').click({ button: 'right' })
  await expect(menu(page, 'Menu of the step')).toBeVisible()
  await expectAccessible(studio)
  await item(page, 'Duplicate').click()
  await expect(studio.step('Crash phase copy')).toBeVisible()

  const { x, y } = await empty(studio)
  await page.mouse.click(x, y, { button: 'right' })
  await item(page, 'Add step here').hover()
  await item(page, 'Add wait for event step').click()
  const added = studio.step('Wait for event')
  await expect(added).toBeVisible()

  const [from, to] = [
    await studio.step('Start').boundingBox(),
    await studio.step('Normal phase').boundingBox(),
  ]
  if (from === null || to === null) throw new Error('the steps are not on the canvas')
  await page.mouse.click((from.x + from.width + to.x) / 2, from.y + from.height / 2, { button: 'right' })
  await item(page, 'Put a step in between').hover()
  await item(page, 'Add generate data step').click()
  const { edges } = await scenarioOf(studio)
  expect(edges).toContainEqual(expect.objectContaining({ to: 'generate-data', on: 'next' }))
  expect(edges).toContainEqual(expect.objectContaining({ from: 'generate-data', on: 'next' }))
})

test('the menu of a step opens and works by keyboard', async ({ studio }) => {
  const { page } = studio
  await studio.step('Crash phase').focus()
  await page.keyboard.press('Shift+F10')
  await expect(menu(page, 'Menu of the step')).toBeVisible()
  await page.keyboard.press('d')
  await page.keyboard.press('Enter')
  await expect(studio.step('Crash phase copy')).toBeVisible()
})

test('the main menu holds every command', async ({ studio }) => {
  const { page } = studio
  await studio.button('Main menu').press('Enter')
  await page.keyboard.press('e')
  await page.keyboard.press('ArrowRight')
  await expect(item(page, 'History of changes')).toBeVisible()
  await expectAccessible(studio)
  await item(page, 'Select all steps').click()
  await expect(studio.inspector).toContainText('6 parts')
})

test('the history goes back and forth to any change', async ({ studio }) => {
  const { page } = studio
  const before = await studio.exportText()
  await studio.selectStep('Crash phase')
  await page.keyboard.press('Control+d')
  await page.keyboard.press('Delete')
  await studio.selectStep('Normal phase')
  await page.keyboard.press('Delete')
  const after = await studio.exportText()

  await page.keyboard.press('Control+Shift+H')
  const history = page.getByRole('region', { name: 'History' })
  await expect(history.getByRole('button', { name: /now/ })).toContainText('Delete normal')
  await history.getByRole('button', { name: 'The beginning' }).click()
  await expect(history.getByRole('button', { name: /Delete normal/ })).toContainText('undone')
  await expectAccessible(studio)
  expect(await studio.exportText()).toBe(before)
  await history.getByRole('button', { name: /Delete normal/ }).press('Enter')
  expect(await studio.exportText()).toBe(after)
  await history.getByRole('button', { name: /now/ }).press('Escape')
  await expect(history).toBeHidden()
})

test('a connection dropped on the empty canvas asks what follows; one that cannot be says why', async ({
  studio,
}) => {
  const { page } = studio
  await studio.step('Crash phase').locator('.react-flow__handle-right').hover()
  await page.mouse.down()
  const { x, y } = await empty(studio)
  await page.mouse.move(x, y, { steps: 5 })
  await page.mouse.up()
  await expect(menu(page, 'What follows')).toBeVisible()
  await expectAccessible(studio)
  await item(page, 'Execute action').click()
  expect((await scenarioOf(studio)).edges).toContainEqual({ from: 'crash', to: 'execute-action', on: 'next' })

  await studio.step('Crash phase').locator('.react-flow__handle-right').hover()
  await page.mouse.down()
  await studio.step('Crash phase').locator('.react-flow__handle-left').hover()
  await page.mouse.up()
  await expect(page.getByText('Not connected: A step cannot follow itself.')).toBeVisible()
})

test('aligns, spaces and arranges what is selected, each in one undoable step', async ({ studio }) => {
  const { page } = studio
  const start = await scenarioOf(studio)
  await studio.selectStep('Normal phase')
  for (let presses = 0; presses < 3; presses++) await page.keyboard.press('Shift+ArrowDown')
  const nudged = await scenarioOf(studio)
  expect(placeOf(nudged, 'Normal phase').y).toBe(placeOf(start, 'Normal phase').y + 120)

  await studio.step('Crash phase').click({ modifiers: ['Shift'] })
  await page.keyboard.press('Alt+w')
  const aligned = await scenarioOf(studio)
  expect(placeOf(aligned, 'Normal phase').y).toBe(placeOf(aligned, 'Crash phase').y)

  await page.keyboard.press('Control+z')
  expect(await scenarioOf(studio)).toEqual(nudged)
  await page.keyboard.press('Control+z')
  expect(await scenarioOf(studio)).toEqual(start)

  await studio.button('Arrange steps').click()
  const ys = (await scenarioOf(studio)).steps.map(({ position }) => position.y)
  expect(new Set(ys).size).toBe(1)
})

test('searches everything: what does not match steps back, Enter goes round', async ({ studio }) => {
  const { page } = studio
  await page.keyboard.press('Control+f')
  const field = page.getByRole('combobox', { name: /^Search steps/ })
  await expect(field).toBeFocused()
  await page.keyboard.type('phase')
  const matches = page.getByRole('listbox', { name: 'Matches' })
  await expect(matches.getByRole('option')).toHaveCount(3)
  await expect(page.getByRole('search')).toContainText('3')
  await expectAccessible(studio)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(matches.getByRole('option', { selected: true })).toContainText('Crash phase')
  await expect(studio.inspector).toContainText('Crash phase')
  await page.keyboard.press('Shift+Enter')
  await expect(studio.inspector).toContainText('Normal phase')

  // Beyond the steps: a fault by its topic.
  await field.fill('late priceupdate')
  await page.keyboard.press('Enter')
  await expect(studio.inspector).toContainText('Late price')
  await field.fill('nothing like it')
  await expect(page.getByRole('search')).toContainText('none')
  await page.keyboard.press('Escape')
  await expect(field).toBeHidden()
})

test('notes are written, coloured and kept, by mouse and by keyboard', async ({ studio }) => {
  const { page } = studio
  await page.keyboard.press('Shift+N')
  await page.keyboard.press('F2')
  await page.keyboard.type('# Mind the gap\n- **late** prices')
  const note = studio.graph.getByRole('group', { name: /^Note:/ })
  await expect(note.locator('strong')).toHaveText('late')
  await studio.inspector.getByRole('radio', { name: 'violet' }).check()
  await expectAccessible(studio)

  await note.dblclick()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Written in place')
  await page.keyboard.press('Escape')
  const text = await studio.exportText()
  expect(JSON.parse(text)).toMatchObject({ notes: [{ text: 'Written in place', colour: 'violet' }] })
})

test('steps are grouped, folded up with their verdict, moved together and ungrouped', async ({ studio }) => {
  const { page } = studio
  await studio.selectStep('Normal phase')
  await studio.step('Crash phase').click({ modifiers: ['Shift'] })
  await page.keyboard.press('Control+g')
  await studio.fill('Name', 'The market turns')
  const group = studio.graph.getByRole('group', { name: /^The market turns, group of 2 steps/ })
  await expect(group).toBeVisible()
  const before = await scenarioOf(studio)

  await group.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowDown')
  const moved = await scenarioOf(studio)
  for (const name of ['Normal phase', 'Crash phase'])
    expect(placeOf(moved, name).y).toBe(placeOf(before, name).y + 10)

  await studio.button('Collapse The market turns').click()
  await expect(studio.step('Normal phase')).toBeHidden()
  await studio.runToEnd()
  await expect(group).toContainText('2 steps')
  await expect(group).toContainText(/passed/i)
  await expectAccessible(studio)

  await studio.button('Expand The market turns').click()
  await expect(studio.step('Normal phase')).toBeVisible()
  await studio.selectStep('Normal phase')
  await page.keyboard.press('Control+Shift+G')
  await expect(group).toBeHidden()
  expect((await scenarioOf(studio)).steps).toHaveLength(6)
})

test('problems are mended by a button, and undone', async ({ studio }) => {
  const { page } = studio
  const before = await studio.exportText()
  await studio.library.getByRole('tab', { name: 'Add' }).click()
  await studio.library
    .getByRole('button', { name: 'Add Wait for event' })
    .dragTo(studio.graph, { targetPosition: { x: 300, y: 420 } })
  await studio.tab('Problems')
  await expect(studio.dock).toContainText('cannot be reached')
  await expectAccessible(studio)
  await studio.dock.getByRole('button', { name: 'Put it before the end' }).click()
  await expect(studio.dock).toContainText('No problems')
  expect((await scenarioOf(studio)).edges).toContainEqual({ from: 'verify', to: 'wait-event', on: 'next' })
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  expect(await studio.exportText()).toBe(before)
})

test('the keyboard walks from step to step as they lie', async ({ studio }) => {
  const { page } = studio
  await studio.selectStep('Start')
  await page.keyboard.press('Control+ArrowRight')
  await expect(studio.step('Normal phase')).toBeFocused()
  await page.keyboard.press('Control+ArrowDown')
  await expect(studio.step('Verify recovery')).toBeFocused()
  await expect(studio.inspector).toContainText('Verify recovery')
  await page.keyboard.press('Control+ArrowLeft')
  await expect(studio.step('Recovery phase')).toBeFocused()
})

test('compares the scenario with how it was, and with an example', async ({ studio }) => {
  const { page } = studio
  await studio.selectStep('Crash phase')
  await studio.fill('Cycles', '8')
  await studio.selectStep('Recovery phase')
  await page.keyboard.press('Delete')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('Compare with')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Compare' })
  await expect(dialog).toContainText('Cycles: 5 → 8')
  await expect(dialog).toContainText('Recovery phase')
  await expect(dialog.getByRole('status')).toHaveText('2 removed, 2 changed')
  await expectAccessible(studio)
  await dialog.getByRole('combobox').selectOption({ label: 'the example “Flash crash”' })
  await expect(dialog.getByRole('status')).toHaveText('2 removed, 2 changed')
  await dialog.getByRole('button', { name: 'Crash phase' }).click()
  await expect(dialog).toBeHidden()
  await expect(studio.inspector).toContainText('Crash phase')
})
