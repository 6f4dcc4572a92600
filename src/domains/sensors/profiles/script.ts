import { defineScriptProfile } from '../../script-profile.ts'

const EXAMPLE = `// Called for every step of the profile; answers the next reading.
function next({ step, value }, { startValue, volatility }) {
  const wave = startValue + 3 * Math.sin(step / 10)
  return value + 0.2 * (wave - value) + volatility * normal()
}
`

/** Readings by a person's own law of motion. */
export const script = defineScriptProfile({
  example: EXAMPLE,
  title: 'A window is opened, and closed again',
  code: `function next({ value, phase }, { startValue, volatility }) {
  const goal = phase === 'Shock' ? settings.outside : startValue
  return value + 0.1 * (goal - value) + volatility * normal()
}`,
  settings: { outside: 4 },
  range: { least: -1e15, expected: 'a finite number' },
})
