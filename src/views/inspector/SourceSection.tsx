import { GalleryVerticalEnd } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { present } from '../../base/assert.ts'
import { findKind, sourceKinds } from '../../catalog.ts'
import { specOf } from '../../document/edit.ts'
import type { SourceSpec } from '../../document/types.ts'
import { topicName } from '../../kinds/topic.ts'
import { changePart, endMerge } from '../store/editing.ts'
import { showGallery } from '../store/route.ts'
import { useStudio } from '../store/studio.ts'
import { Button } from '../ui/Button.tsx'
import { FormRow } from '../form/FormRow.tsx'
import { ParamsForm } from '../form/ParamsForm.tsx'
import { useDraft } from '../form/useDraft.ts'
import form from '../form/form.module.css'
import styles from './inspector.module.css'

/** Charts come in a file of their own, after the first paint. */
const ProfilePreview = lazy(() =>
  import('../charts/ProfilePreview.tsx').then((module) => ({ default: module.ProfilePreview })),
)

/** The curve that the source will follow, and the seed it comes from. */
export const SourcePreview = ({ source }: { readonly source: SourceSpec }) => {
  const seed = useStudio(({ document }) => document.seed)
  const cycleMs = useStudio(({ document }) => document.clock.cycleMs)
  const kind = findKind(sourceKinds, source.kind)
  const composed = findKind(kind?.profiles ?? [], source.profile.kind)?.composition !== undefined
  return (
    <div className={styles['preview']}>
      <Suspense fallback={<div className={styles['previewPlace']} />}>
        <ProfilePreview source={source} seed={seed} cycleMs={cycleMs}>
          <Button icon={GalleryVerticalEnd} onClick={() => showGallery(`scenario/${source.id}`)}>
            {composed ? 'Compose on the curve' : 'Open in the gallery'}
          </Button>
        </ProfilePreview>
      </Suspense>
    </div>
  )
}

/** A source's profile with its form, and the topic it publishes to. */
export const SourceSection = ({ source }: { readonly source: SourceSpec }) => {
  const kind = present(findKind(sourceKinds, source.kind), `source ${source.kind}`)
  const profile = present(findKind(kind.profiles, source.profile.kind), `profile ${source.profile.kind}`)
  return (
    <>
      <section className={styles['section']} aria-label="Profile">
        <h3 className={styles['sectionTitle']}>Profile</h3>
        <FormRow label="Profile" help={profile.summary}>
          {({ id, describedBy }) => (
            <select
              id={id}
              className={form['input']}
              aria-describedby={describedBy}
              value={profile.name}
              onChange={(event) => {
                const chosen = present(findKind(kind.profiles, event.target.value), 'profile')
                changePart(source.id, `Change profile of ${source.name || source.id}`, {
                  profile: specOf(chosen),
                })
              }}
            >
              {kind.profiles.map(({ name, title }) => (
                <option key={name} value={name}>
                  {title}
                </option>
              ))}
            </select>
          )}
        </FormRow>
        <ParamsForm
          params={profile.params}
          values={source.profile.params}
          onChange={(field, params, label) =>
            changePart(
              source.id,
              `Change “${label}” of ${source.name || source.id}`,
              { profile: { kind: profile.name, params } },
              `profile ${source.id} ${field}`,
            )
          }
        />
      </section>
      <h3 className={styles['sectionTitle']}>{kind.title}</h3>
      <TopicField source={source} />
    </>
  )
}

const TopicField = ({ source }: { readonly source: SourceSpec }) => {
  const read = (text: string): { value: string } | { error: string } => {
    const parsed = topicName.safeParse(text)
    return parsed.success
      ? { value: text }
      : { error: `A topic ${parsed.error.issues[0]?.message ?? 'is needed'}.` }
  }
  const draft = useDraft(
    source.topic,
    (topic) => topic,
    read,
    (topic) => changePart(source.id, 'Change topic', { topic }, `topic ${source.id}`),
  )
  return (
    <FormRow label="Publishes to" error={draft.error}>
      {({ id, describedBy, invalid }) => (
        <input
          id={id}
          type="text"
          className={`${form['input']} ${form['mono']}`}
          aria-describedby={describedBy}
          aria-invalid={invalid}
          spellCheck={false}
          value={draft.text}
          onChange={(event) => draft.type(event.target.value)}
          onBlur={() => {
            draft.leave()
            endMerge()
          }}
        />
      )}
    </FormRow>
  )
}
