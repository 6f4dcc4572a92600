/** What can go wrong with a script. Never a message of the host's engine: those differ between machines. */
export type FaultCode =
  | 'syntax'
  /** It threw, or QuickJS threw for it. */
  | 'thrown'
  | 'fuel'
  | 'memory'
  | 'stack'
  /** A function that it must have is missing. */
  | 'missing'
  /** It gave something back that the host cannot take. */
  | 'result'
  /** The machine itself failed. */
  | 'host'

/** A script's failure, where it stood, and what was said. */
export interface Fault {
  readonly code: FaultCode
  /** One-based line of the script, or null when it is not known. */
  readonly line: number | null
  readonly column: number | null
  /** What the script's engine says, such as `TypeError: not a function`. For people, never for the log. */
  readonly detail: string
}

/** What was thrown inside the machine, as texts. */
export interface Thrown {
  readonly name: string
  readonly message: string
  readonly stack: string
}

/** The name under which a person's code stands in stack traces. */
export const SCRIPT_FILE = 'script'

export const HOST_FAULT: Fault = { code: 'host', line: null, column: null, detail: '' }

export const isFault = (value: unknown): value is Fault =>
  typeof value === 'object' && value !== null && 'code' in value && 'detail' in value

export function faultOf({ name, message, stack }: Thrown): Fault {
  const said = [name, message].filter((part) => part !== '').join(': ')
  return { ...faultOfStack(codeOf(name, message), stack), detail: said.slice(0, MOST_CHARACTERS) }
}

/** The innermost line of the script itself; frames of built-in functions are passed over. */
export function faultOfStack(code: FaultCode, stack: string): Fault {
  const [, line, column] = FRAME.exec(stack) ?? []
  return {
    code,
    line: line === undefined ? null : Number(line),
    column: column === undefined ? null : Number(column),
    detail: '',
  }
}

const FRAME = new RegExp(`\\b${SCRIPT_FILE}:(\\d{1,7}):(\\d{1,7})`)
const MOST_CHARACTERS = 300

function codeOf(name: string, message: string): FaultCode {
  if (name === 'InternalError' && message === 'interrupted') return 'fuel'
  if (name === 'InternalError' && message === 'out of memory') return 'memory'
  if (name === 'RangeError' && message.startsWith('Maximum call stack')) return 'stack'
  return 'thrown'
}
