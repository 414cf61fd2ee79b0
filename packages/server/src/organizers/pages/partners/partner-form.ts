import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { Config } from '../../../platform/config.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'
import { bothView } from '../forms/both-view.ts'
import type { Edits } from '../forms/merge-edits.ts'
import { adminPath } from '../frame.ts'
import { fieldFault, unsavedNote } from '../trainings/alert-note.ts'

export interface Fault {
  /** The field's name. */
  name: string
  message: string
}

/** The fields of the form by their names. */
export type PartnerFields = Record<string, string>

interface PartnerFormView {
  edits: Edits<PartnerFields>
  faults: Fault[]
  /** Whether it is about a partner to be. */
  isNew?: boolean
}

/** Renders the form of a partner. Its short name can be chosen once. */
export function partnerForm(config: Config, lang: Language, { edits, faults, isNew = false }: PartnerFormView): Html {
  const given = edits.typed
  // What was not saved is said far below the top of the page.
  const path = adminPath(config, isNew ? '/partners/new' : `/partners/${given['slug'] ?? ''}#about`)
  const field = fieldOf(lang, given, faults)
  return html`<form class="card" method="post" action="${path}" novalidate>
${unsavedNote(lang, faults)}${isNew ? '' : bothView(lang, edits, { labelOf: (name) => say(lang, `admin.partners.${name as FieldName}`) })}
${field('name', {})}
${isNew ? field('slug', { hint: say(lang, 'admin.partners.slug.hint') }) : ''}
${field('url', { isOptional: true, type: 'url' })}
${field('origins', { isOptional: true, hint: say(lang, 'admin.partners.origins.hint'), isLong: true })}
${field('accent', { isOptional: true, hint: say(lang, 'admin.partners.accent.hint') })}
<p><button class="button primary">${say(lang, isNew ? 'admin.partners.add' : 'admin.partners.save')}</button></p></form>`
}

type FieldName = 'name' | 'slug' | 'url' | 'origins' | 'accent'

interface Field {
  isOptional?: boolean
  hint?: string
  type?: string
  isLong?: boolean
}

const fieldOf =
  (lang: Language, given: Record<string, string>, faults: Fault[]) =>
  (name: FieldName, { isOptional = false, hint, type = 'text', isLong = false }: Field): Html => {
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
