/**
 * What comes after the graph: parsing, checking, laying out, the kinds' parameters and behaviour. Here all of
 * it is there from the start; the build puts it into a file of its own, see scripts/later.ts.
 */
export const THERE_FROM_THE_START = true

export const fetchRest = (): Promise<void> => Promise.resolve()
