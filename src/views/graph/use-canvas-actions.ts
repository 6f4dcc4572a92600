import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useEffect } from 'react'
import { boxAround, boxOfStep, type Box } from '../../document/geometry.ts'
import { canvas } from '../store/canvas.ts'
import { seen } from '../store/inside.ts'

/** How the whole graph is brought into view. */
export const FIT = { padding: 0.12, maxZoom: 1.15 }

const DURATION_MS = 180

/** Who asked their system for less motion gets the view at once. */
const duration = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : DURATION_MS)

const boxOf = (ids: readonly string[]): Box | null => {
  const wanted = new Set(ids)
  const { steps, notes, groups } = seen()
  for (const group of groups) if (wanted.has(group.id)) for (const id of group.steps) wanted.add(id)
  return boxAround([
    ...steps.filter(({ id }) => wanted.has(id)).map(boxOfStep),
    ...notes.filter(({ id }) => wanted.has(id)).map(({ position, size }) => ({ ...position, ...size })),
  ])
}

/** Lets commands and other panels ask for things that only the canvas can do. */
export function useCanvasActions(): void {
  const flow = useReactFlow()
  const store = useStoreApi()
  useEffect(() => {
    const reveal = (ids: readonly string[]) => {
      const box = boxOf(ids)
      if (box === null) return
      const { x, y, zoom } = flow.getViewport()
      const { width, height } = store.getState()
      const visible =
        box.x * zoom + x >= 0 &&
        box.y * zoom + y >= 0 &&
        (box.x + box.width) * zoom + x <= width &&
        (box.y + box.height) * zoom + y <= height
      if (visible) return
      const fits = box.width * zoom <= width && box.height * zoom <= height
      if (fits)
        void flow.setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom, duration: duration() })
      else void flow.fitBounds(box, { padding: 0.2, duration: duration() })
    }
    canvas.setState({
      actions: {
        zoomIn: () => void flow.zoomIn({ duration: duration() }),
        zoomOut: () => void flow.zoomOut({ duration: duration() }),
        fit: (ids) =>
          void flow.fitView({
            ...FIT,
            duration: duration(),
            ...(ids !== undefined && { nodes: ids.map((id) => ({ id })) }),
          }),
        reveal,
        focusStep: (id) => {
          reveal([id])
          requestAnimationFrame(() => nodeElement(id)?.focus())
        },
      },
    })
    return () => canvas.setState({ actions: null })
  }, [flow, store])
}

const nodeElement = (id: string): HTMLElement | null =>
  document.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
