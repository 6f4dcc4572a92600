import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { rowsInView, scrollMap, type ScrollMap } from './scroll-map.ts'

export const ROW_PX = 26
export const HEAD_PX = 27
/** Rows kept ready beyond the view on each side, so that quick scrolling shows no gaps; a short log is all there. */
const OVERSCAN = 12
const SHORT_ROWS = 150

export interface RowWindow {
  readonly from: number
  readonly to: number
  /** Height of the scrolled content. */
  readonly height: number
  /** Where row `from` stands in it. */
  readonly top: number
  readonly rowsPerView: number
  readonly firstShown: number
  /** At the end the view keeps to the newest rows, until a person scrolls up. */
  readonly atEnd: boolean
  readonly onScroll: () => void
  readonly showRow: (index: number) => void
  readonly toEnd: () => void
}

/**
 * Which rows of a list of equal rows have to be there. By arithmetic only: a list of five million
 * rows that grows thirty times a second costs nothing, which a table of measured rows would not.
 * Another `list` begins at its top, or while the run goes on at its end.
 */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  list: unknown,
  live: boolean,
): RowWindow {
  const viewHeight = useViewHeight(scroller)
  const [offset, setOffset] = useState(0)
  const [atEnd, setAtEnd] = useState(live)
  const [shown, setShown] = useState(list)
  if (shown !== list) {
    setShown(list)
    setOffset(0)
    setAtEnd(live)
  }
  const written = useRef(-1)
  const map = scrollMap(count, ROW_PX, viewHeight)
  const place = atEnd ? map.last : Math.min(offset, map.last)
  const top = place / map.ratio
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null || Math.abs(element.scrollTop - top) < 1) return
    element.scrollTo({ top, behavior: 'instant' })
    written.current = element.scrollTop
  }, [scroller, top])
  const moveTo = (wanted: number) => {
    const next = Math.min(Math.max(0, wanted), map.last)
    setOffset(next)
    setAtEnd(next >= map.last - 1)
  }
  useFineWheel(scroller, map, place, moveTo)
  const onScroll = () => {
    const now = scroller.current?.scrollTop ?? 0
    // What this hook scrolled itself is no wish of a person, and in a squeezed list it is rounded.
    if (Math.abs(now - written.current) < 1) return
    written.current = -1
    moveTo(now * map.ratio)
  }
  const { from, to } = rowsInView(
    count,
    ROW_PX,
    viewHeight,
    place,
    count <= SHORT_ROWS ? SHORT_ROWS : OVERSCAN,
  )
  return {
    from,
    to,
    height: map.height,
    top: top + from * ROW_PX - place,
    rowsPerView: Math.max(1, Math.floor(viewHeight / ROW_PX)),
    firstShown: Math.ceil(place / ROW_PX),
    atEnd: place >= map.last - 1,
    onScroll,
    showRow(index) {
      if (index * ROW_PX < place) moveTo(index * ROW_PX)
      else if ((index + 1) * ROW_PX > place + viewHeight) moveTo((index + 1) * ROW_PX - viewHeight)
    },
    toEnd: () => moveTo(map.last),
  }
}

function useViewHeight(scroller: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(0)
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    const measure = () => setHeight(Math.max(0, element.clientHeight - HEAD_PX))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller])
  return height
}

/** In a squeezed list a notch of the wheel would pass over hundreds of rows: it moves by its own pixels instead. */
function useFineWheel(
  scroller: RefObject<HTMLElement | null>,
  map: ScrollMap,
  place: number,
  moveTo: (offset: number) => void,
): void {
  const latest = useRef({ map, place, moveTo })
  useEffect(() => {
    latest.current = { map, place, moveTo }
  }, [map, place, moveTo])
  useEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    const onWheel = (event: WheelEvent) => {
      const { map, place, moveTo } = latest.current
      if (map.ratio === 1 || event.ctrlKey || event.shiftKey || event.deltaY === 0) return
      event.preventDefault()
      moveTo(place + event.deltaY)
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [scroller])
}
