import { expect, test } from '@playwright/test'

const AREAS = ['Library', 'Graph', 'Inspector', 'Dock'] as const

for (const visit of ['first', 'later'] as const) {
  test(`nothing jumps when the studio has loaded, on a ${visit} visit`, async ({ page }) => {
    if (visit === 'later') {
      // Sizes as the panels keep them.
      await page.addInitScript(() => {
        localStorage.setItem('scenario-studio.layout.rows', '{"work":70,"dock":30}')
        localStorage.setItem('scenario-studio.layout.columns', '{"library":24,"graph":50,"inspector":26}')
      })
    }
    let goOn = () => undefined as void
    const held = new Promise<void>((resolve) => (goOn = resolve))
    await page.route('**/assets/studio-*.js', async (route) => {
      await held
      await route.continue()
    })
    await page.goto('/')
    await expect(page.getByRole('status', { name: 'The studio is loading' })).toBeVisible()
    const before = []
    for (const area of AREAS)
      before.push(await page.locator(`[data-area=${area.toLowerCase()}]`).boundingBox())
    goOn()
    await expect(page.getByRole('group', { name: /^Normal phase/ })).toBeVisible()
    for (const [index, name] of AREAS.entries()) {
      const [was, is] = [before[index], await page.getByRole('region', { name, exact: true }).boundingBox()]
      for (const side of ['x', 'y', 'width', 'height'] as const) {
        expect(Math.abs((was?.[side] ?? NaN) - (is?.[side] ?? NaN)), `${side} of ${name}`).toBeLessThan(3)
      }
    }
  })
}

test('a first visit sees the graph before the rest has come; a click then waits, and nothing overtakes it', async ({
  page,
}) => {
  let goOn = () => undefined as void
  const held = new Promise<void>((resolve) => (goOn = resolve))
  await page.route('**/assets/rest-*.js', async (route) => {
    await held
    await route.continue()
  })
  await page.goto('/')
  await expect(page.getByRole('group', { name: /^Normal phase, Wait cycles, 10 cycles/ })).toBeVisible()
  const name = page.getByLabel('Name of the scenario')
  await page.getByRole('button', { name: 'New scenario' }).click()
  await name.press('x')
  await expect(name).not.toHaveValue('Untitled scenario')
  goOn()
  await expect(name).toHaveValue('Untitled scenario')
  await page.getByRole('button', { name: 'Undo' }).waitFor()
  await expect(page.locator('[aria-busy=false]')).toBeAttached()
  await name.fill('Mine')
  await expect(page.getByText('Saved')).toBeVisible()
  await page.reload()
  await expect(name).toHaveValue('Mine')
})

for (const part of ['studio', 'rest']) {
  test(`a part that does not arrive (${part}) is told, and the studio can be loaded again`, async ({
    page,
  }) => {
    const files = `**/assets/${part}-*.js`
    await page.route(files, (route) => route.abort())
    await page.goto('/')
    const alert = page.getByRole('alert')
    await expect(alert).toContainText('could not be loaded')
    await page.unroute(files)
    await alert.getByRole('button', { name: 'Load it again' }).click()
    await expect(page.getByRole('group', { name: /^Normal phase/ })).toBeVisible()
    await expect(page.locator('[aria-busy=false]')).toBeAttached()
  })
}
