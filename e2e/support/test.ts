import { AxeBuilder } from '@axe-core/playwright'
import { test as base, expect, type BrowserContext } from '@playwright/test'
import { Studio } from './studio.ts'

export { expect }

/** WCAG 2.2, levels A and AA. */
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']
/** No success criterion asks for it, but people who jump from heading to heading do. */
const ALSO = { rules: { 'heading-order': { enabled: true } } }

/** What the page's policy refused since the test began, in every context that is watched. */
const violations: string[] = []

/** Writes down whatever a policy refuses in this context, page or worker: the fixtures' own is watched already. */
export async function watchPolicy(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      console.error(`policy violation: ${violatedDirective} ${blockedURI} ${sample}`),
    )
  })
  context.on('console', (message) => {
    const text = message.text()
    if (/policy violation:|Content Security Policy|Trusted(HTML|Script)/.test(text)) violations.push(text)
  })
}

interface Options {
  /** Of tests that try what the policy must refuse. */
  readonly attacks: boolean
}

interface Fixtures {
  /** The studio, open and ready. A test fails when the page throws, logs an error or breaks its policy. */
  readonly studio: Studio
}

export const test = base.extend<Fixtures & Options>({
  attacks: [false, { option: true }],
  context: async ({ context, attacks }, use) => {
    violations.length = 0
    await watchPolicy(context)
    await use(context)
    if (!attacks) expect(violations).toEqual([])
  },
  studio: async ({ page }, use) => {
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(`page error: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`console error: ${message.text()}`)
    })
    // The picker that Playwright can answer is the file field; one spec brings a picker of its own.
    await page.addInitScript(() => {
      Reflect.deleteProperty(window, 'showOpenFilePicker')
      Reflect.deleteProperty(window, 'showSaveFilePicker')
    })
    const studio = new Studio(page)
    await studio.open()
    await use(studio)
    expect(errors).toEqual([])
  },
})

/** Expects that axe finds nothing; names the elements when it does. */
export async function expectAccessible(studio: Studio): Promise<void> {
  const axe = new AxeBuilder({ page: studio.page })
  const { violations: broken } = await axe.options(ALSO).withTags(WCAG).analyze()
  const found = broken.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => ({ id, help, target, failureSummary })),
  )
  expect(found).toEqual([])
}
