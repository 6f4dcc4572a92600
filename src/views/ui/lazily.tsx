import { lazy, Suspense, useState, type ComponentType, type ReactNode } from 'react'
import { arrival } from '../store/arrival.ts'

interface Waiting {
  /** Stands in its place until it is there. */
  readonly waiting?: ReactNode
  /** It is fetched as soon as all that can be done is there, not when it is first shown: then it is there at once. */
  readonly ahead?: boolean
}

/**
 * A component in a file of its own, fetched when it is first shown. A file that cannot be fetched is an error
 * of the panel that wanted it. It comes after all that can be done has come: panels are free to ask the kinds at once.
 */
export function lazily<P extends object>(
  load: () => Promise<ComponentType<P>>,
  { waiting = null, ahead = false }: Waiting = {},
): ComponentType<P> {
  let there: ComponentType<P> | null = null
  const fetched = async () => {
    await arrival
    there = await load()
    return { default: there }
  }
  // Who shows it later fetches it again, and hears of a failure then.
  if (ahead) fetched().catch(() => undefined)
  const Loaded = lazy(fetched)
  const Lazily = (props: P) => {
    const [Shown] = useState(() => there ?? Loaded)
    return (
      <Suspense fallback={waiting}>
        <Shown {...props} />
      </Suspense>
    )
  }
  return Lazily
}
