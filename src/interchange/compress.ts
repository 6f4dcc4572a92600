/** Deflates a text. The same browser gives the same bytes; others may not, and need not. */
export async function deflate(text: string): Promise<Uint8Array> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

export type Inflated =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: 'too-large' | 'damaged' }

/**
 * Inflates to at most `maxBytes`: it reads piece by piece and stops at the first one too many, so
 * that a few kilobytes can never fill the memory.
 */
export async function inflate(bytes: Uint8Array<ArrayBuffer>, maxBytes: number): Promise<Inflated> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let size = 0
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      size += piece.value.byteLength
      if (size > maxBytes) {
        await reader.cancel().catch(() => undefined)
        return { ok: false, why: 'too-large' }
      }
      text += decoder.decode(piece.value, { stream: true })
    }
    return { ok: true, text: text + decoder.decode() }
  } catch {
    return { ok: false, why: 'damaged' }
  }
}
