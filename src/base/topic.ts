const SEGMENT = /^(\*\*|\*|[A-Za-z0-9_$-]+)$/

/** True for a dot-separated topic without wildcards, such as `trading.order.filled`. */
export const isTopic = (text: string): boolean => /^[A-Za-z0-9_$-]+(\.[A-Za-z0-9_$-]+)*$/.test(text)

/** True for a glob over topic segments: `*` is one segment, `**` any number of them. */
export const isTopicPattern = (text: string): boolean =>
  text.length > 0 && text.split('.').every((part) => SEGMENT.test(part))

/**
 * Compiles a glob to a predicate. Linear in the topic's segments times the pattern's:
 * no backtracking, so no pattern can be made slow.
 */
export function topicMatcher(pattern: string): (topic: string) => boolean {
  if (!pattern.includes('*')) return (topic) => topic === pattern
  if (pattern === '**') return () => true
  const parts = pattern.split('.')
  return (topic) => matches(parts, topic.split('.'))
}

/** One predicate for a list of globs; an empty list matches everything. */
export function topicsMatcher(patterns: readonly string[]): (topic: string) => boolean {
  if (patterns.length === 0) return () => true
  const matchers = patterns.map(topicMatcher)
  return (topic) => matchers.some((matcher) => matcher(topic))
}

/** Set-of-states simulation of the glob as a nondeterministic automaton. */
function matches(parts: readonly string[], segments: readonly string[]): boolean {
  let states = closure(new Set([0]), parts)
  for (const segment of segments) {
    const next = new Set<number>()
    for (const state of states) {
      const part = parts[state]
      if (part === '**') next.add(state)
      else if (part === '*' || part === segment) next.add(state + 1)
    }
    states = closure(next, parts)
  }
  return states.has(parts.length)
}

function closure(states: Set<number>, parts: readonly string[]): Set<number> {
  for (const state of states) if (parts[state] === '**') states.add(state + 1)
  return states
}
