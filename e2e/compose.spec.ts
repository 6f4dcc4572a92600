import type { Page } from '@playwright/test'
import { runForReport } from './support/command-line.ts'
import type { Studio } from './support/studio.ts'
import { expect, test } from './support/test.ts'

/** What both ways of building must come to. */
async function expectFlashCrash(studio: Studio): Promise<void> {
  const digest = await studio.runToEnd()
  for (const step of ['Normal phase', 'Crash phase', 'Recovery phase', 'Verify recovery']) {
    await expect(studio.step(step)).toContainText(/passed/i)
  }
  const { code, report } = runForReport(await studio.exportText())
  expect(code).toBe(0)
  expect(report).toMatchObject({ verdict: 'passed', cycles: 35, events: { byTopic: { PriceUpdate: 35 } } })
  expect(report.chaos).toMatchObject([{ kind: 'delay', hits: 1 }])
  expect(report.digest).toBe(digest)
}

const STEPS = [
  ['Wait cycles', 'Normal phase', '10'],
  ['Wait cycles', 'Crash phase', '5'],
  ['Wait cycles', 'Recovery phase', '20'],
] as const

test('a new user builds the flash crash from an empty canvas, by mouse', async ({ studio }) => {
  test.slow()
  const { page, library, graph } = studio
  await studio.button('New scenario').click()
  await library.getByRole('tab', { name: 'Add' }).click()

  // A source with a profile.
  await library.getByRole('button', { name: 'Add Flash crash' }).click()
  await studio.fill('Normal', '10')
  await studio.fill('Crash', '5')
  await studio.fill('Recovery', '20')
  await studio.fill('Volatility', '0.02')

  // Steps, dragged to the canvas.
  const canvas = (await graph.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  let nth = 0
  for (const [kind, name, cycles] of STEPS) {
    const target = { x: canvas.width * (0.2 + 0.28 * nth), y: canvas.height * 0.78 }
    await library
      .getByRole('button', { name: `Add ${kind}`, exact: true })
      .dragTo(graph, { targetPosition: target })
    await studio.fill('Name', name)
    await studio.fill('Cycles', cycles)
    nth++
  }
  await library
    .getByRole('button', { name: 'Add Run assertions', exact: true })
    .dragTo(graph, { targetPosition: { x: canvas.width * 0.5, y: canvas.height * 0.2 } })
  await studio.fill('Name', 'Verify recovery')
  await studio.button('Arrange steps').click()
  await page.keyboard.press('Escape')

  // Connections: by drag, and by two clicks.
  await studio.button('Show all steps').click()
  await connectByDrag(page, studio, 'Start', 'Normal phase')
  await connectByDrag(page, studio, 'Normal phase', 'Crash phase')
  await connectByClicks(studio, 'Crash phase', 'Recovery phase')
  await connectByClicks(studio, 'Recovery phase', 'Verify recovery')
  await connectByClicks(studio, 'Verify recovery', 'End')

  // A fault and an assertion.
  await library.getByRole('button', { name: 'Add Delay' }).click()
  await studio.fill('Hold', '5000')
  await studio.fill('From cycle', '15')
  await studio.fill('To cycle', '15')
  await library.getByRole('button', { name: 'Add Event count' }).click()
  await studio.fill('At least', '35')

  await expectFlashCrash(studio)
})

const port = (studio: Studio, step: string, which: 'source' | 'target') =>
  studio.step(step).locator(which === 'source' ? '.react-flow__handle-right' : '.react-flow__handle-left')

async function connectByDrag(page: Page, studio: Studio, from: string, to: string): Promise<void> {
  await port(studio, from, 'source').hover()
  await page.mouse.down()
  await port(studio, to, 'target').hover()
  await page.mouse.up()
}

async function connectByClicks(studio: Studio, from: string, to: string): Promise<void> {
  await port(studio, from, 'source').click()
  await port(studio, to, 'target').click()
}

test('a new user builds the flash crash from an empty canvas, by keyboard alone', async ({ studio }) => {
  test.slow()
  const keyboard = new Keyboard(studio.page)
  await keyboard.command('New scenario')
  await keyboard.area('Library')
  await keyboard.reach('tab', 'Add')
  await keyboard.press('Enter')

  await keyboard.activate('Add Flash crash')
  await keyboard.fill('Normal', '10')
  await keyboard.fill('Crash', '5')
  await keyboard.fill('Recovery', '20')
  await keyboard.fill('Volatility', '0.02')

  for (const [kind, name, cycles] of STEPS) {
    await keyboard.command(`Add ${kind.toLowerCase()} step`)
    await keyboard.fill('Name', name)
    await keyboard.fill('Cycles', cycles)
  }
  await keyboard.command('Add run assertions step')
  await keyboard.fill('Name', 'Verify recovery')

  await keyboard.activate('Add Delay')
  await keyboard.fill('Hold', '5000')
  await keyboard.fill('From cycle', '15')
  await keyboard.fill('To cycle', '15')
  await keyboard.activate('Add Event count')
  await keyboard.fill('At least', '35')

  await expectFlashCrash(studio)
})

/** A person with a keyboard and nothing else: reaches things with Tab, never with a pointer or a script. */
class Keyboard {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  press(key: string): Promise<void> {
    return this.#page.keyboard.press(key)
  }

  /** By the command palette. */
  async command(title: string): Promise<void> {
    await this.press('Control+k')
    await expect(this.#page.getByRole('dialog')).toBeVisible()
    await this.#page.keyboard.type(title)
    await this.press('Enter')
    await expect(this.#page.getByRole('dialog')).toBeHidden()
  }

  /** F6 goes round the areas of the screen. */
  async area(name: 'Library' | 'Inspector'): Promise<void> {
    for (let presses = 0; presses < 5; presses++) {
      await this.press('F6')
      const label = await this.#page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
      if (label === name) return
    }
    throw new Error(`F6 never reached the ${name}`)
  }

  /** The library is long: a person types what is sought, then goes to it. */
  async activate(button: string): Promise<void> {
    await this.area('Library')
    await this.reach('field', 'Search what can be added')
    await this.press('Control+a')
    await this.#page.keyboard.type(button.replace('Add ', ''))
    await this.reach('button', button)
    await this.press('Enter')
  }

  async fill(label: string, value: string): Promise<void> {
    await this.area('Inspector')
    await this.reach('field', label)
    await this.press('Control+a')
    await this.#page.keyboard.type(value)
    await this.press('Tab')
  }

  /** Tabs on until the thing of that name has the focus. */
  async reach(role: 'button' | 'tab' | 'field', name: string): Promise<void> {
    const focused = () =>
      this.#page.evaluate(() => {
        const element = document.activeElement
        if (!(element instanceof HTMLElement)) return { role: '', name: '' }
        const isField = element.matches('input:not([type=range]), textarea')
        const label =
          element instanceof HTMLInputElement ? element.labels?.[0]?.childNodes[0]?.textContent : undefined
        return {
          role: isField ? 'field' : (element.getAttribute('role') ?? element.tagName.toLowerCase()),
          name: element.getAttribute('aria-label') ?? label ?? element.textContent,
        }
      })
    for (let presses = 0; presses < 80; presses++) {
      const at = await focused()
      if (at.role === role && at.name.trim() === name) return
      // A list of tabs is one stop: arrows move inside it.
      await this.press(role === 'tab' && at.role === 'tab' ? 'ArrowRight' : 'Tab')
    }
    throw new Error(`the keyboard never reached the ${role} "${name}"`)
  }
}
