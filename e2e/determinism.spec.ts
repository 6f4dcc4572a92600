import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, firefox, test, type Page } from '@playwright/test'
import { examples } from '../src/catalog.ts'
import { randomScenario } from '../src/proof/scenarios/random-scenario.ts'

/** The engine as it is built for others: the same file runs here, in a page and in a worker of the page. */
const BUILT = join(import.meta.dirname, '../dist-engine')
const SCENARIOS = 200
const ORIGIN = 'http://engine.test'

/** Random scenarios of every kind, and the examples, some of which have code of their own. */
const documents: readonly unknown[] = [
  ...Array.from({ length: SCENARIOS }, (_, number) => randomScenario(number, 'browsers')),
  ...examples.map(({ document }) => document),
]

/** Runs documents with the engine at an address; one digest, or the code of what is wrong, for each. */
const RUN_ALL = `async (address, documents) => {
  const { parseValue, runScenario } = await import(address)
  const digests = []
  for (const document of documents) {
    const parsed = parseValue(document)
    const result = parsed.ok ? await runScenario(parsed.value, { allowScripts: true }) : parsed
    digests.push(result.ok ? result.report.digest : result.problems[0].code)
  }
  return digests
}`

const FILES: Readonly<Record<string, readonly [type: string, body: string]>> = {
  '/': ['text/html', '<!doctype html><title>Engine</title><script type="module" src="/run.js"></script>'],
  '/run.js': ['text/javascript', `globalThis.runAll = ${RUN_ALL}`],
  '/worker.js': [
    'text/javascript',
    `const runAll = ${RUN_ALL}; onmessage = async ({ data }) => postMessage(await runAll('/engine.js', data))`,
  ],
}

async function openEngine(page: Page): Promise<void> {
  await page.route(`${ORIGIN}/**`, (route) => {
    const { pathname } = new URL(route.request().url())
    const known = FILES[pathname]
    if (known !== undefined) return route.fulfill({ contentType: known[0], body: known[1] })
    const file = join(BUILT, basename(pathname))
    if (!existsSync(file)) return route.fulfill({ status: 404, body: '' })
    return route.fulfill({ contentType: 'text/javascript', body: readFileSync(file) })
  })
  await page.goto(`${ORIGIN}/`)
  await page.waitForFunction('globalThis.runAll !== undefined')
}

const inPage = (page: Page) =>
  page.evaluate<string[], readonly unknown[]>(
    (given) =>
      (
        globalThis as unknown as { runAll: (address: string, documents: unknown) => Promise<string[]> }
      ).runAll('/engine.js', given),
    documents,
  )

const inWorker = (page: Page) =>
  page.evaluate<string[], readonly unknown[]>(
    (given) =>
      new Promise((resolve, reject) => {
        const worker = new Worker('/worker.js', { type: 'module' })
        worker.addEventListener('message', ({ data }) => resolve(data as string[]))
        worker.addEventListener('error', ({ message }) => reject(new Error(message)))
        worker.postMessage(given)
      }),
    documents,
  )

interface Engine {
  readonly parseValue: (document: unknown) => { ok: true; value: unknown } | Refused
  readonly runScenario: (
    document: unknown,
    options: object,
  ) => Promise<{ ok: true; report: { digest: string } } | Refused>
}
interface Refused {
  readonly ok: false
  readonly problems: readonly { readonly code: string }[]
}

async function inNode(): Promise<string[]> {
  const { parseValue, runScenario } = (await import(pathToFileURL(join(BUILT, 'engine.js')).href)) as Engine
  const digests: string[] = []
  for (const document of documents) {
    const parsed = parseValue(document)
    const result = parsed.ok ? await runScenario(parsed.value, { allowScripts: true }) : parsed
    digests.push(result.ok ? result.report.digest : (result.problems[0]?.code ?? ''))
  }
  return digests
}

let expected: readonly string[] = []
test.beforeAll(async () => {
  expected = await inNode()
  // Nearly all of them run: a list of error codes would compare equal as well.
  expect(expected.filter((digest) => /^[0-9a-f]{32}$/.test(digest)).length).toBeGreaterThan(SCENARIOS * 0.9)
})

test('random scenarios have the digests of Node in Chromium, in the page and in a worker', async ({
  page,
}) => {
  test.setTimeout(180_000)
  await openEngine(page)
  expect(await inPage(page)).toEqual(expected)
  expect(await inWorker(page)).toEqual(expected)
})

test('random scenarios have the digests of Node in Firefox', async () => {
  test.setTimeout(180_000)
  test.skip(!existsSync(firefox.executablePath()), 'no Firefox that Playwright can drive is installed')
  const browser = await firefox.launch()
  try {
    const page = await browser.newPage()
    await openEngine(page)
    expect(await inPage(page)).toEqual(expected)
    expect(await inWorker(page)).toEqual(expected)
  } finally {
    await browser.close()
  }
})
