import { Studio } from './support/studio.ts'
import { expect, test } from './support/test.ts'

/** The same draws each time; `vault.test.ts` does two hundred such orders without a browser. */
function draws(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

for (const seed of [1, 2, 3, 4, 5]) {
  test(`two tabs that edit in turn lose nothing: order ${seed}`, async ({ studio }) => {
    const draw = draws(seed)
    const name = (tab: Studio) => tab.page.getByLabel('Name of the scenario')
    await name(studio).fill('edit 0')
    await expect(studio.button('Saved')).toBeVisible()
    const other = new Studio(await studio.page.context().newPage())
    await other.open()
    await expect(name(other)).toHaveValue('edit 0')

    const tabs = [studio, other]
    const orders: string[] = []
    let edits = 0
    for (let turn = 0; turn < 10; turn++) {
      const tab = tabs[draw(2)]!
      // A tab that only follows asks first, whatever the other has not saved yet.
      if (await name(tab).evaluate((field: HTMLInputElement) => field.readOnly)) {
        await tab.button('Edit here').click()
        await expect(tab.button('Read-only')).toBeHidden()
        await expect(name(tab)).toHaveValue(`edit ${edits}`)
      }
      await name(tab).fill(`edit ${++edits}`)
      const waits = draw(3)
      if (waits === 1) await expect(tab.button('Saved')).toBeVisible()
      if (waits === 2) await tab.page.waitForTimeout(draw(400))
      orders.push(`${tabs.indexOf(tab)}${waits}`)
    }
    for (const tab of tabs) await expect(name(tab), orders.join(' ')).toHaveValue(`edit ${edits}`)
    await other.page.close()
    await studio.page.reload()
    await expect(name(studio), orders.join(' ')).toHaveValue(`edit ${edits}`)
    await studio.library.getByRole('tab', { name: /^Examples/ }).click()
    await expect(
      studio.library.getByRole('region', { name: 'My scenarios' }).getByRole('listitem'),
    ).toHaveCount(1)
  })
}
