import { alignSteps, distributeSteps, snapSteps, type Alignment, type Axis } from '../../document/arrange.ts'
import { layOut } from '../../document/layout.ts'
import { canvas } from './canvas.ts'
import { edit } from './editing.ts'
import { studio } from './studio.ts'

/** The selected steps; those that a command about steps is about. */
export const selectedSteps = (): readonly string[] => {
  const { document, selection } = studio.getState()
  const chosen = new Set(selection.parts)
  return document.steps.filter(({ id }) => chosen.has(id)).map(({ id }) => id)
}

const showAll = () => requestAnimationFrame(() => canvas.getState().actions?.fit())

/** Places all steps anew, in one command. */
export function arrangeAll(): void {
  edit('Arrange steps', (document) => layOut(document))
  showAll()
}

/** Places the selected steps anew, where they are. */
export const arrangeSelected = (): void =>
  edit('Arrange selected steps', (document) => layOut(document, selectedSteps()))

export const align = (to: Alignment): void =>
  edit(`Align ${to}`, (document) => alignSteps(document, selectedSteps(), to))

export const distribute = (axis: Axis): void =>
  edit(axis === 'x' ? 'Distribute across' : 'Distribute down', (document) =>
    distributeSteps(document, selectedSteps(), axis),
  )

export const snapSelected = (): void =>
  edit('Put on the grid', (document) => snapSteps(document, selectedSteps()))
