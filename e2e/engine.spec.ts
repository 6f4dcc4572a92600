import type { Page } from '@playwright/test'
import { expect, test } from './support/test.ts'

/** No scenario can hang the engine, so its file is given out spoilt: `times` times, then as it is. */
async function spoilEngine(page: Page, times: number, code: string): Promise<void> {
  let left = times
  await page.route(/assets\/entry-.*\.js$/, async (route) => {
    const response = await route.fetch()
    const body = await response.text()
    await route.fulfill({ response, body: left-- > 0 ? `${code};${body}` : body })
  })
}

/** After its first message, which carries what happened so far, it answers no more. */
const HANGS = `{
  const post = self.postMessage.bind(self)
  self.postMessage = (...message) => {
    post(...message)
    setTimeout(() => { for (;;); })
  }
}`
const THROWS = `{
  const post = self.postMessage.bind(self)
  self.postMessage = (...message) => {
    post(...message)
    setTimeout(() => { throw new Error('the worker is broken') })
  }
}`

for (const [name, code, said] of [
  ['hangs', HANGS, /gave no answer after record \d+ and was started again/],
  ['throws', THROWS, /stopped after record \d+ and was started again/],
] as const) {
  test(`a worker that ${name} is started again, once, and the run is the same`, async ({ studio }) => {
    const digest = await studio.runToEnd()
    await spoilEngine(studio.page, 1, code)
    await studio.page.getByLabel('Speed').selectOption({ label: '5 ×' })
    await studio.button('Run').click()
    await expect(studio.page.getByText(said)).toBeVisible()
    await studio.page.getByLabel('Speed').selectOption({ label: 'Fastest' })
    expect(await studio.finished()).toBe(digest)
    await expect(studio.dock.getByText('engine restarted')).toBeVisible()
  })
}

test('a worker that hangs each time is ended each time, told, and run again on one click', async ({
  studio,
}) => {
  await spoilEngine(studio.page, 2, HANGS)
  await studio.page.getByLabel('Speed').selectOption({ label: '5 ×' })
  await studio.button('Run').click()
  const alert = studio.page.getByRole('alert').filter({ hasText: 'gave no answer, for the second time' })
  // Two watches of two seconds, on a machine that may be busy.
  await expect(alert).toContainText(/The last record that it made is \d+/, { timeout: 40_000 })

  // The page was never blocked, and the work at hand goes on.
  await studio.selectStep('Normal phase')
  await studio.fill('Cycles', '11')
  await expect(studio.button('Saved')).toBeVisible()

  await studio.page.getByLabel('Speed').selectOption({ label: 'Fastest' })
  await alert.getByRole('button', { name: 'Run it again' }).click()
  await studio.finished()
  await expect(alert).toBeHidden()
})
