import { readFileSync } from 'node:fs'
import { expect, expectAccessible, test } from './support/test.ts'
import type { Studio } from './support/studio.ts'

async function exportedLog(studio: Studio): Promise<string> {
  await studio.page.keyboard.press('Control+Shift+s')
  const download = studio.page.waitForEvent('download')
  await studio.page.getByRole('dialog').getByRole('button', { name: 'Event log (JSONL)' }).click()
  const text = readFileSync(await (await download).path(), 'utf8')
  await studio.page.keyboard.press('Escape')
  return text
}

const banner = (studio: Studio) =>
  studio.page.getByRole('status').filter({ hasText: 'The panels show the recording' })
const name = (studio: Studio) => studio.page.getByLabel('Name of the scenario')

test('an exported log is looked at in the panels, beside another scenario, and replayed', async ({
  studio,
}) => {
  await studio.runToEnd()
  const log = await exportedLog(studio)
  const records = log.trimEnd().split('\n')
  const prices = records.filter(
    (line) => line.includes('"PriceUpdate"') && line.includes('"delivered"'),
  ).length

  await studio.button('New scenario').click()
  await name(studio).fill('Something else')
  await studio.importFile('crash.jsonl', log)
  await expect(banner(studio)).toContainText(`crash.jsonl: ${records.length} records`)
  await expect(name(studio)).toHaveValue('Something else')
  await studio.tab('Events')
  await studio.dock.getByRole('combobox', { name: /^Filter by topic/ }).fill('PriceUpdate')
  await expect(studio.dock.getByRole('table', { name: 'Events' })).toContainText('PriceUpdate')
  await expectAccessible(studio)
  await studio.tab('Curves')
  await expect(studio.dock.getByRole('figure')).toBeVisible()
  await studio.tab('Timeline')
  await expect(studio.dock).toContainText('PriceUpdate')

  await banner(studio).getByRole('button', { name: 'Replay it as a scenario' }).click()
  await studio.finished()
  await expect(banner(studio)).toBeHidden()
  await expect(name(studio)).toHaveValue('Events of crash.jsonl')
  const again = (await exportedLog(studio)).trimEnd().split('\n')
  const priceOf = (line: string) => {
    const { timeMs, payload } = JSON.parse(line) as { timeMs: number; payload: unknown }
    return JSON.stringify([timeMs, payload])
  }
  const delivered = (lines: readonly string[]) =>
    lines.filter((line) => line.includes('"PriceUpdate"') && line.includes('"delivered"')).map(priceOf)
  expect(delivered(again)).toEqual(delivered(records))
  expect(delivered(again)).toHaveLength(prices)
})

test('a recording that was spoilt is refused with its line, and what is shown stays', async ({ studio }) => {
  const digest = await studio.runToEnd()
  const lines = (await exportedLog(studio)).trimEnd().split('\n')
  await studio.importFile('spoilt.jsonl', [...lines.slice(0, 4), '{"seq":4', ...lines.slice(5)].join('\n'))
  const dialog = studio.page.getByRole('dialog', { name: 'Not imported: spoilt.jsonl' })
  await expect(dialog).toContainText('line 5')
  await expect(dialog).toContainText('The line is not JSON.')
  await studio.page.keyboard.press('Escape')
  expect(await studio.finished()).toBe(digest)
})

test('events that a filter leaves become publish steps at their times, by keyboard', async ({ studio }) => {
  await studio.runToEnd()
  const prices = (await exportedLog(studio)).match(/"price":(\d+)\./g) ?? []
  const low = Math.min(...prices.map((text) => Number(/\d+/.exec(text)?.[0])))
  await studio.tab('Events')
  const filter = studio.dock.getByRole('combobox', { name: /^Filter by topic/ })
  await filter.fill(`price: ${low}.`)
  const make = studio.dock.getByRole('button', { name: 'Make a scenario of these events' })
  await expect(make).toBeEnabled()
  await make.focus()
  await studio.page.keyboard.press('Enter')
  await expect(name(studio)).toHaveValue(/^Events of /)
  const scenario = JSON.parse(await studio.exportText()) as { steps: { kind: string }[] }
  const publishes = scenario.steps.filter(({ kind }) => kind === 'publish').length
  expect(publishes).toBeGreaterThan(0)
  await studio.runToEnd()
  const log = (await exportedLog(studio)).trimEnd().split('\n')
  expect(log.filter((line) => line.includes('"delivered"') && line.includes(`"price":${low}.`))).toHaveLength(
    publishes,
  )
})
