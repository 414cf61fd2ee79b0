import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { Config } from '../config.ts'
import type { Html } from '../pages/layout.ts'
import { say } from '../words/admin.ts'
import { alertNote, fieldFault, unsavedNote } from './alert-note.ts'
import { adminPath } from './frame.ts'

export interface Fault {
  /** The field's name. */
  name: string
  message: string
}

/** The field with the version that the form was filled in from. */
export const versionName = '_version'

interface PartnerFormView {
  given: Record<string, string>
  faults: Fault[]
  /** The version of the partner that the form was filled in from, unless it is a new one. */
  version?: string | undefined
  /** Whether someone else has changed the partner since the form was shown. */
  isOvertaken?: boolean
}

/** Renders the form of a partner. Its short name can be chosen once. */
export function partnerForm(
  config: Config,
  lang: Language,
  { given, faults, version, isOvertaken = false }: PartnerFormView,
): Html {
  const isNew = version === undefined
  // What was not saved is said far below the top of the page.
  const path = adminPath(config, isNew ? '/partners/new' : `/partners/${given['slug'] ?? ''}#about`)
  const field = fieldOf(lang, given, faults)
  return html`<form class="card" method="post" action="${path}" novalidate>
${unsavedNote(lang, faults)}${isOvertaken ? alertNote(say(lang, 'admin.partners.stale')) : ''}
${field('name', {})}
${isNew ? field('slug', { hint: say(lang, 'admin.partners.slug.hint') }) : ''}
${field('url', { isOptional: true, type: 'url' })}
${field('origins', { isOptional: true, hint: say(lang, 'admin.partners.origins.hint'), isLong: true })}
${field('accent', { isOptional: true, hint: say(lang, 'admin.partners.accent.hint') })}
${isNew ? '' : html`<input type="hidden" name="${versionName}" value="${version}">`}
<p><button class="button primary">${say(lang, isNew ? 'admin.partners.add' : 'admin.partners.save')}</button></p></form>`
}

interface Field {
  isOptional?: boolean
  hint?: string
  type?: string
  isLong?: boolean
}

const fieldOf =
  (lang: Language, given: Record<string, string>, faults: Fault[]) =>
  (
    name: 'name' | 'slug' | 'url' | 'origins' | 'accent',
    { isOptional = false, hint, type = 'text', isLong = false }: Field,
  ): Html => {
    const fault = faults.find((one) => one.name === name)
    const about = [hint === undefined ? '' : `${name}-hint`, fault ? `${name}-fault` : ''].filter(Boolean).join(' ')
    const attributes = html` class="input" id="${name}" name="${name}"${about ? html` aria-describedby="${about}"` : ''}${fault ? html` aria-invalid="true"` : ''}`
    return html`<div class="field"><label for="${name}">${say(lang, `admin.partners.${name}`)}${isOptional ? html` <small>${say(lang, 'admin.partners.optional')}</small>` : ''}</label>${
      hint === undefined ? '' : html`<p class="hint" id="${name}-hint">${hint}</p>`
    }${fieldFault(name, fault?.message)}${
      isLong
        ? html`<textarea rows="3"${attributes}>${given[name] ?? ''}</textarea>`
        : html`<input type="${type}" value="${given[name] ?? ''}"${attributes}>`
    }</div>`
  }
