import { expect, test } from './support/test.ts'

interface Scenario {
  version: number
  steps: { id: string; kind: string; params: Record<string, unknown> }[]
  edges: { from: string; to: string; on: string }[]
}

const edited = (text: string, change: (scenario: Scenario) => void): string => {
  const scenario = JSON.parse(text) as Scenario
  change(scenario)
  return JSON.stringify(scenario, null, 2)
}

const wait = (scenario: Scenario) => scenario.steps.find(({ kind }) => kind === 'wait-cycles')

const CASES: readonly [name: string, spoil: (text: string) => string, path: RegExp, says: RegExp][] = [
  ['a truncated file', (text) => text.slice(0, text.length / 2), /document|\(document\)/i, /JSON/],
  [
    'a newer version',
    (text) => edited(text, (scenario) => void (scenario.version = 99)),
    /version/,
    /99|newer/i,
  ],
  [
    'an unknown step',
    (text) => edited(text, (scenario) => Object.assign(wait(scenario) ?? {}, { kind: 'wait-forever' })),
    /steps\[\d+\]\.kind/,
    /wait-forever/,
  ],
  [
    'a dangling edge',
    (text) =>
      edited(text, (scenario) => void scenario.edges.push({ from: 'start', to: 'nowhere', on: 'fail' })),
    /edges\[\d+\]/,
    /nowhere/,
  ],
  [
    'a negative wait',
    (text) => edited(text, (scenario) => Object.assign(wait(scenario)?.params ?? {}, { cycles: -5 })),
    /steps\[\d+\]\.params\.cycles/,
    /at least/i,
  ],
]

for (const [name, spoil, path, says] of CASES) {
  test(`refuses ${name}, says where and what to do, and leaves the work at hand alone`, async ({
    studio,
  }) => {
    const before = await studio.exportText()
    await studio.importFile('spoilt.json', spoil(before))

    const dialog = studio.page.getByRole('dialog')
    await expect(dialog).toContainText(path)
    await expect(dialog).toContainText(says)
    await expect(dialog).toContainText(/line \d+|\d+:\d+/i)

    await studio.page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    expect(await studio.exportText()).toBe(before)
  })
}
