import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Locator, Page } from '@playwright/test'
import { showControls } from '../src/base/bidi.ts'
import { HOSTILE } from '../src/interchange/hostile.test-data.ts'
import { runScenario } from './support/command-line.ts'
import { Gallery } from './support/gallery.ts'
import { hostileScenario } from './support/hostile-scenario.ts'
import type { Studio } from './support/studio.ts'
import { expect, test } from './support/test.ts'

/** As a person reads it: spaces and line ends do not matter. */
const read = (text: string): string => showControls(text).replaceAll(/\s+/g, ' ').trim()

/** Each of the hostile texts stands there, as a text. */
async function expectAllShown(place: Locator, texts: readonly string[] = HOSTILE): Promise<void> {
  await expect(async () => {
    const shown = read((await place.textContent()) ?? '')
    expect(texts.filter((text) => !shown.includes(read(text)))).toEqual([])
  }).toPass()
  await expectHarmless(place.page())
}

/**
 * Nothing that a text could have made: no script, frame, foreign picture or handler; the page is still ours. And
 * nothing turns the direction of what is read, but in a field that edits it.
 */
async function expectHarmless(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const turns = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/
    const elements = [...document.querySelectorAll('*')]
    const read = ['title', 'aria-label', 'aria-valuetext', 'placeholder', 'alt']
    const texts = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT)
    const turned: string[] = []
    while (texts.nextNode())
      if (
        turns.test(texts.currentNode.nodeValue ?? '') &&
        texts.currentNode.parentElement?.tagName !== 'TEXTAREA'
      )
        turned.push(texts.currentNode.parentElement?.outerHTML.slice(0, 300) ?? '')
    for (const element of elements)
      for (const name of read)
        if (turns.test(element.getAttribute(name) ?? '')) turned.push(element.outerHTML.slice(0, 300))
    return {
      turned,
      scripts: [...document.scripts].filter(({ src }) => !src.startsWith(location.origin)).length,
      foreign: document.querySelectorAll('iframe, object, embed, img[src="x"], a[href^="javascript:" i]')
        .length,
      handlers: elements.filter((element) =>
        [...element.attributes].some(({ name }) => name.startsWith('on')),
      ).length,
      polluted: Object.keys(Object.prototype).length,
    }
  })
  expect(found).toEqual({ turned: [], scripts: 0, foreign: 0, handlers: 0, polluted: 0 })
}

/** A text that opens a dialog would have been run. */
function watchDialogs(page: Page): string[] {
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  return dialogs
}

async function command(studio: Studio, title: string): Promise<void> {
  await studio.page.keyboard.press('Control+k')
  await studio.page.getByRole('dialog').getByRole('combobox').fill(title)
  await studio.page.getByRole('option', { name: title }).first().click()
}

test('twelve hostile texts as the name, description, seed and file of a scenario are texts in every view of these', async ({
  studio,
}) => {
  test.slow()
  const dialogs = watchDialogs(studio.page)
  const scenario = JSON.parse(await studio.exportText()) as object
  for (const text of HOSTILE) {
    const file = `${text.replaceAll('/', '_').slice(0, 60)}.json`
    const document = { ...scenario, name: text, description: text, seed: text }
    await studio.importFile(file, JSON.stringify(document))
    await expect(studio.page.getByLabel('Name of the scenario')).toHaveValue(text.replaceAll(/[\r\n]/g, ''))
    await expectAllShown(studio.page.getByText(/^Imported/).first(), [file])
    await studio.runToEnd()
    await studio.tab('Report')
    await expectAllShown(studio.dock, [text])
    await studio.library.getByRole('tab', { name: /^Examples/ }).click()
    await expectAllShown(studio.library.getByRole('region', { name: 'My scenarios' }), [text])
    await studio.page.getByRole('button', { name: 'Saved', exact: true }).click()
    await expectAllShown(studio.page.getByRole('dialog'), [text])
    await studio.page.keyboard.press('Escape')
    await studio.page.keyboard.press('Control+Shift+s')
    await expectHarmless(studio.page)
    await studio.page.keyboard.press('Escape')
    await studio.importFile(file, JSON.stringify({ ...document, [text]: 1, version: 1 }))
    await expectAllShown(studio.page.getByRole('dialog', { name: /^Not imported/ }), [file, text])
    await studio.page.keyboard.press('Escape')
  }
  expect(dialogs).toEqual([])
})

