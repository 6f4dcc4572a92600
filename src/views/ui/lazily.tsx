import { arrival } from '../store/arrival.ts'
import { lazy, Suspense, type ComponentType, type ReactNode } from 'react'

/**
 * A component in a file of its own, fetched when it is first shown; `waiting` stands in its place until it
 * is there. A file that cannot be fetched is an error of the panel that wanted it. It comes after all that can be
 * done has come: panels are free to ask the kinds at once.
 */
export function lazily<P extends object>(
  load: () => Promise<ComponentType<P>>,
  waiting: ReactNode = null,
): ComponentType<P> {
  const Loaded = lazy(async () => {
    await arrival
    return { default: await load() }
  })
  const Lazily = (props: P) => (
    <Suspense fallback={waiting}>
      <Loaded {...props} />
    </Suspense>
  )
  return Lazily
}
