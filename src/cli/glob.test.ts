import { expect, it } from 'vitest'
import { expandFiles } from './glob.ts'

const FILES = ['a.json', 's/b.json', 's/a.json', 's/deep/er/c.json', 's/notes.md', 's/x.yaml', 's/a+b.json']
const list = (folder: string) => FILES.filter((path) => folder === '.' || path.startsWith(`${folder}/`))

it.each([
  [['s/*.json'], ['s/a+b.json', 's/a.json', 's/b.json']],
  [['s/**/*.json'], ['s/a+b.json', 's/a.json', 's/b.json', 's/deep/er/c.json']],
  [['**/*.json'], ['a.json', 's/a+b.json', 's/a.json', 's/b.json', 's/deep/er/c.json']],
  [['./s/?.json'], ['s/a.json', 's/b.json']],
  [['s/*.{yaml,md}'], ['s/notes.md', 's/x.yaml']],
  [
    ['z.json', 's/a+*.json', '-'],
    ['z.json', 's/a+b.json', '-'],
  ],
  [['none/*.json'], ['none/*.json']],
])('%j stands for %j', (patterns, files) => {
  expect(expandFiles(patterns, list)).toEqual(files)
})
