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

/**
 * The first of the rows [from, until) whose number compares with `value` as asked, or `until`; the number of
 * row n is `values[at + n * width]`. A loop for each order: none is asked for again in every row.
 */
export function firstThat(
  order: Order,
  value: number,
  values: Float64Array,
  at: number,
  width: number,
  from: number,
  until: number,
): number {
  let row = from
  switch (order) {
    case 'lt':
      while (row < until && !(values[at + row * width]! < value)) row++
      return row
    case 'le':
      while (row < until && !(values[at + row * width]! <= value)) row++
      return row
    case 'gt':
      while (row < until && !(values[at + row * width]! > value)) row++
      return row
    case 'ge':
      while (row < until && !(values[at + row * width]! >= value)) row++
      return row
    case 'eq':
      while (row < until && values[at + row * width] !== value) row++
      return row
    case 'ne':
      while (row < until && values[at + row * width] === value) row++
      return row
  }
}

/** Records in columns: the payload of `rows[first + n]` begins at its offset in `values`. */
export interface NumberColumns {
  readonly count: number
  readonly rows: Int32Array
  readonly first: number
  readonly offsets: Uint32Array
  readonly values: Float64Array
}

/** How many of the records have a number in this column that compares with `value` as asked. */
export function countThat(order: Order, value: number, columns: NumberColumns, column: number): number {
  const { rows, offsets, values, first } = columns
  const end = first + columns.count
  let count = 0
  switch (order) {
    case 'lt':
      for (let nth = first; nth < end; nth++) if (values[offsets[rows[nth]!]! + column]! < value) count++
      return count
    case 'le':
      for (let nth = first; nth < end; nth++) if (values[offsets[rows[nth]!]! + column]! <= value) count++
      return count
    case 'gt':
      for (let nth = first; nth < end; nth++) if (values[offsets[rows[nth]!]! + column]! > value) count++
      return count
    case 'ge':
      for (let nth = first; nth < end; nth++) if (values[offsets[rows[nth]!]! + column]! >= value) count++
      return count
    case 'eq':
      for (let nth = first; nth < end; nth++) if (values[offsets[rows[nth]!]! + column] === value) count++
      return count
    case 'ne':
      return columns.count - countThat('eq', value, columns, column)
  }
}
