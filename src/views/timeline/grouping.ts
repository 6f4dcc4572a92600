import type { ScenarioDocument } from '../../document/types.ts'
import type { Channel } from '../../log/event-log.ts'
import { FAULT_PREFIX, faultName, partOfSource, sourceName, STEP_PREFIX } from '../log/format.ts'
import type { Grouping } from '../store/timeline.ts'

/** Which lane: an id, and a name for people. `rank` is its place among the others, smaller ones first. */
export interface LaneName {
  readonly id: string
  readonly name: string
  readonly rank: number
}

/** The lane of everything that a grouping has no lane of its own for. */
const REST = '$rest'

/** Where a channel's records go; `row` where that is another matter for each of them. */
export type LaneChoice = LaneName | 'row'

type Group = Readonly<{
  /** What lanes stand for, after "by". */
  word: string
  /** What the lane of all others is called. */
  rest: string
  of: (channel: Channel, document: ScenarioDocument | null) => LaneName | 'rest' | 'row'
}>

export const GROUPINGS: Readonly<Record<Grouping, Group>> = {
  topic: {
    word: 'topic',
    rest: '',
    of: ({ topic }) => ({ id: topic, name: topic, rank: 0 }),
  },
  source: {
    word: 'source',
    rest: 'From no source',
    of: ({ source }, document) =>
      isAgent(source, document) || source.startsWith(STEP_PREFIX) || source.startsWith(FAULT_PREFIX)
        ? 'rest'
        : partLane(source, document, document?.sources),
  },
  agent: {
    word: 'agent',
    rest: 'From no agent',
    of: ({ source }, document) =>
      isAgent(source, document) ? partLane(source, document, document?.agents) : 'rest',
  },
  step: {
    word: 'step',
    rest: 'During no step',
    of: ({ source }, document) => (source.startsWith(STEP_PREFIX) ? stepLane(source, document) : 'row'),
  },
  fault: {
    word: 'fault',
    rest: 'Met by no fault',
    of: () => 'row',
  },
}

export const isAgent = (source: string, document: ScenarioDocument | null): boolean =>
  document?.agents.some(({ id }) => id === source) ?? false

const partLane = (
  source: string,
  document: ScenarioDocument | null,
  list: readonly { readonly id: string }[] | undefined,
): LaneName => {
  const rank = list?.findIndex(({ id }) => id === partOfSource(source)) ?? -1
  return { id: source, name: sourceName(document, source), rank: rank < 0 ? (list?.length ?? 0) : rank }
}

/** The lane of a step, by the name that records have for it. */
export const stepLane = (source: string, document: ScenarioDocument | null): LaneName =>
  partLane(source, document, document?.steps)

/** The lane of a fault, by its place in the document. */
export const faultLane = (index: number, document: ScenarioDocument | null): LaneName => ({
  id: `${FAULT_PREFIX}${document?.faults[index]?.id ?? index}`,
  name: faultName(document, index),
  rank: index,
})

/** The lane of the fault that made an event. */
export const injectedLane = (source: string, document: ScenarioDocument | null): LaneName =>
  partLane(source, document, document?.faults)

export const restLane = (grouping: Grouping): LaneName => ({
  id: REST,
  name: GROUPINGS[grouping].rest,
  rank: Infinity,
})

/** The lane of a channel's events, as far as the channel decides it. */
export function laneOfChannel(
  grouping: Grouping,
  channel: Channel,
  document: ScenarioDocument | null,
): LaneChoice {
  const lane = GROUPINGS[grouping].of(channel, document)
  return lane === 'rest' ? restLane(grouping) : lane
}
