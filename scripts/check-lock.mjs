/**
 * Fails when package-lock.json lacks a package that another one names: npm leaves optional binaries
 * of other platforms out when the registry has no such version, and then `npm ci` fails there.
 */
import { readFileSync } from 'node:fs'
import process from 'node:process'

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'))
const packages = lock.packages ?? {}
const missing = []

for (const [path, entry] of Object.entries(packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (!resolves(path, name)) missing.push(`${path || 'package.json'} names ${name}@${range}`)
  }
}
const wanted = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
for (const section of ['dependencies', 'devDependencies']) {
  for (const [name, range] of Object.entries(wanted[section] ?? {})) {
    if (packages[`node_modules/${name}`]?.version !== range)
      missing.push(`package.json names ${name}@${range}`)
  }
}

if (missing.length > 0) {
  console.error(`package-lock.json is incomplete; these are not in it:\n  ${missing.join('\n  ')}`)
  console.error('Pin versions whose binaries exist for every platform, then make the lockfile anew.')
  process.exit(1)
}

/** As Node looks it up: in the package's own node_modules, then in each one above. */
function resolves(path, name) {
  const parents = path === '' ? [''] : ancestors(path)
  return parents.some(
    (parent) => packages[parent === '' ? `node_modules/${name}` : `${parent}/node_modules/${name}`],
  )
}

/** `node_modules/a/node_modules/b` gives itself, `node_modules/a` and the root. */
function ancestors(path) {
  const names = path.split('node_modules/').filter((part) => part !== '')
  return Array.from({ length: names.length + 1 }, (_, up) => {
    const kept = names.slice(0, names.length - up).map((part) => `node_modules/${part}`)
    return kept.join('').replace(/\/$/, '')
  })
}
