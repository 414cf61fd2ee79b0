import type {
  Form,
  Language,
  ProblemFault,
  RegistrationResult,
  ResultStatus,
  Training,
  TrainingInput,
  Unverified,
} from '@training-signup/contract'
import { html } from 'hono/html'
import type { AlertKind } from '../../../core/trainings/alert-kind.ts'
import { takesSignUps } from '../../../core/trainings/availability.ts'
import { headingKey, privacyText, submitKey } from '../../../core/trainings/form.ts'
import { formatWeekday } from '../../../core/trainings/local-time.ts'
import { addressed } from '../../../platform/html/addressed.ts'
import { anchorOf, consentFields, type FieldsView, faultsAt, formFields } from '../../../platform/html/form-fields.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html, Page } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { type Moment, momentView, moodOfState, moodOfStatus } from '../../../platform/html/moment.ts'
import { controlNames, type SentForm } from '../../../platform/html/sent-form.ts'
import { mailedKey, say, sayIfKnown, type WordKey } from '../../../words/index.ts'
import { nextView } from './next-view.ts'
import {
  foldedDetails,
  otherDetails,
  placeAndTime,
  trainingDetails,
  trainingMessage,
  trainingRecap,
} from './training-details.ts'
import { headOf } from './training-head.ts'
import { otherDateView } from './training-row.ts'

export interface TrainingView {
  trainingId: string
  training: Training
  /** What its visitors can wait for while they can't register. */
  alertKind: AlertKind | undefined
  input: TrainingInput
  form: Form
  /** Whether the page may promise a mail. */
  sendsMail: boolean
  /** Whether people with a seat get the reminder of the day before. */
  isReminderAhead: boolean
  lang: Language
  /** The partner whose page led here. */
  partner: string | undefined
  /** The form's target URL, with language and partner. */
  action: string
  /**
   * The page of the other form: the one for a group or, from there, the one for a single person.
   */
  otherForm: string
  /** The page's public URL, without a partner. */
  canonical: string
  /** Path of the QR code that leads here, for printing. */
  code: string
  languages: NonNullable<Page['languages']>
}

/** What is shown of a form besides its answers, when it comes again. */
export interface FormAgain {
  token: string
  faults: ProblemFault[]
  /** The sentence for a request without an answer: it may have been stored. */
  unknown?: WordKey | undefined
  /** The name of the control to begin with. */
  focus?: string | undefined
  /** The sign-up that the corrected answers replace. */
  replaces?: Unverified | undefined
}

/** A form to show: earlier answers and their faults. */
export interface ShownForm extends Omit<FormAgain, 'replaces'> {
  sent: Pick<SentForm, 'person' | 'consents' | 'replaces'>
}

export const emptyForm = (token: string): ShownForm => ({ sent: { person: {}, consents: [] }, token, faults: [] })

/** Renders a training's page: its details, and its form or an explanation. */
export const trainingPage = (view: TrainingView, shown: ShownForm): Page => ({
  ...formPage(view, { faults: shown.faults, replaces: shown.sent.replaces }, (offered) => formView(offered, shown)),
  head: headOf(view),
  listed: shown.faults.length === 0,
})

/**
 * Renders a training and, next to it, a form or why there is none. On a phone, visitors see the
 * reason before all details.
 */
export function formPage(
  view: TrainingView,
  shown: Omit<FormAgain, 'token'>,
  form: (offered: TrainingView) => Html,
): Page {
  const { training, lang } = view
  const takes = isOffered(training, shown)
  // A full training is not full for a sign-up that takes over its own seat.
  const offered: TrainingView = shown.replaces ? { ...view, training: { ...training, state: 'open' } } : view
  return {
    ...frameOf(view),
    title: shown.faults.length > 0 ? say(lang, 'page.error', { title: training.title }) : training.title,
    body: html`<main class="wide short"><div class="card flush beside"><div class="side">
${takes ? html`<p class="state ${moodOfState[training.state].tone}">${training.notice.title}</p>` : ''}
<h1>${training.title}</h1>
${placeAndTime(training)}
${takes ? foldedDetails(training, lang) : ''}</div>
<div class="stage">${takes ? form(offered) : noticeView(view)}</div>
${takes ? '' : html`<div class="side further-details">${otherDetails(training, lang)}</div>`}</div></main>
${addressView(view)}`,
  }
}

