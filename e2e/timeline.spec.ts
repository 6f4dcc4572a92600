import type { Locator } from '@playwright/test'
import type { Studio } from './support/studio.ts'
import { expectAccessible, expect, test } from './support/test.ts'

const plotOf = (studio: Studio) => studio.dock.getByRole('application', { name: /^Timeline/ })
const lanesOf = (studio: Studio) => studio.dock.getByRole('list', { name: 'Lanes' })
const laneOf = (studio: Studio, name: string) =>
  lanesOf(studio).getByRole('listitem').filter({ hasText: name }).first()
const chipOf = (studio: Studio) => studio.dock.getByRole('button', { name: /^Only .*: show all/ })
const rowCount = async (studio: Studio) =>
  Number(await studio.dock.getByRole('table', { name: 'Events' }).getAttribute('aria-rowcount')) - 1

async function runStopLoss(studio: Studio): Promise<void> {
  await studio.library.getByRole('tab', { name: 'Examples' }).click()
  await studio.library.getByRole('button', { name: /Stop loss in a crash/ }).click()
  await studio.runToEnd()
  await expect(plotOf(studio)).toHaveAccessibleName(/trading.fill 1 record/)
}

/** The names of the lanes, from top to bottom. */
const names = async (studio: Studio): Promise<string[]> => {
  const texts = await lanesOf(studio).getByRole('listitem').allInnerTexts()
  return texts.map((text) => text.split('\n')[0] ?? '')
}

const boxOf = async (locator: Locator) => {
  const box = await locator.boundingBox()
  if (box === null) throw new Error('not to be seen')
  return box
}

test('by the mouse: lanes grouped, dragged, pinned, hidden; causes, a latency, a stretch of time', async ({
  studio,
}) => {
  test.slow()
  const { mouse, keyboard } = studio.page
  await runStopLoss(studio)
  const by = studio.dock.getByRole('combobox', { name: 'Lanes by' })
  await by.selectOption('By agent')
  await expect(laneOf(studio, 'Gateway')).toBeVisible()
  await expect(laneOf(studio, 'From no agent')).toContainText('39')
  await by.selectOption('By step')
  await expect(laneOf(studio, 'Calm market')).toContainText('20')
  await by.selectOption('By topic')
  expect(await names(studio)).toEqual(['Steps', 'Marks', 'PriceUpdate', 'trading.order', 'trading.fill'])

  const fill = await boxOf(laneOf(studio, 'trading.fill'))
  const prices = await boxOf(laneOf(studio, 'PriceUpdate'))
  await mouse.move(fill.x + 40, fill.y + 12)
  await mouse.down()
  await mouse.move(prices.x + 40, prices.y + 4, { steps: 6 })
  await mouse.up()
  expect(await names(studio)).toEqual(['Steps', 'Marks', 'trading.fill', 'PriceUpdate', 'trading.order'])

  await laneOf(studio, 'trading.order').hover()
  await laneOf(studio, 'trading.order').getByRole('button').click()
  await studio.page.getByRole('menuitem', { name: 'Pin to the top' }).click()
  await laneOf(studio, 'Marks').hover()
  await laneOf(studio, 'Marks').getByRole('button').click()
  await studio.page.getByRole('menuitem', { name: 'Hide H' }).click()
  expect(await names(studio)).toEqual(['trading.order', 'Steps', 'trading.fill', 'PriceUpdate'])
  await studio.page.reload()
  await runStopLoss(studio)
  expect(await names(studio)).toEqual(['trading.order', 'Steps', 'trading.fill', 'PriceUpdate'])
  await studio.dock.getByRole('button', { name: '1 hidden lane' }).click()
  await studio.page.getByRole('menuitem', { name: 'Show Marks' }).click()
  expect(await names(studio)).toContain('Marks')

  const plot = await boxOf(plotOf(studio))
  const detail = studio.dock.getByRole('complementary')
  const at = async (lane: string, share: number) => {
    const { y, height } = await boxOf(laneOf(studio, lane))
    const { width } = await boxOf(plotOf(studio))
    return [plot.x + width * share, y + height / 2] as const
  }
  await mouse.click(...(await at('trading.fill', 0.5)))
  await expect(detail.getByRole('heading', { name: 'trading.fill' })).toBeVisible()
  const causes = detail.getByRole('list').first().getByRole('button')
  await expect(causes).toHaveText([/trading\.order/, /PriceUpdate/])
  await keyboard.down('Shift')
  await mouse.click(...(await at('PriceUpdate', 0.02)))
  await keyboard.up('Shift')
  await expect(detail.getByRole('region', { name: 'Latency' })).toContainText(
    /−\d+\.35 s · \d+ cycles · \d+ events between/,
  )
  await expectAccessible(studio)
  await detail.getByRole('button', { name: 'Measure no more' }).click()
  await expect(detail.getByRole('region', { name: 'Latency' })).toBeHidden()
  await detail.getByRole('button', { name: 'Close record' }).click()

  await keyboard.down('Shift')
  await mouse.move(...(await at('PriceUpdate', 0.3)))
  await mouse.down()
  await mouse.move(...(await at('PriceUpdate', 0.6)), { steps: 5 })
  await mouse.up()
  await keyboard.up('Shift')
  await expect(chipOf(studio)).toBeVisible()
  await expectAccessible(studio)
  await studio.tab('Events')
  const some = await rowCount(studio)
  expect(some).toBeGreaterThan(5)
  expect(some).toBeLessThan(20)
  await studio.tab('Assertions')
  await expect(studio.dock).toContainText(/\d of 4 decided in this stretch/)
  await studio.tab('Report')
  await expect(studio.dock).toContainText(/\d+ of 41 delivered/)
  await expectAccessible(studio)
  await studio.tab('Curves')
  await expect(studio.dock.getByRole('button', { name: 'Show the whole run' })).toBeEnabled()
  await chipOf(studio).click()
  await expect(studio.dock.getByRole('button', { name: 'Show the whole run' })).toBeDisabled()
  await studio.tab('Events')
  expect(await rowCount(studio)).toBeGreaterThan(40)

  await studio.tab('Timeline')
  const strip = await boxOf(studio.dock.getByTestId('overview'))
  await mouse.move(strip.x + strip.width * 0.5, strip.y + 10)
  await mouse.down()
  await mouse.move(strip.x + strip.width * 0.7, strip.y + 10, { steps: 4 })
  await mouse.up()
  await expect(chipOf(studio)).toBeVisible()
  await expect(studio.button('Fit the whole run')).toBeEnabled()
})

