/** The language around an element: the nearest `lang`, also outside the shadow roots that it is in, else the browser's. */
export function languageAround(element: Element): string {
  for (let at: Element | null = element; at; at = hostOf(at)) {
    const found = at.closest('[lang]:not([lang=""])')
    if (found) return primary(found.getAttribute('lang') ?? '')
  }
  return primary(navigator.language)
}

const hostOf = (element: Element) => {
  const root = element.getRootNode()
  return root instanceof ShadowRoot ? root.host : null
}

/** `es` of `es-MX`. */
const primary = (tag: string) => tag.toLowerCase().split('-')[0] || 'en'

const ownNames: Record<string, string> = { en: 'English', es: 'Español' }

/** A language's name in itself. */
export const ownName = (lang: string) => ownNames[lang] ?? lang
