/**
 * How long a first visit waits, on a processor four times slower and a line of 10 Mbit/s, beside a page that
 * shows one line with React: milliseconds from the address to each of these, medians; and how far things jumped.
 *
 *   npm run bench:load -- [rounds]
 */
import { createServer } from 'node:http'
import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import process from 'node:process'
import { gzipSync } from 'node:zlib'
import { chromium } from '@playwright/test'
import { build } from 'vite'
import { findBrowser } from '../e2e/support/browser.mjs'

const rounds = Number(process.argv[2] ?? 5)
const LINE = {
  offline: false,
  latency: 20,
  downloadThroughput: 10_000_000 / 8,
  uploadThroughput: 5_000_000 / 8,
}
const SLOWER = 4

const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
}

/** A host that compresses, as hosts do. */
async function host(read) {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname
    const name = path === '/' ? '/index.html' : path
    try {
      const body = gzipSync(read(name))
      response.writeHead(200, {
        'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
        'content-encoding': 'gzip',
        'content-length': body.length,
      })
      response.end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, url: `http://127.0.0.1:${server.address().port}/` }
}

const BARE = `
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
createRoot(document.getElementById('root')).render(createElement('h1', null, 'One line'))
`

async function bareReact() {
  const id = 'virtual:bare'
  const { output } = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'bare',
        resolveId: (source) => (source === id ? id : null),
        load: (asked) => (asked === id ? BARE : null),
      },
    ],
    build: { write: false, rolldownOptions: { input: id } },
  })
  const page = '<!doctype html><div id="root"></div><script type="module" src="/bare.js"></script>'
  return host((name) => Buffer.from(name === '/bare.js' ? output[0].code : page))
}

/** Runs in the page before anything else. */
function watch() {
  window.seen = { jumped: 0 }
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (entry.name === 'first-contentful-paint') window.seen.firstPaint = entry.startTime
  }).observe({ type: 'paint', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.seen.jumped += entry.value
  }).observe({ type: 'layout-shift', buffered: true })
  const wanted = {
    graph: () => document.querySelector('.react-flow__node') !== null,
    run: () =>
      [...document.querySelectorAll('button:enabled')].some(({ textContent }) => textContent === 'Run'),
    all: () => document.querySelector('[aria-busy=false]') !== null,
    inspector: () => document.querySelector('section[aria-label=Inspector] input') !== null,
  }
  const look = () => {
    for (const [name, there] of Object.entries(wanted))
      if (window.seen[name] === undefined && there()) window.seen[name] = performance.now()
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

async function visit(browser, url, until) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    serviceWorkers: 'block',
  })
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', LINE)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  await page.addInitScript(watch)
  await page.goto(url)
  await page.waitForFunction((name) => window.seen[name] !== undefined, until, { timeout: 120_000 })
  await page.waitForTimeout(500)
  const seen = await page.evaluate(() => window.seen)
  await context.close()
  return seen
}

const studio = await host((name) => readFileSync(join('dist', name)))
const bare = await bareReact()
const found = findBrowser()
const browser = await chromium.launch(found?.executablePath ? { executablePath: found.executablePath } : {})
const visits = { studio: [], bare: [] }
try {
  for (let round = 0; round < rounds; round++) {
    visits.bare.push(await visit(browser, bare.url, 'firstPaint'))
    visits.studio.push(await visit(browser, studio.url, 'inspector'))
  }
} finally {
  await browser.close()
  studio.server.close()
  bare.server.close()
}

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor((list.length - 1) / 2)]
const row = (title, of, name) =>
  console.log(
    `${Math.round(median(of.map((seen) => seen[name])))
      .toString()
      .padStart(6)} ms  ${title}`,
  )
row('a bare React page: first contentful paint', visits.bare, 'firstPaint')
row('first contentful paint', visits.studio, 'firstPaint')
row('the graph is shown', visits.studio, 'graph')
row('Run can be pressed', visits.studio, 'run')
row('all that can be done is there', visits.studio, 'all')
row('the inspector shows the source', visits.studio, 'inspector')
console.log(
  `${Math.max(...visits.studio.map(({ jumped }) => jumped)).toFixed(4)}  layout shift, the worst visit`,
)