test('by the keyboard alone: the same lanes, causes, latency and stretch', async ({ studio }) => {
  const { keyboard } = studio.page
  const press = async (...keys: string[]) => {
    for (const key of keys) await keyboard.press(key)
  }
  const command = async (title: string) => {
    await press('Control+K')
    await expect(studio.page.getByRole('dialog').getByRole('combobox')).toBeFocused()
    await keyboard.type(title)
    await expect(studio.page.getByRole('dialog').getByRole('option').first()).toContainText(title)
    await press('Enter')
    await expect(studio.page.getByRole('dialog')).toBeHidden()
  }
  await command('Open example: Stop loss in a crash')
  await press('Control+Enter')
  await studio.finished()
  const plot = plotOf(studio)
  await expect(plot).toHaveAccessibleName(/trading.fill 1 record/)
  await plot.focus()
  const detail = studio.dock.getByRole('complementary')
  await press('.', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown')
  await expect(detail.getByRole('heading', { name: 'trading.fill' })).toBeVisible()
  await press('f')
  await expect(studio.button('Fit the whole run')).toBeEnabled()
  await press('w', 's', 'a', 'd', '0')
  await expect(studio.button('Fit the whole run')).toBeDisabled()

  await press('m', 'ArrowUp')
  await expect(detail.getByRole('heading', { name: 'trading.order' })).toBeVisible()
  const latency = /−\d+ ms · 0 cycles · 0 events between/
  await expect(detail.getByRole('region', { name: 'Latency' })).toContainText(latency)
  await expect(studio.dock.locator('[aria-live]').filter({ hasText: latency })).toBeAttached()
  await press('Escape')
  await expect(detail.getByRole('region', { name: 'Latency' })).toBeHidden()
  await expect(detail).toBeVisible()

  await press('p')
  expect((await names(studio))[0]).toBe('trading.order')
  await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'Alt+ArrowUp')
  expect(await names(studio)).toEqual(['trading.order', 'Steps', 'PriceUpdate', 'Marks', 'trading.fill'])
  await press('i', '.', '.', '.', 'o')
  await expect(chipOf(studio)).toBeVisible()
  await press('Alt+2')
  expect(await rowCount(studio)).toBeLessThan(10)
  await studio.dock.getByRole('button', { name: 'Delivered' }).focus()
  await press('Escape')
  await expect(chipOf(studio)).toBeHidden()
  await press('Alt+1')
  await plot.focus()
  await press('i', ',', ',', ',', 'i')
  await expect(chipOf(studio)).toBeVisible()
  await plot.focus()
  await press('Escape')
  await expect(detail).toBeHidden()
  await press('Escape')
  await expect(chipOf(studio)).toBeHidden()

  await press('.', 'h')
  await expect(studio.dock.getByRole('button', { name: '1 hidden lane' })).toBeVisible()
  await command('Show all hidden lanes')
  await expect(studio.dock.getByRole('button', { name: '1 hidden lane' })).toBeHidden()
  await lanesOf(studio).getByRole('button', { name: 'Lane trading.order' }).focus()
  await press('ArrowDown', 'ArrowDown')
  await expect(lanesOf(studio).getByRole('button', { name: 'Lane PriceUpdate' })).toBeFocused()
  await press('p')
  await expect.poll(async () => (await names(studio)).slice(0, 2)).toEqual(['trading.order', 'PriceUpdate'])
  await command('Lanes by fault')
  await expect(laneOf(studio, 'Met by no fault')).toBeVisible()
  await command('Lanes by topic')
  await studio.dock.getByRole('combobox', { name: /^Filter by topic/ }).focus()
  await keyboard.type('topic:trading.*')
  await expect(plot).toHaveAccessibleName(/^Timeline of 2 records/)
  await press('Alt+2')
  await expect.poll(() => rowCount(studio)).toBe(2)
  await expectAccessible(studio)
})
