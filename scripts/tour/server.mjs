import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { findBrowser } from '../../e2e/support/browser.mjs'

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Serves the production build on a free port; `npm run build` comes before it. */
export function serveBuild() {
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js')
  const server = spawn(process.execPath, [vite, 'preview', '--host', '127.0.0.1', '--port', '0'], {
    cwd: ROOT,
  })
  return new Promise((resolve, reject) => {
    server.once('exit', () => reject(new Error('the studio could not be served: run "npm run build" first')))
    server.stdout.on('data', (text) => {
      const [address] = /http:\/\/127\.0\.0\.1:\d+\//.exec(String(text)) ?? []
      if (address !== undefined) resolve({ server, address })
    })
  })
}

/** The browser of the machine, or Playwright's own. */
export function launch() {
  const found = findBrowser()
  return chromium.launch(found?.executablePath ? { executablePath: found.executablePath } : {})
}
