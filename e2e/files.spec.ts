import { expect, test } from './support/test.ts'

test('an exported file imported again is the same scenario', async ({ studio }) => {
  const exported = await studio.exportText()
  await studio.button('New scenario').click()
  await expect(studio.step('Normal phase')).toBeHidden()
  await studio.importFile('flash-crash.json', exported)
  await expect(studio.step('Normal phase')).toBeVisible()
  expect(await studio.exportText()).toBe(exported)
})

test('a file that is dropped anywhere on the page is opened', async ({ studio }) => {
  const { page } = studio
  const text = (await studio.exportText()).replace('"Flash crash"', '"Dropped"')
  const dataTransfer = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([content], 'dropped.json', { type: 'application/json' }))
    return transfer
  }, text)
  await page.dispatchEvent('body', 'dragover', { dataTransfer })
  await expect(page.getByText('Drop a scenario file to open it')).toBeVisible()
  await page.dispatchEvent('body', 'drop', { dataTransfer })
  await expect(page.getByLabel('Name of the scenario')).toHaveValue('Dropped')
  await expect(page.getByText('Drop a scenario file to open it')).toBeHidden()
})

test('edits survive a reload', async ({ studio }) => {
  await studio.selectStep('Normal phase')
  await studio.fill('Cycles', '12')
  await expect(studio.page.getByText('Saved', { exact: true })).toBeVisible()
  await studio.page.reload()
  await studio.selectStep('Normal phase')
  await expect(studio.field('Cycles')).toHaveValue('12')
})

test('every edit can be undone and redone', async ({ studio }) => {
  const before = await studio.exportText()
  await studio.selectStep('Normal phase')
  await studio.fill('Cycles', '12')
  await studio.selectStep('Crash phase')
  await studio.page.keyboard.press('Delete')
  await expect(studio.step('Crash phase')).toBeHidden()
  const after = await studio.exportText()
  await studio.button('Undo').click()
  await studio.button('Undo').click()
  expect(await studio.exportText()).toBe(before)
  await studio.button('Redo').click()
  await studio.button('Redo').click()
  expect(await studio.exportText()).toBe(after)
})
