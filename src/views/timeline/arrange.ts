import type { Arrangement } from '../store/timeline.ts'

interface Lane {
  readonly id: string
}

interface Shown extends Lane {
  readonly pinned: boolean
}

/** What is not hidden: pinned ones first, then the others in the order they were put in, then new ones. */
export function arranged<T extends Lane>(lanes: readonly T[], { pinned, hidden, order }: Arrangement): T[] {
  const place = (list: readonly string[], { id }: T) => {
    const at = list.indexOf(id)
    return at < 0 ? list.length : at
  }
  return lanes
    .filter(({ id }) => !hidden.includes(id))
    .toSorted((a, b) => place(pinned, a) - place(pinned, b) || place(order, a) - place(order, b))
}

/** Puts a lane to the pinned ones, as the last of them, or back to where it was. */
export const togglePin = ({ pinned }: Arrangement, id: string): Pick<Arrangement, 'pinned'> => ({
  pinned: pinned.includes(id) ? pinned.filter((other) => other !== id) : [...pinned, id],
})

export const hide = ({ hidden }: Arrangement, id: string): Pick<Arrangement, 'hidden'> => ({
  hidden: [...hidden.filter((other) => other !== id), id],
})

export const show = ({ hidden }: Arrangement, id: string): Pick<Arrangement, 'hidden'> => ({
  hidden: hidden.filter((other) => other !== id),
})

/**
 * Moves a lane to place `to` among the lanes that are shown. Pinned lanes stay above all others: with
 * `pinned` the lane becomes, or stays, one of them.
 */
export function move(
  shown: readonly Shown[],
  id: string,
  to: number,
  pinned: boolean,
): Pick<Arrangement, 'pinned' | 'order'> {
  const others = shown.filter((lane) => lane.id !== id)
  const pins = others.filter((lane) => lane.pinned).length
  const least = pinned ? 0 : pins
  const most = pinned ? pins : others.length
  const ids = others.map((lane) => lane.id)
  ids.splice(Math.min(Math.max(to, least), most), 0, id)
  return { pinned: ids.slice(0, pins + (pinned ? 1 : 0)), order: ids }
}

/** Moves a lane one place up or down among its own: pinned ones, or the others. */
export function moveBy(
  shown: readonly Shown[],
  id: string,
  by: -1 | 1,
): Pick<Arrangement, 'pinned' | 'order'> {
  const at = shown.findIndex((lane) => lane.id === id)
  return move(shown, id, at + by, shown[at]?.pinned ?? false)
}
