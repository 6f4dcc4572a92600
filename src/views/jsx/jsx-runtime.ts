/**
 * What the compiler calls for every element of ours, in place of React's own: see `jsxImportSource` in
 * tsconfig.json. A scenario's texts reach the page through here, wherever they are shown.
 */
import { jsx as one, jsxs as several } from 'react/jsx-runtime'
import { withControlsShown } from './with-controls-shown.ts'

export { Fragment, type JSX } from 'react/jsx-runtime'

export const jsx: typeof one = (type, props, key) => one(type, withControlsShown(props), key)
export const jsxs: typeof several = (type, props, key) => several(type, withControlsShown(props), key)
