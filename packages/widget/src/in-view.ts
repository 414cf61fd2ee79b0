import type { LitElement } from 'lit'

/** At the very edge nothing can be seen yet. */
const seenPart = 0.01

/**
 * Returns how to wait for what an element shows to come into view: by scrolling, or because what it
 * is in opens. `onSeen` is called as soon as a part can be seen; what was waited for before is
 * forgotten.
 */
export function waitForView(host: LitElement): (onSeen: () => void) => void {
  let observer: IntersectionObserver | undefined
  return (onSeen) => {
    observer?.disconnect()
    const own = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ intersectionRatio }) => intersectionRatio >= seenPart)) return
        own.disconnect()
        onSeen()
      },
      { threshold: seenPart },
    )
    observer = own
    // Not the element itself: a page may give it no box.
    const root = host.renderRoot.querySelector('[part=root]')
    if (root) own.observe(root)
  }
}
