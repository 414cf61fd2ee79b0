import type { ReactiveController } from 'lit'

/**
 * Gives the element its styles in whatever document it is. Lit's own `static styles` are made in the document of the
 * script alone: in that of a frame they cannot be adopted, and an element that moves into one loses them.
 */
export class DocumentStyles implements ReactiveController {
  readonly #host: HTMLElement
  readonly #css: string

  constructor(host: HTMLElement, css: string) {
    this.#host = host
    this.#css = css
  }

  hostConnected() {
    const { shadowRoot, ownerDocument } = this.#host
    // A document that is only kept, not shown, has no window.
    const view = ownerDocument.defaultView
    if (!shadowRoot || !view || shadowRoot.adoptedStyleSheets[0]) return
    const sheet = new view.CSSStyleSheet()
    sheet.replaceSync(this.#css)
    shadowRoot.adoptedStyleSheets = [sheet]
  }
}
