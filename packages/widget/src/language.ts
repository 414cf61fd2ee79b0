/**
 * The language of an element: its own, else the nearest around it, also outside its shadow root,
 * else the browser's.
 */
export function languageOf(element: HTMLElement): string {
  // The property, because its attribute follows only when the element is updated.
  if (element.lang) return primary(element.lang)
  for (let at = element.parentElement ?? hostOf(element); at; at = hostOf(at)) {
    const found = at.closest('[lang]:not([lang=""])')
    if (found) return primary(found.getAttribute('lang') ?? '')
  }
  return primary(navigator.language)
}

export const hostOf = (element: Element) => {
  const root = element.getRootNode()
  return root instanceof ShadowRoot ? root.host : null
}

/** `es` of `es-MX`. */
const primary = (tag: string) => tag.toLowerCase().split('-')[0] || 'en'

const ownNames: Record<string, string> = { en: 'English', es: 'Español' }

/** Returns a language's own name. */
export const ownName = (lang: string) => ownNames[lang] ?? lang
