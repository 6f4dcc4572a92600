import { escapeXml } from '../log/junit.ts'

/** Colours of pictures that leave the studio: fixed, on white, readable in print. */
export const INK = {
  text: '#161a22',
  quiet: '#5b6678',
  line: '#b9c1cf',
  grid: '#e6e9ef',
  paper: '#ffffff',
  accent: '#3453d1',
  ok: '#16703f',
  bad: '#b8242f',
  warn: '#805200',
  fault: '#7d33b8',
} as const

export const SERIES = ['#3453d1', '#0f7b72', '#b35309', '#9c2a7c', '#4d7212', '#7a4cc2', '#a33333', '#2f6f95']

type Attributes = Readonly<Record<string, string | number | undefined>>

/** One SVG element as text. Attribute values and `text` are escaped; `inside` is made by this function. */
export function element(name: string, attributes: Attributes, inside: readonly string[] = []): string {
  const printed = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeXml(typeof value === 'number' ? short(value) : String(value))}"`)
    .join('')
  return inside.length === 0 ? `<${name}${printed}/>` : `<${name}${printed}>${inside.join('')}</${name}>`
}

/** A text of somebody else's: shown as it is, in its own direction, cut to what there is room for. */
export const label = (text: string, attributes: Attributes, most = 60): string =>
  element('text', { 'unicode-bidi': 'isolate', fill: INK.text, ...attributes }, [escapeXml(cut(text, most))])

export function cut(text: string, most: number): string {
  const signs = Array.from(text)
  return signs.length > most ? `${signs.slice(0, most - 1).join('')}…` : text
}

/** A whole picture: a file of its own, and as well a part of a page. */
export function picture(width: number, height: number, title: string, inside: readonly string[]): string {
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${short(width)} ${short(height)}`,
      width,
      height,
      role: 'img',
      'aria-label': title,
      'font-family': 'Inter, system-ui, sans-serif',
      'font-size': 12,
    },
    [element('rect', { width, height, fill: INK.paper }), ...inside],
  )
}

/** At most two digits after the point: pictures stay small. */
const short = (value: number): string => String(Math.round(value * 100) / 100)
