import type { z } from 'zod'
import type { JsonObject } from '../../base/json.ts'
import { describeForm } from '../../kinds/form.ts'

/**
 * What a form says beyond its defaults, one clause a field, for those fields that the original engine has no word
 * for: such as `its “At most” is 5`. A field that another one hides says nothing.
 */
export function unsaidFields(params: z.ZodObject, values: JsonObject, said: readonly string[]): string[] {
  const defaults = params.safeParse({}).data ?? {}
  return describeForm(params)
    .filter(({ name, when }) => {
      const given = values[name]
      const hidden = Object.entries(when ?? {}).some(
        ([other, shown]) => !shown.includes(values[other] as string | number | boolean),
      )
      return (
        !said.includes(name) &&
        !hidden &&
        given !== undefined &&
        JSON.stringify(given) !== JSON.stringify(defaults[name])
      )
    })
    .map(({ name, label }) => `its “${label}” is ${JSON.stringify(values[name])}`)
}
