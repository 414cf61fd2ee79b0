// Runs inside the hostile pages. Only its text travels, so it must contain everything that it
// needs.

interface Watch {
  /** Returns errors that the page saw, and changes since it began. */
  harm(): string[]
  /** Accepts all changes so far as the page's own. */
  begin(): void
}
type Watched = typeof globalThis & { pageWatch: Watch }

/**
 * Returns the shared objects of the page. Names that begin with "page" belong to the page, and
 * numbers to its frames. Lit leaves four names for any other Lit on the page: its versions, which
 * development builds read, and what decorators know of properties.
 */
function listShared() {
  const ofLit = ['litHtmlVersions', 'litElementVersions', 'reactiveElementVersions', 'litPropertyMetadata']
  const places = {
    globalThis,
    document,
    history,
    navigator,
    customElements,
    Object: Object.prototype,
    Array: Array.prototype,
    String: String.prototype,
    Promise: Promise.prototype,
    Node: Node.prototype,
    Element: Element.prototype,
    HTMLElement: HTMLElement.prototype,
    EventTarget: EventTarget.prototype,
    Document: Document.prototype,
  }
  return new Map<string, unknown>(
    Object.entries(places).flatMap(([place, object]) =>
      Object.entries(Object.getOwnPropertyDescriptors(object))
        .filter(([name]) => !/^(page|event$|\d)/.test(name) && !ofLit.includes(name))
        .map(([name, { value, get }]) => [`${place}.${name}`, get ?? value] as const),
    ),
  )
}

function listTraces() {
  // A sandbox has no storage.
  const hasStorage = self.origin !== 'null'
  return {
    title: document.title,
    address: location.href,
    history: String(history.length),
    cookie: hasStorage ? document.cookie : '',
    storage: hasStorage ? JSON.stringify([localStorage, sessionStorage]) : '',
    focus: document.activeElement?.localName ?? 'body',
    selection: String(getSelection()),
    scrolled: String(scrollY),
  }
}

/**
 * Returns the styles of the page's own elements, except for sizes: a longer page may get a scroll
 * bar.
 */
function listLooks() {
  const sizes = /locale|size|width|height|origin|^inset|^(left|right|top|bottom)$|margin/
  return new Map(
    [...document.querySelectorAll('[data-own], [data-own] *')].map((element) => {
      const style = getComputedStyle(element)
      const names = [...style].filter((name) => !sizes.test(name))
      return [element, names.map((name) => `${name}: ${style.getPropertyValue(name)}`)] as const
    }),
  )
}

function compareShared(before: Map<string, unknown>, now: Map<string, unknown>) {
  const isSame = (name: string) => before.has(name) === now.has(name) && Object.is(before.get(name), now.get(name))
  const names = new Set([...before.keys(), ...now.keys()])
  return [...names].filter((name) => !isSame(name)).map((name) => `${name} is another`)
}

function compareTraces(before: Record<string, string>, now: Record<string, string>) {
  const changed = Object.entries(before).filter(([name, was]) => now[name] !== was)
  return changed.map(([name, was]) => `${name} was ${was} and is ${now[name]}`)
}

function compareLooks(before: Map<Element, string[]>, now: Map<Element, string[]>) {
  const isNew = (element: Element, style: string) => before.get(element)?.includes(style) === false
  return [...now].flatMap(([element, styles]) =>
    styles.filter((style) => isNew(element, style)).map((style) => `<${element.localName}> has ${style}`),
  )
}

/** Runs before anything else in the page. */
function watch() {
  const faults: string[] = []
  const note = (event: Event) => {
    const { type, message, reason, violatedDirective, blockedURI, target } = event as Event & Record<string, unknown>
    // The browser itself requests this.
    if (String(blockedURI).endsWith('/favicon.ico')) return
    const where = target instanceof Element ? target.outerHTML : ''
    faults.push([type, message, reason, violatedDirective, blockedURI, where].filter(Boolean).join(' '))
  }
  for (const type of ['error', 'unhandledrejection', 'securitypolicyviolation']) addEventListener(type, note, true)

  const listSheets = () => [...document.styleSheets, ...document.adoptedStyleSheets]
  let before = { shared: listShared(), traces: listTraces() }
  let own = { looks: listLooks(), sheets: listSheets() }
  // Runs before the sign-up can change anything, because modules are deferred.
  document.addEventListener('readystatechange', () => {
    if (document.readyState === 'interactive') own = { looks: listLooks(), sheets: listSheets() }
  })
  const begin = () => {
    before = { shared: listShared(), traces: listTraces() }
  }
  const harm = () => [
    ...faults,
    ...compareShared(before.shared, listShared()),
    ...compareTraces(before.traces, listTraces()),
    ...compareLooks(own.looks, listLooks()),
    ...(listSheets().length === own.sheets.length ? [] : ['There are other style sheets']),
  ]
  Object.assign(globalThis, { pageWatch: { begin, harm } })
}

/** The script that watches a page. */
export const watchScript = `(() => {
  ${[listShared, listTraces, listLooks, compareShared, compareTraces, compareLooks, watch].join('\n')}
  watch()
})()`

/** Returns the harm done to the page. */
export const harmOf = () => (globalThis as Watched).pageWatch.harm()
