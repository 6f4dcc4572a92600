import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'

const BUNDLE = join(import.meta.dirname, '../../dist-cli/scenario-studio.js')

export interface CommandLineRun {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Writes a scenario to a file of its own and runs the built command line over it. */
export function runScenario(text: string, ...options: readonly string[]): CommandLineRun {
  const file = join(mkdtempSync(join(tmpdir(), 'scenario-')), 'scenario.json')
  writeFileSync(file, text)
  const done = spawnSync(process.execPath, [BUNDLE, 'run', file, ...options], { encoding: 'utf8' })
  return { code: done.status, out: done.stdout, err: done.stderr }
}

/** The same, for the JSON report. */
export function runForReport(
  text: string,
  ...options: readonly string[]
): { readonly code: number | null; readonly report: Report } {
  const { code, out } = runScenario(text, '--reporter', 'json', ...options)
  return { code, report: JSON.parse(out) as Report }
}

/** What the specs read of a report. */
interface Report {
  readonly verdict: string
  readonly digest: string
  readonly cycles: number
  readonly events: { readonly byTopic: Readonly<Record<string, number>> }
  readonly chaos: readonly { readonly id: string; readonly hits: number }[]
  readonly assertions: readonly {
    readonly verdict: string
    readonly message: string
    readonly witness: readonly number[]
  }[]
  readonly problems: readonly { readonly code: string; readonly message: string }[]
}
