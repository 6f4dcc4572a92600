/** How a stretch of code is coloured. */
export type Tone = 'plain' | 'comment' | 'text' | 'number' | 'word' | 'name'

export interface Token {
  readonly text: string
  readonly tone: Tone
}

const KEYWORDS =
  'break case catch class const continue default delete do else extends false finally for function if in instanceof let new null of return static super switch this throw true try typeof undefined var void while yield'
/** What the sandbox gives to scripts. */
const GIVEN = 'publish setTimer record set note fail settings'

const TOKEN = new RegExp(
  [
    String.raw`(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))`,
    String.raw`(?<text>'(?:\\.|[^'\\\n])*'?|"(?:\\.|[^"\\\n])*"?|\`(?:\\[\s\S]|[^\`\\])*\`?)`,
    String.raw`(?<number>\b\d[\w.]*)`,
    String.raw`(?<word>(?<![\w$.])(?:${KEYWORDS.replaceAll(' ', '|')})(?![\w$]))`,
    String.raw`(?<name>(?<![\w$.])(?:${GIVEN.replaceAll(' ', '|')})(?![\w$]))`,
  ].join('|'),
  'g',
)

/** Cuts JavaScript into coloured stretches: good enough for the eye; a regular expression stays plain. */
export function highlight(code: string): readonly Token[] {
  const tokens: Token[] = []
  let from = 0
  for (const match of code.matchAll(TOKEN)) {
    const [tone] = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined) ?? ['plain']
    if (match.index > from) tokens.push({ text: code.slice(from, match.index), tone: 'plain' })
    tokens.push({ text: match[0], tone: tone as Tone })
    from = match.index + match[0].length
  }
  if (from < code.length) tokens.push({ text: code.slice(from), tone: 'plain' })
  return tokens
}
