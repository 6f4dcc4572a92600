import quickjs from 'quickjs-wasi/quickjs.wasm?url&inline'

/**
 * The bytes of QuickJS as quickjs-wasi ships it. They travel inside a module, so that the page, the
 * worker, the command line and the library load them in one and the same way: by `import()`.
 */
export function quickjsBytes(): Uint8Array {
  const text = atob(quickjs.slice(quickjs.indexOf(',') + 1))
  const bytes = new Uint8Array(text.length)
  for (let index = 0; index < bytes.length; index++) bytes[index] = text.charCodeAt(index)
  return bytes
}
