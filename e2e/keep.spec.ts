import { expect, test } from './support/test.ts'
import { Studio } from './support/studio.ts'
import { clearDatabase, fillStorage } from './support/storage.ts'

const saved = (studio: Studio) => studio.page.getByRole('button', { name: 'Saved', exact: true })

test('says truly whether the scenario is kept, and brings an earlier version back', async ({ studio }) => {
  await expect(studio.button('Not changed yet')).toBeVisible()
  await studio.selectStep('Normal phase')
  await studio.fill('Cycles', '12')
  await expect(saved(studio)).toBeVisible()
  await studio.fill('Cycles', '13')
  await expect(saved(studio)).toBeVisible()

  await saved(studio).click()
  const versions = studio.page.getByRole('list', { name: 'Versions, newest first' })
  await expect(versions.getByRole('listitem')).toHaveCount(2)
  await versions.getByRole('button', { name: 'Restore' }).click()
  await expect(studio.field('Cycles')).toHaveValue('12')
  await studio.button('Undo').click()
  await expect(studio.field('Cycles')).toHaveValue('13')
})

test('a database that lost everything is told, and had back from the second copy', async ({ studio }) => {
  await studio.page.getByLabel('Name of the scenario').fill('My precious')
  await expect(saved(studio)).toBeVisible()
  await studio.page.reload()
  await expect(saved(studio)).toBeVisible()

  await clearDatabase(studio.page)
  await studio.page.reload()
  const dialog = studio.page.getByRole('dialog', { name: /storage was damaged/ })
  await expect(dialog).toContainText('My precious')
  await dialog.getByRole('button', { name: 'Restore 1' }).click()
  await expect(dialog).toBeHidden()
  await studio.library.getByRole('tab', { name: /^Examples/ }).click()
  await studio.library.getByRole('button', { name: /^My precious/ }).click()
  await expect(studio.page.getByLabel('Name of the scenario')).toHaveValue('My precious')
  await studio.page.reload()
  await expect(saved(studio)).toBeVisible()
  await expect(dialog).toBeHidden()
})

test('one tab writes, another follows it, and takes over when asked', async ({ studio }) => {
  const name = studio.page.getByLabel('Name of the scenario')
  await name.fill('Shared')
  await expect(saved(studio)).toBeVisible()

  const other = new Studio(await studio.page.context().newPage())
  await other.open()
  const otherName = other.page.getByLabel('Name of the scenario')
  await expect(other.button('Read-only')).toBeVisible()
  await expect(otherName).toHaveValue('Shared')
  await other.page.keyboard.press('Control+a')
  await other.page.keyboard.press('Delete')
  await expect(other.page.getByRole('status').filter({ hasText: 'another tab' }).first()).toBeVisible()

  await name.fill('Shared, changed')
  await expect(otherName).toHaveValue('Shared, changed')

  await name.fill('Shared, changed at the last moment')
  await other.button('Edit here').click()
  await expect(other.button('Read-only')).toBeHidden()
  await expect(otherName).toHaveValue('Shared, changed at the last moment')
  await otherName.fill('Changed there')
  await expect(studio.button('Read-only')).toBeVisible()
  await expect(name).toHaveValue('Changed there')

  // The follower takes over by itself when the writer goes.
  await other.page.close()
  await expect(studio.button('Read-only')).toBeHidden()
  await name.fill('And back')
  await expect(saved(studio)).toBeVisible()
})

test('storage that is full is told within a second, with ways out', async ({ studio }) => {
  const name = studio.page.getByLabel('Name of the scenario')
  await name.fill('Kept while there was room')
  await expect(saved(studio)).toBeVisible()
  await fillStorage(studio.page)

  // A second of the page's own time, however busy the machine is.
  await studio.page.clock.install()
  await studio.page.clock.pauseAt((await studio.page.evaluate(() => Date.now())) + 1_000)
  await name.fill('Kept no more')
  await studio.page.clock.runFor(1_000)
  const alert = studio.page.getByRole('alert').filter({ hasText: 'storage is full' })
  await expect(alert).toBeVisible()
  await studio.page.clock.resume()
  const download = studio.page.waitForEvent('download')
  await alert.getByRole('button', { name: 'Download the scenario' }).click()
  expect((await download).suggestedFilename()).toBe('kept-no-more.json')
})

