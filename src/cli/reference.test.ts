import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { COMMAND, referenceFiles } from './reference.ts'

const ROOT = join(import.meta.dirname, '../..')

it.each(Object.entries(referenceFiles()))('%s says what the code says', (path, text) => {
  const file = join(ROOT, path)
  const written = existsSync(file) ? readFileSync(file, 'utf8') : ''
  expect(written === text, `${path} is out of date: run "${COMMAND}" and commit the result`).toBe(true)
})
