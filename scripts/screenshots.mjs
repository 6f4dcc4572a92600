/**
 * Takes the pictures of the README from the real studio: `npm run screenshots`. Serves the production
 * build on a free port, so run `npm run build` before it.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { launch, ROOT, serveBuild } from './tour/server.mjs'

const IMAGES = join(ROOT, 'docs', 'images')
const SIZE = { width: 1440, height: 900 }

mkdirSync(IMAGES, { recursive: true })
const { server, address } = await serveBuild()
const browser = await launch()

for (const colorScheme of ['light', 'dark']) {
  const page = await browser.newPage({ viewport: SIZE, colorScheme, reducedMotion: 'reduce' })
  await page.goto(address)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page
    .getByTestId('digest')
    .getByText(/[0-9a-f]{8}/)
    .waitFor()
  if (colorScheme === 'dark') await page.getByRole('tab', { name: 'Curves' }).click()
  // The word about the finished run is gone after four seconds.
  await page.waitForTimeout(5_000)
  await page.screenshot({ path: join(IMAGES, `studio-${colorScheme}.png`) })
  await page.close()
  console.log(`wrote docs/images/studio-${colorScheme}.png`)
}
for (const [colorScheme, path, view] of [
  ['light', 'market/flash-crash', 'Many seeds'],
  ['dark', 'market/phases', 'One curve'],
]) {
  const page = await browser.newPage({ viewport: SIZE, colorScheme, reducedMotion: 'reduce' })
  await page.goto(`${address}#/gallery/${path}`)
  await page.getByRole('radio', { name: view }).check({ force: true })
  await page.waitForTimeout(2_000)
  await page.screenshot({ path: join(IMAGES, `gallery-${colorScheme}.png`) })
  await page.close()
  console.log(`wrote docs/images/gallery-${colorScheme}.png`)
}
await browser.close()
server.kill()