test('twelve hostile texts in every field of every part are texts in every view and export', async ({
  studio,
}) => {
  test.slow()
  const { page, dock, library } = studio
  const dialogs = watchDialogs(page)
  await studio.importFile('hostile.json', hostileScenario(await studio.exportText()))
  await studio.runToEnd()

  await test.step('graph, outline and library', async () => {
    await page.keyboard.press('Shift+1')
    await library.getByRole('tab', { name: /^Scenario/ }).click()
    for (const list of ['Sources', 'Agents', 'Faults', 'Assertions', /^Steps/])
      await expectAllShown(library.getByRole('region', { name: list }).or(library.getByRole('tree')).first())
    await expectAllShown(studio.graph)
  })

  await test.step('the inspector of each part', async () => {
    for (const list of ['Sources', 'Agents', 'Faults', 'Assertions']) {
      const parts = library.getByRole('region', { name: list }).getByRole('listitem').getByRole('button')
      for (let nth = 0; nth < HOSTILE.length; nth++) {
        await parts.nth(nth).click()
        await expect(studio.inspector.getByRole('textbox').first()).toBeVisible()
        if (nth >= 8) await expectHarmless(page)
      }
    }
    for (const kind of ['say', 'keep'] as const) {
      await library.getByRole('tree').locator(`[data-step="${kind}-8"]`).click()
      await expect(studio.inspector.getByRole('textbox').first()).toHaveValue(HOSTILE[8])
      await expectHarmless(page)
    }
  })

  await test.step('every panel of the dock', async () => {
    for (const tab of [
      'Timeline',
      'Events',
      'Curves',
      'System',
      'Assertions',
      'Problems',
      'Report',
      'Breakpoints',
    ] as const) {
      await studio.tab(tab)
      if (tab === 'Assertions' || tab === 'Report') await expectAllShown(dock)
      if (tab === 'System') await expectAllShown(dock)
      await expectHarmless(page)
    }
  })

  await test.step('a record, a filter, the moment before', async () => {
    await studio.tab('Events')
    await dock.getByRole('combobox', { name: /^Filter by topic/ }).fill('said')
    await dock
      .getByRole('button', { name: /^Show record/ })
      .first()
      .click()
    await expectAllShown(dock.getByRole('complementary', { name: /^Record \d+/ }), [HOSTILE[0]])
    await page.getByRole('slider', { name: 'Moment of the run' }).fill('12000')
    await expectHarmless(page)
    await studio.button('Back to the end').click()
  })

  await test.step('two runs compared', async () => {
    await studio.button('Run').click()
    await studio.finished()
    await command(studio, 'Compare two runs')
    await expectHarmless(page)
  })

  await test.step('search, palette, history, text', async () => {
    await page.keyboard.press('Control+f')
    await page.getByRole('search').locator('input').fill(HOSTILE[1])
    await expectHarmless(page)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').fill(HOSTILE[0])
    await expectHarmless(page)
    await page.keyboard.press('Escape')
    await page.getByLabel('Name of the scenario').fill(HOSTILE[8])
    await command(studio, 'History of changes')
    await expectHarmless(page)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Alt+t')
    await expect(page.getByRole('textbox', { name: 'Scenario as JSON' })).toHaveValue(/onerror/)
    await expectHarmless(page)
    await page.keyboard.press('Alt+t')
  })

  await test.step('every dialog', async () => {
    for (const title of [
      'Share and export…',
      'Compare with…',
      'Earlier versions…',
      'Storage…',
      'Keyboard shortcuts',
    ]) {
      await command(studio, title)
      await expect(page.getByRole('dialog')).toBeVisible()
      await expectHarmless(page)
      await page.keyboard.press('Escape')
    }
  })

  expect(dialogs).toEqual([])
})

/** Characters that steer a terminal, or turn the direction of what it says; line ends and tabs do not. */
const STEERS = /(?![\n\t])\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

test('twelve hostile texts in every field are texts in every export, opened as a file, and in the terminal', async ({
  studio,
}) => {
  test.slow()
  const dialogs = watchDialogs(studio.page)
  await studio.importFile('hostile.json', hostileScenario(await studio.exportText()))
  await studio.runToEnd()

  await test.step('every export, opened as a file', async () => {
    for (const [name, shown] of EXPORTS) await expectHarmlessFile(studio, name, shown, dialogs)
  })

  await test.step('the command line', async () => {
    const text = await studio.exportText()
    for (const reporter of ['text', 'list', 'junit', 'html', 'github']) {
      const { code, out, err } = runScenario(text, '--reporter', reporter)
      expect(code, reporter).toBe(1)
      expect(out + err, reporter).not.toMatch(STEERS)
      if (reporter === 'github')
        for (const line of out.trimEnd().split('\n')) expect(line).toMatch(/^::(error|warning|notice) file=/)
      if (reporter === 'text') expect(read(out)).toContain(read(HOSTILE[1]))
    }
    const json = JSON.parse(runScenario(text, '--reporter', 'json').out) as { assertions: { name: string }[] }
    expect(json.assertions.map(({ name }) => name)).toEqual(expect.arrayContaining([...HOSTILE]))
  })
  expect(dialogs).toEqual([])
})

