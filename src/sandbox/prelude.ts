/**
 * What every machine runs before a person's code: it lays out what scripts can use, and stands between
 * them and the host. It runs inside, with no powers of its own: whatever a script does to the objects in
 * here, all that leaves the machine is a text, which the host does not trust.
 *
 * Its last value is a function of the host's, which scripts never get hold of:
 * `begin` (settings and commands as JSON, the host's functions), `adopt` (the script's functions),
 * `call` (a name and its argument as JSON; answers `v{"value":…,"commands":[…]}`, or `e{…}` when it threw),
 * `series` (a name and where a row of steps begins; each step's numbers go to the host at once, so that
 * those before a fault are known; answers `e{…}`, or `v` and the function's line, `r` when it gave no number).
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
  let emit = null

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

  const { get: lineNumber } = Object.getOwnPropertyDescriptor(Function.prototype, 'lineNumber') ?? {}
  const apply = Reflect.apply
  const lineOf = (made) => (lineNumber === undefined ? '' : stringify(apply(lineNumber, made, [])) ?? '')

  for (const name of ['queueMicrotask', 'SharedArrayBuffer', 'AsyncDisposableStack', 'escape', 'unescape'])
    delete global[name]

  const host = {
    begin(json, random, normal, step) {
      const { settings, allowed, series } = parse(json)
      give('settings', freezeAll(settings))
      for (const name of allowed) give(name, freeze({ [name](...args) { send(name, args) } }[name]))
      defineProperty(Math, 'random', { value: freeze(() => random()) })
      if (series) give('normal', freeze({ normal() { return normal() } }.normal))
      emit = step
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
    series(name, json) {
      const { given, start, count } = parse(json)
      const next = functions[name]
      const source = freezeAll(given)
      const { step, phase, phaseStep } = start
      let value = start.value
      try {
        for (let n = 0; n < count; n++) {
          const made = (0, next)({ step: step + n, value, phase, phaseStep: phaseStep + n }, source)
          const rich = typeof made === 'object' && made !== null
          value = rich ? made.value : made
          const stress = rich ? (made.stress ?? 1) : 1
          if (typeof value !== 'number' || typeof stress !== 'number') return 'r' + lineOf(next)
          if (!(value - value === 0) || !(stress - stress === 0)) return 'r' + lineOf(next)
          emit(value, stress)
        }
        return 'v' + lineOf(next)
      } catch (error) {
        return 'e' + describe(error)
      }
    },
  }
  return (what, a, b, c, d) => host[what](a, b, c, d)
})()`

/** Follows a person's code, on a line of its own: gives the functions that the host may call. */
export const footerOf = (functions: readonly string[]): string =>
  `\n;({${functions.map((name) => `${name}: typeof ${name} === 'function' ? ${name} : null`).join(', ')}})`
