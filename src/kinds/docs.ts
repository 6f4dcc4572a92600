import type { Kind } from './contracts.ts'
import { describeForm, type Field } from './form.ts'

/** A kind as its reference page needs it; every kind is one. */
export interface DocumentedKind extends Kind {
  readonly examples?: readonly ({ readonly title: string; readonly params: unknown } & object)[]
  /** Of sources: the fields of every datum. */
  readonly fields?: readonly string[]
  readonly defaultTopic?: string
}

export interface ReferencePage {
  readonly title: string
  /** Where in a document these kinds stand, and what they have in common. */
  readonly introduction: string
  /** Command that writes the page, named so that nobody edits it by hand. */
  readonly command: string
  readonly kinds: readonly DocumentedKind[]
}

/** A reference page in Markdown, from the kinds alone: what they say is what the engine does. */
export function printKindDocs({ title, introduction, command, kinds }: ReferencePage): string {
  const contents = kinds.map((kind) => `- [${kind.title}](#${anchor(kind)}): ${kind.summary}`)
  return [
    `<!-- Written by \`${command}\` from the kinds in src/. Change it there. -->`,
    `# ${title}`,
    introduction,
    contents.join('\n'),
    ...kinds.map(printKind),
  ]
    .join('\n\n')
    .concat('\n')
}

function printKind(kind: DocumentedKind): string {
  const { title, name, summary, source, params, fields, defaultTopic, examples = [] } = kind
  return [
    `## ${title}`,
    `\`${name}\``,
    summary,
    ...(fields === undefined
      ? []
      : [`Publishes ${list(fields)}; topic \`${defaultTopic}\` unless told otherwise.`]),
    printParameters(describeForm(params)),
    ...examples.map(printExample),
    ...(source === undefined ? [] : [`Source: ${source}.`]),
  ].join('\n\n')
}

/** Parameters as a Markdown table, in the order of the form. */
export function printParameters(fields: readonly Field[]): string {
  if (fields.length === 0) return 'No parameters.'
  const rows = fields.flatMap((item) => rowsOf(item, ''))
  return [
    ['Parameter', 'Name', 'Unit', 'Default', 'Allowed', 'Meaning'],
    ['---', '---', '---', '---', '---', '---'],
    ...rows,
  ]
    .map((cells) => `| ${cells.map(escapeCell).join(' | ')} |`)
    .join('\n')
}

/** The row of a parameter; for a list of objects also those of an element, named `list[].parameter`. */
function rowsOf(item: Field, prefix: string): string[][] {
  const name = `${prefix}${item.name}`
  const row = [
    item.label,
    `\`${name}\``,
    unitOf(item),
    defaultOf(item),
    rangeOf(item),
    [item.help, whenOf(item)].filter((part) => part !== undefined).join(' '),
  ]
  const parts = item.items === undefined ? [] : describeForm(item.items)
  return [row, ...parts.flatMap((part) => rowsOf(part, `${name}[].`))]
}

function defaultOf({ defaultValue, optional, items, control }: Field): string {
  if (control === 'code') return 'an example'
  if (defaultValue === undefined) return optional ? 'none' : 'required'
  return (items !== undefined || control === 'data') && Array.isArray(defaultValue)
    ? `a list of ${defaultValue.length}`
    : code(defaultValue)
}

function printExample({
  title,
  params,
  ...rest
}: {
  readonly title: string
  readonly params: unknown
}): string {
  const lines = Object.entries({ params, ...rest }).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${printValue(value)}`,
  )
  return `Example: ${title}\n\n\`\`\`json\n{\n${lines.join(',\n')}\n}\n\`\`\``
}

/** A list one item a line, anything else on one line: examples stay short. */
function printValue(value: unknown): string {
  if (!Array.isArray(value) || value.length < 2) return JSON.stringify(value)
  return `[\n${value.map((item) => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]`
}

const unitOf = ({ unit, control }: Field): string =>
  unit ?? (control === 'number' || control === 'slider' ? 'number' : '')

function rangeOf({ min, max, whole, options, texts = {}, control }: Field): string {
  if (options !== undefined) return options.map((option) => optionText(option, texts[option])).join(', ')
  if (control === 'switch') return '`true`, `false`'
  const kind = whole === true ? 'whole, ' : ''
  if (min !== undefined && max !== undefined) return `${kind}${min} to ${max}`
  if (min !== undefined) return `${kind}${min} or more`
  return max === undefined ? kind.replace(', ', '') : `${kind}${max} or less`
}

function whenOf({ when }: Field): string | undefined {
  if (when === undefined) return undefined
  const conditions = Object.entries(when).map(
    ([name, values]) => `\`${name}\` is ${values.map(code).join(' or ')}`,
  )
  return `Only where ${conditions.join(' and ')}.`
}

/** An option as documents have it, with what it means where its name does not say it. */
const optionText = (option: string, text: string | undefined): string =>
  text === undefined || text === option ? code(option) : `${code(option)} (${text})`

const code = (value: unknown): string => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``
const list = (names: readonly string[]): string => names.map(code).join(', ')
const escapeCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

/** The anchor that Markdown readers give a heading. */
const anchor = ({ title }: Kind): string =>
  title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-')
