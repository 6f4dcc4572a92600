/**
 * Every screen and state of the studio: its name, and how a person gets there from a fresh start. Written
 * with roles and names, and with the palette where a command has no button.
 */

const FLASH_CRASH_FAILS = '36'

/** What a person does, in the words of the page. */
class Hands {
  constructor(page) {
    this.page = page
    // Playwright catches the dialog only while somebody listens; to begin when it opens may be too late.
    page.on('filechooser', () => undefined)
    this.library = page.getByRole('region', { name: 'Library' })
    this.graph = page.getByRole('region', { name: 'Graph' })
    this.inspector = page.getByRole('region', { name: 'Inspector' })
    this.dock = page.getByRole('region', { name: 'Dock' })
  }

  press(...keys) {
    return keys.reduce((before, key) => before.then(() => this.page.keyboard.press(key)), Promise.resolve())
  }

  button(name) {
    return this.page.getByRole('button', { name, exact: true }).first()
  }

  /** A command by its title, through the palette. */
  async command(title) {
    await this.press('Control+K')
    const palette = this.page.getByRole('dialog').getByRole('combobox')
    await palette.fill(title)
    await palette.press('Enter')
  }

  async run() {
    await this.button('Run').click()
    await this.page
      .getByTestId('digest')
      .getByText(/[0-9a-f]{8}/)
      .waitFor({ timeout: 120_000 })
  }

  tab(name) {
    return this.dock.getByRole('tab', { name: new RegExp(`^${name}`) }).click()
  }

  step(name) {
    return this.graph.getByRole('group', { name: new RegExp(`^${name}`) }).first()
  }

  libraryTab(name) {
    return this.library.getByRole('tab', { name: new RegExp(`^${name}`) }).click()
  }

  async part(name) {
    await this.libraryTab('Scenario')
    await this.library
      .getByRole('button', { name: new RegExp(name) })
      .first()
      .click()
  }

  async fill(label, value) {
    const field = this.inspector.getByRole('spinbutton', { name: label }).first()
    await field.fill(value)
    await field.press('Tab')
  }

  async fail() {
    await this.part('At least 35 PriceUpdate')
    await this.fill('At least', FLASH_CRASH_FAILS)
    await this.run()
  }

  async open(name, text) {
    const chooser = this.page.waitForEvent('filechooser')
    await this.press('Control+O')
    await (await chooser).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
  }
}

const steps = (count) =>
  Array.from({ length: count }, (_, index) => ({
    id: `s${index}`,
    name: index === 0 ? 'Start' : index === count - 1 ? 'End' : `Wait ${index}`,
    kind: index === 0 ? 'start' : index === count - 1 ? 'end' : 'wait-cycles',
    ...(index > 0 && index < count - 1 && { params: { cycles: 1 } }),
    position: { x: (index % 25) * 240, y: Math.floor(index / 25) * 140 },
  }))

const scenario = (name, parts = {}) =>
  JSON.stringify({
    format: 'scenario-studio',
    version: 1,
    name,
    seed: '1',
    clock: { cycleMs: 1000 },
    sources: [],
    agents: [],
    faults: [],
    assertions: [],
    steps: [],
    edges: [],
    ...parts,
  })

/** A scenario of so many steps, one after the other. */
const longScenario = (count) =>
  scenario(`${count} steps`, {
    steps: steps(count),
    edges: Array.from({ length: count - 1 }, (_, index) => ({
      from: `s${index}`,
      to: `s${index + 1}`,
      on: 'next',
    })),
  })

const empty = scenario('Nothing yet')

const afterRun = (tab) => async (at) => {
  await at.run()
  await at.tab(tab)
}

const afterFailure = (tab) => async (at) => {
  await at.fail()
  await at.tab(tab)
}

async function edited(at) {
  await at.part('At least 35')
  await at.fill('At least', '36')
  await at.fill('At least', '37')
}

