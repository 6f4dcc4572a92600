import type { FaultCode } from '../../src/sandbox/fault.ts'

/** A script that means harm, or was written without care; and how the sandbox must end it. */
export interface HostileScript {
  readonly title: string
  /** A whole script, or the body of `onEvent`. */
  readonly code: string
  readonly ends: FaultCode
  /** Line of the script at which the fault must be; null where there is none to name. */
  readonly line: number | null
}

const body = (...lines: readonly string[]) => `function onEvent(event) {\n${lines.join('\n')}\n}`

/** Line of the first statement of `body`. */
const FIRST = 2

/** QuickJS notes the places that can throw; a loop without any counts to the line before it. */
const BEFORE = 1

const hostile = (
  title: string,
  ends: FaultCode,
  code: string,
  line: number | null = FIRST,
): HostileScript => ({ title, code, ends, line })

/** Thirty-odd ways to hang, blow up or break out; each must end in time with a located error. */
export const HOSTILE: readonly HostileScript[] = [
  hostile('an endless loop', 'fuel', body('for (let i = 0; ; i++) event.n = i'), BEFORE),
  hostile(
    'an endless loop that catches and finally goes on',
    'fuel',
    body(
      'try { for (let i = 0; ; i++) event.n = i } catch { return 1 } finally { for (let i = 0; ; i++) event.n = i }',
    ),
    BEFORE,
  ),
  hostile(
    'endless recursion',
    'stack',
    'function deep(n) {\n  return deep(n + 1) + 1\n}\nfunction onEvent() {\n  deep(0)\n}',
  ),
  hostile(
    'recursion caught and begun again',
    'fuel',
    'function deep() { deep() }\nfunction onEvent() {\n  for (;;) try { deep() } catch {}\n}',
    null,
  ),
  hostile('small objects without end', 'fuel', body('const all = []; for (;;) all.push({ a: [] })'), null),
  hostile('memory by many buffers', 'memory', body('const all = []; for (;;) all.push(new Uint8Array(1e6))')),
  hostile('memory by one huge buffer', 'memory', body('return new Uint8Array(2 ** 30)')),
  hostile('a string that doubles', 'thrown', body("let text = 'x'; for (;;) text += text")),
  hostile('a string by padding', 'memory', body("return 'x'.padEnd(2 ** 29)")),
  hostile('a backtracking regular expression', 'fuel', body("return /^(a+)+$/.test('a'.repeat(60) + 'b')")),
  hostile('nested quantifiers with alternatives', 'fuel', body("return /(x+x+)+y/.exec('x'.repeat(200))")),
  hostile(
    'a search through an array-like of 2^53 elements',
    'fuel',
    body('return [].indexOf.call({ length: 2 ** 53 - 1 }, 1)'),
  ),
  hostile('a sort of a sparse array', 'fuel', body('return Array(2 ** 32 - 1).sort()')),
  hostile('a join of a sparse array', 'fuel', body("return Array(2 ** 32 - 1).join('')")),
  hostile(
    'built-in searches in a loop',
    'fuel',
    body("const hay = 'a'.repeat(1e6); for (;;) hay.indexOf('b')"),
  ),
  hostile(
    'copies of a buffer in a loop',
    'fuel',
    body('const buffer = new Uint8Array(4e6); for (;;) buffer.slice()'),
  ),
  hostile(
    'a comparison that contradicts itself',
    'fuel',
    body('for (;;) Array.from({ length: 1000 }, (_, i) => i).sort(() => Math.random() - 0.5)'),
  ),
  hostile('a power of large integers', 'fuel', body('let n = 3n; for (;;) n = n ** 9n % (2n ** 20000n)')),
  hostile(
    'an endless generator, spread',
    'fuel',
    'function* forever() {\n  for (;;) yield {}\n}\nfunction onEvent() {\n  return [...forever()]\n}',
    null,
  ),
  hostile(
    'a getter that never returns',
    'fuel',
    body('return { get verdict() { for (let i = 0; ; i++) event.n = i } }'),
  ),
  hostile(
    'toJSON that never returns',
    'fuel',
    body('return { toJSON() { for (let i = 0; ; i++) event.n = i } }'),
  ),
  hostile(
    'a thrown value whose text never ends',
    'fuel',
    body('throw { toString() { for (let i = 0; ; i++) event.n = i } }'),
  ),
  hostile(
    'an error whose message is a trap',
    'fuel',
    body(
      "throw Object.defineProperty(new Error(), 'message', { get() { for (let i = 0; ; i++) event.n = i } })",
    ),
  ),
  hostile(
    'a proxy that answers everything with itself',
    'thrown',
    body(
      "const trap = new Proxy({}, { get: () => trap, ownKeys: () => ['a'], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) }); return trap",
    ),
    null,
  ),
  hostile(
    'a proxy without end',
    'fuel',
    body('return new Proxy({}, { ownKeys: () => { for (let i = 0; ; i++) event.n = i } })'),
  ),
  hostile('a circle', 'thrown', body('const circle = {}; circle.circle = circle; return circle'), null),
  hostile(
    'a value nested deeper than any JSON',
    'stack',
    body('let deep = {}; for (let i = 0; i < 5000; i++) deep = { deep }; return deep'),
    null,
  ),
  hostile('the Function constructor', 'thrown', body("return new Function('return this')()")),
  hostile(
    'the Function constructor by way of a function',
    'thrown',
    body("return onEvent.constructor('return this')()"),
  ),
  hostile(
    'the Function constructor by way of a generator',
    'thrown',
    body("return (function* () {}).constructor('yield this')()"),
  ),
  hostile('eval, indirectly', 'thrown', body("return (0, eval)('1')")),
  hostile(
    'the host by way of the event’s prototype',
    'thrown',
    body("return event.constructor.constructor('return process')().exit(1)"),
  ),
  hostile(
    'the host by way of a command’s constructor',
    'thrown',
    body("return publish.constructor('return globalThis')()"),
  ),
  hostile('the host by name', 'thrown', body('return process.exit(1)')),
  hostile('the network', 'thrown', body("return fetch('/')")),
  hostile('the page', 'thrown', body("return document.cookie + localStorage.getItem('x')")),
  hostile(
    'another module',
    'thrown',
    body("return import('node:fs').then((fs) => fs.readFileSync('/etc/passwd'))"),
  ),
  hostile('a timer of the host', 'thrown', body('setTimeout(() => 1, 0)')),
  hostile('a promise', 'thrown', body('return new Promise(() => {})')),
  hostile('an async function', 'missing', 'async function onEvent() {\n  for (;;) await 1\n}', null),
  hostile(
    'microtasks without end',
    'thrown',
    body('queueMicrotask(function again() { queueMicrotask(again) })'),
  ),
  hostile('the clock', 'thrown', body('return Date.now()')),
  hostile('a wait for another thread', 'thrown', body('return Atomics.wait(new Int32Array(1), 0, 0)')),
  hostile('a command replaced', 'thrown', body('globalThis.publish = null')),
  hostile('a method of a command replaced', 'thrown', body('publish.call = null')),
  hostile('more commands than anybody needs', 'thrown', body('for (;;) record({ n: 1 })')),
  hostile(
    'a command with too much in it',
    'fuel',
    body("const big = 'x'.repeat(2 ** 20); for (;;) record({ big })"),
    null,
  ),
  hostile('a command at the top of the script', 'thrown', 'record({})\nfunction onEvent() {}', 1),
  hostile(
    'an array with a trap in its prototype',
    'fuel',
    body(
      "Object.defineProperty(Array.prototype, 0, { set() { for (let i = 0; ; i++) event.n = i } }); publish('a', {}); const list = Array.prototype; list[0] = 1",
    ),
  ),
  hostile(
    'a prototype that poisons JSON',
    'fuel',
    body('Object.prototype.toJSON = function () { for (let i = 0; ; i++) event.n = i }; return {}'),
  ),
]

