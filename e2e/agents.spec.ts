import { runForReport } from './support/command-line.ts'
import { expect, test } from './support/test.ts'

test('the state of an agent can be looked at over time, by mouse and by keys', async ({ studio }) => {
  const { page, library, inspector } = studio
  await library.getByRole('tab', { name: 'Examples' }).click()
  await library.getByRole('button', { name: /circuit breaker saves a queue/i }).click()
  await studio.runToEnd()
  await library.getByRole('tab', { name: 'Scenario' }).click()
  await library.getByRole('button', { name: /^Breaker/ }).click()

  const section = inspector.getByRole('region', { name: 'State over time' })
  await expect(section.getByRole('row', { name: /^state/ })).toContainText('closed')
  const last = section.getByRole('list', { name: 'Last states' }).getByRole('button').first()
  await expect(last).toContainText('state: closed')

  // In the middle of the run the breaker was open or probing; the list and the values follow the record in focus.
  const strip = section.getByRole('button', { name: /^state: closed, open, half-open/ })
  const box = (await strip.boundingBox()) ?? { width: 0, height: 0 }
  await strip.click({ position: { x: box.width * 0.33, y: box.height / 2 } })
  const states = section.getByRole('list', { name: 'States up to the moment shown' })
  await expect(states.getByRole('button').first()).toHaveAttribute('aria-current', 'true')
  await expect(section.getByRole('row', { name: /^state/ })).toContainText('open')

  const time = () => states.getByRole('button').first().locator('time').innerText()
  const before = await time()
  await page.keyboard.press('ArrowLeft')
  await expect.poll(time).not.toBe(before)
  await page.keyboard.press('ArrowRight')
  await expect.poll(time).toBe(before)
})

test('a condition is built in the form, and the run keeps to it', async ({ studio }) => {
  const { library, inspector } = studio
  await library.getByRole('tab', { name: 'Examples' }).click()
  await library.getByRole('button', { name: /exchange halts trading/i }).click()
  await library.getByRole('tab', { name: 'Scenario' }).click()
  await library.getByRole('button', { name: /^Dip buyer/ }).click()

  const condition = inspector.getByRole('group', { name: 'And only if' })
  await condition.getByRole('button', { name: 'Remove 1', exact: true }).click()
  const add = condition.getByRole('button', { name: 'Add a comparison' })
  await expect(add).toBeFocused()
  await add.click()
  await condition.getByLabel('Field, 1').fill('price')
  await condition.getByLabel('Comparison, 1').selectOption('between')
  await condition.getByLabel('Value, 1').fill('ninety')
  await expect(condition.getByRole('alert')).toContainText('two numbers')
  await condition.getByLabel('Value, 1').fill('80, 85')
  await condition.getByRole('button', { name: 'Add another to 1' }).click()
  await expect(condition.getByLabel('Field, 1.2')).toBeFocused()
  await condition.getByLabel('Comparison, 1.2').selectOption('exists')
  await condition.getByRole('button', { name: 'Not, 1.2' }).click()
  await condition.getByLabel('Field, 1.2').fill('closed')
  await expect(condition).toContainText('Means: price between 80 and 85 and not closed exists.')

  const digest = await studio.runToEnd()
  const { report } = runForReport(await studio.exportText())
  expect(report.digest).toBe(digest)
  const intents = report.events.byTopic['trading.intent'] ?? 0
  expect(intents).toBeGreaterThan(0)
  expect(intents).toBeLessThan(20)
})
