// Deletes what this browser has kept of doors for those who are no longer signed in: each list with its key, and
// the pages. Marks that were not sent stay.
import { openStore } from './door-store.js'

export async function forgetDoors() {
  const store = await openStore()
  await store.forgetLists()
  for (const one of (await navigator.serviceWorker?.getRegistrations().catch(() => [])) ?? [])
    if (new URL(one.scope).pathname.endsWith('/admin/door/')) await one.unregister()
  await globalThis.caches?.delete('training-signup-door').catch(() => {})
}
