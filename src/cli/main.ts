#!/usr/bin/env node
import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { execute } from './execute.ts'

/** Where people's own files are never, and looking takes long. */
const SKIPPED = new Set(['node_modules', '.git'])

/** Every file below a folder; none where it cannot be read. */
function filesBelow(folder: string): string[] {
  let entries
  try {
    entries = readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name).replaceAll('\\', '/')
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesBelow(path)
    return entry.isFile() ? [path] : []
  })
}

declare const __VERSION__: string

/** Longest piece handed to the file system at once, in characters. */
const BUFFER_CHARACTERS = 1 << 20

function writePieces(path: string, pieces: Iterable<string>): void {
  mkdirSync(dirname(path), { recursive: true })
  const file = openSync(path, 'w')
  try {
    let buffer = ''
    for (const piece of pieces) {
      buffer += piece
      if (buffer.length < BUFFER_CHARACTERS) continue
      writeFileSync(file, buffer)
      buffer = ''
    }
    writeFileSync(file, buffer)
  } finally {
    closeSync(file)
  }
}

// A reader that has seen enough, such as `head`, closes the pipe: not an error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

// The code is set, not forced: what is still in the pipe to standard output must get out first.
const summary = process.env['GITHUB_STEP_SUMMARY']
process.exitCode = await execute(process.argv.slice(2), {
  read: (path) => readFileSync(path === '-' ? 0 : path, 'utf8'),
  write: writePieces,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  colour: process.stdout.isTTY && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
  list: filesBelow,
  ...(summary !== undefined && { summarise: (text: string) => appendFileSync(summary, text) }),
  version: __VERSION__,
})
