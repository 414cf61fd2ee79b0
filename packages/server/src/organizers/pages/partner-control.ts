import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { PartnerChoices } from '../../core/partners/partner-choices.ts'
import type { Html } from '../../platform/html/layout.ts'
import { say } from '../../words/admin.ts'

interface Control {
  id: string
  name?: string
  choices: PartnerChoices
  /** The slug of the one that is chosen, or what was typed. */
  chosen: string
  /** What choosing none is called. */
  none: string
  attributes?: Html | ''
}

/**
 * Renders a list of partners or, where there are more than it can hold, a field for the short name
 * of any, which offers some.
 */
export function partnerControl({ id, name = id, choices, chosen, none, attributes = '' }: Control): Html {
  const { hasMore, partners } = choices
  if (hasMore)
    return html`<input class="input" id="${id}" name="${name}" value="${chosen}" maxlength="100" list="${id}-some" autocomplete="off" spellcheck="false" autocapitalize="none"${attributes}><datalist id="${id}-some">${partners.map(({ slug, name: label }) => html`<option value="${slug}">${label}</option>`)}</datalist>`
  // What is no longer offered must not turn into another choice unseen.
  const isOffered = chosen === '' || partners.some(({ slug }) => slug === chosen)
  const offered = isOffered ? partners : [...partners, { slug: chosen, name: chosen }]
  return html`<select class="input" id="${id}" name="${name}"${attributes}><option value="">${none}</option>${offered.map(
    ({ slug, name: label }) => html`<option value="${slug}"${slug === chosen ? html` selected` : ''}>${label}</option>`,
  )}</select>`
}

/** Says what to type, where it is no list. */
export const partnerHint = (lang: Language, { hasMore }: PartnerChoices): string | undefined =>
  hasMore ? say(lang, 'admin.partners.typed') : undefined
