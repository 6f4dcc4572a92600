import { readFileSync } from 'node:fs'
import { entries } from '../src/views/gallery/model/entries.ts'
import { codeOfJob, digestOf, runJob } from '../src/views/gallery/model/job.ts'
import { jobOf, settingOf } from '../src/views/gallery/gallery-store.ts'
import { Gallery } from './support/gallery.ts'
import { expect, expectAccessible, test } from './support/test.ts'

test('the gallery is a page of its own: reached three ways, left by the browser’s back', async ({
  studio,
}) => {
  const { page } = studio
  const title = page.getByRole('heading', { level: 1, name: 'Profile gallery' })
  await studio.button('Profile gallery').click()
  await expect(title).toBeVisible()
  await page.goBack()
  await expect(studio.graph).toBeVisible()
  await page.keyboard.press('Alt+g')
  await expect(title).toBeVisible()
  await studio.button('Studio').click()
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('What do you want to do?').fill('gallery')
  await page.keyboard.press('Enter')
  await expect(title).toBeVisible()
  await page.reload()
  await expect(title).toBeVisible()
})

test('a profile is found, opened and changed; the curve and its statistics follow', async ({ studio }) => {
  const gallery = new Gallery(studio.page)
  await gallery.open()
  await studio.page.getByRole('searchbox', { name: 'Search profiles' }).fill('crash flash')
  await expect(gallery.card('Bull run')).toBeHidden()
  await gallery.choose('Flash crash')
  await expect(gallery.curve.getByRole('figure', { name: /Crash from step 60/ })).toBeVisible()
  const before = await gallery.digest.innerText()
  await gallery.field('Severity').fill('0.6')
  await expect(gallery.statistic('Max drawdown')).toHaveText(/^6\d\.\d+ %$/)
  await expect(gallery.digest).not.toHaveText(before)
  const changed = await gallery.digest.innerText()
  await studio.button('Another seed').click()
  await expect(gallery.digest).not.toHaveText(changed)
  // A wrong value says so, and the last good curve stays.
  await gallery.field('Severity').fill('7')
  await expect(gallery.parameters.getByRole('alert')).toBeVisible()
  await studio.button('Reset').click()
  await expect(gallery.field('Severity')).toHaveValue('0.3')
  await studio.page.goBack()
  await expect(gallery.card('Flash crash')).toBeVisible()
})

test('a curve is looked at as candles, on a log axis, with another field below', async ({ studio }) => {
  const gallery = new Gallery(studio.page)
  await gallery.open('market/pump-and-dump')
  await gallery.look('Candles')
  await gallery.curve.getByRole('checkbox', { name: 'Log axis' }).check()
  await gallery.curve.getByRole('button', { name: 'Below: spread' }).click()
  await studio.page.getByRole('menuitemcheckbox', { name: 'ask' }).click()
  await studio.page.keyboard.press('Escape')
  for (const field of ['ask', 'spread'])
    await expect(gallery.curve.getByRole('figure', { name: `${field} below Pump and dump` })).toBeVisible()
  // The values of a candle are read out by the arrow keys.
  const chart = gallery.curve.getByRole('application').first()
  await chart.focus()
  await chart.press('ArrowRight')
  await expect(gallery.curve.getByText('open', { exact: true })).toBeVisible()
  await expect(gallery.curve.getByText('close', { exact: true })).toBeVisible()
})

test('fifty seeds at once: bands, the median, and a seed at the edge to look at alone', async ({
  studio,
}) => {
  const gallery = new Gallery(studio.page)
  await gallery.open('market/volatile-market')
  await gallery.curve.getByRole('combobox', { name: 'Steps' }).fill('1000')
  await gallery.look('Many seeds')
  await expect(gallery.curve.getByRole('figure', { name: /with 50 seeds/ })).toBeVisible()
  const edges = gallery.facts.getByRole('region', { name: 'Seeds at the edges' })
  const lowest = edges.getByRole('row', { name: /Ends lowest/ })
  const last = await lowest.getByRole('cell').last().innerText()
  const seed = await lowest.getByRole('button').innerText()
  await lowest.getByRole('button').click()
  await expect(studio.page.getByRole('textbox', { name: 'Seed' })).toHaveValue(seed)
  await expect(gallery.statistic('Last')).toHaveText(last)
})

