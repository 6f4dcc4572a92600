import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Watchdog } from './watchdog.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const watched = (answers: () => boolean) => {
  const silent = vi.fn()
  const watchdog: Watchdog = new Watchdog(() => answers() && watchdog.heard(), silent)
  return { watchdog, silent }
}

describe('a watchdog', () => {
  it('is content as long as every question is answered', () => {
    const { watchdog, silent } = watched(() => true)
    watchdog.heard()
    vi.advanceTimersByTime(600_000)
    expect(silent).not.toHaveBeenCalled()
  })

  it('tells once, after two seconds without an answer', () => {
    let answers = true
    const { watchdog, silent } = watched(() => answers)
    watchdog.heard()
    vi.advanceTimersByTime(10_000)
    answers = false
    vi.advanceTimersByTime(1_900)
    expect(silent).not.toHaveBeenCalled()
    vi.advanceTimersByTime(60_000)
    expect(silent).toHaveBeenCalledTimes(1)
  })

  it('does not begin before the worker has said anything: loading may take its time', () => {
    const { silent } = watched(() => false)
    vi.advanceTimersByTime(60_000)
    expect(silent).not.toHaveBeenCalled()
  })

  it('says nothing when the run is over', () => {
    const { watchdog, silent } = watched(() => false)
    watchdog.heard()
    watchdog.stop()
    vi.advanceTimersByTime(60_000)
    expect(silent).not.toHaveBeenCalled()
  })
})
