/** The parts of Trusted Types that are used; not every browser has them. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(text: string): string },
  ): { createScriptURL(text: string): string }
}

const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes }

/**
 * The only way an address becomes code: a file of the studio's own, or a piece of text made right here
 * that imports one. The page's policy lets nothing else make one.
 */
const policy = trustedTypes?.createPolicy('app', {
  createScriptURL(text) {
    const { origin, protocol, pathname } = new URL(text, location.href)
    const own =
      origin === location.origin &&
      (protocol === 'blob:' || pathname.endsWith('.js') || pathname.endsWith('.ts'))
    if (!own) throw new TypeError(`Not one of the studio's own files: ${text}`)
    return text
  },
})

/** For a service worker's or a worker's address. */
export const trustedScriptUrl = (url: string): string => policy?.createScriptURL(url) ?? url

/**
 * Starts a module worker under the page's own policy. A worker that is fetched has the policy of its
 * response's headers, which a host of static files does not send; one that begins as a blob has the
 * page's, wherever it is hosted.
 */
export function startWorker(url: string): Worker {
  const address = new URL(url, location.href).href
  const blob = URL.createObjectURL(
    new Blob([`import ${JSON.stringify(address)}`], { type: 'text/javascript' }),
  )
  const worker = new Worker(trustedScriptUrl(blob), { type: 'module' })
  // The worker has begun to load it once it says anything; a page starts few of them.
  worker.addEventListener('message', () => URL.revokeObjectURL(blob), { once: true })
  return worker
}