test('profiles are compared: chosen on their cards, laid over each other, side by side in numbers', async ({
  studio,
}) => {
  const gallery = new Gallery(studio.page)
  await gallery.open()
  for (const [title, group] of [['Bull run'], ['Bear crash'], ['Drift', 'Sensors']] as const)
    await gallery
      .card(title, group)
      .getByRole('checkbox', { name: `Compare ${title}` })
      .check()
  await studio.button('Compare').click()
  await expect(
    gallery.curve.getByRole('figure', { name: 'Bull run, Bear crash, Drift over each other.' }),
  ).toBeVisible()
  const table = gallery.facts.getByRole('table')
  await expect(table.getByRole('row')).toHaveCount(4)
  await expect(gallery.curve.getByRole('checkbox', { name: 'As change in %' })).toBeChecked()
  await studio.button('Take Drift out').click()
  await expect(table.getByRole('row')).toHaveCount(3)
  await studio.button('Add to comparison').click()
  await studio.page.getByRole('menuitem', { name: 'Gradual trend' }).first().click()
  await expect(table.getByRole('row', { name: /Gradual trend/ })).toBeVisible()
})

test('a presenter plays the curve live, pauses, scrubs and shows it whole again', async ({ studio }) => {
  const gallery = new Gallery(studio.page)
  await gallery.open('market/flash-crash')
  await gallery.curve.getByRole('combobox', { name: 'Playing speed' }).selectOption('50')
  await studio.button('Play live').click()
  const ticker = studio.page.getByTestId('ticker')
  await expect(ticker).toContainText('Normal')
  await studio.button('Pause').click()
  const place = gallery.curve.getByRole('slider', { name: 'Place in the series' })
  await place.fill('75')
  await expect(ticker).toContainText('Crash')
  await expect(ticker).toContainText('%')
  await expect(studio.button('Go on')).toBeVisible()
  await studio.button('Show the whole curve').click()
  await expect(ticker).toBeHidden()
})

test('the series is exported as CSV and JSON, the chart as PNG', async ({ studio }) => {
  const gallery = new Gallery(studio.page)
  await gallery.open('market/flash-crash')
  const csv = await gallery.export('Series as CSV')
  expect(csv.name).toBe('flash-crash-42.csv')
  expect(csv.bytes.toString().trimEnd().split('\n')).toHaveLength(145)
  const json = JSON.parse((await gallery.export('Series as JSON')).bytes.toString()) as {
    seed: string
    series: { price: number[] }
  }
  expect([json.seed, json.series.price.length]).toEqual(['42', 144])
  const png = await gallery.export('Chart as PNG')
  expect([...png.bytes.subarray(1, 4)].map((code) => String.fromCharCode(code)).join('')).toBe('PNG')
  expect(png.bytes.length).toBeGreaterThan(10_000)
})

test('a profile is taken into the scenario as one command, and the run draws the same curve', async ({
  studio,
}) => {
  const gallery = new Gallery(studio.page)
  await gallery.open('market/bull-run')
  await gallery.field('Total return').fill('0.5')
  await gallery.use(/^Replace/)
  await expect(studio.graph).toBeVisible()
  await expect(studio.inspector.getByRole('combobox', { name: 'Profile' })).toHaveValue('bull-run')
  await expect(studio.field('Total return')).toHaveValue('0.5')
  await studio.button('Undo').click()
  await expect(studio.inspector.getByRole('combobox', { name: 'Profile' })).toHaveValue('flash-crash')
  // And back: the source as it stands in the scenario.
  await studio.inspector.getByRole('button', { name: 'Open in the gallery' }).click()
  await expect(gallery.curve.getByRole('figure', { name: /Crash from step/ })).toBeVisible()
})

