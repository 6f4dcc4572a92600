import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { HOSTILE } from '../src/interchange/hostile.test-data.ts'
import { expect, test } from './support/test.ts'

const YAML = `name: From the Python format
timeout_ms: 4000
initial_events: [{ event_name: order.created, data: { id: 7 } }]
chaos: [{ type: delay, target_event: order.created, delay_ms: 1500 }]
assertions: [{ type: event_count, event_name: order.created, expected_count: 1 }]
owner: nobody
`

test('a YAML scenario of the Python format is imported, accounted for, run, and exported as a Python script', async ({
  studio,
}) => {
  await studio.importFile('old.yaml', YAML)
  const dialog = studio.page.getByRole('dialog', { name: 'Imported: old.yaml' })
  await expect(dialog).toContainText('10 fields were mapped, 1 could not be.')
  await expect(dialog.getByRole('listitem').first()).toContainText('owner')
  await studio.page.keyboard.press('Escape')
  await studio.runToEnd()
  await studio.tab('Report')
  await expect(studio.dock).toContainText(/passed/i)

  await studio.page.keyboard.press('Control+Shift+s')
  const share = studio.page.getByRole('dialog', { name: 'Share and export' })
  await share.getByText(/What the Python script cannot say: \d+/).click()
  await expect(share).toContainText('the original engine draws unseeded numbers')
  const download = studio.page.waitForEvent('download')
  await share.getByRole('button', { name: 'Python script' }).click()
  const script = readFileSync(await (await download).path(), 'utf8')
  expect(script).toContain('DelayEvent(event_pattern="order.created", delay_ms=1500)')
})

interface Named {
  name: string
}
interface Scenario extends Named {
  description: string
  seed: string
  steps: Named[]
  sources: Named[]
  faults: Named[]
  assertions: Named[]
}

test('twelve hostile texts in every field are texts in every view', async ({ studio }) => {
  const scenario = JSON.parse(await studio.exportText()) as Scenario
  const payloads = [...HOSTILE]
  const next = () => payloads[count++ % payloads.length]!
  let count = 0
  const parts = [scenario, ...scenario.steps, ...scenario.sources, ...scenario.faults, ...scenario.assertions]
  // More rounds than parts, so that each text has been in each kind of place.
  for (let round = 0; round < 4; round++) {
    for (const part of parts) part.name = next()
    count++
    Object.assign(scenario, { description: next(), seed: next() })
    await studio.importFile(`${next().replaceAll('/', '_').slice(0, 60)}.json`, JSON.stringify(scenario))
    await expect(studio.page.getByLabel('Name of the scenario')).toHaveValue(
      scenario.name.replaceAll(/[\r\n]/g, ''),
    )
    await studio.runToEnd()
    for (const tab of ['Timeline', 'Events', 'Prices', 'Assertions', 'Problems', 'Report'] as const) {
      await studio.tab(tab)
      await expectHarmless(studio.page)
    }
    await studio.page.keyboard.press('Control+Shift+s')
    await expectHarmless(studio.page)
    await studio.page.keyboard.press('Escape')
    await studio.page.getByRole('button', { name: 'Saved', exact: true }).click()
    await expectHarmless(studio.page)
    await studio.page.keyboard.press('Escape')
  }
})

/** Nothing that a text could have made: no script, frame, foreign picture or handler; the page is still ours. */
async function expectHarmless(page: Page): Promise<void> {
  const found = await page.evaluate(() => ({
    scripts: [...document.scripts].filter(({ src }) => !src.startsWith(location.origin)).length,
    foreign: document.querySelectorAll('iframe, object, embed, img[src="x"], a[href^="javascript:" i]')
      .length,
    handlers: [...document.querySelectorAll('*')].filter((element) =>
      [...element.attributes].some(({ name }) => name.startsWith('on')),
    ).length,
    polluted: Object.keys(Object.prototype).length,
  }))
  expect(found).toEqual({ scripts: 0, foreign: 0, handlers: 0, polluted: 0 })
}
