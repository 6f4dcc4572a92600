import { Gallery } from './support/gallery.ts'
import { expect, expectAccessible, test } from './support/test.ts'

/** As a broker's program writes them: semicolons, decimal commas, and everything that goes wrong. */
const RAGGED = [
  'Datum;Eröffnung;Hoch;Tief;Schluss;Volumen', // 1
  '02.01.2024 09:00;100,50;101,20;100,10;100,90;1.200', // 2
  '02.01.2024 09:01;100,90;101,00;100,70;100,80', // 3 ragged
  '02.01.2024 09:02;100,80;100,95;100,60;100,70;800', // 4
  '02.01.2024 09:02;100,70;100,80;100,50;100,60;700', // 5 the same time
  '02.01.2024 09:01;100,60;100,70;100,40;100,50;650', // 6 back in time
  '02.01.2024 09:04;100,60;100,70;100,40;;650', // 7 empty
  '02.01.2024 09:05;-100,60;100,70;100,40;100,50;650', // 8 negative
  '02.01.2024 09:06;100,60;100,90;100,30;100,70;650', // 9
  '02.01.2024 09:07;100,70;101,20;100,60;101,10;900', // 10
].join('\r\n')

const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

test('a ragged file: every defect with its row, the rest is looked at and taken into the scenario', async ({
  studio,
}) => {
  const { page } = studio
  const gallery = new Gallery(page)
  await gallery.open('import/ohlcv')
  await page.getByLabel('File with recorded data').setInputFiles(csv('broker.csv', RAGGED))
  const defects = page.getByRole('region', { name: 'Defects' })
  await expect(defects.getByRole('status')).toHaveText(
    '4 rows will be played; 5 defects dealt with as below.',
  )
  const rows = defects.getByRole('row')
  for (const [row, what] of [
    ['3', 'Has 5 fields where the header has 6.'],
    ['5', 'Has the same time as row 4.'],
    ['6', 'Goes back in time, behind row 4.'],
    ['7', 'The close is empty.'],
    ['8', 'The open -100.6 is negative.'],
  ] as const)
    await expect(
      rows.filter({ has: page.getByRole('cell', { name: row, exact: true }) }).filter({ hasText: what }),
    ).toHaveCount(1)
  const columns = page.getByRole('region', { name: 'Columns' })
  await expect(columns.getByRole('combobox', { name: 'Decimal sign' })).toContainText('found: 1.234,50')
  await expectAccessible(studio)
  // Another column for the close is another curve.
  const last = page.getByRole('region', { name: 'Preview' }).locator('dl > div').filter({ hasText: 'Last' })
  await expect(last.getByRole('definition')).toHaveText('101.10')
  await columns.getByRole('combobox', { name: 'Close' }).selectOption('Tief')
  await expect(last.getByRole('definition')).toHaveText('100.60')
  await columns.getByRole('combobox', { name: 'Close' }).selectOption('Schluss')
  await expect(last.getByRole('definition')).toHaveText('101.10')

  await gallery.use(/^Add as a source/)
  await expect(studio.graph).toBeVisible()
  await expect(studio.inspector.getByRole('combobox', { name: 'Profile' })).toHaveValue('replay')
})

test('what a file leaves open is asked for, and nothing is read before', async ({ studio }) => {
  const { page } = studio
  const gallery = new Gallery(page)
  await gallery.open('import/ohlcv')
  const text = 'time;close\n03/04/2024;1,234\n04/04/2024;1,250\n05/04/2024;1,300\n'
  await page.getByLabel('File with recorded data').setInputFiles(csv('open.csv', text))
  const defects = page.getByRole('region', { name: 'Defects' })
  await expect(defects.getByRole('status')).toHaveText('2 errors to mend before the file can be played.')
  await expect(page.getByRole('region', { name: 'Preview' })).toBeHidden()
  const columns = page.getByRole('region', { name: 'Columns' })
  await columns.getByRole('combobox', { name: 'Decimal sign' }).selectOption('comma')
  await columns.getByRole('combobox', { name: /^Dates/ }).selectOption('day-first')
  await expect(defects.getByRole('status')).toContainText('3 rows will be played')
  const statistic = (label: string) =>
    page.getByRole('region', { name: 'Preview' }).locator('dl > div').filter({ hasText: label })
  await expect(statistic('Last').getByRole('definition')).toHaveText('1.30')
  await page.getByLabel('File with recorded data').setInputFiles(csv('none.csv', ''))
  await expect(page.getByRole('alert')).toContainText('This file is empty')
})

test('a good file is looked at in the gallery like any other profile', async ({ studio }) => {
  const { page } = studio
  const gallery = new Gallery(page)
  await gallery.open('import/ohlcv')
  const lines = Array.from({ length: 300 }, (_, nth) => {
    const close = 100 + Math.round(200 * Math.sin(nth / 9)) / 100
    return [1_704_067_200 + 60 * nth, close, close + 0.5, close - 0.5, close, 10 + (nth % 7)].join(',')
  })
  const text = ['timestamp,open,high,low,close,volume', ...lines].join('\n')
  await page.getByLabel('File with recorded data').setInputFiles(csv('good.csv', text))
  await expect(page.getByRole('region', { name: 'Defects' }).getByRole('status')).toHaveText(
    '300 rows will be played, nothing wrong with them.',
  )
  await page.getByRole('button', { name: 'Look at it in the gallery' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'good.csv' })).toBeVisible()
  await gallery.look('Candles')
  await expect(gallery.curve.getByRole('figure', { name: /^volume .*below good.csv/ })).toBeVisible()
  await expect(gallery.statistic('Count')).toHaveText('300')
})
