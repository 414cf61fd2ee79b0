// Keeps the page of each door, without anyone on it, for when there is no connection. What is asked of the
// server goes there; only its page and what that loads are answered from here.

const cacheName = 'training-signup-door'
/** A connection that has not answered by then is none. */
const patienceMs = 4000

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()))
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('message', (event) => {
  if (event.data.forget) event.waitUntil(caches.delete(cacheName))
  else event.waitUntil(keep(event.data))
})
self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET') return
  if (request.mode === 'navigate') event.respondWith(openPage(request))
  else if (new URL(request.url).pathname.includes('/assets/')) event.respondWith(load(request))
})

/** Keeps a door's page with what it loads, and nothing that it no longer loads. */
async function keep({ page, from, assets }) {
  const cache = await caches.open(cacheName)
  const answer = await fetch(from, { redirect: 'error' })
  if (!answer.ok) return
  await cache.put(page, answer)
  const wanted = new Set(assets.map((path) => new URL(path, self.location.origin).href))
  for (const { url } of await cache.keys()) if (url.includes('/assets/') && !wanted.delete(url)) await cache.delete(url)
  await cache.addAll([...wanted])
}

async function openPage(request) {
  const { origin, pathname } = new URL(request.url)
  const kept = await caches.match(origin + pathname)
  if (!kept) return fetch(request)
  const late = new Promise((resolve) => {
    setTimeout(resolve, patienceMs)
  })
  try {
    const answer = await Promise.race([fetch(request), late])
    return answer && answer.status < 500 ? answer : kept
  } catch {
    return kept
  }
}

const load = async (request) => (await caches.match(request)) ?? fetch(request)
