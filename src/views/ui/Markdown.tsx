import { Fragment, type ReactNode } from 'react'
import styles from './Markdown.module.css'

/** A little Markdown: headings, lists, paragraphs, **strong**, *emphasis*, `code` and links. Never HTML. */
export const Markdown = ({ text }: { readonly text: string }) => (
  <div className={styles['text']}>
    {blocksOf(text).map((block, index) => (
      // oxlint-disable-next-line react/no-array-index-key -- a block is its place in the text
      <Block key={index} block={block} />
    ))}
  </div>
)

interface TextBlock {
  readonly sort: 'heading' | 'list' | 'paragraph'
  readonly lines: readonly string[]
}

const sortOf = (line: string): TextBlock['sort'] =>
  /^#{1,3} /.test(line) ? 'heading' : /^[-*] /.test(line) ? 'list' : 'paragraph'

/** Lines of one sort in a row are one block; an empty line ends it, a heading stands alone. */
function blocksOf(text: string): TextBlock[] {
  const blocks: { sort: TextBlock['sort']; lines: string[] }[] = []
  let open = false
  for (const line of text.split('\n')) {
    if (line.trim() === '') {
      open = false
      continue
    }
    const sort = sortOf(line)
    const last = blocks.at(-1)
    if (open && last?.sort === sort && sort !== 'heading') last.lines.push(line)
    else blocks.push({ sort, lines: [line] })
    open = true
  }
  return blocks
}

const Block = ({ block: { sort, lines } }: { readonly block: TextBlock }) => {
  if (sort === 'heading')
    return <p className={styles['heading']}>{inline(lines.join(' ').replace(/^#+ /, ''))}</p>
  if (sort === 'list') {
    return (
      <ul className={styles['list']}>
        {lines.map((line, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a line is its place in the list
          <li key={index}>{inline(line.slice(2))}</li>
        ))}
      </ul>
    )
  }
  return <p className={styles['paragraph']}>{inline(lines.join('\n'))}</p>
}

const MARKS = /(\*\*[^*\n]+\*\*|\*[^*\n]+\*|`[^`\n]+`|\[[^\]\n]+\]\(https?:\/\/[^\s)]+\))/

const inline = (text: string): ReactNode =>
  text.split(MARKS).map((piece, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- a piece is its place in the line
    <Fragment key={index}>{marked(piece)}</Fragment>
  ))

function marked(piece: string): ReactNode {
  const link = /^\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)$/.exec(piece)
  if (link !== null) {
    return (
      <a href={link[2]} target="_blank" rel="noopener noreferrer" className="nodrag">
        {link[1]}
      </a>
    )
  }
  if (/^\*\*.+\*\*$/.test(piece)) return <strong>{piece.slice(2, -2)}</strong>
  if (/^\*[^*]+\*$/.test(piece)) return <em>{piece.slice(1, -1)}</em>
  if (/^`.+`$/.test(piece)) return <code>{piece.slice(1, -1)}</code>
  return piece
}
