import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it, vi } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')

it('the example of docs/engine.md runs as it stands there', async () => {
  const page = readFileSync(join(ROOT, 'docs/engine.md'), 'utf8')
  const [, code = ''] = /```js\n([\s\S]*?)```/.exec(page) ?? []
  expect(code).toContain("from 'scenario-studio/engine'")
  const folder = join(ROOT, 'test-results')
  const file = join(folder, 'engine-example.mjs')
  const engine = pathToFileURL(join(ROOT, 'src/engine.ts')).href
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, code.replace("'scenario-studio/engine'", `'${engine}'`))
  const said: string[] = []
  const console = vi
    .spyOn(globalThis.console, 'log')
    .mockImplementation((...words) => void said.push(words.join(' ')))
  try {
    await import(/* @vite-ignore */ pathToFileURL(file).href)
  } finally {
    console.mockRestore()
  }
  expect(said[0]).toMatch(/^passed [0-9a-f]{32}$/)
  expect(said[1]).toMatch(/^enough holds /)
  expect(said[2]).toMatch(/^alarmed holds /)
  expect(said.filter((line) => line.startsWith('lost ')).length).toBeGreaterThan(0)
  expect(said.at(-1)).toMatch(/^\d+ records$/)
})
