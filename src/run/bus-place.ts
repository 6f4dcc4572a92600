import type { Bus } from './bus.ts'

/** Where the parts of a run find its bus. It is made of some of them, and so comes after them. */
export class BusPlace {
  bus!: Bus
}
