import { AxeBuilder } from '@axe-core/playwright'
import { test as base, expect } from '@playwright/test'
import { Studio } from './studio.ts'

export { expect }

/** WCAG 2.2, levels A and AA. */
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']

interface Fixtures {
  /** The studio, open and ready. A test fails when the page throws or logs an error. */
  readonly studio: Studio
}

export const test = base.extend<Fixtures>({
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
  const { violations } = await new AxeBuilder({ page: studio.page }).withTags(WCAG).analyze()
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => ({ id, help, target, failureSummary })),
  )
  expect(found).toEqual([])
}
