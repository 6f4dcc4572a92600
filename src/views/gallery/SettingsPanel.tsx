import { RotateCcw } from 'lucide-react'
import { useMemo } from 'react'
import { describeForm } from '../../kinds/form.ts'
import { ParamsForm } from '../form/ParamsForm.tsx'
import { Button } from '../ui/Button.tsx'
import { changeEntry, resetEntry, useGallery, type Setting } from './gallery-store.ts'
import { changeAt, phasesOf } from './model/compose.ts'
import type { Values } from './model/entries.ts'
import styles from './detail.module.css'

interface SettingsPanelProps {
  readonly setting: Setting
  /** Of the series that is shown; undefined until it is known. */
  readonly digest: string | undefined
  /** The phase that is chosen in the composer; null without one. */
  readonly chosenPhase: number | null
}

/** The parameters of a profile and its source, ready-made settings of it, and where it comes from. */
export const SettingsPanel = ({ setting, digest, chosenPhase }: SettingsPanelProps) => {
  const { entry, profileParams, sourceParams } = setting
  const { profile, source } = entry
  const changed = useGallery(({ changes }) => changes[entry.id] !== undefined)
  const setProfile = (values: Values) => changeEntry(entry.id, { profileParams: values })
  const { composition } = profile
  return (
    <aside className={styles['settings']} aria-label="Parameters">
      {chosenPhase !== null && <PhaseForm setting={setting} at={chosenPhase} />}
      <section className={styles['section']} aria-label="Profile">
        <div className={styles['sectionHead']}>
          <h2>{profile.title}</h2>
          <Button icon={RotateCcw} variant="quiet" disabled={!changed} onClick={() => resetEntry(entry.id)}>
            Reset
          </Button>
        </div>
        {profile.examples.length > 1 && entry.preset === undefined && (
          <div className={styles['examples']} role="group" aria-label="Ready-made settings">
            {profile.examples.map(({ title, params }) => (
              <button
                key={title}
                type="button"
                className={styles['example']}
                onClick={() => setProfile(profile.params.parse(params))}
              >
                {title}
              </button>
            ))}
          </div>
        )}
        <ParamsForm
          params={profile.params}
          values={profileParams}
          without={chosenPhase === null || composition === undefined ? [] : [composition.field]}
          onChange={(_name, values) => setProfile(values)}
        />
      </section>
      <section className={styles['section']} aria-label="Source">
        <div className={styles['sectionHead']}>
          <h2>{source.title}</h2>
        </div>
        <ParamsForm
          params={source.params}
          values={sourceParams}
          onChange={(_name, values) => changeEntry(entry.id, { sourceParams: values })}
        />
      </section>
      <About setting={setting} digest={digest} />
    </aside>
  )
}

/** The form of one phase of a composed profile: what the blocks and handles change, in numbers. */
const PhaseForm = ({ setting, at }: { readonly setting: Setting; readonly at: number }) => {
  const { entry, profileParams } = setting
  const { profile } = entry
  const { composition } = profile
  const list = useMemo(
    () => describeForm(profile.params).find(({ name }) => name === composition?.field),
    [profile, composition],
  )
  if (composition === undefined || list?.items === undefined) return null
  const phases = phasesOf(composition, profileParams)
  const phase = phases[at]
  if (phase === undefined) return null
  return (
    <section className={styles['section']} aria-label="Chosen phase">
      <div className={styles['sectionHead']}>
        <h2>
          Phase {at + 1} of {phases.length}
        </h2>
      </div>
      <ParamsForm
        key={at}
        params={list.items}
        values={phase}
        onChange={(_name, values) =>
          changeEntry(entry.id, {
            profileParams: { ...profileParams, [composition.field]: changeAt(phases, at, values) },
          })
        }
      />
    </section>
  )
}

const About = ({ setting, digest }: Pick<SettingsPanelProps, 'setting' | 'digest'>) => {
  const { profile, preset } = setting.entry
  const origin = preset?.origin ?? profile.source
  return (
    <section className={styles['section']} aria-label="About">
      <div className={styles['sectionHead']}>
        <h2>About</h2>
      </div>
      <dl className={styles['about']}>
        {origin !== undefined && (
          <div>
            <dt>Comes from</dt>
            <dd>{origin}</dd>
          </div>
        )}
        {preset?.uncertain !== undefined && (
          <div>
            <dt>Not certain</dt>
            <dd>{preset.uncertain}</dd>
          </div>
        )}
        {digest !== undefined && (
          <div>
            <dt>Digest of every bit of it, the same on every machine</dt>
            <dd>
              <code data-testid="series-digest">{digest}</code>
            </dd>
          </div>
        )}
      </dl>
    </section>
  )
}
