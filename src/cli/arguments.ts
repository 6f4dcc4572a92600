import { parseArgs } from 'node:util'

export const REPORTERS = ['text', 'list', 'json', 'junit', 'html', 'github'] as const
export type Reporter = (typeof REPORTERS)[number]

/** Those that write a document of their own; the others may share standard output. */
const FILES: Partial<Record<Reporter, string>> = {
  json: 'report.json',
  junit: 'junit.xml',
  html: 'report.html',
}

/** What the person asked for. */
export type Request =
  | { readonly command: 'help' | 'version' }
  | {
      readonly command: 'validate'
      readonly files: readonly string[]
      readonly reporter: 'text' | 'json' | 'junit'
    }
  | RunCommand
  /** The arguments make no sense; `message` says why. */
  | { readonly command: 'misuse'; readonly message: string }

/** A report and the file it goes to; none: standard output. */
export interface Output {
  readonly reporter: Reporter
  readonly file?: string
}

export interface RunCommand {
  readonly command: 'run'
  readonly files: readonly string[]
  readonly seed?: string
  readonly reporters: readonly Output[]
  /** Address of a studio, for links that open a failed run. */
  readonly studioUrl: string
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
  --reporter NAMES   text (default), list, json, junit, html or github; several with commas
  --out PATH         write the report to the file PATH; with several reporters, json, junit and
                     html go to report.json, junit.xml and report.html in the folder PATH
  --studio-url URL   where your studio is: a failed run's link then begins with it
  --log FILE.jsonl   write every event of the run, one JSON object a line (one scenario only)
  --allow-scripts    let the scenarios' own JavaScript run, in a sandbox without any access

  -h, --help         show this help
  --version          show the version

FILE may be - for standard input, or a pattern in quotes: "scenarios/**/*.json".
The github reporter annotates files in GitHub Actions and adds a table to the job's summary.

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
  'studio-url': { type: 'string', default: './' },
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
    readonly 'studio-url': string
    readonly log?: string
    readonly 'allow-scripts': boolean
    readonly help: boolean
    readonly version: boolean
  }
}

function understand({ positionals, values }: Parsed): Request {
  const { help, version, reporter: names, seed, out, log } = values
  if (help) return { command: 'help' }
  if (version) return { command: 'version' }
  const [command, ...files] = positionals
  if (command === undefined) return misuse('No command given.')
  if (command !== 'run' && command !== 'validate') return misuse(`There is no command "${command}".`)
  if (files.length === 0) return misuse(`${command} needs at least one file.`)
  const reporters: Reporter[] = []
  for (const name of names.split(',')) {
    const reporter = REPORTERS.find((known) => known === name.trim())
    if (reporter === undefined)
      return misuse(`There is no reporter "${name}". Use one of: ${REPORTERS.join(', ')}.`)
    if (!reporters.includes(reporter)) reporters.push(reporter)
  }
  if (command === 'validate') {
    const [reporter] = reporters
    if (reporter !== 'text' && reporter !== 'json' && reporter !== 'junit')
      return misuse('validate reports as text, json or junit.')
    return { command, files, reporter }
  }
  if (log !== undefined && files.length > 1)
    return misuse('--log takes the log of one scenario; give one file.')
  const outputs = placed(reporters, out)
  if (typeof outputs === 'string') return misuse(outputs)
  return {
    command,
    files,
    reporters: outputs,
    studioUrl: values['studio-url'],
    ...(seed === undefined ? {} : { seed }),
    ...(log === undefined ? {} : { log }),
    ...(values['allow-scripts'] ? { allowScripts: true as const } : {}),
  }
}

/** Where each report goes, or why that cannot be. */
function placed(reporters: readonly Reporter[], out: string | undefined): readonly Output[] | string {
  const [only] = reporters
  if (reporters.length === 1 && only !== undefined) {
    return [out === undefined ? { reporter: only } : { reporter: only, file: out }]
  }
  const written = reporters.filter((reporter) => FILES[reporter] !== undefined)
  if (written.length > 0 && out === undefined)
    return `Several reporters need --out: the folder for ${written.join(', ')}.`
  return reporters.map((reporter) => {
    const name = FILES[reporter]
    return name === undefined ? { reporter } : { reporter, file: `${out?.replace(/[/\\]+$/, '')}/${name}` }
  })
}

const misuse = (message: string): Request => ({ command: 'misuse', message })
