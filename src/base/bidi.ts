/** Characters that turn the direction of what follows them: a name with one can pass for another name. */
const CONTROLS: Readonly<Record<string, string>> = {
  '\u200e': 'LRM',
  '\u200f': 'RLM',
  '\u061c': 'ALM',
  '\u202a': 'LRE',
  '\u202b': 'RLE',
  '\u202c': 'PDF',
  '\u202d': 'LRO',
  '\u202e': 'RLO',
  '\u2066': 'LRI',
  '\u2067': 'RLI',
  '\u2068': 'FSI',
  '\u2069': 'PDI',
}

const ANY = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g

/** The text with such characters shown by name, where it stands amid other words or is painted. */
export const showControls = (text: string): string =>
  text.replaceAll(ANY, (control) => `‹${CONTROLS[control] ?? ''}›`)
