/**
 * The studio's service worker; the build fills in the name and the files. Everything of one build is
 * in one cache, fetched before the worker is ready, and answered from there first: no server is needed
 * afterwards, and no page ever gets a file of another build. A newer build waits until the person says so.
 */
const BUILD = '__BUILD__'
const FILES = ['__FILES__']
const CACHE = `scenario-studio-${BUILD}`

self.addEventListener('install', (event) => {
  const fill = async () => {
    const cache = await caches.open(CACHE)
    // Past the browser's own cache: an old file under a new build's name would stay for ever.
    await cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' })))
  }
  event.waitUntil(fill())
})

self.addEventListener('activate', (event) => {
  const tidy = async () => {
    const names = await caches.keys()
    const old = names.filter((name) => name.startsWith('scenario-studio-') && name !== CACHE)
    await Promise.all(old.map((name) => caches.delete(name)))
    await self.clients.claim()
  }
  event.waitUntil(tidy())
})

self.addEventListener('message', (event) => {
  if (event.data === 'change-to-newer') void self.skipWaiting()
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET' || new URL(request.url).origin !== self.location.origin) return
  const answer = async () => {
    const cache = await caches.open(CACHE)
    const page = request.mode === 'navigate' && new URL(request.url).pathname.endsWith('/')
    return (
      (await cache.match(page ? './' : request, { ignoreSearch: page, ignoreVary: true })) ?? fetch(request)
    )
  }
  event.respondWith(answer())
})