// A sign-up that waits for its code may hold the last seat, and is corrected after closing, too.
const isOffered = (training: Training, { replaces }: Pick<FormAgain, 'replaces'>) =>
  takesSignUps(training) || (/^(full|closed)$/.test(training.state) && replaces !== undefined)

export const frameOf = ({ lang, languages, partner, training }: TrainingView) => ({
  lang,
  languages,
  partner,
  training,
})

/** Shown only in print. */
const addressView = ({ lang, canonical, code }: TrainingView) =>
  html`<footer class="paper"><img class="qr" src="${code}" alt="" width="132" height="132" loading="lazy"><p>${say(
    lang,
    'page.more',
  )}<br><strong>${canonical}</strong></p></footer>`

/** Returns what a state means. The next date stands below it. */
export const noticeOf = ({
  training,
  lang,
  sendsMail,
}: Pick<TrainingView, 'training' | 'lang' | 'sendsMail'>): Refusal => ({
  title: training.notice.title,
  // Nothing opens automatically here, because the page runs no script.
  text: say(
    lang,
    training.state === 'upcoming' ? 'page.upcoming.text' : mailedKey(`state.${training.state}.text`, sendsMail),
  ),
  mood: moodOfState[training.state],
})

function noticeView(view: TrainingView): Html {
  const { training } = view
  const { title, text, mood } = noticeOf(view)
  return html`<section class="band ${mood.tone}"><span class="mark">${icon(mood.mark)}</span><div><h2>${unbroken(title)}</h2>
<p>${text}</p>${nextView(training)}</div></section>`
}

// `autofocus` moves the reader to the list of errors, as a script would.
export const errorSummary = (
  lang: Language,
  faults: ProblemFault[],
  anchor = anchorOf,
) => html`<section class="errors stop" role="alert" tabindex="-1" autofocus aria-labelledby="errors-heading">
<h2 id="errors-heading">${icon('warn')}${say(lang, 'errors.heading')}</h2><ul>${faults.map(
  ({ pointer = '', message }) => {
    const target = anchor(pointer)
    return html`<li>${target ? html`<a href="#${target}">${unbroken(message)}</a>` : unbroken(message)}</li>`
  },
)}</ul></section>`

/** Says that no answer came. That is no fault of what was typed. */
const unknownView = (lang: Language, text: WordKey): Html =>
  html`<section class="errors wait" role="alert" tabindex="-1" autofocus aria-labelledby="unknown-heading">
<h2 id="unknown-heading">${icon('warn')}${say(lang, 'failed.unknown.heading')}</h2><p>${say(lang, text)}</p></section>`

/** Renders why a form came back. */
export const whyAgain = (lang: Language, { faults, unknown }: Omit<FormAgain, 'token'>, anchor = anchorOf): Html =>
  html`${unknown ? unknownView(lang, unknown) : ''}${faults.length > 0 ? errorSummary(lang, faults, anchor) : ''}`

/**
 * Renders what the Enter key presses: a form's first button, which must not be one that does
 * something else.
 */
export const defaultButton = (label: string): Html =>
  html`<div class="trap" aria-hidden="true"><button tabindex="-1">${label}</button></div>`

function formView(view: TrainingView, { sent, ...shown }: ShownForm): Html {
  const { training, input, form, lang, action } = view
  const fields: FieldsView = {
    lang,
    fields: form.fields,
    person: sent.person,
    faults: faultsAt(shown.faults),
    focus: shown.focus,
  }
  const submit = say(lang, submitKey(training, input))
  return html`<section aria-labelledby="form-heading">${whyAgain(lang, shown)}${formHeading(view, headingKey(training, input), 'form.several')}
<form method="post" action="${action}" novalidate accept-charset="utf-8">
${unseenControls(lang, { ...shown, replaces: sent.replaces })}
${defaultButton(submit)}
${formFields(fields)}
${consentFields(form, fields, sent.consents)}
${privacyView(training, form, lang)}
<button>${submit}</button>
</form></section>`
}

/** Renders a form's heading with the way to the other form. */
export const formHeading = ({ lang, otherForm }: TrainingView, heading: WordKey, other: WordKey): Html =>
  html`<div class="heading"><h2 id="form-heading">${say(lang, heading)}</h2><a href="${otherForm}">${say(lang, other)}</a></div>`

