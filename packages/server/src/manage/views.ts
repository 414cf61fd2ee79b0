import type { Answer, Field, Form, Person, ProblemFault } from '@training-signup/contract'
import { html } from 'hono/html'
import { formFields } from '../pages/form-fields.ts'
import { type Html, messagePage, type Page } from '../pages/layout.ts'
import { errorSummary } from '../pages/training-page.ts'
import { say, type WordKey } from '../words/index.ts'
import type { Holder } from './holder.ts'

const notices = {
  otherwise: 'manage.done.otherwise',
  accepted: 'manage.done.accepted',
  declined: 'manage.done.declined',
  coming: 'manage.done.coming',
  changed: 'manage.done.changed',
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

/** What has just been done, by the name of it in the address. */
export function noticeView({ lang }: Pick<Holder, 'lang'>, done: string | undefined): Html | '' {
  if (done === undefined || !Object.hasOwn(notices, done)) return ''
  return html`<p class="done" role="status">${say(lang, notices[done as Done])}</p>`
}

/** A form of one button: a deed that needs no more words. */
export const buttonView = (action: string, label: string, kind: '' | 'second' = '') =>
  html`<form method="post" action="${action}"><button class="${kind}">${label}</button></form>`

interface Asking {
  title: string
  text: string
  button: string
  /** Where the button leads; the way back leads to the holder's page. */
  action: string
}

/** Asks once more before something that cannot be undone. */
export const askingPage = (holder: Holder, { title, text, button, action }: Asking): Page => ({
  ...frame(holder),
  title,
  body: html`<main><h1>${title}</h1>
<p>${text}</p>
<p><strong>${holder.training.title}</strong><br>${holder.training.when.text}</p>
${buttonView(action, button)}
${backView(holder)}</main>`,
})

export const erasedPage = ({ lang, training }: Holder, what: string): Page => ({
  ...messagePage(
    lang,
    say(lang, 'manage.erased'),
    what,
    html`<p><a href="${training.links.page}">${training.title}</a></p>`,
  ),
  ...frame({ lang }),
})

export const frame = ({ lang }: Pick<Holder, 'lang'>) => ({ lang, backToList: false })

const backView = ({ lang, at }: Holder) => html`<p class="onward"><a href="${at()}">${say(lang, 'manage.back')}</a></p>`

/** A form with answers, as they are stored or were sent. */
export interface Filling {
  title: string
  lead: Html | ''
  /** What stands above the questions: what cannot be changed, for example. */
  above?: Html | ''
  /** What stands below them. */
  below?: Html[] | ''
  fields: Field[]
  person: Person
  faults: ProblemFault[]
  action: string
  button: string
  back?: Html | ''
}

export function fillingPage(holder: Holder, filling: Filling): Page {
  const { lang } = holder
  const { title, lead, above = '', below = '', fields, person, faults, action, button } = filling
  return {
    ...frame(holder),
    title: faults.length > 0 ? say(lang, 'page.error', { title }) : title,
    body: html`<main>${faults.length > 0 ? errorSummary(lang, faults) : ''}<h1>${title}</h1>
${lead}
<form method="post" action="${action}" novalidate accept-charset="utf-8">${above}
${formFields({ lang, fields, person, faults })}
${below}
<button>${button}</button></form>
${filling.back ?? backView(holder)}</main>`,
  }
}

/** A form's questions without those that are settled already. */
export const without = (form: Form, ids: readonly string[]): Form => ({
  ...form,
  fields: form.fields.filter(({ id }) => !ids.includes(id)),
})

/**
 * What a sent form says to every one of its questions. Browsers send nothing for what is empty, and that is an answer
 * where another one is stored.
 */
export const everyAnswer = ({ fields }: Form, sent: Person): Person =>
  Object.fromEntries(
    fields.filter(({ type }) => type !== 'info').map(({ id, type }) => [id, sent[id] ?? emptyAnswer(type)]),
  )

function emptyAnswer(type: Field['type']): Answer {
  if (type === 'checkboxes') return []
  return type === 'checkbox' ? false : ''
}

/** Of an answer that is shown and not asked. */
export const settledView = (label: string, answer: string, hint = '') =>
  html`<div class="field"><p class="label">${label}</p><p class="settled">${answer}</p>${hint && html`<p class="hint">${hint}</p>`}</div>`
