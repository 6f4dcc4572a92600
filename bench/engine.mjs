import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

/** Builds the engine's bundle if a source is newer than it. */
export function buildEngine() {
  const bundle = join(ROOT, 'dist-engine', 'engine.js')
  const built = statSync(bundle, { throwIfNoEntry: false })?.mtimeMs ?? 0
  const changed = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .some((path) => statSync(join(ROOT, 'src', path)).mtimeMs > built)
  if (!changed) return
  const args = [
    join(ROOT, 'node_modules/vite/bin/vite.js'),
    'build',
    '-c',
    'vite.engine.config.ts',
    '--logLevel',
    'warn',
  ]
  const result = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' })
  if (result.status !== 0) process.exit(1)
}
