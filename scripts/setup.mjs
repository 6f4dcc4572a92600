/**
 * Makes a fresh checkout ready: checks Node's version, installs the packages when they are missing
 * or older than the lockfile, and, with `--browser`, finds or installs a Chromium for the tests.
 * Runs before `npm start` and `npm test`; does nothing when everything is there.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const OLDEST = [20, 19]

checkNode()
installPackages()
if (process.argv.includes('--browser')) await provideBrowser()

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return
  fail(`Scenario Studio needs Node ${OLDEST.join('.')} or newer; this is Node ${process.versions.node}.
Get a newer one from https://nodejs.org, then run the command again.`)
}

function installPackages() {
  const installed = join(ROOT, 'node_modules', '.package-lock.json')
  const lock = join(ROOT, 'package-lock.json')
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return
  console.log('Installing packages (npm ci)...')
  // With --include=dev the tests run even where NODE_ENV=production is set.
  const done = run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'])
  if (!done)
    fail('npm ci did not succeed. Its messages above say why; most often the registry cannot be reached.')
}

async function provideBrowser() {
  const found = await findBrowserNow()
  if (found !== null) return console.log(`Browser for the tests: ${found.source}`)
  console.log('No Chromium found: installing one for the tests...')
  run('npx', ['playwright', 'install', 'chromium'], { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000' })
  if (await usableBrowser()) return
  if (canUseApt()) {
    console.log('Installing Debian’s chromium...')
    const quiet = { DEBIAN_FRONTEND: 'noninteractive' }
    if (run('npx', ['playwright', 'install-deps', 'chromium'], quiet) && (await usableBrowser())) return
    run('apt-get', ['update'], quiet)
    run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'], quiet)
    if (await usableBrowser()) return
  }
  fail(`No Chromium could be found or installed. Install Chromium or Google Chrome, or name one:
  PW_CHROMIUM=/path/to/chromium npm test`)
}

async function findBrowserNow() {
  const { findBrowser } = await import('../e2e/support/browser.mjs')
  return findBrowser()
}

/** Found, and able to start: a downloaded browser may lack libraries of the system. */
async function usableBrowser() {
  const found = await findBrowserNow()
  if (found === null) return false
  try {
    const { chromium } = await import('@playwright/test')
    const browser = await chromium.launch(
      found.executablePath ? { executablePath: found.executablePath } : {},
    )
    await browser.close()
    console.log(`Browser for the tests: ${found.source}`)
    return true
  } catch (error) {
    console.log(`${found.source} does not start: ${String(error).split('\n')[0]}`)
    return false
  }
}

function canUseApt() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

function run(command, args, env = {}) {
  const options = { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } }
  // npm and npx are shell scripts on Windows.
  const result = spawnSync(command, args, { ...options, shell: process.platform === 'win32' })
  return result.status === 0
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
