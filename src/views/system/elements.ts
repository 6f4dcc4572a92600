import { MarkerType, type Edge, type Node } from '@xyflow/react'
import { showControls } from '../../base/bidi.ts'
import { deliveredOn, trafficBetween, type ChannelTraffic } from '../../log/traffic.ts'
import type { MapLink, MapNode, SystemMap } from '../../program/system-map.ts'
import type { Position } from '../../document/types.ts'
import { printShortCount } from '../ui/counts.ts'
import { NODE_SIZE } from './place.ts'
import type { ReturnLink } from './ReturnEdge.tsx'

export type MapNodeType = Node<{ readonly node: MapNode; readonly note: string }, 'part'>

/** What was counted in a run; null before there was one. */
export type Traffic = ReadonlyMap<string, ChannelTraffic> | null

export type Places = ReadonlyMap<string, Position>

export const nodesOf = (map: SystemMap, places: Places): MapNodeType[] =>
  map.nodes.map((node) => ({
    id: node.id,
    type: 'part',
    position: places.get(node.id) ?? { x: 0, y: 0 },
    data: { node, note: noteOf(map, node) },
    ...NODE_SIZE,
    measured: NODE_SIZE,
  }))

/** Between the lowest node and the first lane of links back, and between lanes. */
const LANE = { first: 30, pitch: 20 } as const

/** How far below the nodes the links back reach. */
export const roomBelow = (edges: readonly Edge[]): number => {
  const lanes = edges.filter(({ type }) => type === 'return').length
  return lanes === 0 ? 0 : LANE.first + lanes * LANE.pitch
}

/** What is remarkable about a topic: that nobody publishes it, or nobody hears it. */
function noteOf({ links }: SystemMap, { id, role }: MapNode): string {
  if (role !== 'topic') return ''
  if (!links.some(({ to }) => to === id)) return 'nobody publishes it'
  return links.some(({ from }) => from === id) ? '' : 'nobody listens'
}

export function edgesOf(
  { links }: SystemMap,
  places: Places,
  traffic: Traffic,
  nameOf: (id: string) => string,
): (Edge | ReturnLink)[] {
  const lowest = Math.max(0, ...Array.from(places.values(), ({ y }) => y)) + NODE_SIZE.height
  const columnOf = (id: string) => places.get(id)?.x ?? 0
  let lanes = 0
  return links.map((link) => {
    const back = columnOf(link.to) <= columnOf(link.from)
    const laneY = back ? lowest + LANE.first + LANE.pitch * lanes++ : 0
    const disturbed = link.faults.length > 0
    const flows = traffic === null || countOf(link, traffic) > 0
    const colour = disturbed ? 'var(--bad)' : 'var(--border-strong)'
    return {
      id: `${link.from} ${link.to}`,
      source: link.from,
      target: link.to,
      label: labelOf(link, traffic, nameOf),
      style: { stroke: colour, strokeWidth: 1.6, ...(!flows && { strokeDasharray: '2 4' }) },
      markerEnd: { type: MarkerType.ArrowClosed, width: 12, height: 12, color: colour },
      focusable: false,
      selectable: false,
      ...(back && { type: 'return' as const, data: { laneY } }),
    }
  })
}

/** Events that went over a link. */
function countOf({ topic, source }: MapLink, traffic: NonNullable<Traffic>): number {
  if (source === null) return deliveredOn(traffic, topic)
  const channel = trafficBetween(traffic, topic, source)
  return channel === undefined ? 0 : channel.delivered + channel.dropped
}

const MOST_LETTERS = 18
const shortened = (name: string): string => {
  const text = showControls(name)
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1)}…` : text
}

/** The names of faults before a run; afterwards what came of it, in as much room as there is. */
function labelOf(link: MapLink, traffic: Traffic, nameOf: (id: string) => string): string {
  const [first, ...others] = link.faults
  if (traffic === null)
    return first === undefined
      ? ''
      : `⚡ ${shortened(nameOf(first))}${others.length > 0 ? ` +${others.length}` : ''}`
  const channel = link.source === null ? undefined : trafficBetween(traffic, link.topic, link.source)
  return [
    printShortCount(countOf(link, traffic)) + (first === undefined ? '' : ' ⚡'),
    ...(channel !== undefined && channel.dropped > 0 ? [`${printShortCount(channel.dropped)} lost`] : []),
    ...(channel !== undefined && channel.held > 0 ? [`${printShortCount(channel.held)} late`] : []),
  ].join(' · ')
}

/** The whole map in sentences, for those who do not see the picture. */
export const sentencesOf = (
  { links }: SystemMap,
  traffic: Traffic,
  nameOf: (id: string) => string,
): string[] =>
  links.map((link) => {
    const who = nameOf(link.source === null ? link.to : link.from)
    const verb = link.source === null ? 'listens to' : 'publishes'
    const faults = link.faults.length === 0 ? '' : `, disturbed by ${link.faults.map(nameOf).join(', ')}`
    const events = traffic === null ? '' : `: ${countOf(link, traffic)} events`
    return `${who} ${verb} ${link.topic}${faults}${events}.`
  })