test('a file is saved in place where the browser can', async ({ studio }) => {
  await studio.page.evaluate(() => {
    const pick = async () => {
      const root = await navigator.storage.getDirectory()
      return root.getFileHandle('picked.json', { create: true })
    }
    Object.assign(window, { showOpenFilePicker: async () => [await pick()], showSaveFilePicker: pick })
  })
  const inFile = () =>
    studio.page.evaluate(async () => {
      const root = await navigator.storage.getDirectory()
      const file = await (await root.getFileHandle('picked.json')).getFile()
      const text = await file.text()
      // It is empty for a moment, until it has been written.
      return text === '' ? '' : (JSON.parse(text) as { name: string }).name
    })
  const name = studio.page.getByLabel('Name of the scenario')
  await name.fill('In a file')
  await studio.page.keyboard.press('Control+s')
  await expect.poll(inFile).toBe('In a file')

  await studio.page.keyboard.press('Control+o')
  await expect(studio.page.getByText('Imported picked.json')).toBeVisible()
  await name.fill('In the same file')
  await studio.page.keyboard.press('Control+s')
  await expect.poll(inFile).toBe('In the same file')
})

test('a deleted scenario can be put back, and says nothing is missing meanwhile', async ({ studio }) => {
  await studio.page.getByLabel('Name of the scenario').fill('Thrown away')
  await expect(saved(studio)).toBeVisible()
  await studio.library.getByRole('tab', { name: /^Examples/ }).click()
  await studio.button('Delete Thrown away').click()
  const deleted = studio.library.getByRole('region', { name: 'Recently deleted' })
  const mine = studio.library.getByRole('region', { name: 'My scenarios' })
  await expect(deleted).toContainText('Thrown away')
  await expect(mine).not.toContainText('Thrown away')

  await studio.page.reload()
  await expect(studio.page.getByRole('dialog')).toBeHidden()
  await studio.library.getByRole('tab', { name: /^Examples/ }).click()
  await deleted.getByRole('button', { name: 'Put Thrown away back' }).click()
  await mine.getByRole('button', { name: /^Thrown away/ }).click()
  await expect(studio.page.getByLabel('Name of the scenario')).toHaveValue('Thrown away')
  await expect(deleted).toBeHidden()
})

test('making room takes what was deleted with it, and that is no loss', async ({ studio }) => {
  await studio.page.getByLabel('Name of the scenario').fill('Thrown away')
  await expect(saved(studio)).toBeVisible()
  await studio.library.getByRole('tab', { name: /^Examples/ }).click()
  await studio.button('Delete Thrown away').click()
  await studio.page.getByRole('button', { name: 'Not changed yet' }).click()
  await studio.button('Storage…').click()
  await studio.button('Remove').click()
  await expect(studio.page.getByText('Earlier versions were removed.')).toBeVisible()
  await studio.page.reload()
  await expect(studio.button('Run')).toBeVisible()
  await expect(studio.page.getByRole('dialog')).toBeHidden()
})

test('says once, after ten minutes, that a file is safer', async ({ studio }) => {
  await studio.page.clock.install()
  await studio.page.reload()
  await studio.ready()
  const name = studio.page.getByLabel('Name of the scenario')
  await name.fill('Long work')
  await studio.page.clock.fastForward('09:59')
  const reminder = studio.page.getByRole('status').filter({ hasText: 'A file of your own is safer' })
  await expect(reminder).toBeHidden()
  await studio.page.clock.fastForward('00:02')
  const download = studio.page.waitForEvent('download')
  await reminder.getByRole('button', { name: 'Save to a file' }).click()
  expect((await download).suggestedFilename()).toBe('long-work.json')
  await expect(reminder).toBeHidden()

  await name.fill('Longer work')
  await studio.page.clock.fastForward('30:00')
  await studio.page.reload()
  await name.fill('Very long work')
  await studio.page.clock.fastForward('30:00')
  await expect(studio.page.getByRole('status').filter({ hasText: 'safer' })).toBeHidden()
})
