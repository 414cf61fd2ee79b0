// Keeps the page of the door in this browser, for when there is no connection.

/**
 * @param {{ facts: object, store: object }} door
 */
export function createKept({ facts, store }) {
  const { serviceWorker } = navigator
  return {
    async keepPage() {
      const worker = await serviceWorker
        ?.register(`${facts.base}/admin/door/worker.js`)
        .then(() => serviceWorker.ready)
        .catch(() => undefined)
      const page = `${location.origin}${facts.base}/admin/door/${facts.slug}`
      worker?.active?.postMessage({ page, from: `${page}/kept`, assets: facts.assets })
    },
    /** Deletes the page, and every list of names. What was tapped stays. */
    async forget() {
      await store.forgetLists()
      const worker = await serviceWorker?.getRegistration().catch(() => undefined)
      worker?.active?.postMessage({ forget: true })
    },
  }
}
