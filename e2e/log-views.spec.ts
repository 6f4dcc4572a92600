import { expect, test } from './support/test.ts'

test('a late price is followed back to where it was held, in the table', async ({ studio }) => {
  await studio.runToEnd()
  await studio.tab('Events')
  await studio.dock.getByRole('button', { name: 'Only touched by faults' }).click()
  const rows = studio.dock.getByRole('row').filter({ hasText: 'Late price' })
  await expect(rows).toHaveCount(2)

  await rows.nth(1).click()
  const detail = studio.dock.getByRole('complementary')
  await expect(detail).toContainText('Late price delayed it')
  await detail.getByRole('button', { name: /held/ }).click()
  await expect(detail).toContainText('0:15.000')
  await studio.page.keyboard.press('Escape')
  await expect(detail).toBeHidden()
})

test('the table is filtered by text, topic and stage, and read by keyboard', async ({ studio }) => {
  await studio.runToEnd()
  await studio.tab('Events')
  await studio.dock.getByRole('combobox', { name: /^Filter by topic/ }).fill('100.35')
  await expect(studio.dock).toContainText('2 of 52 records')
  await studio.dock.getByRole('combobox', { name: /^Filter by topic/ }).fill('')
  await studio.dock.getByRole('button', { name: 'Marks' }).click()
  await expect(studio.dock).toContainText('52 of 52 records')
  await studio.dock.getByRole('combobox', { name: 'Topic', exact: true }).selectOption('$verdict')
  await expect(studio.dock).toContainText('1 of 52 records')
  await studio.dock.getByRole('combobox', { name: 'Topic', exact: true }).selectOption('All topics')

  await studio.dock.getByRole('button', { name: 'Show record 0', exact: true }).focus()
  await studio.page.keyboard.press('ArrowDown')
  await studio.page.keyboard.press('Enter')
  await expect(studio.dock.getByRole('complementary', { name: 'Record 1', exact: true })).toBeVisible()
  await studio.page.keyboard.press('End')
  await expect(studio.dock.getByRole('complementary', { name: 'Record 51', exact: true })).toBeVisible()
})

test('the timeline says what it shows and is walked by keyboard', async ({ studio }) => {
  await studio.runToEnd()
  const timeline = studio.dock.getByRole('application')
  await expect(timeline).toHaveAccessibleName(
    /Steps 6 visits; Marks 4 records; PriceUpdate 36 records \(1 held\)/,
  )
  await timeline.focus()
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown', 'Home', 'ArrowRight'])
    await studio.page.keyboard.press(key)
  await expect(studio.dock.getByRole('complementary')).toContainText('0:01.000')
  await studio.page.keyboard.press('+')
  await expect(studio.button('Fit the whole run')).toBeEnabled()
  await studio.page.keyboard.press('0')
  await expect(studio.button('Fit the whole run')).toBeDisabled()
  await studio.page.keyboard.press('Escape')
  await expect(studio.dock.getByRole('complementary')).toBeHidden()
})
