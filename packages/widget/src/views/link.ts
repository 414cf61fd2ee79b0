import { html, nothing, type TemplateResult } from 'lit'

const safeProtocols = ['https:', 'mailto:', 'tel:', 'sms:']

/**
 * The address if it may be a link on a partner's page; plain http only where the API itself is
 * served so.
 */
export function safeHref(href: string | undefined, base: string, protocols = safeProtocols): string | undefined {
  if (!href || !URL.canParse(href, base)) return undefined
  const url = new URL(href, base)
  const isSafe = protocols.includes(url.protocol) || (url.protocol === 'http:' && url.origin === new URL(base).origin)
  return isSafe ? url.href : undefined
}

/** A link, or its text alone where the address is not safe. */
export interface LinkTo {
  (href: string | undefined, text: string | TemplateResult, part?: string): TemplateResult | string
  /**
   * A picture that the server itself has. Others are left out: their hosts would see who visits the
   * page.
   */
  logo(url: string | undefined): TemplateResult | typeof nothing
}

export function createLinkTo(base: string): LinkTo {
  const linkTo = (href: string | undefined, text: string | TemplateResult, part = 'link') => {
    const safe = safeHref(href, base)
    if (!safe) return text
    // Leaving the page would lose what was typed.
    const target = safe.startsWith('http') ? '_blank' : nothing
    return html`<a part=${part} href=${safe} target=${target} rel="noopener noreferrer">${text}</a>`
  }
  linkTo.logo = (url: string | undefined) => {
    const safe = safeHref(url, base)
    return safe && new URL(safe).origin === new URL(base).origin
      ? html`<img part="logo" alt="" loading="lazy" referrerpolicy="no-referrer" src=${safe} @error=${hide} />`
      : nothing
  }
  return linkTo
}

const hide = ({ currentTarget }: Event) => {
  ;(currentTarget as HTMLElement).remove()
}
