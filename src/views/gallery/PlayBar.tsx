import { Maximize, Minimize, Pause, Play, RotateCcw, X } from 'lucide-react'
import { readable } from '../charts/axis.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { SPEEDS, type Playback } from './use-playback.ts'
import styles from './stage.module.css'

interface PlayBarProps {
  readonly playback: Playback
  readonly count: number
  readonly fullScreen: boolean
  readonly onFullScreen: () => void
}

/** The transport of the presenter: play, pause, the place in the series, speed, full screen. */
export const PlayBar = ({ playback, count, fullScreen, onFullScreen }: PlayBarProps) => {
  const { playing, live, at } = playback
  return (
    <div className={styles['playBar']} role="group" aria-label="Play it live">
      {playing ? (
        <Button icon={Pause} onClick={playback.pause}>
          Pause
        </Button>
      ) : (
        <Button icon={live && at >= count ? RotateCcw : Play} onClick={playback.play}>
          {!live ? 'Play live' : at >= count ? 'Play again' : 'Go on'}
        </Button>
      )}
      <input
        type="range"
        className={styles['seek']}
        aria-label="Place in the series"
        aria-valuetext={`Step ${at} of ${count}`}
        min={1}
        max={count}
        value={at}
        onChange={(event) => playback.seek(Number(event.target.value))}
      />
      <span className={styles['place']}>
        {readable(at)} / {readable(count)}
      </span>
      <select
        className={styles['select']}
        aria-label="Playing speed"
        value={playback.stepsPerSecond}
        onChange={(event) => playback.setSpeed(Number(event.target.value))}
      >
        {SPEEDS.map((speed) => (
          <option key={speed} value={speed}>
            {readable(speed)} steps/s
          </option>
        ))}
      </select>
      {live && <IconButton icon={X} label="Show the whole curve" onClick={playback.close} />}
      <IconButton
        icon={fullScreen ? Minimize : Maximize}
        label={fullScreen ? 'Leave full screen' : 'Full screen'}
        shortcut="F"
        onClick={onFullScreen}
      />
    </div>
  )
}
