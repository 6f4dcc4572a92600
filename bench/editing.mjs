/**
 * What a graph of 500 steps asks of the page when it is edited: milliseconds from an input to the frame that
 * shows what came of it, in a real browser.
 *
 *   npm run bench:editing -- [steps] [rounds]
 */
import process from 'node:process'
import { chromium } from '@playwright/test'
import { preview } from 'vite'
import { findBrowser } from '../e2e/support/browser.mjs'

const count = Number(process.argv[2] ?? 500)
const rounds = Number(process.argv[3] ?? 7)
const WIDE = 25

/** A chain with ways out for every failure, laid down row by row: an arrangement moves nearly every step. */
const stepAt = (index) => ({
  id: `step-${index}`,
  name: `Step ${index}`,
  kind: index === 0 ? 'start' : index === count - 1 ? 'end' : index % 3 === 0 ? 'wait-event' : 'wait-cycles',
  params: index % 3 === 0 && index > 0 && index < count - 1 ? { topic: 'PriceUpdate', timeoutCycles: 3 } : {},
  position: { x: (index % WIDE) * 220, y: Math.floor(index / WIDE) * 130 },
})
const steps = Array.from({ length: count }, (_, index) => stepAt(index))
const scenario = {
  format: 'scenario-studio',
  version: 1,
  name: `${count} steps`,
  sources: [{ id: 'prices', kind: 'market', topic: 'PriceUpdate', profile: { kind: 'flash-crash' } }],
  steps,
  edges: steps
    .slice(1)
    .flatMap(({ id }, index) => [
      { from: `step-${index}`, to: id, on: 'next' },
      ...(steps[index].kind === 'wait-event' && index + 4 < count
        ? [{ from: `step-${index}`, to: `step-${index + 4}`, on: 'fail' }]
        : []),
    ]),
}

const server = await preview({ preview: { port: 0, host: '127.0.0.1' }, logLevel: 'silent' })
const found = findBrowser()
const browser = await chromium.launch(found?.executablePath ? { executablePath: found.executablePath } : {})
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showOpenFilePicker'))
  await page.goto(server.resolvedUrls.local[0])
  await page.locator('[aria-busy=false]').waitFor()
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByRole('menuitem', { name: /open file/i }).click()
  const buffer = Buffer.from(JSON.stringify(scenario))
  await (await chooser).setFiles({ name: 'steps.json', mimeType: 'application/json', buffer })
  await page.locator('[data-id="step-1"]').waitFor()
  await page.waitForTimeout(1_500)
  await page.evaluate(watch)

  const times = new Map()
  const add = (name, ...ms) => times.set(name, [...(times.get(name) ?? []), ...ms])
  const take = async (name, type, act) => {
    await page.evaluate((wanted) => window.expectInput(wanted), type)
    await act()
    const { still, painted } = await page.evaluate(() => window.shown)
    add(`${name}, next paint`, painted)
    add(`${name}, all that came of it`, still)
    await page.waitForTimeout(250)
  }
  const press = (key) => () => page.keyboard.press(key)
  const step = page.locator('[data-id="step-60"]')
  for (let round = 0; round < rounds; round++) {
    await take('arrange all steps', 'click', () =>
      page.getByRole('button', { name: 'Arrange steps' }).click(),
    )
    await page.getByRole('button', { name: 'Show all steps' }).click()
    await page.waitForTimeout(400)
    await take('undo the arrangement', 'keydown', press('Control+z'))
    await page.getByRole('button', { name: 'Show all steps' }).click()
    await page.waitForTimeout(400)
    await take('select a step', 'pointerdown', () => step.click())
    const name = page.getByRole('region', { name: 'Inspector' }).getByRole('textbox', { name: 'Name' })
    await name.click()
    for (const key of 'abcd') await take('a keystroke in a field', 'keydown', press(key))
    await step.click()
    await take('delete a step', 'keydown', press('Delete'))
    await take('undo the deletion', 'keydown', press('Control+z'))
    for (let back = 0; back < 4; back++) await page.keyboard.press('Control+z')
    await page.waitForTimeout(300)
    const frames = await page.evaluate(drag, { id: 'step-60', frames: 40 })
    add('a frame of dragging', ...frames)
    await page.keyboard.press('Control+z')
    await page.waitForTimeout(300)
  }
  for (const [name, list] of times) {
    const sorted = list.toSorted((a, b) => a - b)
    const at = (share) => sorted[Math.floor((sorted.length - 1) * share)].toFixed(1).padStart(7)
    console.log(`${name.padEnd(46)} p50 ${at(0.5)} ms   p95 ${at(0.95)} ms   (${list.length})`)
  }
} finally {
  await browser.close()
  server.httpServer.close()
}

/** From an input's own time to the frame after the last change of the graph that came of it, and to the next paint. */
function watch() {
  // What the browser itself says of inputs, in steps of 8 ms.
  const inputs = []
  new PerformanceObserver((list) => inputs.push(...list.getEntries())).observe({
    type: 'event',
    durationThreshold: 16,
  })
  const firstPaint = (from) =>
    Math.max(16, ...inputs.filter(({ startTime }) => startTime >= from).map(({ duration }) => duration))
  const afterPaint = (done) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.addEventListener('message', () => done(performance.now()))
      port1.start()
      port2.postMessage(null)
    })
  window.expectInput = (type) => {
    window.shown = new Promise((resolve) => {
      addEventListener(
        type,
        ({ timeStamp }) => {
          let last = 0
          const look = () =>
            afterPaint((now) => {
              if (changed) {
                changed = false
                last = now
                quiet = 0
              } else quiet++
              if (quiet < 15) return look()
              observer.disconnect()
              const painted = firstPaint(timeStamp)
              resolve({ painted, still: Math.max(painted, last - timeStamp) })
            })
          let changed = false
          let quiet = 0
          const observer = new MutationObserver(() => (changed = true))
          observer.observe(document.querySelector('section[aria-label=Graph]'), {
            subtree: true,
            childList: true,
            attributes: true,
            characterData: true,
          })
          look()
        },
        { capture: true, once: true },
      )
    })
  }
}

/** Drags a step in small moves, one a frame: from each move to after the frame's painting. */
async function drag({ id, frames }) {
  const node = document.querySelector(`[data-id="${id}"]`)
  const box = node.getBoundingClientRect()
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const fire = (type, target, dx) =>
    target.dispatchEvent(
      new MouseEvent(type, {
        bubbles: true,
        cancelable: true,
        view: window,
        button: 0,
        buttons: type === 'mouseup' ? 0 : 1,
        clientX: x + dx,
        clientY: y + dx / 3,
      }),
    )
  fire('mousedown', node, 0)
  const times = []
  for (let frame = 1; frame <= frames; frame++)
    times.push(
      await new Promise((resolve) =>
        requestAnimationFrame(() => {
          const began = performance.now()
          fire('mousemove', window, frame * 4)
          const { port1, port2 } = new MessageChannel()
          port1.addEventListener('message', () => resolve(performance.now() - began))
          port1.start()
          port2.postMessage(null)
        }),
      ),
    )
  fire('mouseup', window, frames * 4)
  return times.slice(5)
}
