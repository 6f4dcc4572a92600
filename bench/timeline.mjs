/**
 * What a frame of the timeline costs in a real browser: script and raster of the page, beside drawing one
 * rectangle for each event.
 *
 *   npm run build && node bench/timeline.mjs [events] [frames]
 *
 * From a trace: for each frame the processor time of the page's main thread, where scripts run and canvases are
 * drawn when there is no graphics card, and of its raster threads. How long the display waits is not counted.
 */
import process from 'node:process'
import { chromium } from '@playwright/test'
import { preview } from 'vite'
import { findBrowser } from '../e2e/support/browser.mjs'

const events = Number(process.argv[2] ?? 1_000_000)
const frames = Number(process.argv[3] ?? 120)
const LANES = 8
const cycles = Math.ceil(events / LANES)

const step = (id, kind, x, params = {}) => ({ id, name: id, kind, params, position: { x, y: 0 } })
const scenario = {
  format: 'scenario-studio',
  version: 1,
  name: 'Timeline',
  limits: { maxEvents: events * 2, maxCycles: cycles * 2 },
  sources: Array.from({ length: LANES }, (_, nth) => ({
    id: `prices-${nth}`,
    kind: 'market',
    topic: `price.${nth}`,
    profile: { kind: 'flash-crash' },
  })),
  faults: [
    { id: 'lost', kind: 'drop', topics: ['price.0'], probability: 0.01 },
    { id: 'late', kind: 'delay', params: { holdMs: 5_000 }, topics: ['price.1'], trigger: 'every', n: 100 },
  ],
  steps: [
    step('start', 'start', 0),
    step('first', 'wait-cycles', 260, { cycles: Math.floor(cycles / 2) }),
    step('second', 'wait-cycles', 520, { cycles: Math.ceil(cycles / 2) }),
    step('end', 'end', 780),
  ],
  edges: [
    { from: 'start', to: 'first', on: 'next' },
    { from: 'first', to: 'second', on: 'next' },
    { from: 'second', to: 'end', on: 'next' },
  ],
}

const TRACED = ['toplevel', 'blink.user_timing', 'disabled-by-default-devtools.timeline', '__metadata']

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
    .waitFor({ timeout: 600_000 })
  console.log(`${events} events, ${LANES} topics; script and raster of a frame, ms`)
  await sorted(page)
  // What the end of the run announces has gone by then.
  await page.waitForTimeout(7_000)
  // Engines compile what they have seen a few times: the first seconds of a page say little about the rest.
  for (const act of ['pan', 'zoom']) await page.evaluate(measureFrames, { frames: 500, act })
  print('nothing to do', await traced(page, measureFrames, { frames: 60, act: 'none' }))
  for (const by of ['topic', 'source', 'step', 'fault']) {
    const begun = performance.now()
    if (by !== 'topic') await page.getByRole('combobox', { name: 'Lanes by' }).selectOption(by)
    const tookMs = by === 'topic' ? null : await sorted(page, begun)
    for (const act of ['pan', 'zoom'])
      print(`lanes by ${by}, ${act}`, await traced(page, measureFrames, { frames, act }))
    if (tookMs !== null) console.log(`  sorted anew within ${tookMs.toFixed(0)} ms`)
  }
  print('one rectangle per event', await traced(page, measureNaive, { events, frames: 4 }))
} finally {
  await browser.close()
  await server.close()
}

/** Waits until every record is in a lane, and for the page to come to rest. */
async function sorted(page, begun = 0) {
  await page.waitForFunction(
    () =>
      document.querySelector('[role=application][aria-roledescription=timeline]') !== null &&
      !/sorted/.test(document.querySelector('section[aria-label=Dock]')?.textContent ?? ''),
    undefined,
    { timeout: 300_000 },
  )
  const took = performance.now() - begun
  await page.waitForTimeout(1_500)
  return took
}

function print(name, list) {
  const sorted = list.toSorted((a, b) => a - b)
  const at = (share) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1).padStart(8)
  console.log(`${name.padEnd(26)} p50 ${at(0.5)}   p95 ${at(0.95)}   (${list.length} frames)`)
}

/** Runs a function in the page, which marks its frames; returns the processor time of each. */
async function traced(page, run, options) {
  await browser.startTracing(page, { categories: TRACED })
  await page.evaluate(run, options)
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString())
  return framesOf(traceEvents)
}

function framesOf(all) {
  const marks = all.filter(({ name, cat }) => name === 'frame' && cat.includes('user_timing'))
  const [first] = marks
  const starts = marks.map(({ ts }) => ts).toSorted((a, b) => a - b)
  const costs = new Float64Array(Math.max(0, starts.length - 1))
  for (const event of all) {
    const isTask = event.name === 'ThreadControllerImpl::RunTask' || event.name === 'RunTask'
    const isMain = event.pid === first.pid && event.tid === first.tid && isTask
    const isRaster = event.pid === first.pid && event.name === 'RasterTask'
    if (event.ph !== 'X' || !(isMain || isRaster)) continue
    // One task under two names counts once.
    if (isMain && event.name === 'RunTask') continue
    const at = starts.findLastIndex((start) => start <= event.ts)
    if (at >= 0 && at < costs.length) costs[at] += (event.tdur ?? event.dur) / 1_000
  }
  return [...costs]
}

/** Runs in the page. */
async function measureFrames({ frames, act }) {
  const surface = document.querySelector('[role=application][aria-roledescription=timeline]')
  const { left, top, width } = surface.getBoundingClientRect()
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))
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
  const ACTS = {
    none: () => undefined,
    pan: (frame) => wheel({ shiftKey: true, deltaY: Math.floor(frame / 30) % 2 ? -24 : 24 }),
    zoom: (frame) => wheel({ deltaY: Math.floor(frame / 40) % 2 ? 60 : -60 }),
  }
  // A little closer than the whole run: there is room to move.
  if (act === 'pan') wheel({ deltaY: -320 })
  for (let wait = 0; wait < 5; wait++) await nextFrame()
  for (let frame = 0; frame <= frames; frame++) {
    await nextFrame()
    performance.mark('frame')
    ACTS[act](frame)
  }
}

/** Runs in the page. */
async function measureNaive({ events, frames }) {
  const canvas = document.createElement('canvas')
  canvas.width = 1440
  canvas.height = 200
  canvas.style.cssText = 'position:fixed;top:0;left:0;z-index:99'
  document.body.append(canvas)
  const context = canvas.getContext('2d')
  for (let frame = 0; frame <= frames; frame++) {
    await new Promise((resolve) => requestAnimationFrame(resolve))
    performance.mark('frame')
    context.clearRect(0, 0, 1440, 200)
    for (let event = 0; event < events; event++)
      context.fillRect((event / events) * 1440 + frame, (event % 8) * 25, 1, 20)
  }
  canvas.remove()
}