/** What can be exported, and texts that must stand in it; a function looks at what is no page. */
const EXPORTS: readonly (readonly [name: string, shown: readonly string[] | ((text: string) => void)])[] = [
  ['Report (HTML)', HOSTILE],
  ['Graph (SVG)', ['<svg onload']],
  ['Timeline (SVG)', ['said']],
  ['Charts (SVG)', HOSTILE],
  ['JUnit', HOSTILE],
  ['Events (CSV)', (text) => expect(text).not.toMatch(/(^|,)"?[=@]/m)],
  [
    'Event log (JSONL)',
    (text) =>
      text
        .trimEnd()
        .split('\n')
        .forEach((line) => void JSON.parse(line)),
  ],
  ['Report (JSON)', (text) => void JSON.parse(text)],
]

/** Opened from disk there is no policy of the studio's: the file has to be harmless by itself. */
async function expectHarmlessFile(
  studio: Studio,
  name: string,
  shown: readonly string[] | ((text: string) => void),
  dialogs: string[],
): Promise<void> {
  await studio.page.keyboard.press('Control+Shift+s')
  const coming = studio.page.waitForEvent('download')
  await studio.page.getByRole('dialog').getByRole('button', { name, exact: true }).click()
  const download = await coming
  await studio.page.keyboard.press('Escape')
  const path = join(mkdtempSync(join(tmpdir(), 'opened-')), `file${extname(download.suggestedFilename())}`)
  await download.saveAs(path)
  if (typeof shown === 'function') return shown(readFileSync(path, 'utf8'))
  const opened = await studio.page.context().newPage()
  const requests: string[] = []
  opened.on('request', (request) => requests.push(request.url()))
  dialogs.push(...watchDialogs(opened))
  await opened.goto(pathToFileURL(path).href)
  // JUnit says its texts in attributes.
  const text = await opened.evaluate(() => {
    const root = document.documentElement
    const said = [...root.querySelectorAll('*')].flatMap((one) =>
      [...one.attributes].map(({ value }) => value),
    )
    return `${root.textContent} ${said.join(' ')}`
  })
  for (const one of shown) expect(read(text), name).toContain(read(one))
  expect(requests.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([])
  await opened.close()
}

test('hostile texts in code are texts, before it runs and while it does', async ({ studio }) => {
  const scenario = JSON.parse(await studio.exportText()) as object
  const code = HOSTILE.map((text) => `// ${text.replaceAll(/[\r\n]/g, ' ')}`).join('\n')
  const agents = [
    {
      id: 'echo',
      name: HOSTILE[2],
      kind: 'script',
      params: {
        subscribes: ['PriceUpdate'],
        publishes: ['echo'],
        code: `${code}\nfunction onEvent({ payload }) { publish('echo', payload) }`,
      },
    },
  ]
  const dialogs = watchDialogs(studio.page)
  await studio.importFile('payloads.json', JSON.stringify({ ...scenario, agents }))
  await studio.button('Look at the code…').click()
  const dialog = studio.page.getByRole('dialog')
  await expectAllShown(dialog)
  await dialog.getByRole('button', { name: 'Run this code' }).click()
  await studio.finished()
  await studio.select(HOSTILE[2])
  await expectHarmless(studio.page)
  expect(dialogs).toEqual([])
})

test('hostile texts in the gallery are texts', async ({ studio }) => {
  const { page } = studio
  await page.goto(`/#/gallery/${encodeURIComponent(HOSTILE[1])}`)
  await expectHarmless(page)
  await page.goto('/#/gallery')
  await page.getByRole('searchbox').first().fill(HOSTILE[8])
  await expectAllShown(page.locator('body'), [HOSTILE[8]])

  await page.goto('/')
  await studio.importFile('hostile.json', hostileScenario(await studio.exportText()))
  await expect(studio.page.getByLabel('Name of the scenario')).toHaveValue(HOSTILE[0])
  await page.goto('/#/gallery/scenario/composed')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(HOSTILE[2])
  await expectAllShown(page.getByRole('region', { name: 'Phases' }))
  await page.getByRole('button', { name: 'Use in scenario' }).click()
  await expectAllShown(page.getByRole('menu'))
  await page.keyboard.press('Escape')
  await new Gallery(page).look('Compare')
  await expectHarmless(page)

  const quoted = HOSTILE.map((text) => `"${text.replaceAll('"', '""').replaceAll(/[\r\n]/g, ' ')}"`)
  const row = (value: number) => HOSTILE.map(() => value).join(',')
  await page.goto('/#/gallery/import/ohlcv')
  await page.locator('input[type=file]').setInputFiles({
    name: `${HOSTILE[1].replaceAll('/', '_')}.csv`,
    mimeType: 'text/csv',
    buffer: Buffer.from([quoted.join(','), row(1), row(2), row(3)].join('\n')),
  })
  await expectAllShown(page.getByRole('main').or(page.locator('body')).first())
})
