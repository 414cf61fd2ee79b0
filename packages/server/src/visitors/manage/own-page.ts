import type { NextDate, Person } from '@training-signup/contract'
import { html } from 'hono/html'
import { isReminderAhead } from '../../core/messages/reminder-texts.ts'
import { hidesName } from '../../core/people/hides-name.ts'
import { fullName } from '../../core/people/person-columns.ts'
import type { Transfer } from '../../core/registrations/offer-transfer.ts'
import { isDecisive, type SupervisorRequest } from '../../core/seats/supervisors.ts'
import { can, isActive } from '../../core/seats/transitions.ts'
import { formatMoment } from '../../core/trainings/local-time.ts'
import { type IconName, icon } from '../../platform/html/icon.ts'
import type { Html, Page } from '../../platform/html/layout.ts'
import { type Moment, momentView, moodOfState, moodOfStatus } from '../../platform/html/moment.ts'
import { checkInCode, codeView } from '../../platform/html/qr-code.ts'
import { say } from '../../words/index.ts'
import { trainingRecap } from '../pages/training/training-details.ts'
import { otherDateView } from '../pages/training/training-row.ts'
import type { RegistrationOwner } from './link-owner.ts'
import { isAsked } from './reconfirm.ts'
import { buttonView, noticeView } from './views.ts'

export interface OwnView {
  now: Date
  /** Whether the server can email a colleague. */
  sendsMail: boolean
  /** The open offer of the seat to a colleague. */
  transfer: Transfer | undefined
  /** A date with seats, for someone on the waiting list. */
  otherDate: NextDate | undefined
  /** The request to the supervisor who was named. */
  supervisor: SupervisorRequest | undefined
  /** What they read once the training is over. */
  after: Moment | undefined
  /** What someone who came is still asked. */
  asked: 'evaluation' | 'test' | undefined
  /** The ways to their certificates. */
  certificates: Html | ''
  /** The name of the action that was just done. */
  done: string | undefined
}

export type OwnOption = 'supervisor' | 'change' | 'address' | 'pass' | 'cancel' | 'erase'

/**
 * Returns what a person can do with their registration now, apart from answering what they are
 * asked.
 */
export function ownOptions(
  { registration, stored, isBeforeStart, training }: RegistrationOwner,
  sendsMail: boolean,
): OwnOption[] {
  const { status } = registration
  const isOpen = isActive(status) && training.state !== 'past'
  const isPassable = can(status, 'transfer') && isBeforeStart && stored.row.status === 'published' && sendsMail
  const isDecidedBySupervisor = status === 'pending_approval' && stored.input.audience.supervisor !== 'off'
  return [
    ...(isDecidedBySupervisor && isBeforeStart && registration.email !== null && sendsMail
      ? ['supervisor' as const]
      : []),
    ...(isOpen && training.state !== 'cancelled' ? ['change' as const] : []),
    ...(isOpen && isBeforeStart && registration.email !== null && sendsMail ? ['address' as const] : []),
    ...(isPassable ? ['pass' as const] : []),
    ...(can(status, 'cancel') && isBeforeStart ? ['cancel' as const] : []),
    'erase',
  ]
}

/** Returns the page with a person's registration, its status, and what they can do. */
export function ownPage(owner: RegistrationOwner, view: OwnView): Page {
  const { training, registration, lang, languages } = owner
  const isConfirmed = registration.status === 'confirmed' && training.state !== 'cancelled'
  return {
    lang,
    languages,
    title: say(lang, 'manage.title'),
    training,
    // The band says that it is canceled.
    body: html`<main>${view.done === 'cancelled' && registration.status === 'cancelled' ? '' : noticeView(owner, view.done)}
${momentView(
  view.after ?? { ...statusOf(owner, view), more: otherDateView(view.otherDate) },
  html`${owner.isBeforeStart ? askedView(owner, view) : ''}
<h2>${training.title}</h2>
${trainingRecap(training, lang, { hasSeat: isConfirmed })}
${view.asked ? evaluationView(owner, view.asked) : ''}
${isActive(registration.status) ? '' : html`<p><a href="${training.links.page}">${say(lang, 'page.more')}</a></p>`}`,
)}
${isConfirmed && training.state !== 'past' ? ownCode(owner) : ''}${view.certificates}${optionsView(owner, view.sendsMail)}</main>`,
  }
}

/** What the door reads from a phone. It opens nothing. */
const ownCode = ({ lang, registration: { reference, sensitive } }: RegistrationOwner): Html => {
  const hint = hidesName(JSON.parse(sensitive) as Person) ? 'manage.code.number' : 'manage.code.name'
  return html`<section class="card code"><h2>${say(lang, 'manage.code')}</h2>
${codeView(checkInCode(reference), `${say(lang, 'manage.code')}: ${reference}`)}
<p>${say(lang, 'manage.code.text')}</p><p class="hint">${say(lang, hint)}</p></section>`
}

