import { trustedScriptUrl } from '../../worker/start-worker.ts'
import { flush } from './keeping.ts'
import { studio } from './studio.ts'

/** From the first visit on the studio opens without a network. A newer one is offered, never forced. */
export async function keepOffline(): Promise<void> {
  const { serviceWorker } = navigator as { readonly serviceWorker?: ServiceWorkerContainer }
  if (serviceWorker === undefined) return
  try {
    const url = trustedScriptUrl(new URL('sw.js', document.baseURI).href)
    const registration = await serviceWorker.register(url)
    offer(registration)
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', () => offer(registration))
    })
  } catch (error) {
    // Private windows and some hosts allow none: the studio then needs its server, as other pages do.
    console.warn('The studio will not open offline.', error)
  }
}

/** Only where an older studio is running: the first visit has nothing to change from. */
function offer({ waiting }: ServiceWorkerRegistration): void {
  const { serviceWorker } = navigator
  if (waiting === null || serviceWorker.controller === null) return
  studio.setState({
    update: () => {
      serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
      void flush().then(() => waiting.postMessage('change-to-newer'))
    },
  })
}
