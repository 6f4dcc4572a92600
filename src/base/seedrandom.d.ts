declare module 'seedrandom/lib/alea.js' {
  interface AleaState {
    readonly s0: number
    readonly s1: number
    readonly s2: number
    readonly c: number
  }
  /** Baagoe's Alea: a function drawing 32-bit uniforms on [0, 1) from a text seed, and its state. */
  const alea: (seed: string, options: { readonly state: true }) => (() => number) & { state(): AleaState }
  export default alea
}