test('phases are composed: by dragging on the curve, by keyboard and in the form', async ({ studio }) => {
  const gallery = new Gallery(studio.page)
  const { page } = studio
  await gallery.open('market/phases')
  const length = gallery.curve.getByRole('slider', { name: 'Length of Slide' })
  const end = gallery.curve.getByRole('slider', { name: 'Where Slide ends' })
  await expect(end).toHaveAttribute('aria-valuetext', '−25 %')

  await end.focus()
  await end.press('Shift+ArrowDown')
  await expect(end).toHaveAttribute('aria-valuetext', '−35 %')
  await expect(gallery.field('Change')).toHaveValue('-0.35')
  await length.focus()
  await length.press('ArrowRight')
  await expect(gallery.field('Duration')).toHaveValue('21')

  // The dot is the lower right of the handle: its value stands to the left, above it.
  const box = (await end.boundingBox())!
  const dot = { x: box.x + box.width - 14, y: box.y + box.height - 14 }
  await page.mouse.move(dot.x, dot.y)
  await page.mouse.down()
  await page.mouse.move(dot.x, dot.y - 80, { steps: 6 })
  await page.mouse.up()
  expect(Number(await gallery.field('Change').inputValue())).toBeGreaterThan(-0.34)
  const edge = (await length.boundingBox())!
  await page.mouse.move(edge.x + edge.width / 2, edge.y + 40)
  await page.mouse.down()
  await page.mouse.move(edge.x + edge.width / 2 + 120, edge.y + 40, { steps: 6 })
  await page.mouse.up()
  expect(Number(await gallery.field('Duration').inputValue())).toBeGreaterThan(25)

  const phases = page.getByRole('region', { name: 'Phases' })
  await phases.getByRole('button', { name: 'Add phase' }).click()
  await expect(phases.getByRole('listitem')).toHaveCount(4)
  await page.getByRole('textbox', { name: 'Name' }).fill('Second slide')
  await phases.getByRole('button', { name: 'Move Second slide earlier' }).click()
  await phases.getByRole('button', { name: /^Second slide/ }).press('Delete')
  await expect(phases.getByRole('listitem')).toHaveCount(3)
})

test('a hundred thousand steps and a million are made beside the page', async ({ studio }) => {
  const gallery = new Gallery(studio.page)
  await gallery.open('market/flash-crash')
  const steps = gallery.curve.getByRole('combobox', { name: 'Steps' })
  await steps.fill('100000')
  await expect(gallery.statistic('Count')).toHaveText('100,000')
  await steps.fill('1000000')
  await expect(gallery.statistic('Count')).toHaveText('1,000,000')
  await steps.fill('0')
  await expect(steps).toHaveAttribute('aria-invalid', 'true')
})

test('what is looked at stands in the address: whoever gets it sees the same', async ({ studio }) => {
  const gallery = new Gallery(studio.page)
  await gallery.open('market/flash-crash')
  await gallery.field('Severity').fill('0.6')
  await studio.page.getByRole('textbox', { name: 'Seed' }).fill('shared')
  await gallery.curve.getByRole('combobox', { name: 'Steps' }).fill('500')
  await gallery.look('Candles')
  await gallery.curve.getByRole('checkbox', { name: 'Log axis' }).check()
  await expect(studio.page).toHaveURL(/axis=log/)
  await expect(gallery.statistic('Count')).toHaveText('500')
  const digest = await gallery.digest.innerText()
  const address = studio.page.url()
  await studio.page.goto('about:blank')
  await studio.page.goto(address)
  await expect(gallery.digest).toHaveText(digest)
  await expect(gallery.field('Severity')).toHaveValue('0.6')
  await expect(gallery.curve.getByRole('radio', { name: 'Candles' })).toBeChecked()
  await expect(gallery.curve.getByRole('checkbox', { name: 'Log axis' })).toBeChecked()
})

