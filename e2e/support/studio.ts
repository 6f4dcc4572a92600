import { readFileSync } from 'node:fs'
import { expect, type Locator, type Page } from '@playwright/test'

type DockTab =
  | 'Timeline'
  | 'Events'
  | 'Curves'
  | 'System'
  | 'Assertions'
  | 'Problems'
  | 'Report'
  | 'Compare'
  | 'Breakpoints'

/** The studio as a person meets it: by role and name, never by class or structure. */
export class Studio {
  readonly page: Page
  readonly library: Locator
  readonly graph: Locator
  readonly inspector: Locator
  readonly dock: Locator
  readonly digest: Locator

  constructor(page: Page) {
    this.page = page
    this.library = page.getByRole('region', { name: 'Library' })
    this.graph = page.getByRole('region', { name: 'Graph' })
    this.inspector = page.getByRole('region', { name: 'Inspector' })
    this.dock = page.getByRole('region', { name: 'Dock' })
    this.digest = page.getByTestId('digest')
  }

  async open(): Promise<void> {
    await this.page.goto('/')
    await expect(this.button('Run')).toBeVisible()
    await expect(this.graph).toBeVisible()
    await this.ready()
  }

  /** On a first visit the graph is there before all that can be done with it. */
  async ready(): Promise<void> {
    await expect(this.page.locator('[aria-busy=false]')).toBeAttached()
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  /** The step node on the canvas whose name is `name`. */
  step(name: string): Locator {
    return this.graph.getByRole('group', { name: new RegExp(`^${escape(name)}`) })
  }

  async tab(name: DockTab): Promise<void> {
    await this.dock.getByRole('tab', { name: new RegExp(`^${name}`) }).click()
  }

  /** Runs as fast as possible, to the end. Returns the digest. */
  async runToEnd(): Promise<string> {
    await this.button('Run').click()
    return this.finished()
  }

  /** Waits for the end of the run that goes on; returns the digest. */
  async finished(): Promise<string> {
    await expect(this.digest).toHaveText(/[0-9a-f]{8}/)
    return (await this.digest.getAttribute('data-digest')) ?? (await this.digest.innerText()).trim()
  }

  /** Goes on with a paused run. */
  async resume(): Promise<void> {
    await this.page
      .getByRole('button', { name: /^(Resume|Run)$/ })
      .first()
      .click()
  }

  async selectStep(name: string): Promise<void> {
    await this.step(name).click()
  }

  /** Selects a source, agent, fault or assertion of the scenario, in the left panel. */
  async select(name: string): Promise<void> {
    const list = this.library.getByRole('tab', { name: /^Scenario/ })
    if (await list.isVisible()) await list.click()
    await this.library
      .getByRole('button', { name: new RegExp(escape(name)) })
      .first()
      .click()
  }

  /** A field of the inspector, by its label. */
  field(label: string): Locator {
    return this.inspector
      .getByRole('textbox', { name: label })
      .or(this.inspector.getByRole('spinbutton', { name: label }))
      .first()
  }

  /** Types a value into a field of the inspector and leaves the field. */
  async fill(label: string, value: string): Promise<void> {
    await this.field(label).fill(value)
    await this.field(label).press('Tab')
  }

  /** Exports the scenario as a file and returns its text. */
  async exportText(): Promise<string> {
    const download = this.page.waitForEvent('download')
    await this.button('Export').click()
    await this.page.getByRole('menuitem', { name: /download/i }).click()
    return readFileSync(await (await download).path(), 'utf8')
  }

  /** Drops nothing, clicks nothing: gives the hidden file field a file, as the open dialog would. */
  async importFile(name: string, text: string): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser')
    await this.button('Import').click()
    await this.page.getByRole('menuitem', { name: /open file/i }).click()
    await (await chooser).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
  }

  async colourScheme(scheme: 'light' | 'dark'): Promise<void> {
    await this.page.emulateMedia({ colorScheme: scheme })
  }
}

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
