/** A whole number as people read it: 1,000,000. The same on every machine, whatever its language. */
export const printCount = (count: number): string => String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',')
