import { addPart, updatePart } from '../../document/edit.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import { edit, selectPart } from '../store/editing.ts'
import { showStudio } from '../store/route.ts'
import { notify, studio } from '../store/studio.ts'
import type { Setting } from './gallery-store.ts'

/** The document with the curve as a source, in place of another or beside the others, and that source's id. */
export function withSource(
  document: ScenarioDocument,
  { entry, sourceParams, profileParams }: Setting,
  seed: string,
  replaced: string | null,
): { document: ScenarioDocument; id: string } {
  const { source, profile } = entry
  const added =
    replaced === null ? addPart(document, 'sources', source.name, profile.name) : { document, id: replaced }
  const changed = updatePart(added.document, added.id, {
    ...(replaced === null && { name: entry.title }),
    kind: source.name,
    params: sourceParams,
    profile: { kind: profile.name, params: profileParams },
  })
  // With other sources in it, the scenario's seed makes their curves too: it stays.
  const alone = changed.sources.length === 1
  return { document: alone ? { ...changed, seed } : changed, id: added.id }
}

/** Puts the curve into the open scenario, as one command that can be undone, and goes there. */
export function putIntoScenario(setting: Setting, seed: string, replaced: string | null): void {
  const before = studio.getState().document
  const { document, id } = withSource(before, setting, seed, replaced)
  edit(replaced === null ? `Add ${setting.entry.title}` : `Replace ${replaced}`, () => document)
  selectPart(id)
  showStudio()
  const what = replaced === null ? `Added ${id}` : `Replaced ${replaced}`
  const same = document.seed === seed && id === setting.entry.streamId
  notify(same ? `${what}: the same curve` : `${what}. The scenario’s seed ${document.seed} draws its curve.`)
}
