import { runForReport, runScenario } from './support/command-line.ts'
import { HOSTILE } from './support/hostile-scripts.ts'
import type { Studio } from './support/studio.ts'
import { expect, expectAccessible, test } from './support/test.ts'

/** A market and an agent with this code; thirty cycles. */
const withAgent = (code: string): string =>
  JSON.stringify({
    format: 'scenario-studio',
    version: 1,
    name: 'Somebody else’s scenario',
    sources: [{ id: 'market', kind: 'market', profile: { kind: 'sideways-market' } }],
    agents: [{ id: 'echo', name: 'Echo', kind: 'script', params: { publishes: ['echo', 'a'], code } }],
    steps: [
      { id: 'start', kind: 'start' },
      { id: 'wait', kind: 'wait-cycles', params: { cycles: 30 }, position: { x: 220, y: 0 } },
    ],
    edges: [{ from: 'start', to: 'wait' }],
  })

const ECHO = `let n = 0
function onEvent({ payload }) {
  publish('echo', { n: ++n, luck: Math.random(), wave: Math.sin(n) * Math.pow(payload.price, 0.3) }, 250)
  record({ n, exp: Math.exp(n / 7), log: Math.log(payload.price) })
}
`

async function open(studio: Studio, code: string): Promise<void> {
  await studio.importFile('foreign.json', withAgent(code))
  await expect(studio.page.getByText('came with code')).toBeVisible()
}

const dialog = (studio: Studio) => studio.page.getByRole('dialog', { name: 'Run this code?' })

/** Allows the code of the scenario at hand, which runs it. */
async function allow(studio: Studio): Promise<void> {
  await studio.button('Look at the code…').first().click()
  await dialog(studio).getByRole('button', { name: 'Run this code' }).click()
}

test('code from elsewhere is off until it is looked at and allowed; then it runs as on the command line', async ({
  studio,
}) => {
  await open(studio, ECHO)
  await studio.button('Run').click()
  await expect(dialog(studio)).toContainText('publish(')
  await expectAccessible(studio)
  await dialog(studio).getByRole('button', { name: 'Leave it off' }).click()
  await expect(studio.dock).toContainText('nobody has allowed it to run here')

  expect(runScenario(withAgent(ECHO))).toMatchObject({ code: 2 })
  await allow(studio)
  const digest = await studio.finished()
  const { code, report } = runForReport(withAgent(ECHO), '--allow-scripts')
  expect(code).toBe(0)
  expect(report.events.byTopic).toEqual({ PriceUpdate: 30, echo: 30 })
  expect(digest).toBe(report.digest)

  // It is remembered for this very text, and for no other.
  await studio.page.reload()
  await expect(studio.page.getByText('came with code')).toBeHidden()
  expect(await studio.runToEnd()).toBe(digest)
  await open(studio, `${ECHO} `)
})

/** The whole table runs in Node; here one of each sort, in the browser's own engine. */
const SAMPLE = [
  'an endless loop',
  'endless recursion',
  'recursion caught and begun again',
  'memory by many buffers',
  'a backtracking regular expression',
  'a search through an array-like of 2^53 elements',
  'built-in searches in a loop',
  'a comparison that contradicts itself',
  'the Function constructor by way of a function',
  'the page',
]

for (const { title, code, ends } of HOSTILE.filter((script) => SAMPLE.includes(script.title))) {
  test(`${title}: ends at the same event as on the command line, and the page lives`, async ({ studio }) => {
    await open(studio, code)
    await allow(studio)
    const digest = await studio.finished()
    await studio.tab('Problems')
    await expect(studio.dock).toContainText(/The script of the agent “Echo” .* at event \d+ \(PriceUpdate/)

    const { report } = runForReport(withAgent(code), '--allow-scripts')
    expect(report.problems).toMatchObject([{ code: `script/${ends}` }])
    expect(digest).toBe(report.digest)

    expect(await studio.runToEnd()).toBe(digest)
  })
}

test('an own assertion is written in the studio, told its errors by line, and judges', async ({ studio }) => {
  await studio.library.getByRole('tab', { name: /^Add/ }).click()
  await studio.library
    .getByRole('region', { name: 'Assertions' })
    .getByRole('button', { name: 'Add Script' })
    .click()
  const code = studio.inspector.getByRole('textbox', { name: 'Code' })
  await expect(code).toBeVisible()
  await code.fill('function observe({ payload }) {\n  if (payload.price < 80 return "violated"\n}')
  await expect(studio.inspector.getByRole('alert')).toContainText('in line 2')
  await expectAccessible(studio)

  await studio.button('Run').click()
  await expect(studio.dock).toContainText('cannot be read in line 2')

  await code.fill('function observe({ payload }) {\n  if (payload.price < 80) return "violated"\n}')
  await expect(studio.inspector.getByRole('alert')).toBeHidden()
  const digest = await studio.runToEnd()
  await studio.tab('Assertions')
  await expect(studio.dock).toContainText('The script objects')
  expect(digest).toBe(runForReport(await studio.exportText(), '--allow-scripts').report.digest)
  await expect(studio.page.getByText('came with code')).toBeHidden()
})

test('loads no sandbox for a scenario without code', async ({ studio }) => {
  const asked: string[] = []
  studio.page.context().on('request', (request) => asked.push(request.url()))
  await studio.runToEnd()
  expect(asked.filter((url) => url.includes('sandbox'))).toEqual([])
})
