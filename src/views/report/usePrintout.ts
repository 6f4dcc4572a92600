import { useEffect, type RefObject } from 'react'
import styles from './printout.module.css'

/**
 * While the page is printed, shows a copy of the element alone: it stands in a panel that scrolls,
 * of which paper would show the first screen only. Works for the button and for Ctrl P alike.
 */
export function usePrintout(sheet: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let copy: HTMLElement | null = null
    const before = () => {
      if (sheet.current === null || copy !== null) return
      copy = document.createElement('div')
      copy.className = styles['printout'] ?? ''
      copy.append(sheet.current.cloneNode(true))
      document.body.append(copy)
    }
    const after = () => {
      copy?.remove()
      copy = null
    }
    addEventListener('beforeprint', before)
    addEventListener('afterprint', after)
    return () => {
      removeEventListener('beforeprint', before)
      removeEventListener('afterprint', after)
      after()
    }
  }, [sheet])
}