/** Renders what proves where the form comes from, and what only a machine fills in. */
export const unseenControls = (lang: Language, { token, replaces }: Omit<FormAgain, 'faults'>): Html =>
  html`<input type="hidden" name="${controlNames.token}" value="${token}">${replaces ? unverifiedControls(replaces) : ''}
<div class="trap" aria-hidden="true"><label>${say(lang, 'form.trap')} <input name="${controlNames.trap}" tabindex="-1" autocomplete="off"></label></div>`

/** Renders what happens to the answers. */
export const privacyView = (training: Training, form: Form, lang: Language): Html =>
  html`<div class="privacy"><h2>${say(lang, 'form.privacy')}</h2><p>${privacyText('page.privacy.text', training, form, lang)}</p></div>`

/** Renders which sign-up is meant, with the proof that it is the visitor's. */
export const unverifiedControls = ({ reference, secret }: Unverified): Html =>
  html`<input type="hidden" name="${controlNames.reference}" value="${reference}"><input type="hidden" name="${controlNames.secret}" value="${secret}">`

export const seatsView = ({ state, notice }: Training): Html | '' =>
  state === 'waitlist' ? html`<div class="panel"><h2>${notice.title}</h2><p>${notice.text}</p></div>` : ''

/** Where the emails about a result go, and the form to correct it once. */
export interface SentTo {
  address: string
  fix: Html | undefined
}

/** Renders a person's result. */
export function resultPage(
  view: TrainingView,
  { status, reference }: RegistrationResult,
  { name, sentTo }: { name: string; sentTo?: SentTo | undefined },
): Page {
  const { training, input, lang, sendsMail } = view
  const isReminded = status === 'confirmed' && sentTo !== undefined && view.isReminderAhead
  const title = say(lang, `result.${status}`)
  const date = formatWeekday(training.when.start, input.timeZone, lang)
  const moment = {
    mood: moodOfStatus[status],
    title: (name && sayIfKnown(lang, `result.${status}.named`, { name, date })) || title,
    text: sentToText(lang, `result.${status}`, sentTo) ?? say(lang, mailedKey(`result.${status}.text`, sendsMail)),
    more: html`${isReminded ? html`<p>${say(lang, 'mail.reminder.ahead')}</p>` : ''}
${sentTo?.fix ?? ''}${waitingView(status, training)}${referenceView(lang, reference)}<p>${say(lang, mailedKey('result.before', sendsMail))}</p>`,
  }
  const recap = trainingRecap(training, lang, { hasSeat: status === 'confirmed' })
  // The title stays in the browser's history, and names no one.
  return { ...outcomePage(view, moment, html`<h2>${training.title}</h2>${recap}`, 'result.another'), title }
}

/** Leads people on the waiting list to a date with seats. */
export const waitingView = (status: ResultStatus, { otherDate }: Pick<Training, 'otherDate'>): Html | '' =>
  status === 'waitlisted' ? otherDateView(otherDate) : ''

/** Says what a result means, and to which address its email goes. */
export function sentToText(lang: Language, key: string, sentTo: SentTo | undefined): Html | undefined {
  const sentence = sayIfKnown(lang, `mailed.${key}.sentTo`)
  return sentTo && sentence ? addressed(sentence, sentTo.address) : undefined
}

/** Renders what came of a sign-up, and how to go on from there. */
export const outcomePage = (
  view: TrainingView,
  moment: Moment,
  below: Html,
  another: WordKey,
  href = view.action,
): Page => ({
  ...frameOf(view),
  languages: [],
  title: moment.title,
  body: html`<main>${momentView(moment, below)}
<p class="further"><a href="${href}">${say(view.lang, another)}</a></p></main>`,
})

export const referenceView = (lang: Language, reference: string): Html =>
  html`<p class="reference">${say(lang, 'result.reference')} <strong>${reference}</strong></p>`

export type Refusal = Pick<Moment, 'title' | 'text' | 'mood'>

/** Renders a refusal that no other answers could avoid: a next step instead of an error. */
export function refusalPage(view: TrainingView, { title, text, mood }: Refusal): Page {
  const { training, lang } = view
  return {
    ...frameOf(view),
    languages: [],
    title,
    body: trainingMessage(
      training,
      lang,
      { mood, title, text, more: nextView(training) },
      trainingDetails(training, lang),
    ),
  }
}
