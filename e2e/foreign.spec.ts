import { readFileSync } from 'node:fs'
import { expect, test } from './support/test.ts'

const YAML = `name: From the Python format
timeout_ms: 4000
initial_events: [{ event_name: order.created, data: { id: 7 } }]
chaos: [{ type: delay, target_event: order.created, delay_ms: 1500 }]
assertions: [{ type: event_count, event_name: order.created, expected_count: 1 }]
owner: nobody
`

test('a YAML scenario of the Python format is imported, accounted for, run, and exported as a Python script', async ({
  studio,
}) => {
  await studio.importFile('old.yaml', YAML)
  const dialog = studio.page.getByRole('dialog', { name: 'Imported: old.yaml' })
  await expect(dialog).toContainText('10 fields were mapped, 1 could not be.')
  await expect(dialog.getByRole('listitem').first()).toContainText('owner')
  await studio.page.keyboard.press('Escape')
  await studio.runToEnd()
  await studio.tab('Report')
  await expect(studio.dock).toContainText(/passed/i)

  await studio.page.keyboard.press('Control+Shift+s')
  const share = studio.page.getByRole('dialog', { name: 'Share and export' })
  await share.getByText(/What the Python script cannot say: \d+/).click()
  await expect(share).toContainText('the original engine draws unseeded numbers')
  const download = studio.page.waitForEvent('download')
  await share.getByRole('button', { name: 'Python script' }).click()
  const script = readFileSync(await (await download).path(), 'utf8')
  expect(script).toContain('DelayEvent(event_pattern="order.created", delay_ms=1500)')
})
