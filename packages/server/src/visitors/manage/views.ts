import type { Answer, Field, Form, Person, ProblemFault } from '@training-signup/contract'
import { html } from 'hono/html'
import { faultsAt, formFields } from '../../platform/html/form-fields.ts'
import { type Html, messagePage, type Page } from '../../platform/html/layout.ts'
import { unbroken } from '../../platform/html/lines.ts'
import { pressed } from '../../platform/http/require-press.ts'
import { say, type WordKey } from '../../words/index.ts'
import { defaultButton, errorSummary } from '../pages/training/training-page.ts'
import type { LinkOwner } from './link-owner.ts'

const notices = {
  otherwise: 'manage.done.otherwise',
  accepted: 'manage.done.accepted',
  declined: 'manage.done.declined',
  coming: 'manage.done.coming',
  changed: 'manage.done.changed',
  supervisor: 'manage.done.supervisor',
  cancelled: 'manage.done.cancelled',
  passing: 'manage.done.passing',
  kept: 'manage.done.kept',
  taken: 'manage.done.taken',
  substituted: 'manage.done.substituted',
  'accepted-group': 'manage.done.acceptedGroup',
  'declined-group': 'manage.done.declinedGroup',
  'cancelled-all': 'manage.done.cancelledAll',
} as const satisfies Record<string, WordKey>
export type Done = keyof typeof notices

/** Returns the notice of what was just done, by the name in the link. */
export function noticeView({ lang }: Pick<LinkOwner, 'lang'>, done: string | undefined): Html | '' {
  if (done === undefined || !Object.hasOwn(notices, done)) return ''
  return html`<p class="panel ${done === 'otherwise' ? 'wait' : 'ok'}" role="status">${say(lang, notices[done as Done])}</p>`
}

/** Returns a form with one button, for an action that needs no further input. */
export const buttonView = (action: string, label: string, kind: '' | 'second' | 'danger' = '') =>
  html`<form method="post" action="${action}">${pressed}<button class="${kind}">${label}</button></form>`

interface Asking {
  title: string
  text: string
  button: string
  /** The target of the button; the link back goes to the owner's page. */
  action: string
}

/** Returns a page that asks again before an action that cannot be undone. */
export const askingPage = (owner: LinkOwner, { title, text, button, action }: Asking): Page => ({
  ...frame(owner),
  title,
  body: html`<main><div class="card"><h1>${title}</h1>
${owner.onlyErases ? html`<p>${say(owner.lang, 'manage.over')}</p>` : ''}<p>${text}</p>
<p><strong>${owner.training.title}</strong><br>${unbroken(owner.training.when.text)}</p>
<div class="actions">
${owner.onlyErases ? '' : html`<a class="button" href="${owner.at()}">${say(owner.lang, 'manage.back')}</a>`}
${buttonView(action, button, 'danger')}</div></div></main>`,
})

export const erasedPage = (owner: LinkOwner, what: string): Page => ({
  ...messagePage(
    owner.lang,
    say(owner.lang, 'manage.erased'),
    what,
    html`<p><a href="${owner.training.links.page}">${owner.training.title}</a></p>`,
  ),
  ...frame(owner),
})

export const frame = ({ lang, training }: LinkOwner) => ({ lang, training, backToList: false })

const backView = ({ lang, at }: LinkOwner) =>
  html`<p><a class="button" href="${at()}">${say(lang, 'manage.back')}</a></p>`

/** A form with answers as they are stored or were sent. */
export interface Filling {
  title: string
  lead: Html | ''
  /** Content above the questions, like answers that cannot be changed. */
  above?: Html | ''
  /** Content below the questions. */
  below?: Html[] | ''
  fields: Field[]
  person: Person
  faults: ProblemFault[]
  action: string
  button: string
  back?: Html | ''
}

export function fillingPage(owner: LinkOwner, filling: Filling): Page {
  const { lang } = owner
  const { title, lead, above = '', below = '', fields, person, faults, action, button } = filling
  return {
    ...frame(owner),
    title: faults.length > 0 ? say(lang, 'page.error', { title }) : title,
    body: html`<main>${faults.length > 0 ? errorSummary(lang, faults) : ''}<div class="card"><h1>${title}</h1>
${lead}
<form method="post" action="${action}" novalidate accept-charset="utf-8">${pressed}${defaultButton(button)}${above}
${formFields({ lang, fields, person, faults: faultsAt(faults) })}
${below}
<button>${button}</button></form>
${filling.back ?? backView(owner)}</div></main>`,
  }
}

/** Returns a form without the fields that cannot be changed. */
export const without = (form: Form, ids: readonly string[]): Form => ({
  ...form,
  fields: form.fields.filter(({ id }) => !ids.includes(id)),
})

/**
 * Returns an answer to every question of a sent form. Browsers send nothing for empty fields, but
 * an empty answer must replace a stored one.
 */
export const everyAnswer = ({ fields }: Form, sent: Person): Person =>
  Object.fromEntries(
    fields.filter(({ type }) => type !== 'info').map(({ id, type }) => [id, sent[id] ?? emptyAnswer(type)]),
  )

function emptyAnswer(type: Field['type']): Answer {
  if (type === 'checkboxes') return []
  return type === 'checkbox' ? false : ''
}

/** Returns an answer that is shown and cannot be changed. */
export const settledView = (label: string, answer: string, hint: Html | string = '') =>
  html`<div class="field"><p class="label">${label}</p><p class="settled">${answer}</p>${hint && html`<p class="hint">${hint}</p>`}</div>`
