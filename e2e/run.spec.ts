import { runForReport } from './support/command-line.ts'
import { expect, test } from './support/test.ts'

test('opens on a scenario that is ready, runs it, and agrees with the command line', async ({ studio }) => {
  for (const step of ['Normal phase', 'Crash phase', 'Recovery phase', 'Verify recovery']) {
    await expect(studio.step(step)).toBeVisible()
  }
  const digest = await studio.runToEnd()
  for (const step of ['Normal phase', 'Crash phase', 'Recovery phase', 'Verify recovery']) {
    await expect(studio.step(step)).toContainText(/passed/i)
  }

  await studio.tab('Assertions')
  await expect(studio.dock).toContainText('35')
  await studio.tab('Report')
  await expect(studio.dock).toContainText(/passed/i)

  const { code, report } = runForReport(await studio.exportText())
  expect(code).toBe(0)
  expect(report).toMatchObject({ verdict: 'passed', cycles: 35, events: { byTopic: { PriceUpdate: 35 } } })
  expect(report.chaos).toMatchObject([{ id: 'late-price', hits: 1 }])
  expect(digest).toBe(report.digest)
})

test('shows the late price: published in cycle 15, delivered in cycle 20', async ({ studio }) => {
  await studio.runToEnd()
  await studio.tab('Events')
  const held = studio.dock.getByRole('row').filter({ hasText: /held/i })
  await expect(held).toHaveCount(1)
  await expect(held).toContainText('15')
})

test('runs the same when it is stepped, paused and resumed', async ({ studio }) => {
  const whole = await studio.runToEnd()
  await studio.page.reload()
  await studio.button('Step one cycle').click()
  await studio.button('Step one cycle').click()
  await studio.resume()
  expect(await studio.finished()).toBe(whole)
})

test('says what was there when one event too many is asked for, in both places', async ({ studio }) => {
  await studio.select('At least 35 PriceUpdate')
  await studio.fill('At least', '36')
  await studio.runToEnd()

  await expect(studio.step('Verify recovery')).toContainText(/failed/i)
  await studio.tab('Assertions')
  await expect(studio.dock).toContainText(/violated|failed/i)
  await expect(studio.dock).toContainText('36')
  await expect(studio.dock).toContainText('35')

  const { code, report } = runForReport(await studio.exportText())
  expect(code).toBe(1)
  expect(report.verdict).toBe('failed')
  const [assertion] = report.assertions
  expect(assertion?.verdict).toBe('violated')
  await expect(studio.dock).toContainText(assertion?.message ?? '')

  await studio.button('Undo').click()
  await studio.runToEnd()
  await expect(studio.step('Verify recovery')).toContainText(/passed/i)
})
