import { useEffect, useRef, useState } from 'react'
import { Channel } from './channel.ts'
import type { Answer, Question } from './protocol.ts'

export interface Answered {
  /** The last answer, perhaps to an older question; null before the first. */
  readonly answer: Answer | null
  /** True while the answer to the newest question is awaited. */
  readonly busy: boolean
}

/** Asks the worker whenever the question is another object; null asks nothing. */
export function useAnswer(question: Question | null): Answered {
  const channel = useRef<Channel | null>(null)
  const [answered, setAnswered] = useState<{ answer: Answer; question: Question } | null>(null)
  useEffect(() => {
    if (question === null) return
    channel.current ??= new Channel((answer, asked) => setAnswered({ answer, question: asked }))
    channel.current.ask(question)
  }, [question])
  useEffect(
    () => () => {
      channel.current?.dispose()
      channel.current = null
    },
    [],
  )
  return {
    answer: answered?.answer ?? null,
    busy: question !== null && answered?.question !== question,
  }
}
