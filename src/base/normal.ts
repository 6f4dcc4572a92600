import { exp, logOfSmall } from './math.ts'

/** Half the width of the range of p whose quantiles are a rational function of p. */
const CENTRE = 0.425

/** The quantile over q, for |q| <= 0.425, from r = 0.180625 - q^2. */
const centre = (r: number): number =>
  (((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r +
    45921.953931549871457) *
    r +
    13731.693765509461125) *
    r +
    1971.5909503065514427) *
    r +
    133.14166789178437745) *
    r +
    3.387132872796366608) /
  (((((((5226.495278852854561 * r + 28729.085735721942674) * r + 39307.89580009271061) * r +
    21213.794301586595867) *
    r +
    5394.1960214247511077) *
    r +
    687.1870074920579083) *
    r +
    42.313330701600911252) *
    r +
    1)

const shoulder = (r: number): number =>
  (((((((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r +
    1.27045825245236838258) *
    r +
    3.64784832476320460504) *
    r +
    5.7694972214606914055) *
    r +
    4.6303378461565452959) *
    r +
    1.42343711074968357734) /
  (((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r +
    0.14810397642748007459) *
    r +
    0.68976733498510000455) *
    r +
    1.6763848301838038494) *
    r +
    2.05319162663775882187) *
    r +
    1)

const tail = (r: number): number =>
  (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r +
    0.026532189526576123093) *
    r +
    0.29656057182850489123) *
    r +
    1.7848265399172913358) *
    r +
    5.4637849111641143699) *
    r +
    6.6579046435011037772) /
  (((((((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r +
    7.868691311456132591e-4) *
    r +
    0.0148753612908506148525) *
    r +
    0.13692988092273580531) *
    r +
    0.59983220655588793769) *
    r +
    1)

/**
 * Inverse of the standard normal distribution function, for p in (0, 1); about 1e-16 relative.
 * Source: Wichura (1988), Algorithm AS 241 (PPND16).
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5
  return Math.abs(q) <= CENTRE ? q * centre(0.180625 - q * q) : outside(p)
}

/** Where |p - 0.5| > 0.425, quantiles are functions of this. */
const root = (p: number): number => Math.sqrt(-logOfSmall(Math.min(p, 1 - p)))

const beyond = (r: number): number => (r <= 5 ? shoulder(r - 1.6) : tail(r - 5))

/** -1 in the lower half, 1 in the upper one; without a branch, which would be taken every second time. */
const side = (p: number): number => 2 * ((2 * p) | 0) - 1

const outside = (p: number): number => beyond(root(p)) * side(p)

/** So many at a time; of each, those that do not lie in the centre are put aside first. */
const STRETCH = 256
const places = new Uint32Array(STRETCH)
const chances = new Float64Array(STRETCH)
const roots = new Float64Array(STRETCH)
const PER_CENTRE = 1 / CENTRE

/** `normalQuantile` of each p of a block, in its place. Faster than one by one, to the same bit. */
export function normalQuantiles(block: Float64Array): void {
  for (let from = 0; from < block.length; from += STRETCH)
    stretchOfQuantiles(block, from, Math.min(block.length, from + STRETCH))
}

/** First all as if they lay in the centre, without a branch; then those that do not, one in seven. */
function stretchOfQuantiles(block: Float64Array, from: number, to: number): void {
  let count = 0
  for (let index = from; index < to; index++) {
    const p = block[index]!
    const q = p - 0.5
    places[count] = index
    chances[count] = p
    count += (Math.abs(q) * PER_CENTRE) | 0
    block[index] = q * centre(0.180625 - q * q)
  }
  for (let nth = 0; nth < count; nth++) roots[nth] = root(chances[nth]!)
  for (let nth = 0; nth < count; nth++) block[places[nth]!] = beyond(roots[nth]!) * side(chances[nth]!)
}

/**
 * Standard normal distribution function; absolute error < 7.5e-8.
 * Source: Abramowitz and Stegun (1964), 26.2.17.
 */
export function normalCdf(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x))
  const polynomial =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  const upper = 0.3989422804014327 * exp(-0.5 * x * x) * polynomial
  return x >= 0 ? 1 - upper : upper
}
