import type { LitElement, ReactiveController } from 'lit'
import { hostOf, languageOf } from './language.ts'

/**
 * The language to speak: the one around the element, unless the visitor chose another. Sites and
 * translators change `lang` without loading another page, also outside the shadow roots that the
 * element is in; the last change wins.
 */
export class PageLanguage implements ReactiveController {
  /** What the visitor chose. */
  chosen: string | undefined
  readonly #host: LitElement
  readonly #observer: MutationObserver
  #around = ''

  constructor(host: LitElement) {
    this.#host = host
    this.#observer = new MutationObserver(() => host.requestUpdate())
    host.addController(this)
  }

  get wanted() {
    return this.chosen ?? this.#around
  }

  hostConnected() {
    for (let at: Element | null = this.#host; at; at = hostOf(at))
      this.#observer.observe(at.getRootNode(), { subtree: true, attributeFilter: ['lang'] })
    // The element may have moved.
    this.#host.requestUpdate()
  }

  hostDisconnected() {
    this.#observer.disconnect()
  }

  /** Returns whether the language around the element is another than before. */
  follow() {
    const before = this.#around
    this.#around = languageOf(this.#host)
    if (before === this.#around) return false
    this.chosen = undefined
    return true
  }
}
