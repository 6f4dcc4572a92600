import { runForReport } from './support/command-line.ts'
import { Gallery } from './support/gallery.ts'
import { expect, expectAccessible, test } from './support/test.ts'

const DOUBLING = `function next({ step, value }) {
  if (step === 400) throw new Error('enough')
  return value * Math.exp(0.02 * normal())
}
`

const scenario = (code: string): string =>
  JSON.stringify({
    format: 'scenario-studio',
    version: 1,
    name: 'A curve of somebody else’s',
    sources: [
      { id: 'market', name: 'Prices', kind: 'market', profile: { kind: 'script', params: { code } } },
    ],
    steps: [
      { id: 'start', kind: 'start' },
      { id: 'wait', kind: 'wait-cycles', params: { cycles: 300 }, position: { x: 220, y: 0 } },
    ],
    edges: [{ from: 'start', to: 'wait' }],
  })

test('a profile is written in JavaScript: the curve follows, errors name line and step, the run is the command line’s', async ({
  studio,
}) => {
  const { page, inspector } = studio
  await studio.select('Prices')
  await inspector.getByRole('combobox', { name: 'Profile' }).selectOption('Script')
  await expect(inspector.getByRole('figure', { name: /price over 60 cycles/ })).toBeVisible()
  const code = inspector.getByRole('textbox', { name: 'Code' })
  await code.fill(
    'function next({ step, value }) {\n  if (step === 7) return null.price\n  return value + 1\n}',
  )
  await expect(inspector.getByText(/threw an error in line 2.*at step 7 of the profile/)).toBeVisible()
  await expectAccessible(studio)
  await code.fill('function next({ step, value }) {\n  return value + normal()\n}')
  await expect(inspector.getByRole('figure', { name: /price over 60 cycles/ })).toBeVisible()
  const digest = await studio.runToEnd()
  expect(digest).toBe(runForReport(await studio.exportText(), '--allow-scripts').report.digest)
  await expect(page.getByText('came with code')).toBeHidden()
})

test('the curve of code from elsewhere is not drawn before the code is allowed', async ({ studio }) => {
  const { page, inspector } = studio
  await studio.importFile('foreign.json', scenario(DOUBLING))
  await studio.select('Prices')
  await expect(inspector.getByText(/made by code that came with the scenario and is off/)).toBeVisible()
  await expect(page.getByText(/came with code/)).toBeVisible()
  await expect(page.getByText('Imported foreign.json')).toBeHidden()
  await expectAccessible(studio)
  await inspector.getByRole('button', { name: 'Look at the code…' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Run this code' }).click()
  const digest = await studio.finished()
  expect(digest).toBe(runForReport(scenario(DOUBLING), '--allow-scripts').report.digest)
  await expect(inspector.getByRole('figure', { name: /price over 60 cycles/ })).toBeVisible()
})

test('in the gallery a script has a curve, many seeds, and is asked about when it came with the address', async ({
  studio,
}) => {
  const { page } = studio
  const gallery = new Gallery(page)
  await gallery.open('market/script')
  await expect(gallery.curve.getByRole('figure', { name: /^Script over 60 steps/ })).toBeVisible()
  await gallery.look('Many seeds')
  await expect(gallery.curve.getByRole('figure', { name: /^Script with 50 seeds/ })).toBeVisible()

  const query = new URLSearchParams({ seed: '1', steps: '500', profile: JSON.stringify({ code: DOUBLING }) })
  await page.goto(`/#/gallery/market/script?${query.toString()}`)
  const off = gallery.curve.getByRole('region', { name: 'Code that is off' })
  await expect(off).toContainText('enough')
  await expectAccessible(studio)
  await off.getByRole('button', { name: 'Run this code' }).click()
  await expect(gallery.curve.getByRole('alert')).toContainText('threw an error in line 2')
  await expect(gallery.curve.getByRole('alert')).toContainText('at step 400 of the profile')
})
