import type { Page } from '@playwright/test'

/** Empties the studio's database from within, as damaged files would: without an error. */
export async function clearDatabase(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('scenario-studio')
        opening.addEventListener('success', () => {
          const db = opening.result
          const names = [...db.objectStoreNames]
          const transaction = db.transaction(names, 'readwrite')
          for (const name of names) transaction.objectStore(name).clear()
          transaction.addEventListener('complete', () => {
            db.close()
            resolve()
          })
          transaction.addEventListener('error', () => reject(new Error('not cleared')))
        })
        opening.addEventListener('error', () => reject(new Error('not opened')))
      }),
  )
}

/** Leaves the page no room: from now on its database refuses as a browser does when the disk is full. */
export async function fillStorage(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(IDBObjectStore.prototype, 'put', {
      value() {
        throw new DOMException('No room.', 'QuotaExceededError')
      },
    })
  })
}
