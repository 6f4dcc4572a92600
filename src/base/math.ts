/**
 * Elementary functions with the same bits in every JavaScript engine. `Math.exp`, `log`, `sin` and
 * their kin may differ in the last place between engines; + - * / and `Math.sqrt` may not.
 *
 * Kernels and constants follow fdlibm (`e_exp.c`, `e_log.c`, `k_sin.c`, `k_cos.c`):
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Permission to use, copy, modify,
 * and distribute this software is freely granted, provided that this notice is preserved.
 */
const LN2_HI = 6.9314718036912381649e-1
const LN2_LO = 1.90821492927058770002e-10
const LOG2_E = 1.442695040888963387
const HALF_LN2 = 0.34657359027997264

/** e^x; 0 below -745.1, Infinity above 709.7. Error < 1 ulp. */
export function exp(x: number): number {
  if (x !== x) return x
  if (x > 709.782712893384) return Infinity
  if (x < -745.1332191019411) return 0
  let k = 0
  let hi = x
  let lo = 0
  if (Math.abs(x) > HALF_LN2) {
    k = Math.floor(LOG2_E * x + 0.5)
    hi = x - k * LN2_HI
    lo = k * LN2_LO
  }
  const r = hi - lo
  const t = r * r
  const c =
    r -
    t *
      (1.66666666666666019037e-1 +
        t *
          (-2.77777777770155933842e-3 +
            t *
              (6.61375632143793436117e-5 + t * (-1.6533902205465251539e-6 + t * 4.13813679705723846039e-8))))
  return scale(1 - (lo - (r * c) / (2 - c) - hi), k)
}

const PARTS = 64
const PARTS_PER_UNIT = PARTS * LOG2_E
const PART_HI = LN2_HI / PARTS
const PART_LO = LN2_LO / PARTS

/**
 * e^x for each x of a block, into `out`: twice as fast as `exp` in a loop, for |x| up to 600. Error about
 * 1 ulp, so that the last bit may differ from `exp`. A table of 2^(j/64) and a short series; no division.
 */
export function expAll(values: Float64Array, out: Float64Array): void {
  for (let index = 0; index < values.length; index++) {
    const x = values[index]!
    const n = Math.floor(PARTS_PER_UNIT * x + 0.5)
    const r = x - n * PART_HI - n * PART_LO
    const tail =
      r + r * r * (0.5 + r * (1.6666666666666666e-1 + r * (4.1666666666666664e-2 + r * 8.333333333333333e-3)))
    const factor = ROOTS_OF_TWO[n & (PARTS - 1)]! * POWERS_OF_TWO[(n >> 6) + OFFSET]!
    out[index] = factor + factor * tail
  }
}

/** y * 2^k, exact unless the result is subnormal. */
function scale(y: number, k: number): number {
  if (k > 1023) return y * POWERS_OF_TWO[1023 + OFFSET]! * POWERS_OF_TWO[k - 1023 + OFFSET]!
  if (k < -1022) return y * POWERS_OF_TWO[k + 200 + OFFSET]! * POWERS_OF_TWO[-200 + OFFSET]!
  return y * POWERS_OF_TWO[k + OFFSET]!
}

const OFFSET = 1074
const POWERS_OF_TWO = ((): Float64Array => {
  const powers = new Float64Array(OFFSET + 1024)
  powers[OFFSET] = 1
  for (let k = 1; k < 1024; k++) powers[OFFSET + k] = powers[OFFSET + k - 1]! * 2
  for (let k = 1; k <= OFFSET; k++) powers[OFFSET - k] = powers[OFFSET - k + 1]! / 2
  return powers
})()

/** 2^(j/64) */
const ROOTS_OF_TWO = Float64Array.from({ length: PARTS }, (_, j) => exp(j * PART_HI + j * PART_LO))

/** One double and its two words, the low one first on every platform that runs this. */
const double = new Float64Array(1)
const words = new Int32Array(double.buffer)

/** Mantissas are brought between about sqrt(2)/2 and sqrt(2); fdlibm's choice of the border. */
const MANTISSA_BORDER = 0x6a09c
const MANTISSA_MAX = 1 + MANTISSA_BORDER / 2 ** 20

