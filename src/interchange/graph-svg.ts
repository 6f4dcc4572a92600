import { findKind, stepKinds } from '../catalog.ts'
import type { ScenarioDocument, StepSpec } from '../document/types.ts'
import type { StepOutcome, StepReport } from '../log/report.ts'
import { element, INK, label, picture } from './picture.ts'

const WIDTH = 176
const HEIGHT = 58
const MARGIN = 24

const LOOKS: Readonly<Record<StepOutcome, { colour: string; text: string }>> = {
  passed: { colour: INK.ok, text: '✓ passed' },
  failed: { colour: INK.bad, text: '✗ failed' },
  waiting: { colour: INK.warn, text: 'still waiting' },
  running: { colour: INK.warn, text: 'running' },
  cancelled: { colour: INK.warn, text: 'cancelled' },
  'not-reached': { colour: INK.quiet, text: 'not reached' },
}

/** The steps as they stand on the canvas, with how each of them went. */
export function graphSvg(document: ScenarioDocument, reports: readonly StepReport[]): string {
  const { steps, edges } = document
  const left = Math.min(0, ...steps.map(({ position }) => position.x))
  const top = Math.min(0, ...steps.map(({ position }) => position.y))
  const place = ({ position }: StepSpec) => ({ x: position.x - left + MARGIN, y: position.y - top + MARGIN })
  const places = new Map(steps.map((step) => [step.id, place(step)]))
  const right = Math.max(0, ...[...places.values()].map(({ x }) => x))
  const bottom = Math.max(0, ...[...places.values()].map(({ y }) => y))
  const outcomes = new Map(reports.map((report) => [report.id, report]))
  return picture(right + WIDTH + MARGIN, bottom + HEIGHT + MARGIN, `Steps of ${document.name}`, [
    ...edges.map(({ from, to, on }) => edge(places.get(from), places.get(to), on === 'fail')),
    ...steps.map((step) => node(step, places.get(step.id)!, outcomes.get(step.id))),
  ])
}

interface Place {
  readonly x: number
  readonly y: number
}

function edge(from: Place | undefined, to: Place | undefined, fail: boolean): string {
  if (from === undefined || to === undefined) return ''
  const start = fail
    ? { x: from.x + WIDTH / 2, y: from.y + HEIGHT }
    : { x: from.x + WIDTH, y: from.y + HEIGHT / 2 }
  const end = { x: to.x, y: to.y + HEIGHT / 2 }
  const arrow = end.x - 5
  const colour = fail ? INK.bad : INK.quiet
  return [
    element('path', {
      d:
        fail || end.x > start.x
          ? curve(start, { x: arrow, y: end.y }, fail)
          : detour(start, { x: arrow, y: end.y }),
      fill: 'none',
      stroke: colour,
      'stroke-width': 1.5,
      'stroke-dasharray': fail ? '5 4' : undefined,
    }),
    element('path', { d: `M${end.x} ${end.y} l-8 -4 v8 z`, fill: colour }),
  ].join('')
}

function curve(start: Place, end: Place, down: boolean): string {
  const bend = Math.min(120, Math.max(20, Math.abs(end.x - start.x) / 2))
  const out = down ? `${start.x} ${start.y + 40}` : `${start.x + bend} ${start.y}`
  return `M${start.x} ${start.y} C${out} ${end.x - bend} ${end.y} ${end.x} ${end.y}`
}

/** Back to a step on the left: out, between the rows, and in. */
function detour(start: Place, end: Place): string {
  const between = (start.y + end.y) / 2 + (start.y === end.y ? HEIGHT : 0)
  return `M${start.x} ${start.y} h12 V${between} H${end.x - 12} V${end.y} H${end.x}`
}

function node(step: StepSpec, { x, y }: Place, report: StepReport | undefined): string {
  const kind = findKind(stepKinds, step.kind)
  const look = report === undefined ? undefined : LOOKS[report.outcome]
  return element('g', { transform: `translate(${x} ${y})` }, [
    element('rect', {
      width: WIDTH,
      height: HEIGHT,
      rx: 9,
      fill: INK.paper,
      stroke: look?.colour ?? INK.line,
      'stroke-width': look === undefined ? 1 : 2,
    }),
    label(step.name || step.id, { x: 12, y: 23, 'font-weight': 600 }, 23),
    label(
      kind?.describe(step.params) || (kind?.title ?? step.kind),
      { x: 12, y: 43, fill: INK.quiet, 'font-size': 11 },
      look === undefined ? 26 : 14,
    ),
    ...(look === undefined
      ? []
      : [
          label(look.text, {
            x: WIDTH - 12,
            y: 43,
            fill: look.colour,
            'font-size': 11,
            'text-anchor': 'end',
          }),
        ]),
  ])
}
