import { exp, pow } from '../base/math.ts'

/** How a pinned phase goes from 0 to 1: its share of the way at the share `u` of its time; 1 at 1. */
export type Shape = (u: number) => number

export const straight: Shape = (u) => u

/** u^power for a whole power: slow at first, then falling. */
export const accelerating =
  (power: number): Shape =>
  (u) => {
    let result = u
    for (let k = 1; k < power; k++) result *= u
    return result
  }

/** u^power for any power above 0. */
export const bent =
  (power: number): Shape =>
  (u) =>
    pow(u, power)

/** The whole way in the first step. */
export const atOnce: Shape = () => 1

/** Fast at first, then levelling off: (1 - e^(-rate u)) / (1 - e^(-rate)). */
export function levelling(rate: number): Shape {
  if (rate === 0) return straight
  const whole = 1 - exp(-rate)
  return (u) => (1 - exp(-rate * u)) / whole
}

/** u^1.5: a pump that feeds on itself. */
export const pumping: Shape = (u) => u * Math.sqrt(u)

/** 1 - (1-u)^2: a dump, steepest at its start. */
export const dumping: Shape = (u) => 1 - (1 - u) * (1 - u)

/** Smoothstep: gentle at both ends. */
export const smooth: Shape = (u) => u * u * (3 - 2 * u)
