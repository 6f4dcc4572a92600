import { alignSteps, distributeSteps, snapSteps, type Alignment, type Axis } from '../../document/arrange.ts'
import { layOut } from '../../document/layout.ts'
import { canvas } from './canvas.ts'
import { editSeen } from './editing.ts'
import { seen } from './inside.ts'
import { studio } from './studio.ts'

/** The selected steps; those that a command about steps is about. */
export const selectedSteps = (): readonly string[] => {
  const document = seen()
  const { selection } = studio.getState()
  const chosen = new Set(selection.parts)
  return document.steps.filter(({ id }) => chosen.has(id)).map(({ id }) => id)
}

const showAll = () => requestAnimationFrame(() => canvas.getState().actions?.fit())

/** Places all steps anew, in one command. */
export function arrangeAll(): void {
  editSeen('Arrange steps', (document) => layOut(document))
  showAll()
}

/** Places the selected steps anew, where they are. */
export const arrangeSelected = (): void =>
  editSeen('Arrange selected steps', (document) => layOut(document, selectedSteps()))

export const align = (to: Alignment): void =>
  editSeen(`Align ${to}`, (document) => alignSteps(document, selectedSteps(), to))

export const distribute = (axis: Axis): void =>
  editSeen(axis === 'x' ? 'Distribute across' : 'Distribute down', (document) =>
    distributeSteps(document, selectedSteps(), axis),
  )

export const snapSelected = (): void =>
  editSeen('Put on the grid', (document) => snapSteps(document, selectedSteps()))