function statusOf(owner: RegistrationOwner, view: OwnView): Moment {
  const { training, registration } = owner
  const isCalledOff = training.state === 'cancelled'
  const [title, text] = isCalledOff ? [training.notice.title, training.notice.text] : statusWords(owner)
  return {
    mood: isCalledOff ? moodOfState.cancelled : moodOfStatus[registration.status],
    word: fullName(registration.given_name, registration.family_name),
    title,
    text: isReminded(owner, view) ? `${text} ${say(owner.lang, 'mail.reminder.ahead')}` : text,
  }
}

/** Returns whether a reminder goes to the person's own address. */
const isReminded = ({ registration, stored }: RegistrationOwner, { now, sendsMail }: OwnView): boolean =>
  sendsMail && registration.status === 'confirmed' && registration.email !== null && isReminderAhead(stored.row, now)

function statusWords({ registration, stored, lang }: RegistrationOwner): [string, string] {
  const { status, expires_at } = registration
  const title = say(lang, `manage.status.${status}`)
  if (status !== 'offered' || expires_at === null) return [title, say(lang, `manage.status.${status}.text`)]
  const time = formatMoment(expires_at, stored.row.time_zone, lang)
  return [title, say(lang, 'manage.status.offered.until', { time })]
}

/**
 * Returns what the person is asked now: to accept a seat, to say whether they still come, or to
 * wait for a colleague or a supervisor.
 */
function askedView(owner: RegistrationOwner, { now, transfer, supervisor }: OwnView): Html | '' {
  const { registration, stored, lang, at } = owner
  if (supervisor !== undefined && registration.status === 'pending_approval')
    return html`<p>${say(
      lang,
      isDecisive(supervisor, stored.input.audience) ? 'manage.supervisor.asked' : 'manage.supervisor.unconfirmed',
      { address: supervisor.address },
    )}</p>`
  if (registration.status === 'offered')
    return html`<div class="actions">${buttonView(at('/accept'), say(lang, 'manage.accept'))}
${buttonView(at('/decline'), say(lang, 'manage.decline'), 'second')}</div>`
  if (transfer && registration.status === 'confirmed') return transferView(owner, transfer)
  if (!isAsked(registration, stored.row, now)) return ''
  return html`<section class="panel step"><h2>${say(lang, 'manage.coming')}</h2><p>${say(lang, 'manage.coming.text')}</p>
<div class="actions">${buttonView(at('/coming'), say(lang, 'manage.coming.yes'))}
<a class="button danger" href="${at('/cancel')}">${say(lang, 'manage.coming.no')}</a></div></section>`
}

/** Leads someone who came to what they are still asked. */
const evaluationView = ({ lang, at }: RegistrationOwner, asked: 'evaluation' | 'test'): Html =>
  html`<section class="panel step"><h2>${say(lang, asked === 'test' ? 'test.title' : 'manage.evaluation')}</h2>
<p>${say(lang, `manage.${asked}.text`)}</p><p><a class="button" href="${at(`/${asked}`)}">${say(lang, `manage.${asked}.go`)}</a></p></section>`

function transferView({ lang, at, stored }: RegistrationOwner, transfer: Transfer): Html {
  const name = fullName(transfer.given_name, transfer.family_name)
  const time = formatMoment(transfer.expires_at, stored.row.time_zone, lang)
  return html`<section class="panel step"><h2>${say(lang, 'manage.passing', { name })}</h2><p>${say(lang, 'manage.passing.text', { time })}</p>
${buttonView(at('/keep'), say(lang, 'manage.passing.keep'), 'second')}</section>`
}

const icons = { supervisor: 'check', change: 'person', address: 'mail', pass: 'give' } as const satisfies Partial<
  Record<OwnOption, IconName>
>

/** Only someone with a seat can give it up. */
export const cancelKey = ({ status }: Pick<RegistrationOwner['registration'], 'status'>) =>
  status === 'confirmed' ? 'manage.cancel.seat' : 'manage.cancel'

/** Renders what is done often as a list, and what ends the registration apart from it. */
function optionsView(owner: RegistrationOwner, sendsMail: boolean): Html {
  const { lang, at, registration } = owner
  const options = ownOptions(owner, sendsMail)
  const frequent = options.filter((option) => option !== 'cancel' && option !== 'erase')
  const rows = frequent.map(
    (
      option,
    ) => html`<li><a class="row" href="${at(`/${option}`)}">${icon(icons[option])}<span><b>${say(lang, `manage.${option}`)}</b>
<small>${say(lang, `manage.${option}.about`)}</small></span>${icon('onward')}</a></li>`,
  )
  const endings = options.filter((option) => option === 'cancel' || option === 'erase')
  return html`<section><h2 class="unseen">${say(lang, 'manage.options')}</h2>
${rows.length > 0 ? html`<ul class="card flush rows">${rows}</ul>` : ''}
<div class="ending">${endings.map(
    (option) =>
      html`<a class="${option === 'cancel' ? 'button danger' : 'quiet danger'}" href="${at(`/${option}`)}">${say(
        lang,
        option === 'cancel' ? cancelKey(registration) : 'manage.erase',
      )}</a>`,
  )}<small>${say(lang, 'result.reference')} <strong>${registration.reference}</strong></small></div></section>`
}
