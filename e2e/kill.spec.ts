import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { chromium, expect, test, type Browser, type Page } from '@playwright/test'
import { findBrowser } from './support/browser.mjs'

/** How often the browser is killed; `npm run test:kill` does it fifty times. */
const KILLS = Number(process.env['KILLS'] ?? 4)

/**
 * A browser of its own process and profile, so that it can be killed as a crash would. One that was killed at a bad
 * moment may start and then say nothing: it is killed as well and started anew, as a person would do.
 */
async function launch(profile: string): Promise<{ browser: Browser; child: ChildProcess }> {
  for (let attempt = 1; ; attempt++) {
    const { address, child } = await start(profile)
    try {
      return { browser: await chromium.connectOverCDP(address, { timeout: 10_000 }), child }
    } catch (error) {
      await dead(child)
      if (attempt === 3) throw error
    }
  }
}

async function start(profile: string): Promise<{ address: string; child: ChildProcess }> {
  const child = spawn(
    findBrowser()?.executablePath ?? chromium.executablePath(),
    [
      '--headless',
      '--no-sandbox',
      '--no-first-run',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const address = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stderr.on('data', (piece: Buffer) => {
      said += String(piece)
      const found = /listening on (ws:\S+)/.exec(said)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.on('exit', () => reject(new Error(`The browser did not start: ${said}`)))
  })
  return { address, child }
}

const dead = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    child.on('exit', () => resolve())
    child.kill('SIGKILL')
  })

/** Edits without pause, and tells each name that the page said was saved. */
async function editAndTell(page: Page, from: number, tell: (saved: number) => void): Promise<void> {
  await page.exposeFunction('tellSaved', tell)
  await page.evaluate((first) => {
    const field = document.querySelector<HTMLInputElement>('[aria-label="Name of the scenario"]')!
    // React hears of a value only when it was set as a person's typing sets it.
    const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!
    let count = first
    const type = () => {
      value.set!.call(field, `edit ${++count}`)
      field.dispatchEvent(new Event('input', { bubbles: true }))
      setTimeout(type, 40 + 400 * Math.random())
    }
    // The word and the name change in one go: what the field holds when it says "Saved" is saved.
    new MutationObserver(() => {
      const state = [...document.querySelectorAll('header button')].some(
        (button) => button.textContent === 'Saved',
      )
      const told = window as unknown as { tellSaved: (saved: number) => void }
      if (state) told.tellSaved(Number(field.value.replace('edit ', '')))
    }).observe(document.querySelector('header')!, { subtree: true, childList: true, characterData: true })
    type()
  }, from)
}

test(`no edit that was said to be saved is lost in ${KILLS} kills of the browser`, async ({ baseURL }) => {
  test.setTimeout(60_000 + KILLS * 15_000)
  const profile = mkdtempSync(join(tmpdir(), 'profile-'))
  let told = 0
  let tellings = 0
  for (let kill = 0; kill <= KILLS; kill++) {
    const { browser, child } = await launch(profile)
    const page = await browser.contexts()[0]!.newPage()
    await page.goto(baseURL!)
    const name = page.getByLabel('Name of the scenario')
    await expect(page.locator('[aria-busy=false]')).toBeAttached()
    await expect(page.getByRole('dialog')).toBeHidden()
    if (told > 0) {
      const found = Number((await name.inputValue()).replace('edit ', ''))
      expect(found, `after kill ${kill}`).toBeGreaterThanOrEqual(told)
      told = found
    }
    if (kill < KILLS) {
      const before = tellings
      await editAndTell(page, told, (saved) => {
        tellings++
        told = Math.max(told, saved)
      })
      // However slow the machine is: some edits were kept, and at any moment after that comes the end.
      await expect.poll(() => tellings - before).toBeGreaterThan(1)
      await page.waitForTimeout((kill * 977) % 1_900)
    }
    await dead(child)
    await browser.close().catch(() => undefined)
  }
  expect(tellings).toBeGreaterThan(KILLS)
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
})