test('a presenter has the curve alone on the screen, and comes back by F', async ({ studio }) => {
  const gallery = new Gallery(studio.page)
  await gallery.open('preset/bitcoin-may-2021')
  await studio.button('Full screen').click()
  await expect(gallery.curve.getByRole('heading', { name: 'Bitcoin, 19 May 2021' })).toBeVisible()
  const alone = () => studio.page.evaluate(() => document.fullscreenElement?.getAttribute('aria-label'))
  await expect.poll(alone).toBe('Curve')
  for (const panel of ['spread', /^volume/])
    await expect(gallery.curve.getByRole('figure', { name: panel })).toBeInViewport()
  await studio.page.keyboard.press('f')
  await expect.poll(alone).toBeUndefined()
  await expect(studio.button('Full screen')).toBeVisible()
})

test('an address of nothing says so and leads back', async ({ studio }) => {
  const gallery = new Gallery(studio.page)
  await gallery.open('market/no-such-thing')
  await studio.page.getByRole('link', { name: 'See all profiles' }).click()
  await expect(gallery.card('Flash crash')).toBeVisible()
})

/** What a unit test wrote down in Node, where code runs: here the sandbox is not at hand. */
const codeDigest = (id: string): string => {
  const known = readFileSync(new URL('../src/views/gallery/model/code-series.txt', import.meta.url), 'utf8')
  return /^\w+/.exec(known.split('\n').find((line) => line.endsWith(`  ${id}`)) ?? '')?.[0] ?? 'none'
}

test('every profile and preset is the same here as in Node, bit for bit', async ({ studio }) => {
  const gallery = new Gallery(studio.page)
  await gallery.open()
  await studio.page.getByRole('textbox', { name: 'Seed' }).fill('bits')
  for (const entry of entries) {
    await studio.page.evaluate((id) => (location.hash = `#/gallery/${id}`), entry.id)
    await expect(studio.page.getByRole('heading', { level: 1, name: entry.title, exact: true })).toBeVisible()
    const job = jobOf(settingOf(entry, undefined), 'bits')
    const expected = codeOfJob(job) === null ? digestOf(runJob(job)) : codeDigest(entry.id)
    await expect(gallery.digest, entry.id).toHaveText(expected)
  }
})

test('every core, jump and arrival, and a basket with joint tails and pairs, too', async ({ studio }) => {
  const gallery = new Gallery(studio.page)
  await gallery.open()
  const everything = { realism: 1, candles: true, volume: true, depth: true, arrivals: 'hawkes' }
  for (const [id, source] of [
    ['market/gradual-trend', everything],
    ['market/gradual-trend', { noise: { kind: 'heston', params: {} } }],
    ['market/gradual-trend', { noise: { kind: 'garch', params: {} } }],
    ['market/gradual-trend', { noise: { kind: 'regimes', params: {} } }],
    ['market/gradual-trend', { jumps: { kind: 'merton', params: {} }, arrivals: 'poisson' }],
    ['market/gradual-trend', { jumps: { kind: 'kou', params: {} }, arrivals: 'gaps' }],
    ['basket/flash-crash', { tails: '4', realism: 1, quotes: true }],
    ['basket/flash-crash', { pairs: [{ first: 'INDEX', second: 'BANK', correlation: -0.2 }] }],
  ] as const) {
    const entry = entries.find((one) => one.id === id)!
    const change = { sourceParams: entry.source.params.parse(source), steps: 2_000 }
    const query = `seed=bits&steps=2000&source=${encodeURIComponent(JSON.stringify(source))}`
    await studio.page.evaluate((address) => (location.hash = address), `#/gallery/${id}?${query}`)
    const expected = digestOf(runJob(jobOf(settingOf(entry, change), 'bits')))
    await expect(gallery.digest, JSON.stringify(source)).toHaveText(expected)
  }
})

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the ${scheme} gallery`, async ({ studio }) => {
    const gallery = new Gallery(studio.page)
    await studio.colourScheme(scheme)
    await gallery.open()
    await expectAccessible(studio)
    await gallery.open('market/phases')
    await expect(gallery.digest).toBeVisible()
    await expectAccessible(studio)
    await gallery.look('Many seeds')
    await expect(gallery.facts.getByRole('table').first()).toBeVisible()
    await expectAccessible(studio)
    await gallery.look('Compare')
    await expectAccessible(studio)
  })
}
