import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Autosave } from './autosave.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Saves that take 100 ms; how many began, and whether two ever overlapped. */
function slowSaves() {
  const seen = { begun: 0, running: 0, overlapped: false }
  const save = async () => {
    seen.begun++
    seen.overlapped ||= seen.running > 0
    seen.running++
    await new Promise((resolve) => setTimeout(resolve, 100))
    seen.running--
  }
  return { seen, autosave: new Autosave(save) }
}

describe('Autosave', () => {
  it('waits for a quarter of a second of quiet', async () => {
    const { seen, autosave } = slowSaves()
    autosave.changed()
    await vi.advanceTimersByTimeAsync(200)
    autosave.changed()
    await vi.advanceTimersByTimeAsync(200)
    expect(seen.begun).toBe(0)
    await vi.advanceTimersByTimeAsync(60)
    expect(seen.begun).toBe(1)
  })

  it('saves within a second of somebody who never stops typing', async () => {
    const { seen, autosave } = slowSaves()
    for (let ms = 0; ms <= 3_000; ms += 100) {
      autosave.changed()
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(seen.begun).toBeGreaterThanOrEqual(2)
    expect(seen.overlapped).toBe(false)
  })

  it('flush is done when everything up to it is saved, a save under way included', async () => {
    const { seen, autosave } = slowSaves()
    autosave.changed()
    const first = autosave.flush()
    autosave.changed()
    const second = autosave.flush()
    await vi.advanceTimersByTimeAsync(250)
    await Promise.all([first, second])
    expect(seen).toEqual({ begun: 2, running: 0, overlapped: false })
    await autosave.flush()
    expect(seen.begun).toBe(2)
  })

  it('forgets what is not meant to be saved', async () => {
    const { seen, autosave } = slowSaves()
    autosave.changed()
    autosave.forget()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(seen.begun).toBe(0)
  })
})