/** Natural logarithm; NaN below 0, -Infinity at 0. Error < 1 ulp. */
export function log(x: number): number {
  if (x >= MANTISSA_MAX / 2 && x < MANTISSA_MAX) return logKernel(x - 1, 0)
  if (x !== x || x < 0) return NaN
  if (x === 0) return -Infinity
  if (x === Infinity) return x
  const subnormal = x < 2.2250738585072014e-308
  const value = subnormal ? x * 18014398509481984 : x
  double[0] = value
  const high = words[1]!
  const exponent = (high >> 20) - 1023 + ((high & 0xfffff) >= MANTISSA_BORDER ? 1 : 0)
  return logKernel(scale(value, -exponent) - 1, subnormal ? exponent - 54 : exponent)
}

/** `log(x)` for x in (0, 1/2), to the same bit: there the exponent can be had without a detour over memory. */
export function logOfSmall(x: number): number {
  if (x < 2.3283064365386963e-10) return log(x)
  let exponent = -1 - Math.clz32(x * 4294967296)
  let mantissa = x * POWERS_OF_TWO[OFFSET - exponent]!
  if (mantissa >= MANTISSA_MAX) {
    exponent++
    mantissa *= 0.5
  }
  return logKernel(mantissa - 1, exponent)
}

/** ln((1 + f) * 2^k) */
function logKernel(f: number, k: number): number {
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  const even = w * (0.3999999999940941908 + w * (0.2222219843214978396 + w * 0.1531383769920937332))
  const odd =
    z *
    (0.666666666666673513 +
      w * (0.2857142874366239149 + w * (0.1818357216161805012 + w * 0.1479819860511658591)))
  const r = even + odd
  const half = 0.5 * f * f
  return k * LN2_HI - (half - (s * (half + r) + k * LN2_LO) - f)
}

/** x^y for x > 0, through exp and log; whole exponents up to 64 by repeated multiplication. */
export function pow(x: number, y: number): number {
  if (y === 0) return 1
  if (Number.isInteger(y) && y > 0 && y <= 64) {
    let result = 1
    let base = x
    for (let n = y; n > 0; n = Math.floor(n / 2)) {
      if (n % 2 === 1) result *= base
      base *= base
    }
    return result
  }
  return x === 0 ? 0 : exp(y * log(x))
}

const PI_HALF_HI = 1.57079632673412561417
const PI_HALF_LO = 6.07710050650619224932e-11
const TWO_OVER_PI = 0.63661977236758134308

/** Sine of x radians, for |x| up to about 1e5 (two-part reduction). */
export const sin = (x: number): number => quadrant(x, 0)

/** Cosine of x radians, for |x| up to about 1e5. */
export const cos = (x: number): number => quadrant(x, 1)

function quadrant(x: number, turn: number): number {
  const n = Math.floor(x * TWO_OVER_PI + 0.5)
  const r = x - n * PI_HALF_HI - n * PI_HALF_LO
  switch ((((n + turn) % 4) + 4) % 4) {
    case 0:
      return sinKernel(r)
    case 1:
      return cosKernel(r)
    case 2:
      return -sinKernel(r)
    default:
      return -cosKernel(r)
  }
}

function sinKernel(x: number): number {
  const z = x * x
  const tail =
    8.33333333332248946124e-3 +
    z *
      (-1.98412698298579493134e-4 +
        z * (2.75573137070700676789e-6 + z * (-2.50507602534068634195e-8 + z * 1.58969099521155010221e-10)))
  return x + x * z * (-1.66666666666666324348e-1 + z * tail)
}

function cosKernel(x: number): number {
  const z = x * x
  const tail =
    4.16666666666666019037e-2 +
    z *
      (-1.38888888888741095749e-3 +
        z *
          (2.48015872894767294178e-5 +
            z *
              (-2.75573143513906633035e-7 +
                z * (2.0875723212981748279e-9 + z * -1.13596475577881948265e-11))))
  return 1 - (0.5 * z - z * z * tail)
}
