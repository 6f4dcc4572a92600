import { readFileSync } from 'node:fs'
import { expect, type Download, type Locator, type Page } from '@playwright/test'

/** The gallery as a person meets it: by role and name. */
export class Gallery {
  readonly page: Page
  readonly curve: Locator
  readonly parameters: Locator
  readonly facts: Locator
  readonly digest: Locator

  constructor(page: Page) {
    this.page = page
    this.curve = page.getByRole('region', { name: 'Curve' })
    this.parameters = page.getByRole('complementary', { name: 'Parameters' })
    this.facts = page.getByRole('region', { name: 'What it amounts to' })
    this.digest = page.getByTestId('series-digest')
  }

  async open(path = ''): Promise<void> {
    await this.page.goto(path === '' ? '/#/gallery' : `/#/gallery/${path}`)
    await expect(this.page.getByRole('navigation', { name: 'Where you are' })).toBeVisible()
  }

  /** Several sources can follow a profile: it has a card with each of them. */
  card(title: string, group = 'Trading · Market'): Locator {
    return this.page
      .getByRole('region', { name: group, exact: true })
      .getByRole('listitem')
      .filter({ has: this.page.getByRole('link', { name: title, exact: true }) })
  }

  async choose(title: string): Promise<void> {
    await this.card(title).getByRole('link').click()
    await expect(this.page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  }

  field(label: string): Locator {
    return this.parameters.getByRole('spinbutton', { name: new RegExp(`^${label}`) })
  }

  /** How the curve is looked at: one of the choices above it. */
  async look(name: string): Promise<void> {
    await this.curve.getByRole('radio', { name }).check({ force: true })
  }

  /** The value of a statistic, such as `30.04 %`. */
  statistic(label: string): Locator {
    return this.facts.locator('dl > div').filter({ hasText: label }).getByRole('definition')
  }

  async export(item: string): Promise<{ name: string; bytes: Buffer }> {
    const download = this.page.waitForEvent('download')
    await this.page.getByRole('button', { name: 'Export' }).click()
    await this.page.getByRole('menuitem', { name: item }).click()
    return contentOf(await download)
  }

  async use(item: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name: 'Use in scenario' }).click()
    await this.page.getByRole('menuitem', { name: item }).click()
  }
}

const contentOf = async (download: Download) => ({
  name: download.suggestedFilename(),
  bytes: readFileSync(await download.path()),
})