async function stopLoss(at) {
  await at.libraryTab('Examples')
  await at.library.getByRole('button', { name: /Stop loss in a crash/ }).click()
  await at.run()
  await at.tab('Timeline')
}

const withCode = JSON.stringify({
  ...JSON.parse(longScenario(3)),
  name: 'A curve of somebody else',
  sources: [
    {
      id: 'prices',
      name: 'Prices',
      kind: 'market',
      topic: 'PriceUpdate',
      profile: { kind: 'script', params: { code: 'function next({ value }) {\n  return value * 1.01\n}' } },
    },
  ],
})

const dialog = (title) => (at) => at.command(title)

/** In the order of the pictures. `path` is the page's address; `prepare` comes before the picture. */
export const SCREENS = [
  { name: 'first-visit' },
  { name: 'step-selected', prepare: (at) => at.step('Crash phase').click() },
  { name: 'source-selected', prepare: (at) => at.part('Prices') },
  { name: 'fault-selected', prepare: (at) => at.part('Late price') },
  { name: 'assertion-selected', prepare: (at) => at.part('At least 35') },
  { name: 'library-add', prepare: (at) => at.libraryTab('Add') },
  { name: 'library-examples', prepare: (at) => at.libraryTab('Examples') },
  { name: 'passed-timeline', prepare: afterRun('Timeline') },
  { name: 'passed-events', prepare: afterRun('Events') },
  { name: 'passed-curves', prepare: afterRun('Curves') },
  { name: 'passed-system', prepare: afterRun('System') },
  { name: 'passed-assertions', prepare: afterRun('Assertions') },
  { name: 'passed-report', prepare: afterRun('Report') },
  { name: 'no-problems', prepare: (at) => at.tab('Problems') },
  { name: 'failed-timeline', prepare: afterFailure('Timeline') },
  { name: 'failed-assertions', prepare: afterFailure('Assertions') },
  { name: 'failed-report', prepare: afterFailure('Report') },
  {
    name: 'event-selected',
    async prepare(at) {
      await at.run()
      await at.tab('Events')
      await at.dock.getByRole('row').nth(3).click()
    },
  },
  {
    name: 'paused-at-breakpoint',
    async prepare(at) {
      await at.step('Crash phase').focus()
      await at.press('Enter', 'F9', 'Control+Enter')
      await at.page.waitForTimeout(800)
      await at.tab('Breakpoints')
    },
  },
  {
    name: 'back-in-time',
    async prepare(at) {
      await at.run()
      await at.tab('Timeline')
      await at.page.getByRole('slider', { name: 'Moment of the run' }).fill('14000')
    },
  },
  {
    name: 'compared',
    async prepare(at) {
      await at.run()
      await at.part('Late price')
      await at.command('Compare with and without the selected fault')
      await at.page.waitForTimeout(1_500)
    },
  },
  {
    name: 'long-run',
    async prepare(at) {
      await at.step('Recovery phase').click()
      await at.fill('Cycles', '1000000')
      await at.page.getByLabel('Speed').selectOption({ label: '5 ×' })
      await at.button('Run').click()
      await at.page.waitForTimeout(3_000)
    },
  },
  {
    name: 'long-run-over',
    async prepare(at) {
      await at.step('Recovery phase').click()
      await at.fill('Cycles', '1000000')
      await at.run()
      await at.tab('Timeline')
    },
  },
  { name: 'palette', prepare: (at) => at.press('Control+K') },
  { name: 'shortcuts', prepare: dialog('Keyboard shortcuts') },
  { name: 'search', prepare: (at) => at.press('Control+F').then(() => at.page.keyboard.type('phase')) },
  { name: 'context-menu', prepare: (at) => at.step('Crash phase').click({ button: 'right' }) },
  {
    name: 'history',
    async prepare(at) {
      await edited(at)
      await at.command('History of changes')
    },
  },
  { name: 'json-beside', prepare: (at) => at.press('Alt+T') },
  { name: 'share', prepare: dialog('Share and export') },
  {
    name: 'versions',
    async prepare(at) {
      await edited(at)
      await at.command('Earlier versions')
    },
  },
  {
    name: 'compare-with',
    async prepare(at) {
      await edited(at)
      await at.command('Compare with')
    },
  },
  { name: 'empty', prepare: (at) => at.open('empty.json', empty) },
  {
    name: 'refused-file',
    prepare: (at) => at.open('broken.json', empty.replace('"steps": []', '"steps": [').slice(0, 90)),
  },
  {
    name: 'refused-kind',
    prepare: (at) => at.open('newer.json', empty.replace('"version":1', '"version":7')),
  },
  { name: 'five-hundred-steps', prepare: (at) => at.open('long.json', longScenario(500)) },
  {
    name: 'planted-defect',
    async prepare(at) {
      await at.command('Open example: Double fill')
      await at.run()
      await at.tab('Assertions')
    },
  },
  {
    name: 'lanes-by-agent',
    async prepare(at) {
      await stopLoss(at)
      await at.dock.getByRole('combobox', { name: 'Lanes by' }).selectOption('By agent')
    },
  },
  {
    name: 'causes-of-an-event',
    async prepare(at) {
      await stopLoss(at)
      await at.tab('Events')
      await at.dock.getByRole('row').filter({ hasText: 'trading.fill' }).first().click()
      await at.tab('Timeline')
    },
  },
  {
    name: 'a-stretch-of-time',
    async prepare(at) {
      await stopLoss(at)
      const plot = await at.dock.getByRole('application', { name: /^Timeline/ }).boundingBox()
      await at.page.keyboard.down('Shift')
      await at.page.mouse.move(plot.x + plot.width * 0.3, plot.y + 100)
      await at.page.mouse.down()
      await at.page.mouse.move(plot.x + plot.width * 0.6, plot.y + 100, { steps: 5 })
      await at.page.mouse.up()
      await at.page.keyboard.up('Shift')
      await at.tab('Events')
    },
  },
  {
    name: 'sub-scenario',
    async prepare(at) {
      await at.step('Normal phase').click()
      await at.step('Crash phase').click({ modifiers: ['Shift'] })
      await at.step('Crash phase').click({ button: 'right' })
      await at.page.getByRole('menuitem', { name: /^Make a sub-scenario/ }).click()
      await at.run()
      await at.step('Sub-scenario').dblclick()
    },
  },
  {
    name: 'code-from-elsewhere',
    async prepare(at) {
      await at.open('code.json', withCode)
      await at.part('Prices')
    },
  },
  {
    name: 'code-looked-at',
    async prepare(at) {
      await at.open('code.json', withCode)
      await at.button('Look at the code…').click()
    },
  },
  { name: 'storage', prepare: dialog('Storage') },
  {
    name: 'scripted',
    async prepare(at) {
      await at.command('Open example: Scripted guard')
      await at.page.waitForTimeout(500)
    },
  },
  { name: 'gallery', path: '#/gallery' },
  { name: 'gallery-curve', path: '#/gallery/market/flash-crash' },
  {
    name: 'gallery-compared',
    path: '#/gallery',
    async prepare(at) {
      for (const nth of [0, 2, 8])
        await at.page
          .getByRole('checkbox', { name: /Compare/ })
          .nth(nth)
          .check()
      await at.button('Compare').click()
    },
  },
  { name: 'gallery-fan', path: '#/gallery/market/flash-crash', prepare: (at) => look(at, 'Many seeds') },
  {
    name: 'gallery-candles',
    path: '#/gallery/market/volatile-market',
    prepare: (at) => look(at, 'Candles'),
  },
  { name: 'gallery-phases', path: '#/gallery/market/phases' },
  {
    name: 'gallery-market-like',
    path: '#/gallery/market/volatile-market',
    prepare: (at) => at.page.getByRole('combobox', { name: 'Steps' }).fill('2000'),
  },
]

const look = (at, name) => at.page.getByRole('radio', { name }).check({ force: true })

export { Hands }
