/**
 * Takes a picture of every screen and state of the studio, in light and dark, large and small, into `tour/`
 * with a page that shows them beside each other: `npm run tour [-- NAME...]`, after `npm run build`.
 * A screen that cannot be reached any more is named, and the exit code is 1.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { Hands, SCREENS } from './tour/screens.mjs'
import { launch, ROOT, serveBuild } from './tour/server.mjs'

const FOLDER = join(ROOT, 'tour')
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
]
const COLOURS = ['light', 'dark']

const names = process.argv.slice(2)
const screens =
  names.length === 0 ? SCREENS : SCREENS.filter(({ name }) => names.some((part) => name.includes(part)))
mkdirSync(FOLDER, { recursive: true })
const { server, address } = await serveBuild()
const browser = await launch()
const unreached = []

for (const screen of screens) {
  for (const viewport of SIZES) {
    for (const colorScheme of COLOURS) {
      const file = `${screen.name}-${viewport.width}-${colorScheme}.png`
      const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' })
      // The browser's own file dialog is no page: without it the studio asks through a file field.
      await context.addInitScript(() => Reflect.deleteProperty(window, 'showOpenFilePicker'))
      const page = await context.newPage()
      page.setDefaultTimeout(20_000)
      const hands = new Hands(page)
      try {
        await page.goto(address + (screen.path ?? ''))
        const ready =
          screen.path === undefined
            ? page.getByRole('region', { name: 'Graph' })
            : page.getByRole('navigation', { name: 'Where you are' })
        await ready.waitFor()
        await page.waitForLoadState('networkidle')
        await page.locator('[aria-busy=false]').first().waitFor({ state: 'attached' })
        await screen.prepare?.(hands)
        await page.waitForTimeout(700)
        await page.screenshot({ path: join(FOLDER, file) })
      } catch (error) {
        unreached.push(`${file}: ${String(error.message).split('\n')[0]}`)
      }
      await context.close()
    }
  }
  console.log(screen.name)
}
await browser.close()
server.kill()
writeFileSync(join(FOLDER, 'index.html'), contactSheet(SCREENS))
for (const line of unreached) console.error(`not reached: ${line}`)
process.exitCode = unreached.length === 0 ? 0 : 1

function contactSheet(all) {
  const picture = (file) =>
    `<a href="${file}"><img src="${file}" alt="${file}" loading="lazy" width="700"></a>`
  const rows = all.map(
    ({ name }) =>
      `<h2>${name}</h2>${SIZES.flatMap(({ width }) => COLOURS.map((colours) => picture(`${name}-${width}-${colours}.png`))).join('\n')}`,
  )
  return `<!doctype html><meta charset="utf-8"><title>Tour of the studio</title><style>body{font:16px sans-serif}img{margin:4px;border:1px solid #888}</style>${rows.join('\n')}`
}
