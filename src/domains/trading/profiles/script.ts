import { defineScriptProfile } from '../../script-profile.ts'

const EXAMPLE = `// Called for every step of the profile; answers the next price.
// Variables keep their values: here the volatility clusters.
let turbulence = 1

function next({ value }, { volatility }) {
  const z = normal()
  turbulence = 0.1 + 0.8 * turbulence + 0.1 * z * z
  return value * Math.exp(volatility * Math.sqrt(turbulence) * z)
}
`

/** Prices by a person's own law of motion. */
export const script = defineScriptProfile({
  example: EXAMPLE,
  title: 'A shock that the settings size, and half of it comes back',
  code: `function next({ value, phase, phaseStep }, { startValue, volatility }) {
  const noise = Math.exp(volatility * normal())
  if (phase === 'Shock') return { value: value * noise * (1 - settings.fall) ** 0.1, stress: 4 }
  if (phase === 'After') return value * noise * (startValue / value) ** (0.5 / (phaseStep + 10))
  return value * noise
}`,
  settings: { fall: 0.3 },
  range: { least: Number.MIN_VALUE, expected: 'a price above 0' },
})
