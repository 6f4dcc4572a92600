declare module 'seedrandom/lib/alea.js' {
  /** Baagoe's Alea: a function drawing 32-bit uniforms on [0, 1) from a text seed. */
  const alea: (seed: string) => () => number
  export default alea
}
