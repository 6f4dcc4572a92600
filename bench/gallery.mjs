/**
 * How soon the gallery shows what a hand asks for, in a real browser:
 *
 *   npm run bench:gallery [-- ROUNDS]
 *
 * "Work" is what the page's own thread does for one movement of a slider; "painted" is the time from the movement
 * until the new curve is on the screen.
 */
import process from 'node:process'
import { chromium } from '@playwright/test'
import { preview } from 'vite'
import { findBrowser } from '../e2e/support/browser.mjs'

const rounds = Number(process.argv[2] ?? 60)

const server = await preview({ preview: { port: 0, host: '127.0.0.1' }, logLevel: 'silent' })
const found = findBrowser()
const browser = await chromium.launch(found?.executablePath ? { executablePath: found.executablePath } : {})
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  const base = server.resolvedUrls.local[0]
  await page.goto(base)
  const opened = []
  for (let round = 0; round < 5; round++) {
    await page.evaluate(() => void (location.hash = '#/'))
    await page.waitForTimeout(600)
    opened.push(await page.evaluate(openCards))
  }
  print('cards of all profiles', { painted: opened })

  for (const [path, steps] of [
    ['market/flash-crash', 144],
    ['market/flash-crash', 100_000],
    ['market/volatile-market', 100_000],
    ['preset/bitcoin-may-2021', 100_000],
  ]) {
    await open(page, base, path, steps)
    print(`slider, ${path}, ${steps.toLocaleString('en')} steps`, await page.evaluate(moveSlider, rounds))
  }
  await open(page, base, 'market/volatile-market', 1_000)
  print('50 seeds x 1,000 steps', await page.evaluate(showFan, 10))
  await open(page, base, 'market/flash-crash', 144)
  print('1,000,000 steps, longest task of the page', await page.evaluate(million))
} finally {
  await browser.close()
  await server.close()
}

async function open(page, base, path, steps) {
  await page.goto('about:blank')
  await page.goto(`${base}#/gallery/${path}?steps=${steps}`)
  await page.getByTestId('series-digest').waitFor()
  await page.waitForTimeout(1_500)
}

function print(name, series) {
  const at = (list, share) => {
    const sorted = list.toSorted((a, b) => a - b)
    return `${sorted[Math.floor((sorted.length - 1) * share)].toFixed(1).padStart(6)} ms`
  }
  const said = Object.entries(series).map(
    ([what, list]) => `${what} median ${at(list, 0.5)}  p90 ${at(list, 0.9)}`,
  )
  console.log(`${name.padEnd(54)} ${said.join('   ')}`)
}

/** Runs in the page. */
async function openCards() {
  const began = performance.now()
  location.hash = '#/gallery'
  for (;;) {
    await new Promise((resolve) => requestAnimationFrame(resolve))
    if (document.querySelectorAll('main li svg, li svg path').length > 20) break
  }
  await new Promise((resolve) => setTimeout(resolve))
  return performance.now() - began
}

/**
 * Runs in the page: moves the slider of the volatility now and then, when all that was said of the curve before has
 * been said; then drags it, a movement in each frame.
 */
async function moveSlider(count) {
  const slider = document.querySelector('aside input[type=range][aria-label^=Volatility]')
  const canvas = document.querySelector('section[aria-label=Curve] figure canvas')
  const { set } = Reflect.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  // The drawing of the curve is what is waited for, not what follows it.
  const seen = { drawn: false }
  const stroke = Reflect.get(CanvasRenderingContext2D.prototype, 'stroke')
  CanvasRenderingContext2D.prototype.stroke = function (...path) {
    stroke.apply(this, path)
    seen.drawn ||= this.canvas === canvas
  }
  const move = (place) => {
    set.call(slider, String(0.001 + 0.00025 * ((place * 7) % 40)))
    slider.dispatchEvent(new Event('input', { bubbles: true }))
  }
  const [work, painted, redrawn] = [[], [], []]
  for (let round = 0; round < count; round++) {
    await new Promise((resolve) => setTimeout(resolve, 500))
    await nextFrame()
    seen.drawn = false
    const began = performance.now()
    move(round)
    work.push(performance.now() - began)
    while (!seen.drawn) await new Promise((resolve) => setTimeout(resolve, 1))
    await nextFrame()
    painted.push(performance.now() - began)
  }
  seen.drawn = false
  let last = performance.now()
  for (let frame = 0; frame < 3 * count; frame++) {
    move(frame)
    await nextFrame()
    if (!seen.drawn) continue
    const now = performance.now()
    redrawn.push(now - last)
    last = now
    seen.drawn = false
  }
  CanvasRenderingContext2D.prototype.stroke = stroke
  return { work, painted, 'dragged: redrawn every': redrawn }
}

async function showFan(count) {
  const [one, many] = ['One curve', 'Many seeds'].map((text) =>
    [...document.querySelectorAll('fieldset label')]
      .find((label) => label.textContent === text)
      ?.querySelector('input'),
  )
  const painted = []
  const dice = document.querySelector('button[aria-label="Another seed"]')
  for (let round = 0; round < count; round++) {
    one.click()
    dice.click()
    await new Promise((resolve) => setTimeout(resolve, 500))
    const began = performance.now()
    many.click()
    do await new Promise((resolve) => requestAnimationFrame(resolve))
    while (document.querySelector('section[aria-label=Curve] [aria-busy=true]') !== null)
    painted.push(performance.now() - began)
  }
  return { painted }
}

async function million() {
  const field = document.querySelector('input[inputmode=numeric][list]')
  const { set } = Reflect.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')
  const gaps = []
  const began = performance.now()
  set.call(field, '1000000')
  field.dispatchEvent(new Event('input', { bubbles: true }))
  let before = performance.now()
  let whole = 0
  while (performance.now() - began < 6_000) {
    await new Promise((resolve) => requestAnimationFrame(resolve))
    const now = performance.now()
    gaps.push(now - before)
    before = now
    if (whole === 0 && /1,000,000/.test(document.querySelector('[aria-label=Statistics]')?.textContent ?? ''))
      whole = now - began
  }
  return { shown: [whole], 'gap between frames': [Math.max(...gaps)] }
}
