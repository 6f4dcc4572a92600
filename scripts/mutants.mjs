/**
 * Breaks the kernel in one place at a time and runs the proof over it: `npm run mutants [-- WORD]`. Each of
 * these mistakes must be caught; one that is missed is a hole in the tests, one that no longer applies
 * must be written anew. WORD picks the ones whose description has it.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { MUTANTS } from './mutants/list.mjs'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
/** Random scenarios that each mutant has to survive, at most. */
const SCENARIOS = '800'
/** What looks for it first; a mutant may name others. */
const TESTS = ['src/proof/found.test.ts', 'src/proof/agreement-1.test.ts']

/** A mistake may also be one that never ends: what takes so many times longer than a sound run is caught. */
const PATIENCE = 8
let mostMs = 600_000

const word = process.argv[2] ?? ''
const chosen = MUTANTS.filter(({ breaks, file }) => `${breaks} ${file}`.includes(word))
const copy = mkdtempSync(join(tmpdir(), 'mutants-'))
try {
  for (const name of ['src', 'docs', 'scripts', 'package.json', 'tsconfig.json', 'vite.config.ts'])
    cpSync(join(ROOT, name), join(copy, name), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
  const begun = performance.now()
  const sound = test(TESTS)
  mostMs = Math.ceil(PATIENCE * (performance.now() - begun))
  if (sound.status !== 0) {
    console.error(sound.output)
    console.error('The tests fail without any mutant.')
    process.exit(2)
  }
  const results = chosen.map(judge)
  const caught = results.filter((result) => result === 'caught').length
  console.log(`\n${caught} of ${results.length} caught`)
  process.exitCode = caught === results.length ? 0 : 1
} finally {
  rmSync(copy, { recursive: true, force: true })
}

function judge({ file, from, to, breaks, tests = TESTS }) {
  const path = join(copy, 'src', file)
  const source = readFileSync(path, 'utf8')
  const places = source.split(from).length - 1
  let result = `does not apply: its text is there ${places} times`
  const begun = performance.now()
  if (places === 1) {
    writeFileSync(
      path,
      source.replace(from, () => to),
    )
    result = test(tests).status === 0 ? 'MISSED' : 'caught'
    writeFileSync(path, source)
  }
  const seconds = Math.round((performance.now() - begun) / 1_000)
  console.log(`${result.padEnd(8)} ${String(seconds).padStart(3)} s  ${file.padEnd(24)} ${breaks}`)
  return result
}

function test(files) {
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
  // In threads: what never ends is killed with the process, where a process of its own would live on.
  const options = ['--project', 'node', '--pool', 'threads', '--bail', '1']
  const done = spawnSync(process.execPath, [vitest, 'run', ...options, ...files], {
    cwd: copy,
    env: { ...process.env, PROOF_SHARE: SCENARIOS, PROOF_SHRINK: 'no' },
    encoding: 'utf8',
    timeout: mostMs,
    killSignal: 'SIGKILL',
  })
  return { status: done.status, output: `${done.stdout}\n${done.stderr}` }
}
