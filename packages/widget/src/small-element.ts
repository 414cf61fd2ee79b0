import { render } from 'lit/html.js'
import { later } from './later.ts'

/** Names of properties that changed since the last update. */
export type Changed = ReadonlySet<string>

/**
 * The part of LitElement that this widget uses, in its words. It is here for its size alone: with LitElement the same
 * widget measured 15.2 kB with brotli, and every partner's page may be asked to load 13 kB at most. An attribute and its
 * property are one and the same text; other properties are set from code.
 *
 * What LitElement does and this does not: attributes of other types or names, converters, reflection that can be
 * chosen, custom change detection, old values in the map of changes, decorators, controllers, several or inherited style
 * sheets, styles in browsers that cannot share sheets, rendering into the light DOM or on a server, `firstUpdated` and
 * `shouldUpdate`, a warning about updates that ask for updates, and updates that reject: an error in one is `failed`'s.
 */
export abstract class SmallElement extends HTMLElement {
  static attributes: string[]
  static properties: string[]
  static styles: string

  readonly renderRoot: ShadowRoot
  hasUpdated = false
  readonly #values = new Map<string, unknown>()
  #changed = new Set<string>()
  #update: Promise<void> | undefined

  // Asked for once, when the element is defined.
  static get observedAttributes() {
    for (const name of this.attributes) SmallElement.#defineAttribute(this.prototype, name)
    for (const name of this.properties) SmallElement.#defineProperty(this.prototype, name)
    return this.attributes
  }

  static #defineAttribute(prototype: SmallElement, name: string) {
    Object.defineProperty(prototype, name, {
      get(this: SmallElement) {
        return this.getAttribute(name) ?? undefined
      },
      set(this: SmallElement, value: string | null | undefined) {
        if (value === null || value === undefined) this.removeAttribute(name)
        else this.setAttribute(name, value)
      },
    })
  }

  static #defineProperty(prototype: SmallElement, name: string) {
    Object.defineProperty(prototype, name, {
      get(this: SmallElement) {
        return this.#values.get(name)
      },
      set(this: SmallElement, value: unknown) {
        if (value !== this.#values.get(name)) this.#note(name)
        this.#values.set(name, value)
      },
    })
  }

  constructor() {
    super()
    const { attributes, properties } = this.constructor as typeof SmallElement
    this.renderRoot = this.attachShadow({ mode: 'open' })
    // The page may have set properties before the script came; they hide the ones that are defined here.
    for (const name of [...attributes, ...properties]) {
      const early = Object.getOwnPropertyDescriptor(this, name)
      Reflect.deleteProperty(this, name)
      if (early) Reflect.set(this, name, early.value)
    }
  }

  // Constructed style sheets pass a `style-src 'self'`, which a style element would not.
  adoptStyles(styles: string) {
    const view = this.ownerDocument.defaultView
    // Some documents are only kept, not shown.
    if (!view) return
    const sheet = new view.CSSStyleSheet()
    sheet.replaceSync(styles)
    this.renderRoot.adoptedStyleSheets.push(sheet)
  }

  #note(name: string) {
    this.#changed.add(name)
    this.requestUpdate()
  }

  attributeChangedCallback(name: string, before: string | null, value: string | null) {
    if (value !== before) this.#note(name)
  }

  // A document drops the sheets of the one that the element came from.
  connectedCallback() {
    if (!this.renderRoot.adoptedStyleSheets[0]) this.adoptStyles((this.constructor as typeof SmallElement).styles)
    this.requestUpdate()
  }

  /**
   * Renders in a microtask, once however often it is asked for, and not before the element is in a page. What is much
   * waits for a task of its own, so that the page can answer in between.
   */
  requestUpdate(isMuch = false) {
    this.#update ??= this.#renderSoon(isMuch)
  }

  async #renderSoon(isMuch: boolean) {
    await (isMuch && later())
    this.#update = undefined
    if (!this.isConnected && !this.hasUpdated) return
    const changed = this.#changed
    this.#changed = new Set()
    try {
      this.willUpdate(changed)
      // Also where rendering fails: what comes first must not be begun again and again.
      this.hasUpdated = true
      render(this.render(), this.renderRoot)
      this.updated()
    } catch (error) {
      this.failed(error)
    }
  }

  /** Settles once nothing is left to be rendered. */
  get updateComplete(): Promise<void> {
    return this.#allRendered()
  }

  async #allRendered() {
    while (this.#update) await this.#update
  }

  abstract willUpdate(changed: Changed): void
  abstract render(): unknown
  abstract updated(): void
  /** An update threw. It must not reach the page's own error handlers. */
  abstract failed(error: unknown): void
}
