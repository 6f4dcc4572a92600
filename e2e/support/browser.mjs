import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import process from 'node:process'
import { chromium } from '@playwright/test'

/**
 * @typedef {{ readonly executablePath?: string, readonly source: string }} Browser
 * Without `executablePath` it is Playwright's own.
 */

const UNIX_NAMES = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge']
const MAC_APPS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
]
const WINDOWS_APPS = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']

/**
 * Finds a Chromium to test with: the one that PW_CHROMIUM names, Playwright's own, then the system's.
 *
 * @returns {Browser | null}
 */
export function findBrowser() {
  const named = process.env['PW_CHROMIUM']
  if (named) {
    if (!existsSync(named)) throw new Error(`PW_CHROMIUM names ${named}, which does not exist`)
    return { executablePath: named, source: `${named} (PW_CHROMIUM)` }
  }
  if (existsSync(headlessShell())) return { source: 'Playwright’s headless shell' }
  if (existsSync(chromium.executablePath())) {
    const executablePath = chromium.executablePath()
    return { executablePath, source: 'Playwright’s Chromium' }
  }
  const executablePath = systemPaths().find((path) => existsSync(path))
  return executablePath === undefined ? null : { executablePath, source: executablePath }
}

/** Where Playwright keeps the shell it prefers for headless runs: beside its full Chromium. */
function headlessShell() {
  const full = chromium.executablePath()
  const names = {
    linux: 'chrome-headless-shell',
    darwin: 'chrome-headless-shell',
    win32: 'chrome-headless-shell.exe',
  }
  const folder = dirname(full).replace(/chromium-(\d+)/, 'chromium_headless_shell-$1')
  const platformFolder = folder.replace(/chrome-(linux|mac|win)/, 'chrome-headless-shell-$1')
  return join(platformFolder, names[process.platform] ?? 'chrome-headless-shell')
}

function systemPaths() {
  if (process.platform === 'darwin') return MAC_APPS
  if (process.platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => process.env[name] ?? '')
    return roots.flatMap((root) => WINDOWS_APPS.map((app) => join(root, app)))
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  // Debian's wrapper script prints warnings; the program behind it does not.
  return [
    '/usr/lib/chromium/chromium',
    ...UNIX_NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
  ]
}
