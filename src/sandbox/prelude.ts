/**
 * What every machine runs before a person's code: it lays out what scripts can use, and stands between
 * them and the host. It runs inside, with no powers of its own: whatever a script does to the objects in
 * here, all that leaves the machine is a text, which the host does not trust.
 *
 * Its last value is a function of the host's, which scripts never get hold of:
 * `begin` (settings and commands as JSON, the random function), `adopt` (the script's functions),
 * `call` (a name and its argument as JSON; answers `v{"value":…,"commands":[…]}`, or `e{…}` when it threw).
 */
export const PRELUDE = `(function () {
  'use strict'
  const { parse, stringify } = JSON
  const { defineProperty, freeze, keys } = Object
  const global = globalThis
  const MOST_COMMANDS = ${String(1_000)}
  let functions = {}
  let commands = ''
  let count = 0
  let open = false

  const give = (name, value) => defineProperty(global, name, { value, enumerable: true })
  const finite = (key, value) => {
    if (typeof value === 'number' && !(value - value === 0))
      throw new TypeError('a number that is not finite' + (key === '' ? '' : ', at "' + key + '"'))
    return value
  }
  const freezeAll = (value) => {
    if (typeof value !== 'object' || value === null) return value
    for (const key of keys(value)) freezeAll(value[key])
    return freeze(value)
  }
  const send = (name, args) => {
    if (!open) throw new TypeError(name + ' works only inside a function that the run calls')
    if (++count > MOST_COMMANDS) throw new RangeError('more than ' + MOST_COMMANDS + ' commands in one call')
    let text = '["' + name + '"'
    for (let index = 0; index < args.length; index++) text += ',' + (stringify(args[index], finite) ?? 'null')
    commands += (commands === '' ? '' : ',') + text + ']'
  }
  const describe = (error) => {
    try {
      const thrown = error instanceof Error
      return stringify({
        name: thrown ? String(error.name) : '',
        message: String(thrown ? error.message : error),
        stack: thrown ? String(error.stack) : '',
      })
    } catch {
      return '{"name":"","message":"","stack":""}'
    }
  }

  for (const name of ['queueMicrotask', 'SharedArrayBuffer', 'AsyncDisposableStack', 'escape', 'unescape'])
    delete global[name]

  const host = {
    begin(json, random) {
      const { settings, allowed } = parse(json)
      give('settings', freezeAll(settings))
      for (const name of allowed) give(name, freeze({ [name](...args) { send(name, args) } }[name]))
      defineProperty(Math, 'random', { value: freeze(() => random()) })
      return ''
    },
    adopt(_, found) {
      functions = found
      const names = []
      for (const name of keys(found)) if (typeof found[name] === 'function') names[names.length] = name
      return stringify(names)
    },
    call(name, json) {
      commands = ''
      count = 0
      open = true
      try {
        const value = stringify((0, functions[name])(parse(json)), finite)
        return 'v{"value":' + (value ?? 'null') + ',"commands":[' + commands + ']}'
      } catch (error) {
        return 'e' + describe(error)
      } finally {
        open = false
      }
    },
  }
  return (what, a, b) => host[what](a, b)
})()`

/** Follows a person's code, on a line of its own: gives the functions that the host may call. */
export const footerOf = (functions: readonly string[]): string =>
  `\n;({${functions.map((name) => `${name}: typeof ${name} === 'function' ? ${name} : null`).join(', ')}})`
