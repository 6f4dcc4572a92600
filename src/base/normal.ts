import { exp, log } from './math.ts'

const rational = (top: readonly number[], bottom: readonly number[]) => (r: number) => {
  let numerator = 0
  let denominator = 0
  for (const c of top) numerator = numerator * r + c
  for (const c of bottom) denominator = denominator * r + c
  return numerator / denominator
}

const centre = rational(
  [
    2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
    13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608,
  ],
  [
    5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
    5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1,
  ],
)
const shoulder = rational(
  [
    7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
    3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734,
  ],
  [
    1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
    0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1,
  ],
)
const tail = rational(
  [
    2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
    0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772,
  ],
  [
    2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
    0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1,
  ],
)

/**
 * Inverse of the standard normal distribution function, for p in (0, 1); about 1e-16 relative.
 * Source: Wichura (1988), Algorithm AS 241 (PPND16).
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) return q * centre(0.180625 - q * q)
  const r = Math.sqrt(-log(q < 0 ? p : 1 - p))
  const magnitude = r <= 5 ? shoulder(r - 1.6) : tail(r - 5)
  return q < 0 ? -magnitude : magnitude
}

/**
 * Standard normal distribution function; absolute error < 7.5e-8.
 * Source: Abramowitz and Stegun (1964), 26.2.17.
 */
export function normalCdf(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x))
  const polynomial = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  const upper = 0.3989422804014327 * exp(-0.5 * x * x) * polynomial
  return x >= 0 ? 1 - upper : upper
}
