/** Poisson count by inversion of one uniform; `chanceOfNone` is e^-rate, handed in because it never changes. */
export function poissonCount(u: number, rate: number, chanceOfNone: number): number {
  let n = 0
  let chance = chanceOfNone
  let below = chance
  while (u > below && n < 1_000) {
    chance *= rate / ++n
    below += chance
  }
  return n
}
