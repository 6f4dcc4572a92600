/** True for a path with `*`, `?` or `{a,b}` in it: a shell that knows no `**` hands it on as it is. */
const isPattern = (path: string): boolean => /[*?{]/.test(path)

/**
 * Files in the order given; a pattern stands for what it matches, in alphabetical order. A pattern
 * that matches nothing stays, so that the missing file is reported by its name.
 */
export function expandFiles(
  patterns: readonly string[],
  list: (folder: string) => readonly string[],
): readonly string[] {
  const files = patterns.flatMap((pattern) => {
    if (!isPattern(pattern)) return [pattern]
    const matches = matcher(pattern)
    const found = list(fixedFolder(pattern)).filter((path) => matches.test(normal(path)))
    return found.length === 0 ? [pattern] : found.toSorted((a, b) => (a < b ? -1 : 1))
  })
  return files
}

const normal = (path: string): string => path.replaceAll('\\', '/').replace(/^(\.\/)+/, '')

/** The part of a pattern before the first folder with a wildcard in it. */
function fixedFolder(pattern: string): string {
  const parts = normal(pattern).split('/')
  const fixed = parts.slice(0, parts.findIndex(isPattern))
  return fixed.length === 0 ? '.' : fixed.join('/') || '/'
}

function matcher(pattern: string): RegExp {
  const source = normal(pattern).replaceAll(
    /\*\*\/|\*\*|\*|\?|\{([^{}]*)\}|[.+^$()|[\]\\{}]/g,
    (sign, list?: string) => {
      if (sign === '**/') return '(?:[^/]+/)*'
      if (sign === '**') return '.*'
      if (sign === '*') return '[^/]*'
      if (sign === '?') return '[^/]'
      if (list !== undefined) return `(?:${list.split(',').map(literal).join('|')})`
      return `\\${sign}`
    },
  )
  return new RegExp(`^${source}$`)
}

const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
