import { printCount } from '../../base/count.ts'

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 })

/** As long as it is short, else rounded: `9,999`, `841.7K`. */
export const printShortCount = (count: number): string =>
  count < 10_000 ? printCount(count) : compact.format(count)

/** `2 events`, `1 event`. */
export const printCounted = (count: number, word: string): string =>
  `${printCount(count)} ${word}${count === 1 ? '' : 's'}`
