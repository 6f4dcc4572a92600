import process from 'node:process'
import { defineConfig, devices } from '@playwright/test'
import { findBrowser } from './support/browser.mjs'

const browser = findBrowser()
const ci = Boolean(process.env['CI'])
// An address of a studio that runs already spares the build while specs are being written.
const running = process.env['STUDIO_URL']

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/e2e',
  fullyParallel: true,
  workers: ci ? 2 : '100%',
  forbidOnly: ci,
  retries: ci ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [
    ['list'],
    ['html', { open: 'never', outputFolder: '../playwright-report' }],
    ['junit', { outputFile: '../test-results/e2e.xml' }],
  ],
  use: {
    baseURL: running ?? `http://127.0.0.1:${process.env['PREVIEW_PORT']}`,
    contextOptions: { reducedMotion: 'reduce' },
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    serviceWorkers: 'block',
    permissions: ['clipboard-read', 'clipboard-write'],
    launchOptions: browser?.executablePath ? { executablePath: browser.executablePath } : {},
  },
  projects: [
    { name: 'chromium', use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } } },
  ],
  // The production build, on any free port, so that several checkouts can be tested at once.
  ...(running === undefined && {
    webServer: {
      command: 'npx vite preview --host 127.0.0.1 --port 0',
      cwd: '..',
      wait: { stdout: /127\.0\.0\.1:(?<PREVIEW_PORT>\d+)/ },
      stdout: 'ignore',
      timeout: 120_000,
      gracefulShutdown: { signal: 'SIGTERM', timeout: 2_000 },
    },
  }),
})
