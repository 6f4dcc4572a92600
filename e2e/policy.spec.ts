import { expect, test } from './support/test.ts'

/** What a page that was broken into would try; each of these must fail. */
const ATTEMPTS: Readonly<Record<string, string>> = {
  'code from text': `new Function('return 1')()`,
  'markup from text': `document.body.innerHTML = '<img src=x>'`,
  'a script of another': `const s = document.createElement('script'); s.src = 'https://evil.test/x.js'`,
  'a worker of another': `new Worker('https://evil.test/w.js')`,
  'a policy of its own': `trustedTypes.createPolicy('mine', {})`,
}

test.describe('attacks', () => {
  test.use({ attacks: true })
  for (const [name, code] of Object.entries(ATTEMPTS)) {
    test(`the page's policy refuses ${name}`, async ({ page }) => {
      await page.goto('/')
      const attempt = new Promise<string>((resolve) => {
        page.on('console', (message) => {
          if (message.text().startsWith('attempt: ')) resolve(message.text())
        })
      })
      // Given as a file of the studio's own, since the policy refuses what a test types into the page as well.
      await page.route('**/attempt.js', (route) =>
        route.fulfill({
          contentType: 'text/javascript',
          body: `try { ${code}; console.log('attempt: worked') } catch (error) { console.log('attempt: ' + error.name) }`,
        }),
      )
      await page.addScriptTag({ url: '/attempt.js' }).catch(() => undefined)
      await page.evaluate(() => import(new URL('/attempt.js', location.href).href)).catch(() => undefined)
      expect(await attempt).toMatch(/attempt: (EvalError|TypeError|SecurityError)/)
    })
  }

  test('the engine’s worker has the policy of the page: no code from text there', async ({ page }) => {
    // The engine's own file, with an attempt in front of it.
    await page.route(/assets\/entry-.*\.js$/, async (route) => {
      const response = await route.fetch()
      const body = `let said; try { said = new Function('return "worked"')() } catch (error) { said = error.name }; console.log('in the worker: ' + said);${await response.text()}`
      await route.fulfill({ response, body })
    })
    const said = new Promise<string>((resolve) => {
      page.on('console', (message) => {
        if (message.text().startsWith('in the worker: ')) resolve(message.text())
      })
    })
    await page.goto('/')
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    expect(await said).toBe('in the worker: EvalError')
  })
})

// That nothing else breaks it, every test of every spec sees to: see support/test.ts.
test('the page comes with its policy, and isolated', async ({ page }) => {
  const response = await page.goto('/')
  expect(response?.headers()['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
})
