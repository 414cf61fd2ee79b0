import { html, type TemplateResult } from 'lit'

const safeProtocols = ['https:', 'mailto:', 'tel:', 'sms:']

/** The address if it may be a link on a partner's page; plain http only where the API itself is served so. */
export function safeHref(href: string, base: string, protocols = safeProtocols): string | undefined {
  if (!URL.canParse(href, base)) return undefined
  const url = new URL(href, base)
  const isSafe = protocols.includes(url.protocol) || (url.protocol === 'http:' && url.origin === new URL(base).origin)
  return isSafe ? url.href : undefined
}

/** A link, or its text alone where the address is not safe. */
export type LinkTo = (href: string | undefined, text: string) => TemplateResult | string

export const createLinkTo =
  (base: string): LinkTo =>
  (href, text) => {
    const safe = href === undefined ? undefined : safeHref(href, base)
    if (safe === undefined) return text
    // Leaving the page would lose what was typed.
    return safe.startsWith('http')
      ? html`<a part="link" href=${safe} target="_blank" rel="noopener noreferrer">${text}</a>`
      : html`<a part="link" href=${safe}>${text}</a>`
  }
