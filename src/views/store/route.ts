import { useSyncExternalStore } from 'react'

/**
 * Which page the address asks for. The studio has none of its own; the gallery is `#/gallery`, and what
 * it shows stands behind that: `#/gallery/market/flash-crash`, and after a `?` how it is looked at. Back and
 * forward are the browser's.
 */
const GALLERY = '#/gallery'

export type Page =
  { readonly page: 'studio' } | { readonly page: 'gallery'; readonly path: string; readonly query: string }

const STUDIO: Page = { page: 'studio' }

export function readPage(hash: string): Page {
  if (hash !== GALLERY && !hash.startsWith(`${GALLERY}/`)) return STUDIO
  const [path = '', query = ''] = hash.slice(GALLERY.length + 1).split('?', 2)
  return { page: 'gallery', path: decoded(path), query }
}

/** An address that somebody mangled is an address of nothing, not a crash. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

const subscribe = (listen: () => void) => {
  addEventListener('hashchange', listen)
  return () => removeEventListener('hashchange', listen)
}

/** The page's hash: a text, so that a component draws anew only when it changes. */
export const usePage = (): Page => readPage(useSyncExternalStore(subscribe, () => location.hash))

export const galleryAddress = (path = ''): string =>
  path === '' ? GALLERY : `${GALLERY}/${path.split('/').map(encodeURIComponent).join('/')}`

/** Says in the address how the page is looked at now; no page is left by that. */
export function noteQuery(path: string, query: string): void {
  const address = query === '' ? galleryAddress(path) : `${galleryAddress(path)}?${query}`
  if (location.hash !== address) history.replaceState(history.state, '', address)
}

export function showGallery(path = ''): void {
  location.hash = galleryAddress(path)
}

/** Back to the studio; the gallery stays in the history. */
export function showStudio(): void {
  if (readPage(location.hash).page !== 'studio') location.hash = ''
}
