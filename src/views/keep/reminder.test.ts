import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Reminder } from './reminder.ts'

const MINUTE_MS = 60_000

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('the reminder of files', () => {
  it('speaks ten minutes after the first edit, not after the last', () => {
    const say = vi.fn()
    const reminder = new Reminder([], say)
    for (let minute = 0; minute < 9; minute++) {
      reminder.edited('a')
      vi.advanceTimersByTime(MINUTE_MS)
    }
    expect(say).not.toHaveBeenCalled()
    vi.advanceTimersByTime(MINUTE_MS)
    expect(say).toHaveBeenCalledExactlyOnceWith('a')
  })

  it('never speaks twice of the same scenario, not on a later visit either', () => {
    const say = vi.fn()
    const reminder = new Reminder(['told before'], say)
    for (let hour = 0; hour < 6; hour++) {
      reminder.edited(hour % 2 === 0 ? 'a' : 'told before')
      vi.advanceTimersByTime(60 * MINUTE_MS)
    }
    expect(say.mock.calls).toEqual([['a']])
  })

  it('begins to count anew when all of it was put into a file', () => {
    const say = vi.fn()
    const reminder = new Reminder([], say)
    reminder.edited('a')
    vi.advanceTimersByTime(9 * MINUTE_MS)
    reminder.settled()
    vi.advanceTimersByTime(60 * MINUTE_MS)
    reminder.edited('a')
    vi.advanceTimersByTime(9 * MINUTE_MS)
    expect(say).not.toHaveBeenCalled()
    vi.advanceTimersByTime(MINUTE_MS)
    expect(say).toHaveBeenCalledTimes(1)
  })
})
