/**
 * Frame times of the timeline in a real browser, beside drawing one rectangle for each event.
 *
 *   npm run build && node bench/timeline.mjs [events] [frames]
 */
import process from 'node:process'
import { chromium } from '@playwright/test'
import { preview } from 'vite'
import { findBrowser } from '../e2e/support/browser.mjs'

const events = Number(process.argv[2] ?? 1_000_000)
const frames = Number(process.argv[3] ?? 120)

const step = (id, kind, x, params = {}) => ({ id, name: id, kind, params, position: { x, y: 0 } })
const scenario = {
  format: 'scenario-studio',
  version: 1,
  name: 'Timeline',
  limits: { maxEvents: events * 2, maxCycles: events * 2 },
  sources: [{ id: 'prices', kind: 'market', topic: 'PriceUpdate', profile: { kind: 'flash-crash' } }],
  steps: [
    step('start', 'start', 0),
    step('wait', 'wait-cycles', 260, { cycles: events }),
    step('end', 'end', 520),
  ],
  edges: [
    { from: 'start', to: 'wait', on: 'next' },
    { from: 'wait', to: 'end', on: 'next' },
  ],
}

const server = await preview({ preview: { port: 0, host: '127.0.0.1' }, logLevel: 'silent' })
const found = findBrowser()
const browser = await chromium.launch(found?.executablePath ? { executablePath: found.executablePath } : {})
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showOpenFilePicker'))
  await page.goto(server.resolvedUrls.local[0])
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByRole('menuitem', { name: /open file/i }).click()
  const buffer = Buffer.from(JSON.stringify(scenario))
  await (await chooser).setFiles({ name: 'timeline.json', mimeType: 'application/json', buffer })
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page
    .getByTestId('digest')
    .filter({ hasText: /[0-9a-f]{8}/ })
    .waitFor({ timeout: 300_000 })
  await page.getByRole('application', { name: /records from/ }).waitFor({ timeout: 120_000 })
  await page.waitForTimeout(1_500)
  const times = await page.evaluate(measure, { frames, events })
  for (const [name, list] of Object.entries(times)) {
    const sorted = list.toSorted((a, b) => a - b)
    const at = (share) => sorted[Math.floor((sorted.length - 1) * share)].toFixed(1)
    console.log(
      `${name.padEnd(28)} p50 ${at(0.5).padStart(7)} ms   p95 ${at(0.95).padStart(7)} ms   (${list.length} frames)`,
    )
  }
} finally {
  await browser.close()
  await server.close()
}

/** Runs in the page. */
async function measure({ frames, events }) {
  const surface = document.querySelector('[role=application]')
  const { left, top, width } = surface.getBoundingClientRect()
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  const frameTimes = async (count, act) => {
    const list = []
    let before = await nextFrame()
    for (let frame = 0; frame < count; frame++) {
      act(frame)
      const now = await nextFrame()
      list.push(now - before)
      before = now
    }
    return list
  }
  const wheel = (init) =>
    surface.dispatchEvent(
      new WheelEvent('wheel', {
        bubbles: true,
        cancelable: true,
        clientX: left + width / 2,
        clientY: top + 60,
        ...init,
      }),
    )
  const idle = await frameTimes(60, () => undefined)
  wheel({ deltaY: -320 })
  await nextFrame()
  const pan = await frameTimes(frames, (frame) =>
    wheel({ shiftKey: true, deltaY: Math.floor(frame / 30) % 2 ? -24 : 24 }),
  )
  const zoom = await frameTimes(frames, (frame) => wheel({ deltaY: Math.floor(frame / 40) % 2 ? 60 : -60 }))
  const canvas = document.createElement('canvas')
  canvas.width = 1440
  canvas.height = 200
  document.body.append(canvas)
  const context = canvas.getContext('2d')
  const naive = await frameTimes(5, (frame) => {
    context.clearRect(0, 0, 1440, 200)
    for (let event = 0; event < events; event++)
      context.fillRect((event / events) * 1440 + frame, (event % 8) * 25, 1, 20)
  })
  canvas.remove()
  return { 'nothing to do': idle, pan, zoom, 'one rectangle per event': naive }
}
