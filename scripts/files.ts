import { dirname, resolve } from 'node:path'
import type { Plugin, Rolldown } from 'vite'

type Info = (id: string) => Rolldown.ModuleInfo | null

/** The files a first visit waits for, in the order in which it does, by the module that each begins with. */
const FILES = [
  ['shell', /\/index\.html$/],
  ['studio', /\/src\/views\/App\.tsx$/],
  ['rest', /everything-late$/],
] as const

/** It passes on the icons of a thousand files. */
const MANY_IN_ONE = /\/lucide-react\.mjs$/

const closures = new WeakMap<object, ReadonlyMap<string, string>>()

/**
 * One file for what is needed at one time, instead of one for each set of pages that share something: what a
 * module imports comes with it, unless it has come before. What is fetched later is left as it falls.
 */
export const fileOf = (id: string, context: { getModuleInfo: Info }): string | null => {
  let files = closures.get(context)
  if (files === undefined) {
    files = sort(id, (other) => context.getModuleInfo(other))
    closures.set(context, files)
  }
  return files.get(id) ?? null
}

function sort(anyId: string, info: Info): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  const all = everyModule(anyId, info)
  for (const [file, begins] of FILES) {
    const queue = all.filter((id) => begins.test(id))
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      if (files.has(id)) continue
      files.set(id, file)
      for (const other of info(id)?.importedIds ?? [])
        queue.push(...(MANY_IN_ONE.test(other) ? wanted(id, other, info) : [other]))
    }
  }
  return files
}

const IMPORTED = /\bimport\s*\{([^}]*)\}\s*from\s*['"]lucide-react['"]/g
const PASSED_ON = /^export \{ ([^}]+) \} from '(.+)';?$/gm

/** The files behind the names that a module imports from one that passes many on. */
function wanted(id: string, from: string, info: Info): readonly string[] {
  const names = new Set(
    [...(info(id)?.code ?? '').matchAll(IMPORTED)].flatMap(([, list = '']) =>
      list.split(',').map((item) => item.trim().replace(/ as .*$/, '')),
    ),
  )
  return [...(info(from)?.code ?? '').matchAll(PASSED_ON)].flatMap(([, list = '', path = '']) =>
    list.split(', ').some((item) => names.has(item.replace(/^default as /, '')))
      ? [resolve(dirname(from), path)]
      : [],
  )
}

/** Up and down the imports from any module: all of them. */
function everyModule(anyId: string, info: Info): readonly string[] {
  const seen = new Set([anyId])
  for (const id of seen) {
    const found = info(id)
    if (found === null) continue
    for (const list of [
      found.importers,
      found.dynamicImporters,
      found.importedIds,
      found.dynamicallyImportedIds,
    ])
      for (const other of list) seen.add(other)
  }
  return [...seen]
}

/**
 * The page names the files that it will ask for, so that they are on their way while the first one is read.
 */
export const namedEarly: Plugin = {
  name: 'named-early',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { bundle }) {
      const chunks = Object.values(bundle ?? {}).filter((file) => file.type === 'chunk')
      const named = (name: string) => chunks.filter((chunk) => chunk.name === name)
      const link = (attrs: Record<string, string>) => ({
        tag: 'link',
        attrs: { crossorigin: '', ...attrs },
        injectTo: 'head' as const,
      })
      const module = (fileName: string) => ({ rel: 'modulepreload', href: `./${fileName}` })
      return [
        ...named('studio').flatMap(({ fileName, viteMetadata }) => [
          link(module(fileName)),
          ...[...(viteMetadata?.importedCss ?? [])].map((style) =>
            link({ rel: 'preload', as: 'style', href: `./${style}` }),
          ),
        ]),
        ...named('rest').map(({ fileName }) => link({ ...module(fileName), fetchpriority: 'low' })),
      ]
    },
  },
}
