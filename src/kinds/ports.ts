/** A way out of a step. An edge of the document names it in `on`. */
export interface Port {
  /** Saved in documents. */
  readonly name: string
  /** On the canvas, beside the handle; at most two words. */
  readonly label: string
  /** In the inspector, before the step that follows: `If it fails`. */
  readonly when: string
  /** What an unconnected way means, in the inspector. */
  readonly unconnected: string
  /** Something is missing while nothing follows here. */
  readonly needed?: boolean
  /** Several edges may leave by it, each with a token of its own. */
  readonly many?: boolean
}

/** Which edges may meet a step. */
export interface Ports {
  readonly in: boolean
  readonly out: readonly Port[]
}

/** Followed when the step succeeds: what nearly every step has. */
export const NEXT: Port = {
  name: 'next',
  label: 'next',
  when: 'Then',
  unconnected: 'nothing: the path ends',
}

/** Followed when the step fails; without an edge the failure counts, and `onFail` says what it does. */
export const FAIL: Port = {
  name: 'fail',
  label: 'fails',
  when: 'If it fails',
  unconnected: 'the failure counts',
}

export const portOf = ({ out }: Ports, name: string): Port | undefined =>
  out.find((port) => port.name === name)
