import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BAKED, LATE } from '../scripts/later.ts'
import { present } from './base/assert.ts'

/** The pipeline. A module may import what stands above it and its own folder, nothing else. */
const PIPELINE = [
  ['base'],
  ['sandbox'],
  ['kinds'],
  ['domains'],
  ['catalog.ts'],
  ['document'],
  ['program'],
  ['log'],
  ['run'],
  ['interchange'],
  ['worker'],
  ['engine.ts'],
  ['views', 'cli', 'proof'],
  ['main.tsx'],
]

const ENGINE_MATH =
  /\bMath\.(exp|expm1|log|log10|log1p|log2|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh|cbrt|hypot)\b/

/** What may appear only there, and why. */
const RESERVED: readonly [what: string, pattern: RegExp, only: readonly string[], why: string][] = [
  ['Math.random', /\bMath\.random\b/, ['views'], 'a run depends on its seed alone'],
  [
    'the clock',
    /\b(Date\.now|performance\.now|new Date)\b/,
    ['views', 'cli', 'worker'],
    'a run depends on its seed alone',
  ],
  [
    'timers',
    /\b(setTimeout|setInterval|requestAnimationFrame)\b/,
    ['views', 'worker'],
    'time in a run is virtual',
  ],
  ['inexact Math', ENGINE_MATH, ['views'], 'these differ between JavaScript engines; use base/math.ts'],
  [
    'localeCompare and Intl',
    /\.localeCompare\(|\btoLocale\w*\(|\bIntl\./,
    ['views', 'cli'],
    'these depend on the machine’s language',
  ],
  [
    'React and its company',
    /from '(react|react-dom|zustand|recharts|@xyflow)\b/,
    ['views', 'main.tsx'],
    'the pipeline runs headless',
  ],
  ['node:', /from 'node:/, ['cli'], 'the pipeline runs in a browser'],
  [
    'code from text',
    /\beval\(|new Function\b|dangerouslySetInnerHTML/,
    [],
    'a scenario is never trusted with code',
  ],
]

/** Lines of code, comments and empty lines not counted. */
const MAX_LINES = 300
const SRC = import.meta.dirname
const top = (path: string) => path.split('/')[0] ?? ''
const rank = (folder: string) => PIPELINE.findIndex((level) => level.includes(folder))

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path, folder: top(path), source: readFileSync(join(SRC, path), 'utf8') }))
const modules = files.filter(({ path }) => !/\.test(-data)?\.tsx?$|\.d\.ts$/.test(path))
const tests = files.filter(({ path }) => /\.test\.tsx?$/.test(path))

/** Relative imports and exports, static and dynamic, and workers. */
const IMPORTS = /(?:\bfrom\s*|\bimport\s*\(?\s*|new URL\(\s*)'(\.[^']+)'/g

const importsOf = ({ path, source }: (typeof files)[number]): string[] =>
  [...source.matchAll(IMPORTS)].map(([, target]) =>
    relative(SRC, resolve(SRC, dirname(path), present(target, 'import'))).replaceAll('\\', '/'),
  )

const pathsOf = (found: readonly { readonly path: string }[]) => found.map(({ path }) => path)

/** The source without comments: prose may name what code must not use. */
const withoutComments = (source: string) => source.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')

/** A text without holes is no code of ours: what it says in JavaScript runs in the sandbox, whose mathematics is its own. */
const withoutTexts = (source: string) => withoutComments(source).replaceAll(/`[^`$]*`/g, '')

const linesOfCode = (source: string) =>
  withoutComments(source)
    .split('\n')
    .filter((line) => line.trim() !== '').length

/** Panels of the studio: folders of views/ that show one part of the screen. */
const PANELS = [
  'timeline',
  'events',
  'curves',
  'system',
  'assertions',
  'breakpoints',
  'compare',
  'problems',
  'report',
  'inspector',
  'library',
  'graph',
  'gallery',
  'text',
]

describe('architecture', () => {
  it('gives every folder a place in the pipeline', () => {
    expect(pathsOf(modules.filter(({ folder }) => rank(folder) < 0))).toEqual([])
  })

  it('imports only what stands above', () => {
    const wrong = modules.flatMap((module) =>
      importsOf(module)
        .map(top)
        .filter((into) => into !== module.folder && rank(into) >= rank(module.folder))
        .map((into) => `${module.path} imports ${into}`),
    )
    expect(wrong).toEqual([])
  })

  it('keeps panels apart: what two of them need lives beside them', () => {
    const panelOf = (path: string) => PANELS.find((panel) => path.startsWith(`views/${panel}/`))
    const wrong = modules.flatMap((module) => {
      const panel = panelOf(module.path)
      const others = importsOf(module).filter(
        (target) => panelOf(target) !== undefined && panelOf(target) !== panel,
      )
      return panel === undefined ? [] : others.map((target) => `${module.path} imports ${target}`)
    })
    expect(wrong).toEqual([])
  })

  it('shows the graph before parsers and kinds have come', () => {
    const values = /^(?:import|export)\s(?!type\s)[^'"]*?from '([^']+)'/gm
    const seen = new Set(['views/App.tsx'])
    const schemas: string[] = []
    for (const path of seen) {
      const source = files.find((file) => file.path === path)?.source ?? ''
      for (const [, from = ''] of withoutComments(source).matchAll(values)) {
        const target = relative(SRC, resolve(SRC, dirname(path), from)).replaceAll('\\', '/')
        if (from === 'zod') schemas.push(path)
        else if (from.startsWith('.') && ![...LATE, ...BAKED].includes(target)) seen.add(target)
      }
    }
    expect(schemas, 'a first visit would wait for these: see scripts/later.ts').toEqual([])
    expect(seen.size).toBeGreaterThan(100)
  })

  it('ships nothing of what only tests use', () => {
    const shipped = modules.filter(({ folder }) => folder !== 'proof')
    expect(
      pathsOf(shipped.filter((module) => importsOf(module).some((into) => top(into) === 'proof'))),
    ).toEqual([])
  })

  it.each(RESERVED)('keeps %s where it belongs', (_what, pattern, only) => {
    const wrong = modules.filter(
      ({ folder, source }) => !only.includes(folder) && pattern.test(withoutTexts(source)),
    )
    expect(pathsOf(wrong)).toEqual([])
  })

  it('raises only constants to powers: ** differs between JavaScript engines', () => {
    const power = /\*\*(?!\s*-?\d+\b)/
    const headless = modules.filter(({ folder }) => folder !== 'views')
    const code = (source: string) => withoutComments(source).replaceAll(/'[^'\n]*'|`[^`]*`/g, '')
    expect(pathsOf(headless.filter(({ source }) => power.test(code(source))))).toEqual([])
  })

  it('keeps files readable in one sitting', () => {
    const long = modules.filter(({ source }) => linesOfCode(source) > MAX_LINES)
    expect(pathsOf(long)).toEqual([])
  })

  it('exports by name', () => {
    expect(pathsOf(modules.filter(({ source }) => /^export default\b/m.test(source)))).toEqual([])
  })

  it('runs every test: none is focused or skipped', () => {
    expect(
      pathsOf(tests.filter(({ source }) => /\b(it|test|describe)\.(only|skip|todo)\b/.test(source))),
    ).toEqual([])
  })
})
