import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
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

test('hostile payloads, notes, groups, variables and scripts are texts, in the studio and in files opened from it', async ({
  studio,
}) => {
  const scenario = JSON.parse(await studio.exportText()) as Record<string, unknown>
  const from = 'start'
  const steps = HOSTILE.flatMap((text, index) => [
    {
      id: `say-${index}`,
      name: text,
      kind: 'publish',
      params: { topic: 'said', payload: { text, [text]: [text, { deep: text }] } },
      position: { x: index * 220, y: 400 },
    },
    {
      id: `keep-${index}`,
      kind: 'set-variable',
      params: { variable: `v${index}`, value: text },
      position: { x: index * 220, y: 520 },
    },
  ])
  const chain = [from, ...steps.map(({ id }) => id)]
  const edges = scenario['edges'] as { from: string; to: string; on: string }[]
  const first = edges.find((edge) => edge.from === from)!
  Object.assign(scenario, {
    name: HOSTILE[0],
    steps: [...(scenario['steps'] as object[]), ...steps],
    edges: [
      ...edges.filter((edge) => edge !== first),
      ...chain.map((id, index) => ({ from: id, to: chain[index + 1] ?? first.to, on: 'next' })),
    ],
    notes: HOSTILE.map((text, index) => ({
      id: `note-${index}`,
      text,
      position: { x: index * 240, y: 700 },
    })),
    groups: HOSTILE.map((name, index) => ({ id: `group-${index}`, name, steps: [`say-${index}`] })),
    agents: [
      {
        id: 'echo',
        name: HOSTILE[2],
        kind: 'script',
        params: {
          subscribes: ['said'],
          publishes: ['echo'],
          code: `function onEvent({ payload }) { publish('echo', payload) } // ${HOSTILE[0]}`,
        },
      },
    ],
  })
  const dialogs: string[] = []
  studio.page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  await studio.importFile('payloads.json', JSON.stringify(scenario))
  await studio.button('Look at the code…').click()
  await expect(studio.page.getByRole('dialog')).toContainText(HOSTILE[0])
  await expectHarmless(studio.page)
  await studio.page.getByRole('dialog').getByRole('button', { name: 'Run this code' }).click()
  await studio.finished()
  for (const tab of ['Timeline', 'Events', 'Assertions', 'Problems', 'Report'] as const) {
    await studio.tab(tab)
    await expectHarmless(studio.page)
  }
  await studio.tab('Events')
  await studio.dock.getByRole('combobox', { name: /^Filter by topic/ }).fill('onerror')
  await studio.dock
    .getByRole('button', { name: /^Show record/ })
    .first()
    .click()
  await expect(studio.dock.getByRole('complementary', { name: /^Record \d+/ })).toContainText(HOSTILE[1])
  await studio.page.keyboard.press('Control+k')
  await studio.page.getByRole('dialog').getByRole('combobox').fill(HOSTILE[0])
  await expectHarmless(studio.page)
  await studio.page.keyboard.press('Escape')

  for (const name of ['Report (HTML)', 'Graph (SVG)', 'Timeline (SVG)', 'Events (CSV)']) {
    await studio.page.keyboard.press('Control+Shift+s')
    const coming = studio.page.waitForEvent('download')
    await studio.page.getByRole('dialog').getByRole('button', { name, exact: true }).click()
    const download = await coming
    await studio.page.keyboard.press('Escape')
    const folder = mkdtempSync(join(tmpdir(), 'opened-'))
    const path = join(
      folder,
      name.includes('SVG') ? 'picture.svg' : name.includes('CSV') ? 'events.csv' : 'report.html',
    )
    await download.saveAs(path)
    if (name.includes('CSV')) {
      expect(readFileSync(path, 'utf8')).not.toMatch(/(^|,)"?=HYPERLINK/m)
      continue
    }
    // Opened as a file there is no policy of the studio's: the file has to be harmless by itself.
    const opened = await studio.page.context().newPage()
    const requests: string[] = []
    opened.on('request', (request) => requests.push(request.url()))
    opened.on('dialog', (dialog) => {
      dialogs.push(dialog.message())
      void dialog.dismiss()
    })
    await opened.goto(pathToFileURL(path).href)
    const shown = await opened.evaluate(() => document.documentElement.textContent)
    // Names are cut to their room in pictures; the timeline has topics, which are no free texts.
    const text = { 'Graph (SVG)': '<svg onload', 'Timeline (SVG)': 'said' }[name] ?? HOSTILE[1]
    expect(shown, name).toContain(text)
    expect(requests.filter((url) => !url.startsWith('file:'))).toEqual([])
    await opened.close()
  }
  expect(dialogs).toEqual([])
})

test('hostile texts in the gallery are texts', async ({ studio }) => {
  await studio.page.goto(`/#/gallery/${encodeURIComponent(HOSTILE[1])}`)
  await expectHarmless(studio.page)
  await studio.page.goto('/#/gallery')
  await studio.page.getByRole('searchbox').first().fill(HOSTILE[0])
  await expect(studio.page.locator('body')).toContainText(HOSTILE[0])
  await expectHarmless(studio.page)

  const quoted = HOSTILE.map((text) => `"${text.replaceAll('"', '""').replaceAll(/[\r\n]/g, ' ')}"`)
  const row = (value: number) => HOSTILE.map(() => value).join(',')
  await studio.page.goto('/#/gallery/import/ohlcv')
  await studio.page.locator('input[type=file]').setInputFiles({
    name: `${HOSTILE[1].replaceAll('/', '_')}.csv`,
    mimeType: 'text/csv',
    buffer: Buffer.from([quoted.join(','), row(1), row(2), row(3)].join('\n')),
  })
  await expect(studio.page.locator('body')).toContainText(HOSTILE[0])
  await expectHarmless(studio.page)
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
