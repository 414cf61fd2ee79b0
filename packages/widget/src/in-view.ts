import type { LitElement } from 'lit'

/** At the very edge nothing can be seen yet. */
const seenPart = 0.01

/**
 * Waits for what an element shows to come into view: by scrolling, or because what it is in opens.
 */
export class InView {
  readonly #host: LitElement
  #observer: IntersectionObserver | undefined

  constructor(host: LitElement) {
    this.#host = host
  }

  /** Calls `onSeen` as soon as a part can be seen. What was waited for before is forgotten. */
  wait(onSeen: () => void) {
    this.#observer?.disconnect()
    const observe = (entries: IntersectionObserverEntry[], observer: IntersectionObserver) => {
      if (entries.every(({ intersectionRatio }) => intersectionRatio < seenPart)) return
      observer.disconnect()
      onSeen()
    }
    this.#observer = new IntersectionObserver(observe, { threshold: seenPart })
    // Not the element itself: a page may give it no box.
    const root = this.#host.renderRoot.querySelector('[part=root]')
    if (root) this.#observer.observe(root)
  }
}
