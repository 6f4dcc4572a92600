import { checkDocument } from '../../program/check.ts'
import { updatePart } from '../../document/edit.ts'
import { callsOf, changeInside, findSubscenario, leadsTo } from '../../document/inside.ts'
import { placeAfter, insertStep } from '../../document/insert.ts'
import { boundaryKinds, makeSubscenario } from '../../document/make-subscenario.ts'
import { unfoldCall } from '../../document/unfold-call.ts'
import type { Position, ScenarioDocument, Subscenario } from '../../document/types.ts'
import { selectedSteps } from './arranging.ts'
import { reveal } from './canvas.ts'
import { edit, editSeen, select, selectPart } from './editing.ts'
import { insideOf, leaveTo, seen, selectedCall } from './inside.ts'
import { notify, studio } from './studio.ts'

/** Makes a sub-scenario of the selected steps, in one command; or says why that cannot be. */
export function makeOfSelected(): void {
  const before = studio.getState().document
  const inside = insideOf(studio.getState())
  const names = new Set(before.subscenarios.map(({ name }) => name))
  let name = 'Sub-scenario'
  for (let number = 2; names.has(name); number++) name = `Sub-scenario ${number}`
  const chosen = selectedSteps()
  const count = chosen.length
  const made = makeSubscenario(seen(), chosen, name)
  if ('code' in made) return notify(`No sub-scenario was made: ${made.message} ${made.fix ?? ''}`, 'bad')
  const after = changeInside(before, inside, () => made.document)
  const wrong = firstNewError(before, after)
  if (wrong !== null) return notify(`No sub-scenario was made: ${wrong}`, 'bad')
  edit('Make sub-scenario', () => after)
  selectPart(made.call)
  reveal([made.call])
  notify(`Made “${name}” of ${count === 1 ? '1 step' : `${count} steps`}`)
}

/** What the checks would say of it that they did not say before, as where branches would be torn apart. */
function firstNewError(before: ScenarioDocument, after: ScenarioDocument): string | null {
  const known = new Set(checkDocument(before).map(({ code }) => code))
  const found = checkDocument(after).find(({ severity, code }) => severity === 'error' && !known.has(code))
  return found?.message ?? null
}

/** Puts the steps of a sub-scenario in the place of the selected call. */
export function unfoldSelected(): void {
  const call = selectedCall(studio.getState())
  if (call === null) return
  const unfolded = unfoldCall(seen(), call)
  if ('code' in unfolded) return notify(`Not unfolded: ${unfolded.message} ${unfolded.fix ?? ''}`, 'bad')
  editSeen('Unfold sub-scenario', () => unfolded.document)
  select({ parts: unfolded.ids })
  reveal(unfolded.ids)
  notify(`Unfolded into ${unfolded.ids.length} steps`)
}

/** Adds a step that calls a sub-scenario: at a place, or where a new step goes. */
export function addCall(id: string, position?: Position): void {
  const { document, selection } = studio.getState()
  const inside = insideOf(studio.getState())
  const subscenario = findSubscenario(document, id)
  if (subscenario === undefined) return
  if (inside !== null && leadsTo(document, id, inside))
    return notify(`Not added: “${nameOf(subscenario)}” would call itself. Use a loop instead.`, 'bad')
  const { calling } = boundaryKinds()
  const after = position === undefined ? placeAfter(seen(), selection.parts[0]) : undefined
  const added = insertStep(seen(), calling.name, position, after)
  const params = { ...calling.params.parse({}), subscenario: id }
  const named = updatePart(added.document, added.id, { name: nameOf(subscenario), params })
  editSeen(`Add ${nameOf(subscenario)}`, () => named)
  selectPart(added.id)
  reveal([added.id])
  notify(`Added ${added.id}`)
}

export const nameOf = ({ id, name }: Pick<Subscenario, 'id' | 'name'>): string => name || id

/** Changes a sub-scenario itself: its name, its parameters. */
export const changeSubscenario = (
  id: string,
  command: string,
  change: Partial<Pick<Subscenario, 'name' | 'params'>>,
  mergeKey: string | null = null,
): void =>
  edit(
    command,
    (document) => ({
      ...document,
      subscenarios: document.subscenarios.map((one) => (one.id === id ? { ...one, ...change } : one)),
    }),
    mergeKey,
  )

/** Deletes a sub-scenario that nothing calls. */
export function deleteSubscenario(id: string): void {
  const { document, inside } = studio.getState()
  const calls = callsOf(document, id).length
  if (calls > 0)
    return notify(`Not deleted: ${calls === 1 ? 'one step calls' : `${calls} steps call`} it.`, 'bad')
  const level = inside.findIndex(({ subscenario }) => subscenario === id)
  if (level >= 0) leaveTo(level)
  edit('Delete sub-scenario', (current) => ({
    ...current,
    subscenarios: current.subscenarios.filter((one) => one.id !== id),
  }))
  notify('Deleted')
}
