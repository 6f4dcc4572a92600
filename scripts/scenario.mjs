/** The command line from a checkout: builds it when it is missing or older than its sources, then runs it. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const BUNDLE = join(ROOT, 'dist-cli', 'scenario-studio.js')

const node = (script, args, stdio) =>
  spawnSync(process.execPath, [join(ROOT, script), ...args], { cwd: ROOT, stdio })

if (!existsSync(join(ROOT, 'node_modules', '.package-lock.json'))) {
  // Standard output belongs to the report, so the installer's messages go to standard error.
  if (node('scripts/setup.mjs', [], ['ignore', 2, 2]).status !== 0) process.exit(1)
}
if (isStale()) {
  const args = ['build', '-c', 'vite.cli.config.ts', '--logLevel', 'warn']
  if (node('node_modules/vite/bin/vite.js', args, ['ignore', 2, 2]).status !== 0) process.exit(1)
}
// npm sets INIT_CWD to where the person stands; paths on the command line are meant from there.
const cwd = process.env['INIT_CWD'] ?? process.cwd()
const result = spawnSync(process.execPath, [BUNDLE, ...process.argv.slice(2)], { cwd, stdio: 'inherit' })
process.exit(result.status ?? 1)

function isStale() {
  if (!existsSync(BUNDLE)) return true
  const built = statSync(BUNDLE).mtimeMs
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(ROOT, 'src', path))
  return [...sources, join(ROOT, 'package.json'), join(ROOT, 'vite.cli.config.ts')].some(
    (path) => statSync(path).mtimeMs > built,
  )
}
