/** Browsers make nothing taller than about 17 million pixels; a log may be ten times as tall. */
const MOST_PX = 8_000_000

/**
 * Maps the scroll position of an element to a place in a list that may be far taller than any element
 * can be. Up to eight million pixels both are the same; beyond, the scrollbar stands for a share of the list.
 */
export interface ScrollMap {
  /** Height that the element's content is given. */
  readonly height: number
  /** The furthest place in the list. */
  readonly last: number
  /** Pixels of the list that one pixel of the element stands for. */
  readonly ratio: number
}

export function scrollMap(count: number, rowHeight: number, viewHeight: number): ScrollMap {
  const whole = count * rowHeight
  const height = Math.min(whole, MOST_PX)
  const last = Math.max(0, whole - viewHeight)
  const lastTop = Math.max(0, height - viewHeight)
  return { height, last, ratio: lastTop === 0 ? 1 : last / lastTop }
}

/** Rows [from, to) that have to be there to fill the view at `offset`, with `overscan` more on each side. */
export function rowsInView(
  count: number,
  rowHeight: number,
  viewHeight: number,
  offset: number,
  overscan: number,
): { readonly from: number; readonly to: number } {
  const first = Math.floor(offset / rowHeight)
  const shown = Math.ceil(viewHeight / rowHeight) + 1
  return { from: Math.max(0, first - overscan), to: Math.min(count, first + shown + overscan) }
}
