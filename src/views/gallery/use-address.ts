import { useEffect, useLayoutEffect } from 'react'
import { noteQuery, readPage } from '../store/route.ts'
import { notify } from '../store/studio.ts'
import { gallery, resetEntry, setSeed } from './gallery-store.ts'
import { printView, readView } from './model/address.ts'
import { findEntry } from './model/entries.ts'

const NOTE_MS = 200

/** What was written into the address last: nobody asked for that, and the page may have gone on since. */
let noted = ''

/**
 * What the address asks for is shown, and what is shown stands in the address: it can be kept and sent. Only
 * of what is there for everybody: a file, or a source of somebody's scenario, is not.
 */
export function useAddress(path: string, query: string): void {
  // Before anything is painted.
  useLayoutEffect(() => {
    if (query !== '' && `${path}?${query}` !== noted) take(path, query)
  }, [path, query])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const note = () => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        const at = readPage(location.hash)
        if (at.page !== 'gallery' || at.path !== path) return
        const now = queryOf(path)
        if (now === undefined) return
        noted = `${path}?${now}`
        noteQuery(path, now)
      }, NOTE_MS)
    }
    const stop = gallery.subscribe(note)
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [path])
}

function queryOf(path: string): string | undefined {
  const entry = findEntry(path)
  const { seed, changes, look, compared } = gallery.getState()
  return entry && printView(entry, { seed, change: changes[path] ?? {}, look, compared })
}

function take(path: string, query: string): void {
  const entry = findEntry(path)
  if (entry === undefined) return
  const { view, unknown } = readView(entry, query)
  const changed = Object.keys(view.change).length > 0
  resetEntry(path)
  gallery.setState(({ changes }) => ({
    changes: changed ? { ...changes, [path]: view.change } : changes,
    look: view.look,
    compared: view.compared.length > 0 ? [path, ...view.compared] : [],
  }))
  if (view.seed !== '') setSeed(view.seed)
  if (unknown.length > 0)
    notify(`The address says something of ${unknown.join(' and ')} that cannot be; the rest is shown.`, 'bad')
}
