import { showControls } from '../../base/bidi.ts'

/** Props that are read as texts, by the eye or by a screen reader. */
const READ = ['title', 'aria-label', 'aria-valuetext', 'placeholder', 'alt'] as const

/**
 * The props of an element with the characters that turn the direction of text shown by name: a name such as
 * "report\u202Egnp.exe" cannot pass for another one, in whatever panel. What is edited (`value`) stays as it is.
 */
export function withControlsShown(props: unknown): unknown {
  const given = props as Readonly<Record<string, unknown>>
  let changed: Record<string, unknown> | null = null
  for (const name of READ) {
    const shown = shownText(given[name])
    if (shown !== given[name]) (changed ??= { ...given })[name] = shown
  }
  const children = shownChildren(given['children'])
  if (children !== given['children']) (changed ??= { ...given })['children'] = children
  return changed ?? props
}

/** The same object where nothing is to be shown, so that nothing is drawn anew for it. */
function shownChildren(children: unknown): unknown {
  if (!Array.isArray(children)) return shownText(children)
  let changed: unknown[] | null = null
  for (let at = 0; at < children.length; at++) {
    const shown = shownChildren(children[at])
    if (shown !== children[at]) (changed ??= [...(children as unknown[])])[at] = shown
  }
  return changed ?? children
}

const shownText = (value: unknown): unknown => (typeof value === 'string' ? showControls(value) : value)
