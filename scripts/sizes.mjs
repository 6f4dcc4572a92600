/**
 * Prints what a first visit loads, in kB after gzip: what the page itself names, what must have come
 * before the graph is shown, and what comes after it. With limits, which may only be lowered.
 */
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

const LIMITS_KB = { shell: 95, editor: 228 }

const { output } = await build({ logLevel: 'error', build: { write: false, sourcemap: false } })
const files = new Map(output.map((file) => [file.fileName, file]))
const kB = (names) => {
  const bytes = [...names].reduce((sum, name) => {
    const file = files.get(name)
    return sum + gzipSync(file.type === 'chunk' ? file.code : file.source).length
  }, 0)
  return bytes / 1000
}

/** A chunk, what it imports, and their styles. */
function closure(name, found = new Set()) {
  const chunk = files.get(name)
  if (found.has(name) || chunk?.type !== 'chunk') return found
  found.add(name)
  for (const style of chunk.viteMetadata?.importedCss ?? []) found.add(style)
  for (const imported of chunk.imports) closure(imported, found)
  return found
}

const entry = output.find(
  (file) => file.type === 'chunk' && file.isEntry && file.facadeModuleId?.endsWith('index.html'),
)
const app = output.find(
  (file) => file.type === 'chunk' && file.moduleIds.some((id) => id.endsWith('/views/App.tsx')),
)
const shell = closure(entry.fileName)
const editor = closure(app.fileName, new Set(shell))
const sums = { shell: kB(shell), editor: kB(editor) }

const row = (title, value) => console.log(`${value.toFixed(1).padStart(8)} kB  ${title}`)
row('shell: what index.html names', sums.shell)
row('editor: everything before the graph is shown, with the shell', sums.editor)
for (const name of [...editor].toSorted((a, b) => kB([b]) - kB([a]))) row(`  ${name}`, kB([name]))
console.log('afterwards, each when it is first wanted')
for (const [name, file] of files) {
  if (!editor.has(name) && (file.type === 'chunk' || /\.(css|js)$/.test(name))) row(`  ${name}`, kB([name]))
}

const over = Object.entries(LIMITS_KB).filter(([part, limit]) => sums[part] > limit)
for (const [part, limit] of over) console.error(`${part} is over its limit of ${limit} kB`)
process.exitCode = over.length === 0 ? 0 : 1
