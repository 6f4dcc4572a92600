import { parseArgs } from 'node:util'

export const REPORTERS = ['text', 'json', 'junit'] as const
export type Reporter = (typeof REPORTERS)[number]

/** What the person asked for. */
export type Request =
  | { readonly command: 'help' | 'version' }
  | { readonly command: 'validate'; readonly files: readonly string[]; readonly reporter: Reporter }
  | RunCommand
  /** The arguments make no sense; `message` says why. */
  | { readonly command: 'misuse'; readonly message: string }

export interface RunCommand {
  readonly command: 'run'
  readonly files: readonly string[]
  readonly seed?: string
  readonly reporter: Reporter
  /** File for the report instead of standard output. */
  readonly out?: string
  /** File for the log, as JSON Lines. */
  readonly log?: string
  /** The files' own code may run. */
  readonly allowScripts?: true
}

export const USAGE = `Usage:
  scenario-studio run FILE...       run scenarios and judge them
  scenario-studio validate FILE...  check scenario files without running them

Options of run:
  --seed S           run with this seed instead of the file's own
  --reporter NAME    text (default), json or junit
  --out FILE         write the report to FILE instead of standard output
  --log FILE.jsonl   write every event of the run, one JSON object a line (one scenario only)
  --allow-scripts    let the scenarios' own JavaScript run, in a sandbox without any access

  -h, --help         show this help
  --version          show the version

FILE may be - for standard input.

Exit codes:
  0  every scenario ran and everything held
  1  an assertion or a step failed
  2  bad input: a file that cannot be read, a scenario with errors, unknown arguments
  3  a limit of the scenario was hit
With several files the worst code counts.
`

const OPTIONS = {
  seed: { type: 'string' },
  reporter: { type: 'string', default: 'text' },
  out: { type: 'string' },
  log: { type: 'string' },
  'allow-scripts': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', default: false },
} as const

/** Reads the command line; `args` are the arguments after the program's name. */
export function parseRequest(args: readonly string[]): Request {
  try {
    return understand(parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true }))
  } catch (error) {
    return { command: 'misuse', message: error instanceof Error ? error.message : String(error) }
  }
}

interface Parsed {
  readonly positionals: readonly string[]
  readonly values: {
    readonly seed?: string
    readonly reporter: string
    readonly out?: string
    readonly log?: string
    readonly 'allow-scripts': boolean
    readonly help: boolean
    readonly version: boolean
  }
}

function understand({ positionals, values }: Parsed): Request {
  const { help, version, reporter: name, seed, out, log } = values
  if (help) return { command: 'help' }
  if (version) return { command: 'version' }
  const [command, ...files] = positionals
  if (command === undefined) return misuse('No command given.')
  if (command !== 'run' && command !== 'validate') return misuse(`There is no command "${command}".`)
  if (files.length === 0) return misuse(`${command} needs at least one file.`)
  const reporter = REPORTERS.find((known) => known === name)
  if (reporter === undefined)
    return misuse(`There is no reporter "${name}". Use one of: ${REPORTERS.join(', ')}.`)
  if (command === 'validate') return { command, files, reporter }
  if (log !== undefined && files.length > 1)
    return misuse('--log takes the log of one scenario; give one file.')
  return {
    command,
    files,
    reporter,
    ...(seed === undefined ? {} : { seed }),
    ...(out === undefined ? {} : { out }),
    ...(log === undefined ? {} : { log }),
    ...(values['allow-scripts'] ? { allowScripts: true as const } : {}),
  }
}

const misuse = (message: string): Request => ({ command: 'misuse', message })
