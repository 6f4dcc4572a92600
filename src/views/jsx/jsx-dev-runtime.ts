/** The same as jsx-runtime.ts, for development and tests. */
import { jsxDEV as one } from 'react/jsx-dev-runtime'
import { withControlsShown } from './with-controls-shown.ts'

export { Fragment, type JSX } from 'react/jsx-dev-runtime'

export const jsxDEV: typeof one = (type, props, key, ...rest) =>
  one(type, withControlsShown(props), key, ...rest)
