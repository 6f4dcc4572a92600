import { useEffect, useRef, useState } from 'react'
import { Channel } from './channel.ts'
import type { Answer, Question, Said } from './protocol.ts'

export interface Answered {
  /** The last answer, perhaps to an older question; null before the first. */
  readonly answer: Answer | null
  /** What was said of the last answer, once it was. */
  readonly said: Said | null
  /** True while the answer to the newest question is awaited. */
  readonly busy: boolean
}

interface Known {
  readonly answer: Answer
  readonly question: Question
  readonly said: Said | null
}

/** Asks the worker whenever the question is another object; null asks nothing. */
export function useAnswer(question: Question | null): Answered {
  const channel = useRef<Channel | null>(null)
  const [answered, setAnswered] = useState<Known | null>(null)
  useEffect(() => {
    if (question === null) return
    channel.current ??= new Channel((answer, asked) =>
      setAnswered((known) =>
        answer.type === 'said' && known !== null
          ? { ...known, said: answer.said }
          : { answer, question: asked, said: null },
      ),
    )
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
    said: answered?.said ?? null,
    busy: question !== null && answered?.question !== question,
  }
}
