import { useLayoutEffect, useState, type RefObject } from 'react'

export interface Size {
  readonly width: number
  readonly height: number
}

/** The size of an element, kept up to date; null before the first layout. */
export function useSize(ref: RefObject<HTMLElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null)
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return undefined
    const measure = (width: number, height: number) =>
      setSize((known) => (known?.width === width && known.height === height ? known : { width, height }))
    measure(element.clientWidth, element.clientHeight)
    // Where there is no layout, as in tests without a browser, nothing will ever change.
    if (!('ResizeObserver' in globalThis)) return undefined
    const observer = new ResizeObserver(() => measure(element.clientWidth, element.clientHeight))
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref])
  return size
}
