import type { ReactiveController } from 'lit'

/**
 * Gives an element its styles in whatever document it is. Lit's own `static styles` are made in the
 * document of the script alone: in that of a frame they cannot be adopted, and an element that
 * moves into one loses them.
 */
export const stylesEverywhere = (host: HTMLElement, css: string): ReactiveController => ({
  hostConnected() {
    const { shadowRoot, ownerDocument } = host
    // A document that is only kept, not shown, has no window.
    const view = ownerDocument.defaultView
    if (!shadowRoot || !view || shadowRoot.adoptedStyleSheets[0]) return
    const sheet = new view.CSSStyleSheet()
    sheet.replaceSync(css)
    shadowRoot.adoptedStyleSheets = [sheet]
  },
})
