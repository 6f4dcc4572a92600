import { useState } from 'react'
import { Actions } from './Actions.tsx'
import { Composer } from './Composer.tsx'
import { ComparePanel } from './ComparePanel.tsx'
import { FactsPanel } from './FactsPanel.tsx'
import { useGallery } from './gallery-store.ts'
import type { Entry } from './model/entries.ts'
import { SettingsPanel } from './SettingsPanel.tsx'
import { SpreadPanel } from './SpreadPanel.tsx'
import { Stage } from './Stage.tsx'
import { useDetail } from './use-detail.ts'
import styles from './detail.module.css'

/** One profile: its curve in the middle, its parameters beside it, what it amounts to below. */
export const Detail = ({ entry }: { readonly entry: Entry }) => {
  const detail = useDetail(entry)
  const mode = useGallery(({ look }) => look.mode)
  const [phase, setPhase] = useState(0)
  const { setting } = detail
  const composed = mode === 'one' && entry.profile.composition !== undefined
  return (
    <div className={styles['detail']}>
      <div className={styles['middle']}>
        <div className={styles['intro']}>
          <p className={styles['summary']}>{entry.summary}</p>
          <Actions detail={detail} />
        </div>
        {composed ? (
          <Composer detail={detail} chosen={phase} onChoose={setPhase} />
        ) : (
          <Stage detail={detail} />
        )}
        <section className={styles['below']} aria-label="What it amounts to">
          {mode === 'seeds' && <SpreadPanel detail={detail} />}
          {mode === 'compare' && <ComparePanel detail={detail} />}
          {mode === 'one' && <FactsPanel detail={detail} />}
        </section>
      </div>
      <SettingsPanel setting={setting} digest={detail.said?.digest} chosenPhase={composed ? phase : null} />
    </div>
  )
}
