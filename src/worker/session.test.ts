import { describe, expect, it } from 'vitest'
import { present } from '../base/assert.ts'
import { examples } from '../catalog.ts'
import { EventLog } from '../log/event-log.ts'
import type { RunReport } from '../log/report.ts'
import { parseValue } from '../document/parse.ts'
import { runToEnd } from '../run/headless.ts'
import { localHost } from './local-host.ts'
import type { RunHandle, RunMessage, RunRequest } from './protocol.ts'

const flashCrash = present(examples[0], 'example').document

const follow = (
  request: RunRequest,
  act: (handle: RunHandle, message: RunMessage, nth: number) => void = () => undefined,
) =>
  new Promise<{ report: RunReport; log: EventLog; messages: RunMessage[] }>((resolve, reject) => {
    const log = new EventLog()
    const messages: RunMessage[] = []
    const handle = localHost(request, (message) => {
      messages.push(message)
      if (message.type === 'crashed' || message.type === 'refused' || message.type === 'silent')
        return reject(new Error(JSON.stringify(message)))
      log.accept(message.batch)
      if (message.type === 'finished') resolve({ report: message.report, log, messages })
      else act(handle, message, messages.length)
    })
  })

const alone = () => {
  const parsed = parseValue(flashCrash)
  const result = parsed.ok ? runToEnd(parsed.value) : parsed
  if (!result.ok) throw new Error('the example runs')
  return result
}

describe('a session', () => {
  it('ends with the report and the log of a run alone', async () => {
    const { report, log } = await follow({ document: flashCrash, speed: 0 })
    const reference = alone()
    expect(report).toEqual(reference.report)
    expect(log.count).toBe(reference.log.count)
    for (let seq = 0; seq < log.count; seq++) {
      expect(log.payloadAt(seq)).toEqual(reference.log.payloadAt(seq))
      expect(log.hitsAt(seq)).toEqual(reference.log.hitsAt(seq))
    }
  })

  it('is the same run when it is stepped, paused, resumed and sped up', async () => {
    const { report, messages } = await follow(
      { document: flashCrash, speed: 0, paused: true },
      (handle, _message, nth) => {
        if (nth < 4) handle.send({ type: 'step-cycle' })
        else if (nth === 4) handle.send({ type: 'speed', speed: 2_000 })
        else if (nth === 5) handle.send({ type: 'resume' })
      },
    )
    expect(report.digest).toBe(alone().report.digest)
    const cycles = messages
      .slice(0, 4)
      .map((message) => (message.type === 'progress' ? message.progress.cycle : -1))
    expect(cycles).toEqual([0, 1, 2, 3])
  })

  it('stops where it is told to', async () => {
    const { report } = await follow(
      { document: flashCrash, speed: 0, paused: true },
      (handle, _message, nth) => handle.send({ type: nth <= 5 ? 'step-cycle' : 'stop' }),
    )
    expect(report).toMatchObject({ verdict: 'stopped', cycles: 5 })
  })

  it('refuses a document with problems, and says which', async () => {
    await expect(follow({ document: { format: 'scenario-studio', version: 1 }, speed: 0 })).rejects.toThrow(
      /program\/no-start/,
    )
  })
})
