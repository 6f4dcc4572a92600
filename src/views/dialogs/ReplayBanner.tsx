import { CircleCheck, TriangleAlert } from 'lucide-react'
import { printMillis } from '../../base/time.ts'
import { ENGINE_VERSION } from '../../base/version.ts'
import { studio, useStudio, type Replay } from '../store/studio.ts'
import { focusRecord } from '../store/running.ts'
import { Button } from '../ui/Button.tsx'
import styles from './keep.module.css'

const close = () => studio.setState({ replay: null })

/** Whether the run here is the one that the link tells of; if not, where they part. */
export const ReplayBanner = () => {
  const replay = useStudio((state) => state.replay)
  const current = useStudio(({ run }) => run.document === replay?.document)
  if (replay?.comparison == null || !current) return null
  const { comparison, seq } = replay
  const target = comparison.same ? seq : comparison.from
  return (
    <div role="status" className={`${styles['banner']} ${comparison.same ? styles['good'] : styles['bad']}`}>
      {comparison.same ? <CircleCheck aria-hidden size={15} /> : <TriangleAlert aria-hidden size={15} />}
      <p>{sentence(replay)}</p>
      {target !== null && (
        <Button
          onClick={() => {
            studio.setState({ dockTab: 'events' })
            focusRecord(target)
          }}
        >
          Show record {target}
        </Button>
      )}
      <Button variant="quiet" onClick={close}>
        Close
      </Button>
    </div>
  )
}

function sentence({ evidence, comparison }: Replay): string {
  if (comparison === null) return ''
  if (comparison.same) return 'This is the run of the link: every event is the same.'
  const why =
    evidence.engine === ENGINE_VERSION
      ? 'The same engine made both: the scenario or the engine was changed.'
      : `The link was made by engine ${evidence.engine}; this is ${ENGINE_VERSION}.`
  if (comparison.from === null) {
    return `Every event is the same as in the run of the link, but not what was concluded from them. ${why}`
  }
  const { from, to } = comparison
  const { log } = studio.getState().run
  if (from >= log.count)
    return `This run ends after ${log.count} records, the run of the link goes on. ${why}`
  const { topic } = log.channelAt(from)
  const place =
    from === to
      ? `at record ${from}: here it is ${topic} at ${printMillis(log.timeAt(from))}`
      : `between records ${from} and ${to}, from ${printMillis(log.timeAt(from))} on`
  return `This run differs from the run of the link, first ${place}. ${why}`
}
