import { Panel } from '@xyflow/react'
import { ChevronDown, ChevronUp, Search, X } from 'lucide-react'
import { useDeferredValue, useEffect, useId, useMemo, useRef, type KeyboardEvent } from 'react'
import { searchDocument, type Match } from '../../document/search.ts'
import { canvas, closeSearch, reveal, useCanvas } from '../store/canvas.ts'
import { selectPart } from '../store/editing.ts'
import { insideOf, openSubscenario } from '../store/inside.ts'
import { studio, useStudio } from '../store/studio.ts'
import { IconButton } from '../ui/Button.tsx'
import { partIcon } from '../ui/part-icons.ts'
import styles from './search.module.css'

/** Looks through everything the scenario has. What does not match steps back; Enter goes from match to match. */
export const SearchBar = () => {
  const open = useCanvas(({ query }) => query !== null)
  return open ? <OpenBar /> : null
}

function useMatches(): readonly Match[] {
  const query = useDeferredValue(useCanvas((state) => state.query) ?? '')
  const document = useDeferredValue(useStudio((state) => state.document))
  const open = useStudio(insideOf)
  const matches = useMemo(() => searchDocument(document, query), [document, query])
  useEffect(() => {
    const here = matches.filter((match) => match.list !== 'steps' || match.inside === open)
    canvas.setState({ found: query.trim() === '' ? null : new Set(here.map(({ part }) => part.id)) })
  }, [query, matches, open])
  return matches
}

const OpenBar = () => {
  const query = useCanvas((state) => state.query) ?? ''
  const opened = useCanvas((state) => state.searches)
  const matches = useMatches()
  const here = useStudio(insideOf)
  const current = useStudio(({ selection }) =>
    selection.parts.length === 1
      ? matches.findIndex(
          ({ list, part, inside }) => part.id === selection.parts[0] && (list !== 'steps' || inside === here),
        )
      : -1,
  )
  const input = useRef<HTMLInputElement>(null)
  const listId = useId()
  useEffect(() => input.current?.select(), [opened])
  const go = (by: 1 | -1) => {
    const from = current < 0 && by < 0 ? 0 : current
    const match = matches[(from + by + matches.length) % matches.length]
    if (match !== undefined) show(match)
  }
  const hear = (event: KeyboardEvent) => {
    if (event.key === 'Escape') closeSearch()
    else if (event.key === 'Enter' || event.key === 'ArrowDown') go(event.shiftKey ? -1 : 1)
    else if (event.key === 'ArrowUp') go(-1)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const none = query.trim() !== '' && matches.length === 0
  return (
    <Panel position="top-left" className={styles['search'] ?? ''}>
      <div role="search" aria-label="Search the scenario" className={styles['bar']}>
        <Search aria-hidden size={15} className={styles['glass']} />
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-label="Search steps, parameters, topics, faults and assertions"
          aria-expanded={matches.length > 0}
          aria-controls={listId}
          aria-activedescendant={current >= 0 ? `${listId}-${current}` : undefined}
          aria-autocomplete="list"
          placeholder="Search the scenario"
          className={styles['input']}
          value={query}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => canvas.setState({ query: event.target.value })}
          onKeyDown={hear}
        />
        <span role="status" className={styles['count']}>
          {none
            ? 'none'
            : matches.length > 0 && `${current < 0 ? '' : `${current + 1} of `}${matches.length}`}
        </span>
        <IconButton
          icon={ChevronUp}
          size={15}
          label="Previous match"
          disabled={matches.length === 0}
          onClick={() => go(-1)}
        />
        <IconButton
          icon={ChevronDown}
          size={15}
          label="Next match"
          disabled={matches.length === 0}
          onClick={() => go(1)}
        />
        <IconButton icon={X} size={15} label="Close the search" onClick={closeSearch} />
      </div>
      <Matches id={listId} matches={matches} current={current} />
    </Panel>
  )
}

function show({ list, part, inside }: Match): void {
  if (inside !== null && inside !== insideOf(studio.getState())) openSubscenario(inside)
  else if (inside === null && list === 'steps') studio.setState({ inside: [] })
  selectPart(part.id)
  if (list === 'steps') reveal([part.id])
}

const MOST_SHOWN = 100

interface MatchesProps {
  readonly id: string
  readonly matches: readonly Match[]
  readonly current: number
}

const Matches = ({ id, matches, current }: MatchesProps) => {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label="Matches"
      className={styles['matches']}
      hidden={matches.length === 0}
    >
      {matches.slice(0, MOST_SHOWN).map((match, index) => {
        const { list: of, part, inside, where } = match
        const Icon = partIcon(of, part.kind)
        return (
          // The field above hears the keys: it names the current one as its active descendant.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={`${inside ?? ''} ${part.id}`}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === current}
            className={styles['match']}
            onClick={() => show(match)}
          >
            <Icon aria-hidden size={14} />
            <span className={styles['name']}>{part.name || part.id}</span>
            {inside !== null && <span className={styles['where']}>in {inside}</span>}
            {where !== '' && <span className={styles['where']}>{where}</span>}
          </div>
        )
      })}
    </div>
  )
}
