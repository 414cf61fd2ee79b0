import type { Field, Language, Person, ProblemFault, Training } from '@training-signup/contract'
import { limits } from '@training-signup/contract/limits'
import { html } from 'hono/html'
import type { AlertKind } from '../../../core/trainings/alert-kind.ts'
import { takesSignUps } from '../../../core/trainings/availability.ts'
import { formatDay } from '../../../core/trainings/local-time.ts'
import { faultsAt, formFields } from '../../../platform/html/form-fields.ts'
import type { Html, Page } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { moodOfState, moods } from '../../../platform/html/moment.ts'
import { controlNames } from '../../../platform/html/sent-form.ts'
import { say } from '../../../words/index.ts'
import { nextView } from '../training/next-view.ts'
import { trainingMessage } from '../training/training-details.ts'
import { defaultButton, errorSummary, frameOf, noticeOf, type TrainingView } from '../training/training-page.ts'
import { type CodeNotices, codePage } from '../verify-page.ts'

/** A training's view while visitors can ask to be told when they can register. */
export type AlertView = TrainingView & { alertKind: AlertKind }

/** Returns a path below the training's own URL, with its language and partner. */
const below = (href: string, path: string) => href.replace('?', `${path}?`)

export const emailFields = (lang: Language): [Field] => [
  {
    id: 'email',
    type: 'email',
    label: say(lang, 'field.email'),
    hint: say(lang, 'alert.email.hint'),
    required: true,
    autocomplete: 'email',
    maxLength: limits.email,
  },
]

/** The form with the address: as it was typed, and what is wrong with it. */
export interface ShownAddress {
  token: string
  person?: Person
  faults?: ProblemFault[]
}

/** Renders the page that asks for the address. */
export function alertPage(view: AlertView, { token, person = {}, faults = [] }: ShownAddress): Page {
  const { training, lang, alertKind } = view
  const title = say(lang, `alert.${alertKind}`)
  return {
    ...frameOf(view),
    languages: view.languages.map((one) => ({ ...one, href: below(one.href, '/notify') })),
    title: faults.length > 0 ? say(lang, 'page.error', { title }) : title,
    body: html`<main class="short">${faults.length > 0 ? errorSummary(lang, faults) : ''}<div class="card"><h1>${title}</h1>
<p><strong>${training.title}</strong><br>${unbroken(training.when.text)}</p>
<form method="post" action="${below(view.action, '/notify')}" novalidate accept-charset="utf-8">
<input type="hidden" name="${controlNames.token}" value="${token}">
<div class="trap" aria-hidden="true"><label>${say(lang, 'form.trap')} <input name="${controlNames.trap}" tabindex="-1" autocomplete="off"></label></div>
${defaultButton(say(lang, 'alert.button'))}
${formFields({ lang, fields: emailFields(lang), person, faults: faultsAt(faults) })}
<p>${say(lang, `alert.${alertKind}.text`)}</p>
<div class="privacy"><h2>${say(lang, 'form.privacy')}</h2><p>${say(lang, 'alert.privacy', { date: formatDay(training.erasedOn, lang) })}</p></div>
<button>${say(lang, 'alert.button')}</button>
</form></div>${backView(training, lang)}</main>`,
  }
}

/** A request that waits for its code. */
export interface AskedFor {
  secret: string
  address: string
  /** How many its code has. */
  digits: number
}

/** Renders the page for entering the code that was sent to the address. */
export const alertCodePage = (view: TrainingView, { secret, address, digits }: AskedFor, notices?: CodeNotices): Page =>
  codePage(
    frameOf(view),
    {
      text: say(view.lang, 'alert.code.text', { address }),
      action: below(view.action, '/notify/verify'),
      controls: html`<input type="hidden" name="${controlNames.secret}" value="${secret}">`,
      button: say(view.lang, 'alert.code.button'),
      change: say(view.lang, 'alert.change'),
      digits,
    },
    notices,
  )

/** Renders that the address is proven, and what its owner will hear. */
export function alertDonePage(
  view: Pick<TrainingView, 'lang' | 'training'> & Partial<TrainingView>,
  { email, kind }: { email: string; kind: AlertKind },
): Page {
  const { training, lang } = view
  const title = say(lang, 'alert.done')
  return {
    lang,
    training,
    partner: view.partner,
    title,
    body: trainingMessage(training, lang, {
      mood: moods.later,
      title,
      text: say(lang, `alert.${kind}.done`, { address: email }),
      more: html`<p>${say(lang, 'alert.done.text')}</p>${backView(training, lang)}`,
    }),
  }
}

/** Renders that the request has ended before its code was typed. */
export function alertOverPage(view: TrainingView): Page {
  const { training, lang } = view
  const title = say(lang, 'verify.over')
  const again = training.notify?.href ?? training.links.page
  return {
    ...frameOf(view),
    languages: [],
    title,
    body: trainingMessage(training, lang, {
      mood: moods.ended,
      title,
      text: say(lang, 'alert.over.text'),
      more: html`<p><a class="button" href="${again}">${say(lang, 'alert.over.again')}</a></p>`,
    }),
  }
}

/** Renders what is the case instead, where there is nothing to wait for. */
export function nothingToTellPage(view: TrainingView): Page {
  const { training, lang, languages } = view
  const isOpen = takesSignUps(training)
  const { title, text } = noticeOf(view)
  return {
    ...frameOf(view),
    languages: languages.map((one) => ({ ...one, href: below(one.href, '/notify') })),
    title,
    body: trainingMessage(training, lang, {
      mood: moodOfState[training.state],
      title,
      text: isOpen ? say(lang, 'alert.open.text') : text,
      more: html`${isOpen ? '' : nextView(training)}${backView(training, lang)}`,
    }),
  }
}

const backView = ({ links }: Training, lang: Language): Html =>
  html`<p class="onward"><a href="${links.page}">${say(lang, 'alert.back')}</a></p>`
