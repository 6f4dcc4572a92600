import type { RandomStream } from '../base/random.ts'

export const SELECTIONS = ['all', 'one', 'count', 'share', 'up-to-share'] as const
export type Selection = (typeof SELECTIONS)[number]

/** Which of several targets are meant. Each way reads its own field. */
export interface SelectSpec {
  readonly select: Selection
  /** `count`: so many, or all where there are fewer. */
  readonly selectCount: number
  /** `share`, `up-to-share`: of all there are, rounded down. */
  readonly selectShare: number
}

/**
 * Draws the targets, in the order in which they were given; each draw is of the stream's own.
 * Source: selector.go of Chaos Mesh: one, all, fixed, fixed-percent, random-max-percent.
 */
export function selectTargets(
  { select, selectCount, selectShare }: SelectSpec,
  targets: readonly string[],
  random: RandomStream,
): readonly string[] {
  const share = select === 'up-to-share' ? selectShare * random.uniform() : selectShare
  const wanted = {
    all: targets.length,
    one: 1,
    count: selectCount,
    share: Math.floor(share * targets.length),
    'up-to-share': Math.floor(share * targets.length),
  }[select]
  if (wanted >= targets.length) return targets
  const left = [...targets]
  const chosen = new Set<string | undefined>()
  while (chosen.size < wanted) chosen.add(left.splice(random.below(left.length), 1)[0])
  return targets.filter((target) => chosen.has(target))
}
