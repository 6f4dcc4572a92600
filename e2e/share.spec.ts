import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { bombLink } from '../src/interchange/forged-link.test-data.ts'
import { decodeLink, encodeLink } from '../src/interchange/link.ts'
import { runForReport, runScenario } from './support/command-line.ts'
import { Studio } from './support/studio.ts'
import { expect, test, watchPolicy } from './support/test.ts'

const LINK = 'Link to this scenario'

async function copiedLink(studio: Studio): Promise<string> {
  await studio.page.keyboard.press('Control+Shift+s')
  const field = studio.page.getByRole('textbox', { name: LINK })
  await expect(field).toHaveValue(/#s=1\./)
  const link = await field.inputValue()
  await studio.page.keyboard.press('Escape')
  return link
}

/** Downloads one of the files of the share dialog; returns its path. */
async function exported(studio: Studio, name: string): Promise<string> {
  await studio.page.keyboard.press('Control+Shift+s')
  const download = studio.page.waitForEvent('download')
  await studio.page.getByRole('dialog').getByRole('button', { name, exact: true }).click()
  const path = await (await download).path()
  await studio.page.keyboard.press('Escape')
  await expect(studio.page.getByRole('dialog')).toBeHidden()
  return path
}

/** Another person's browser: a profile of its own. */
async function elsewhere(page: Page, address: string): Promise<Studio> {
  const browser = page.context().browser()!
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await watchPolicy(context)
  const other = new Studio(await context.newPage())
  await other.page.goto(address)
  return other
}

test('a scenario goes by link to a second profile, is run to the same digest, exported, run by the command line, reported', async ({
  studio,
}) => {
  await studio.page.getByLabel('Name of the scenario').fill('Travels well')
  const digest = await studio.runToEnd()
  const link = await copiedLink(studio)

  const other = await elsewhere(studio.page, link)
  await expect(other.page.getByLabel('Name of the scenario')).toHaveValue('Travels well')
  await expect(other.page.getByText('This is the run of the link: every event is the same.')).toBeVisible()
  expect(await other.finished()).toBe(digest)
  expect(new URL(other.page.url()).hash).toBe('')

  const text = readFileSync(await exported(other, 'Scenario (JSON)'), 'utf8')
  const folder = mkdtempSync(join(tmpdir(), 'report-'))
  const { code, out } = runScenario(text, '--reporter', 'list,html', '--out', folder)
  expect(code).toBe(0)
  expect(out).toContain(digest)

  const page = await other.page.context().newPage()
  const problems: string[] = []
  page.on('console', (message) => problems.push(message.text()))
  await page.setContent(readFileSync(join(folder, 'report.html'), 'utf8'))
  await expect(page.getByRole('heading', { name: /Travels well/ })).toBeVisible()
  await expect(page.getByText(digest)).toBeVisible()
  await expect(page.getByRole('img', { name: /Events of Travels well/ })).toBeVisible()
  expect(problems).toEqual([])
  await page.context().close()
})

/** Whatever a CI server shows of a failing run. */
for (const reporter of ['text', 'list', 'json', 'github', 'html']) {
  test(`what the ${reporter} reporter says of a failing run has the link that opens it at the failing event`, async ({
    studio,
  }) => {
    await studio.select('At least 35 PriceUpdate')
    await studio.fill('At least', '')
    await studio.fill('At most', '20')
    const text = await studio.exportText()
    const address = new URL('/', studio.page.url()).href
    const { code, out } = runScenario(text, '--reporter', reporter, '--studio-url', address)
    expect(code).toBe(1)
    const link = /http:[^\s"%]+#s=[\w.-]+/.exec(out)?.[0] ?? ''
    const { report } = runForReport(text)

    const other = await elsewhere(studio.page, link)
    await expect(other.page.getByText('This is the run of the link: every event is the same.')).toBeVisible()
    expect(await other.finished()).toBe(report.digest)
    // The twenty-first price is what broke it.
    const seq = report.assertions[0]!.witness.at(-1)
    const record = other.dock.getByRole('complementary', { name: `Record ${seq}`, exact: true })
    await expect(record).toContainText('PriceUpdate')
    await other.page.context().close()
  })
}

test('a run that fails at a step is opened at the end of that step', async ({ studio }) => {
  const scenario = JSON.parse(await studio.exportText()) as { steps: { kind: string }[] }
  const steps = scenario.steps.map((step) =>
    step.kind === 'run-assertions'
      ? { ...step, kind: 'wait-event', params: { topic: 'never', timeoutCycles: 3 } }
      : step,
  )
  const { code, out } = runScenario(
    JSON.stringify({ ...scenario, steps, assertions: [] }),
    '--studio-url',
    new URL('/', studio.page.url()).href,
  )
  expect(code).toBe(1)
  const link = /http:\S+#s=\S+/.exec(out)?.[0] ?? ''

  const other = await elsewhere(studio.page, link)
  const record = other.dock.getByRole('complementary', { name: /^Record \d+/ })
  await expect(record).toContainText('$step.left')
  await expect(record).toContainText('failed')
  await other.page.context().close()
})

test('a run that differs from the link’s says at which event', async ({ studio }) => {
  await studio.runToEnd()
  const opened = await decodeLink((await copiedLink(studio)).split('#')[1]!)
  if (!opened.ok) throw new Error('the link cannot be read')
  // What a link says of the run, with another scenario: as after somebody changed the file.
  const { document } = opened.value
  const steps = document.steps.map((step) =>
    step.kind === 'wait-cycles' ? { ...step, params: { cycles: 9 } } : step,
  )
  const changed = await encodeLink({ ...opened.value, document: { ...document, steps } })
  await studio.page.goto(`/#${changed}`)
  const banner = studio.page.getByRole('status').filter({ hasText: 'differs from the run of the link' })
  await expect(banner).toContainText(/first at record \d+: here it is/)
  await banner.getByRole('button', { name: /^Show record \d+$/ }).click()
  await expect(studio.dock.getByRole('complementary', { name: /^Record \d+/ })).toBeVisible()
})

for (const [name, spoil, says] of [
  ['truncated', (link: string) => link.slice(0, -40), /end is missing|checksum is wrong/],
  ['bit-flipped', (link: string) => flip(link, 120), /checksum is wrong/],
  ['from a newer version', (link: string) => link.replace('#s=1.', '#s=9.'), /version 9/],
  ['a bomb of 500 MB', (link: string) => link.replace(/#.*/, bombLink()), /larger than 12000000 bytes/],
] as const) {
  test(`a link that is ${name} is refused with a reason, and the work at hand stays`, async ({ studio }) => {
    const link = await copiedLink(studio)
    await studio.page.getByLabel('Name of the scenario').fill('My own work')
    await studio.page.goto(spoil(link))
    const dialog = studio.page.getByRole('dialog', { name: /Not imported: the link/ })
    await expect(dialog).toContainText(says)
    await studio.page.keyboard.press('Escape')
    await expect(studio.page.getByLabel('Name of the scenario')).toHaveValue('My own work')
    // The page is alive, and the work still runs.
    await studio.runToEnd()
    await expect(studio.button('Saved')).toBeVisible()
  })
}

test('every export is a file with something in it', async ({ studio }) => {
  await studio.runToEnd()
  const starts: readonly (readonly [string, string])[] = [
    ['Report (HTML)', '<!doctype html>'],
    ['JUnit', '<?xml'],
    ['Events (CSV)', 'seq,timeMs'],
    ['Event log (JSONL)', '{"seq":0'],
    ['Graph (SVG)', '<svg'],
    ['Graph (PNG)', '\u0089PNG'],
    ['Timeline (SVG)', '<svg'],
    ['Timeline (PNG)', '\u0089PNG'],
    ['Charts (SVG)', '<svg'],
    ['Charts (PNG)', '\u0089PNG'],
  ]
  for (const [name, start] of starts) {
    const file = readFileSync(await exported(studio, name), 'latin1')
    expect(file.slice(0, start.length), name).toBe(start)
    expect(file.length, name).toBeGreaterThan(500)
  }
})

const flip = (text: string, at: number) =>
  text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1)
