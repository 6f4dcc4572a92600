import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Position } from '../../document/types.ts'

/** What the canvas can be asked to do, whoever asks: its panel offers this while it is there. */
export interface CanvasActions {
  readonly zoomIn: () => void
  readonly zoomOut: () => void
  readonly fit: (ids?: readonly string[]) => void
  /** Brings steps into view, if they are not. */
  readonly reveal: (ids: readonly string[]) => void
  readonly focusStep: (id: string) => void
}

export interface CanvasState {
  readonly actions: CanvasActions | null
  /** Positions keep to the grid. */
  readonly snap: boolean
  /** A character alone may be a command; who speaks to the computer, or whose hand trembles, turns that off. */
  readonly singleKeys: boolean
  /** Where on the canvas the open context menu was asked for. */
  readonly menuPoint: Position | null
  readonly historyOpen: boolean
  /** The dialog that compares two scenarios is open. */
  readonly comparing: boolean
  /** The scenario's text is shown beside the graph. */
  readonly textOpen: boolean
  /** What is searched for; null while the search is closed. */
  readonly query: string | null
  /** How often the search was asked for: each time its text is there to be replaced. */
  readonly searches: number
  /** Ids of the parts that match; null while nothing is searched for. */
  readonly found: ReadonlySet<string> | null
}

const SNAP_KEY = 'scenario-studio.snap'
const SINGLE_KEYS_KEY = 'scenario-studio.single-keys'

/** How the scenario at hand is looked at and worked on: none of it is part of the document. */
export const canvas = createStore<CanvasState>(() => ({
  actions: null,
  snap: true,
  singleKeys: true,
  menuPoint: null,
  historyOpen: false,
  comparing: false,
  textOpen: false,
  query: null,
  searches: 0,
  found: null,
}))

export const useCanvas = <T>(selector: (state: CanvasState) => T): T => useStore(canvas, selector)

/** Brings steps into view once they are drawn. */
export const reveal = (ids: readonly string[]): void => {
  requestAnimationFrame(() => requestAnimationFrame(() => canvas.getState().actions?.reveal(ids)))
}

export const toggleSnap = (): void => {
  const snap = !canvas.getState().snap
  canvas.setState({ snap })
  localStorage.setItem(SNAP_KEY, snap ? 'on' : 'off')
}

export const toggleSingleKeys = (): void => {
  const singleKeys = !canvas.getState().singleKeys
  canvas.setState({ singleKeys })
  localStorage.setItem(SINGLE_KEYS_KEY, singleKeys ? 'on' : 'off')
}

/** What was chosen last time. */
export const recallCanvas = (): void =>
  canvas.setState({
    snap: localStorage.getItem(SNAP_KEY) !== 'off',
    singleKeys: localStorage.getItem(SINGLE_KEYS_KEY) !== 'off',
  })

export const openSearch = (): void =>
  canvas.setState(({ query, searches }) => ({ query: query ?? '', searches: searches + 1 }))

export const closeSearch = (): void => canvas.setState({ query: null, found: null })

/** Steps back while something else is searched for. */
export const useDimmed = (id: string): boolean => useCanvas(({ found }) => found !== null && !found.has(id))
