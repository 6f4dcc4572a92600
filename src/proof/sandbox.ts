import type { ScenarioDocument } from '../document/types.ts'
import { scriptsOf } from '../program/scripts.ts'
import { readScripts, type Scripts } from '../run/scripts.ts'
import { loadSandbox, type CompiledScript, type Sandbox } from '../sandbox/sandbox.ts'

const loaded = await loadSandbox()
const known = new Map<string, CompiledScript>()

/** The sandbox, which reads each text once: random scenarios have few programs, again and again. */
export const sandbox: Sandbox = {
  compile(code, shape) {
    const key = [...shape.needs, ...shape.may, code].join('\n')
    const script = known.get(key) ?? loaded.compile(code, shape)
    if (!('detail' in script)) known.set(key, script)
    return script
  },
  start: (script, shape, settings, random) => loaded.start(script, shape, settings, random),
}

/** The code of a document, ready to start; null where it has none. */
export function scriptsFor(document: ScenarioDocument): Scripts | null {
  const pieces = scriptsOf(document)
  if (pieces.length === 0) return null
  const { scripts, problems } = readScripts(sandbox, pieces)
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
  return scripts
}
