import { defineScriptProfile } from '../../script-profile.ts'

const EXAMPLE = `// Called for every step of the profile; answers the next number of requests.
function next({ step }, { startValue }) {
  const rush = step % 60 < 10 ? 3 : 1
  return startValue * rush * (1 + 0.1 * (Math.random() - 0.5))
}
`

/** Load by a person's own law of motion. */
export const script = defineScriptProfile({
  example: EXAMPLE,
  title: 'Everybody comes back at once after an outage',
  code: `let owed = 0
function next({ phase }, { startValue }) {
  if (phase === 'Shock') {
    owed += startValue
    return 0
  }
  const back = Math.min(owed, settings.catchUp * startValue)
  owed -= back
  return startValue + back
}`,
  settings: { catchUp: 2 },
  range: { least: 0, expected: 'a number of requests, 0 or more' },
})
