import type { Json } from '../../base/json.ts'

/** A text as a Python literal in ASCII: whatever it contains, it stays a text. */
export function pythonText(text: string): string {
  const body = Array.from(text, (sign) => {
    const code = sign.codePointAt(0) ?? 0
    if (sign === '"' || sign === '\\') return `\\${sign}`
    if (code >= 0x20 && code < 0x7f) return sign
    return code > 0xffff
      ? `\\U${code.toString(16).padStart(8, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`
  })
  return `"${body.join('')}"`
}

/** A JSON value as a Python literal. */
export function pythonValue(value: Json): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'number') return Object.is(value, -0) ? '-0.0' : String(value)
  if (typeof value === 'string') return pythonText(value)
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(pythonValue).join(', ')}]`
  return `{${Object.entries(value)
    .map(([key, item]) => `${pythonText(key)}: ${pythonValue(item)}`)
    .join(', ')}}`
}

/** A call with named arguments; those that are undefined are left out. */
export function pythonCall(name: string, args: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(args).filter(([, value]) => value !== undefined)
  return `${name}(${given.map(([key, value]) => `${key}=${value}`).join(', ')})`
}