const steps = (...lines: readonly string[]) => `let n = 0\nfunction next(at) {\n${lines.join('\n')}\n}`

/** The first line of the body of `next`. */
const INSIDE = 3

/** What a profile in code can do beside all of that: it is called for a thousand steps in a row. Each ends at step 1,500. */
export const HOSTILE_PROFILES: readonly HostileScript[] = [
  hostile('an endless loop', 'fuel', steps('if (at.step === 1500) for (;;) at.x', 'return 1'), INSIDE),
  hostile('an error', 'thrown', steps('if (at.step === 1500) null.x', 'return 1'), INSIDE),
  hostile('no number', 'result', steps('return at.step === 1500 ? undefined : 1'), 2),
  hostile('not a number', 'result', steps('return at.step === 1500 ? 0 / 0 : 1'), 2),
  hostile('without end', 'result', steps('return at.step === 1500 ? Infinity : 1'), 2),
  hostile('a text that looks like a number', 'result', steps("return at.step === 1500 ? '1' : 1"), 2),
  hostile('a price below zero', 'result', steps('return at.step === 1500 ? -1 : 1'), 2),
  hostile(
    'a stress beyond measure',
    'result',
    steps('return { value: 1, stress: at.step === 1500 ? 1e9 : 1 }'),
    2,
  ),
  hostile(
    'a number that is a trap',
    'result',
    steps('return at.step === 1500 ? { valueOf() { for (;;) n++ } } : 1'),
    2,
  ),
  hostile(
    'a value that never comes',
    'fuel',
    steps('return { get value() { if (at.step === 1500) for (;;) at.x; return 1 } }'),
    INSIDE,
  ),
  hostile(
    'memory, a little more each step',
    'memory',
    steps('if (at.step === 1500) for (;;) (n ||= []).push(new Uint8Array(1e6))', 'return 1'),
    INSIDE,
  ),
  hostile(
    'itself, without end',
    'stack',
    steps('if (at.step >= 1500) next({ step: 1500 })', 'return 1'),
    INSIDE,
  ),
  hostile('a big integer', 'result', steps('return at.step === 1500 ? 1n : 1'), 2),
  hostile(
    'a command that a profile is not given',
    'thrown',
    steps("if (at.step === 1500) publish('a', {})", 'return 1'),
    INSIDE,
  ),
  hostile(
    'the source written to',
    'thrown',
    'function next(at, source) {\n  if (at.step === 1500) source.volatility = 0\n  return 1\n}',
    2,
  ),
]
