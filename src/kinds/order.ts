/** How two numbers compare, as documents name it. */
export type Order = 'lt' | 'le' | 'gt' | 'ge' | 'eq' | 'ne'

/**
 * Whether `a` stands to `b` as asked; false for NaN, but for `ne`. A switch and not a table of functions:
 * it is compiled into its caller, where a call would put both numbers on the heap.
 */
export function compareNumbers(order: Order, a: number, b: number): boolean {
  switch (order) {
    case 'lt':
      return a < b
    case 'le':
      return a <= b
    case 'gt':
      return a > b
    case 'ge':
      return a >= b
    case 'eq':
      return a === b
    case 'ne':
      return a !== b
  }
}
