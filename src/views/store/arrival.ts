import { fetchRest } from './rest.ts'
import { studio } from './studio.ts'

let arrive: () => void = () => undefined
let fail: (error: unknown) => void = () => undefined

/** Fulfilled when everything is there that can be done with what is shown. */
export const arrival = new Promise<void>((resolve, reject) => {
  arrive = resolve
  fail = reject
})
// Who waits for it hears of a failure; that nobody does yet is none.
arrival.catch(() => undefined)

let begun = false

/** Fetches the rest, once: the page calls it when it has been drawn for the first time. */
export function beginArrival(): void {
  if (begun) return
  begun = true
  fetchRest()
    .then(() => studio.setState({ complete: true }))
    .then(arrive, fail)
}

/** Does it now, or as soon as it can be done: a person need not wait for that. */
export function whenComplete(act: () => void): void {
  if (studio.getState().complete) act()
  else void arrival.then(act)
}

const INPUT = ['click', 'pointerdown', 'keydown', 'beforeinput'] as const

/**
 * A click that comes before what it does is made as soon as that is there, and nothing overtakes it. Looking
 * around, moving steps and typing into a field need not wait.
 */
export function holdClicks(): () => void {
  let held: Element | null = null
  const hold = (event: Event) => {
    const { target, isTrusted, type } = event
    if (!isTrusted || studio.getState().complete || !(target instanceof Element)) return
    if (held === null && type !== 'click') return
    event.preventDefault()
    event.stopPropagation()
    if (held !== null) return
    held = target
    const again = new MouseEvent('click', event)
    arrival.then(() => target.dispatchEvent(again)).catch(() => undefined)
  }
  const ends = new AbortController()
  for (const type of INPUT) addEventListener(type, hold, { capture: true, signal: ends.signal })
  // What does not come is waited for no longer: the page says so, and its button has to answer.
  arrival.catch(() => ends.abort())
  return () => ends.abort()
}
