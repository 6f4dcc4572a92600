import { describe, expect, it } from 'vitest'
import { parseRequest } from './arguments.ts'

describe('parseRequest', () => {
  it('reads files and options in any order', () => {
    expect(
      parseRequest(['run', 'a.json', '--seed', '7', 'b.json', '--reporter=junit', '--out', 'r.xml']),
    ).toEqual({
      command: 'run',
      files: ['a.json', 'b.json'],
      seed: '7',
      reporters: [{ reporter: 'junit', file: 'r.xml' }],
      studioUrl: './',
    })
  })

  it('prints text to standard output unless told otherwise', () => {
    expect(parseRequest(['run', 'a.json'])).toEqual({
      command: 'run',
      files: ['a.json'],
      reporters: [{ reporter: 'text' }],
      studioUrl: './',
    })
  })

  it.each([['--help'], ['-h'], ['run', '--help']])('shows help for %s', (...args) => {
    expect(parseRequest(args)).toEqual({ command: 'help' })
  })

  it('tells its version', () => {
    expect(parseRequest(['--version'])).toEqual({ command: 'version' })
  })

  it.each([
    [[], 'No command given.'],
    [['ran', 'a.json'], 'There is no command "ran".'],
    [['run'], 'run needs at least one file.'],
    [
      ['run', 'a.json', '--reporter', 'tap'],
      'There is no reporter "tap". Use one of: text, list, json, junit, html, github.',
    ],
    [['run', 'a.json', 'b.json', '--log', 'x.jsonl'], '--log takes the log of one scenario; give one file.'],
  ])('refuses %j', (args, message) => {
    expect(parseRequest(args)).toEqual({ command: 'misuse', message })
  })

  it('refuses options it does not know', () => {
    expect(parseRequest(['run', 'a.json', '--sed', '7'])).toMatchObject({ command: 'misuse' })
  })
})
