import type { Command } from './command.ts'

/**
 * The commands that a person may mean, the likeliest first: those whose title is what was typed, begins
 * with it, has a word that begins with it, then those that have each typed word at the beginning of a word,
 * then anywhere. Otherwise they keep their order.
 */
export function findCommands(commands: readonly Command[], typed: string): Command[] {
  const wanted = typed.trim().toLowerCase().replace(/…$/, '')
  const words = wanted.split(/\s+/)
  return commands
    .map((command) => ({ command, rank: rankOf(command, wanted, words) }))
    .filter(({ rank }) => rank < Infinity)
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ command }) => command)
}

function rankOf({ title, group, id }: Command, wanted: string, words: readonly string[]): number {
  const name = title.toLowerCase().replace(/…$/, '')
  const all = `${name} ${group.toLowerCase()} ${id}`
  if (name === wanted) return 0
  if (name.startsWith(wanted)) return 1
  if (name.includes(` ${wanted}`)) return 2
  if (words.every((word) => ` ${name}`.includes(` ${word}`))) return 3
  return words.every((word) => all.includes(word)) ? 4 : Infinity
}
