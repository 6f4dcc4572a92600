import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { expect, test } from '@playwright/test'
import { parse } from 'yaml'
import { examples } from '../src/catalog.ts'
import { ciSnippet } from '../src/interchange/ci-snippet.ts'

const ROOT = join(import.meta.dirname, '..')

interface Step {
  readonly run?: string
  readonly env?: Readonly<Record<string, string>>
}

/** A repository that has nothing but a scenario. */
function repository(): string {
  const folder = mkdtempSync(join(tmpdir(), 'repository-'))
  mkdirSync(join(folder, 'scenarios'))
  writeFileSync(join(folder, 'scenarios/crash.json'), JSON.stringify(examples[0]!.document))
  return folder
}

const bash = (script: string, cwd: string, env: Record<string, string> = {}) =>
  spawnSync('bash', ['-eo', 'pipefail', '-c', script], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })

test('the CI snippet runs in a repository that has scenarios and the copied command line', () => {
  const folder = repository()
  cpSync(join(ROOT, 'dist-cli'), join(folder, 'tools/scenario-studio'), { recursive: true })
  const workflow = parse(ciSnippet('scenarios/crash.json')) as { jobs: { scenarios: { steps: Step[] } } }
  const script = workflow.jobs.scenarios.steps.find(({ run }) => run !== undefined)!.run!
  const { status, stdout, stderr } = bash(script, folder)
  expect(status, stderr).toBe(0)
  expect(stdout).toMatch(/[0-9a-f]{32}/)
  expect(readFileSync(join(folder, 'reports/junit.xml'), 'utf8')).toContain('<testsuites')
  expect(existsSync(join(folder, 'reports/report.html'))).toBe(true)
})

test('the action runs in a repository that has nothing but scenarios, and takes no input for a command', () => {
  const folder = repository()
  const action = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as {
    inputs: Record<string, { default: string }>
    runs: { steps: Step[] }
  }
  const { run, env } = action.runs.steps.at(-1)!
  const given = (inputs: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(env!).map(([name, value]) => {
        const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)![1]!
        return [name, inputs[input] ?? action.inputs[input]!.default]
      }),
    )
  const act = (inputs: Record<string, string>) =>
    bash(run!, folder, { ...given(inputs), GITHUB_ACTION_PATH: ROOT })

  const whole = act({})
  expect(whole.status, whole.stderr).toBe(0)
  expect(existsSync(join(folder, 'scenario-reports/junit.xml'))).toBe(true)

  const hostile = act({ files: 'scenarios/$(touch stolen).json\n`touch stolen`', seed: '"; touch stolen; "' })
  expect(hostile.status).toBe(2)
  expect(existsSync(join(folder, 'stolen'))).toBe(false)
})
