/**
 * An array of `count` empty places. They are filled at once: engines compile for the kind of array that they
 * have seen, and one that begins as `[]` is of another kind until something is put into it.
 */
export const emptySlots = <T>(count: number): (T | undefined)[] =>
  new Array<T | undefined>(count).fill(undefined)
