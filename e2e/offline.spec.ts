import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { Studio } from './support/studio.ts'
import { expect, test } from './support/test.ts'

const DIST = join(import.meta.dirname, '../dist')
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
}

/** A host of static files without any headers of its own, which can be switched off and brought up to date. */
class Host {
  readonly #server: Server
  #edit: (path: string, text: string) => string = (_path, text) => text

  constructor() {
    this.#server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://host')
      const path = pathname === '/' ? '/index.html' : pathname
      try {
        const file = readFileSync(join(DIST, path))
        const type = TYPES[extname(path)] ?? 'application/octet-stream'
        response.setHeader('content-type', type)
        response.end(path === '/sw.js' ? this.#edit(path, String(file)) : file)
      } catch {
        response.statusCode = 404
        response.end()
      }
    })
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`
  }

  stop(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  /** From now on the host has a newer build. */
  deploy(name: string): void {
    this.#edit = (_path, text) => text.replace(/const BUILD = ['"][^'"]*['"]/, `const BUILD = '${name}'`)
  }
}

test.use({ serviceWorkers: 'allow' })

test('after the first visit the studio opens, runs and shows every panel without its host', async ({
  page,
}) => {
  const host = new Host()
  const studio = new Studio(page)
  await page.goto(await host.start())
  await page.evaluate(() => navigator.serviceWorker.ready)
  const digest = await studio.runToEnd()

  host.stop()
  await page.reload()
  expect(await studio.runToEnd()).toBe(digest)
  for (const tab of ['Timeline', 'Events', 'Curves', 'Assertions', 'Problems', 'Report'] as const)
    await studio.tab(tab)
  await expect(studio.dock).toContainText(/passed/i)
})

test('a newer studio is offered, and comes only when it is wanted', async ({ page }) => {
  const host = new Host()
  const studio = new Studio(page)
  await page.goto(await host.start())
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.reload()
  await expect(studio.button('Run')).toBeVisible()

  host.deploy('a-newer-one')
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
  await page.getByLabel('Name of the scenario').fill('Kept through the change')
  const reloaded = page.waitForEvent('load')
  await studio.button('Change to it').click()
  await reloaded
  await expect(page.getByLabel('Name of the scenario')).toHaveValue('Kept through the change')
  await expect(studio.button('Change to it')).toBeHidden()
  expect(await page.evaluate(() => caches.keys())).toEqual(['scenario-studio-a-newer-one'])
  host.stop()
})
