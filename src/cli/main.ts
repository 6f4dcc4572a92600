#!/usr/bin/env node
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { execute } from './execute.ts'

declare const __VERSION__: string

/** Longest piece handed to the file system at once, in characters. */
const BUFFER_CHARACTERS = 1 << 20

function writePieces(path: string, pieces: Iterable<string>): void {
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
process.exitCode = await execute(process.argv.slice(2), {
  read: (path) => readFileSync(path === '-' ? 0 : path, 'utf8'),
  write: writePieces,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  colour: process.stdout.isTTY && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
  version: __VERSION__,
})
