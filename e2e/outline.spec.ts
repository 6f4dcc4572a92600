import { expect, expectAccessible, test } from './support/test.ts'

test('the outline builds a scenario by keyboard alone', async ({ studio }) => {
  const { page } = studio
  const tree = studio.library.getByRole('tree', { name: 'Steps in the order of the flow' })
  const item = (name: string) => tree.getByRole('treeitem', { name: new RegExp(`^${name}`) })
  const order = () =>
    tree.getByRole('treeitem').evaluateAll((items) => items.map((one) => one.ariaLabel?.split(',')[0]))

  await item('Start').focus()
  const first = await order()
  expect(first.slice(0, 2)).toEqual(['Start', 'Normal phase'])

  // Go and rename.
  await page.keyboard.press('ArrowDown')
  await expect(item('Normal phase')).toBeFocused()
  await expect(item('Normal phase')).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('F2')
  await expect(page.getByRole('textbox', { name: 'New name' })).toBeFocused()
  await page.keyboard.insertText('Calm')
  await page.keyboard.press('Enter')
  await expect(item('Calm')).toBeFocused()
  await expect(studio.step('Calm')).toBeVisible()
  await expectAccessible(studio)

  // Along the flow, and back.
  await page.keyboard.press('Alt+ArrowDown')
  await expect.poll(order).toEqual([first[0], first[2], 'Calm', ...first.slice(3)])
  await page.keyboard.press('Alt+ArrowUp')
  await expect.poll(order).toEqual([first[0], 'Calm', ...first.slice(2)])

  // A step after it.
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Add a step after it' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem').first()).toBeVisible()
  await page.keyboard.type('note')
  await page.keyboard.press('Enter')
  await expect.poll(order).toHaveLength(first.length + 1)

  // Connected to the end, from where it was put.
  const [, , added] = await order()
  await item(added ?? '').focus()
  await studio.library.getByRole('combobox', { name: 'Connect to' }).focus()
  await page.keyboard.press('End')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await order()).slice(0, 4)).toEqual(['Start', 'Calm', added, 'End'])

  // And gone; its neighbours are joined.
  await item(added ?? '').focus()
  await page.keyboard.press('Delete')
  await expect(item('End')).toBeFocused()
  await expect.poll(async () => (await order()).slice(0, 3)).toEqual(['Start', 'Calm', 'End'])
})
