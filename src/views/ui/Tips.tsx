import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import styles from './overlay.module.css'

const AFTER_MS = 450
/** Long enough to come from what is told of to what tells of it. */
const GOES_AFTER_MS = 120
const BESIDE_PX = 6
const EDGE_PX = 8

/** The tooltip of everything that has a `data-tip`: one for the page, on hover and where the keyboard is. */
export const Tips = () => {
  const [owner, setOwner] = useState<HTMLElement | null>(null)
  const id = useId()
  useEffect(() => watch(setOwner), [])
  useEffect(() => {
    if (owner === null) return undefined
    owner.setAttribute('aria-describedby', id)
    return () => owner.removeAttribute('aria-describedby')
  }, [owner, id])
  return owner !== null && <Tip key={owner.dataset['tip']} id={id} owner={owner} />
}

const Tip = ({ id, owner }: { readonly id: string; readonly owner: HTMLElement }) => {
  const ref = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const tip = ref.current
    if (tip === null) return
    // Dialogs lie above the page; this lies above dialogs. Where a browser cannot, it is under them.
    tip.showPopover?.()
    const { left, width, bottom, top } = owner.getBoundingClientRect()
    const { offsetWidth, offsetHeight } = tip
    const furthest = innerWidth - offsetWidth - EDGE_PX
    tip.style.left = `${Math.max(EDGE_PX, Math.min(left + (width - offsetWidth) / 2, furthest))}px`
    const below = bottom + BESIDE_PX
    tip.style.top = `${below + offsetHeight > innerHeight - EDGE_PX ? top - BESIDE_PX - offsetHeight : below}px`
  }, [owner])
  const { tip, tipKeys } = owner.dataset
  return (
    <div ref={ref} id={id} role="tooltip" popover="manual" className={styles['tip']}>
      {tip}
      {tipKeys !== undefined && <kbd className={styles['key']}>{tipKeys}</kbd>}
    </div>
  )
}

const tipped = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null

const isTip = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role=tooltip]') !== null

/** Tells of whom the tooltip should tell now. It stays while the pointer is on it, and goes on Escape. */
function watch(tell: (owner: HTMLElement | null) => void): () => void {
  let shown: HTMLElement | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const later = (owner: HTMLElement | null, ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      shown = owner
      tell(owner)
    }, ms)
  }
  const ends = new AbortController()
  const on = <T extends keyof WindowEventMap>(type: T, act: (event: WindowEventMap[T]) => void) =>
    addEventListener(type, act, { capture: true, passive: true, signal: ends.signal })
  on('pointerover', ({ target, pointerType }) => {
    if (pointerType === 'touch') return
    if (isTip(target)) return clearTimeout(timer)
    const owner = tipped(target)
    if (owner === null) return shown === null ? clearTimeout(timer) : later(null, GOES_AFTER_MS)
    if (owner !== shown) later(owner, shown === null ? AFTER_MS : 0)
    else clearTimeout(timer)
  })
  on('focusin', ({ target }) => {
    const owner = tipped(target)
    later(owner?.matches(':focus-visible') === true ? owner : null, 0)
  })
  on('keydown', ({ key }) => key === 'Escape' && later(null, 0))
  for (const type of ['pointerdown', 'scroll', 'blur'] as const) on(type, () => later(null, 0))
  return () => {
    clearTimeout(timer)
    ends.abort()
  }
}
