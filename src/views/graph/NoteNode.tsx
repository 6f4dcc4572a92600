import { NodeResizer, type Node, type NodeProps } from '@xyflow/react'
import { memo, useState, type CSSProperties } from 'react'
import { NOTE_BOUNDS, type NoteSpec } from '../../document/decoration.ts'
import { endMerge } from '../store/editing.ts'
import { changeNote, resizeNote } from '../store/decorating.ts'
import { useDimmed } from '../store/canvas.ts'
import { PAINTS } from '../ui/colours.ts'
import { Markdown } from '../ui/Markdown.tsx'
import styles from './decoration.module.css'

export type NoteNodeType = Node<{ readonly note: NoteSpec }, 'note'>

const { min, max } = NOTE_BOUNDS

/** A sticky note: a double click writes on it, its corners make it larger. */
export const NoteNode = memo(({ data: { note }, selected }: NodeProps<NoteNodeType>) => {
  const [writing, setWriting] = useState(false)
  const dimmed = useDimmed(note.id)
  const { back, line } = PAINTS[note.colour]
  const paint = { '--back': back, '--line': line } as CSSProperties
  return (
    // The inspector has a field for the text: F2 goes there.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={`${styles['note']} ${selected ? styles['selected'] : ''} ${dimmed ? styles['dimmed'] : ''}`}
      style={paint}
      onDoubleClick={() => setWriting(true)}
    >
      <NodeResizer
        isVisible={selected}
        minWidth={min.width}
        minHeight={min.height}
        maxWidth={max.width}
        maxHeight={max.height}
        color="var(--accent)"
        onResizeEnd={(_event, { x, y, width, height }) => resizeNote(note.id, { x, y, width, height })}
      />
      {writing ? (
        <textarea
          className={`${styles['writing']} nodrag nowheel`}
          aria-label="Text of the note"
          value={note.text}
          maxLength={10_000}
          // Writing was asked for.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          onChange={(event) => changeNote(note.id, { text: event.target.value }, `note ${note.id}`)}
          onBlur={() => {
            setWriting(false)
            endMerge()
          }}
          onKeyDown={(event) => {
            event.stopPropagation()
            if (event.key === 'Escape') setWriting(false)
          }}
        />
      ) : note.text === '' ? (
        <p className={styles['empty']}>Double-click to write</p>
      ) : (
        <Markdown text={note.text} />
      )}
    </div>
  )
})
NoteNode.displayName = 'NoteNode'
