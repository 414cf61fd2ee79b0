import type { Language, NextDate } from '@training-signup/contract'
import { limits } from '@training-signup/contract/limits'
import { html } from 'hono/html'
import { can, isActive, isWaiting } from '../../core/seats/transitions.ts'
import { formatMoment } from '../../core/trainings/local-time.ts'
import type { Config } from '../../platform/config.ts'
import { type IconName, icon } from '../../platform/html/icon.ts'
import type { Html, Page } from '../../platform/html/layout.ts'
import { moodOfStatus } from '../../platform/html/moment.ts'
import { say, sayList } from '../../words/index.ts'
import { trainingRecap } from '../pages/training/training-details.ts'
import { otherDateView } from '../pages/training/training-row.ts'
import { canAdd } from './add-people.ts'
import type { GroupAttendance } from './after-day/group-attendance.ts'
import { type Member, type Offer, offersTo } from './group-actions.ts'
import type { GroupOwner } from './link-owner.ts'
import { buttonView, noticeView } from './views.ts'

export type MemberOption = 'change' | 'substitute' | 'cancel'

/**
 * Returns what a coordinator can do for a member: something only for people without an address of
 * their own.
 */
export function memberOptions(
  { isBeforeStart }: Pick<GroupOwner, 'isBeforeStart'>,
  { registration }: Member,
): MemberOption[] {
  if (!isBeforeStart || !registration) return []
  const { status } = registration
  return [
    ...(isActive(status) ? ['change' as const] : []),
    ...(can(status, 'replace') ? ['substitute' as const] : []),
    ...(can(status, 'cancel') ? ['cancel' as const] : []),
  ]
}

/** Returns whether the coordinator can still say that the group isn't coming. */
export const canCallOff = ({ isBeforeStart, group }: Pick<GroupOwner, 'isBeforeStart' | 'group'>): boolean =>
  isBeforeStart && group.called_off_at === null

/** Returns whether the coordinator can still change the address that reaches them. */
export const canChangeAddress = (
  { isBeforeStart, group }: Pick<GroupOwner, 'isBeforeStart' | 'group'>,
  { mail }: Pick<Config, 'mail'>,
): boolean => isBeforeStart && mail !== undefined && group.coordinator_email !== ''

interface GroupShown {
  config: Pick<Config, 'mail'>
  /** The name of the action that was just done. */
  done: string | undefined
  attendance: GroupAttendance
  /** A date with seats, for those on the waiting list. */
  otherDate: NextDate | undefined
}

/** Returns the page with all people of a group and their statuses, or whether they came. */
export function groupPage(
  owner: GroupOwner,
  members: Member[],
  { config, done, attendance, otherDate }: GroupShown,
): Page {
  const { training, group, lang, languages, at, isBeforeStart } = owner
  return {
    lang,
    languages,
    title: say(lang, 'manage.group'),
    training,
    body: html`<main>${noticeView(owner, done)}
<h1>${say(lang, 'manage.group.heading', { count: members.length })}</h1>
${
  training.state === 'cancelled'
    ? html`<div class="panel stop"><h2>${training.notice.title}</h2><p>${training.notice.text}</p></div>`
    : attendance.size > 0
      ? attendedTally(owner, attendance)
      : tallyView(owner, members)
}
${otherDateView(otherDate)}
${isBeforeStart ? offersTo(members).map((offer) => offerView(owner, offer)) : ''}
${members.some(({ registration }) => !registration) ? html`<p class="muted">${say(lang, 'manage.group.own')}</p>` : ''}
<ol class="card flush rows">${members.map((member, index) => memberView(owner, member, index + 1, attendance.get(member.id)))}</ol>
<section class="card"><h2>${training.title}</h2>
${trainingRecap(training, lang, { hasSeat: hasSeat(owner, members) })}</section>
${rowsView(owner, members, config)}
<div class="ending">${canCallOff(owner) ? html`<a class="button danger" href="${at('/cancel')}">${say(lang, 'manage.group.cancelAll')}</a>` : ''}
<a class="quiet danger" href="${at('/erase')}">${say(lang, 'manage.erase')}</a>
<small>${say(lang, 'result.reference')} <strong>${group.reference}</strong></small></div></main>`,
  }
}

/** Returns whether someone comes: in a calendar, a request would look like a seat. */
const hasSeat = ({ training }: Pick<GroupOwner, 'training'>, members: Member[]): boolean =>
  training.state !== 'cancelled' && members.some(({ status }) => status === 'confirmed')

/** Renders what is rarely done for the whole group. */
function rowsView(owner: GroupOwner, members: Member[], config: Pick<Config, 'mail'>): Html | '' {
  const { lang, at } = owner
  const rowView = (path: string, mark: IconName, title: string, about: string) =>
    html`<li><a class="row" href="${at(path)}">${icon(mark)}<span><b>${title}</b>
<small>${about}</small></span>${icon('onward')}</a></li>`
  const rows = [
    ...(canAdd(owner) && members.length < limits.people
      ? [rowView('/add', 'plus', say(lang, 'manage.group.add'), say(lang, 'manage.group.add.about'))]
      : []),
    ...(canChangeAddress(owner, config)
      ? [rowView('/address', 'mail', say(lang, 'manage.address'), say(lang, 'manage.address.about'))]
      : []),
  ]
  return rows.length > 0 ? html`<ul class="card flush rows">${rows}</ul>` : ''
}

/** Says in words how many people have which status, and that a group stays together whose seats are missing. */
function tallyView({ lang, group }: GroupOwner, members: Member[]): Html {
  const hasNoSeats = members.length > 1 && members.some(({ status }) => isWaiting(status) && status !== 'offered')
  const byStatus = Map.groupBy(members, ({ status }) => status)
  return html`<p class="tally">
${[...byStatus].map(([status, { length }]) => stateView(status, say(lang, `manage.group.count.${status}`, { count: length })))}</p>
${group.split === 0 && hasNoSeats ? html`<p>${say(lang, 'mail.together')}</p>` : ''}`
}

/** Says how many came. */
function attendedTally({ lang }: GroupOwner, attendance: GroupAttendance): Html {
  const came = [...attendance.values()].filter((minutes) => minutes > 0).length
  const away = attendance.size - came
  return html`<p class="tally">${came > 0 ? html`<span class="state ok">${say(lang, 'manage.group.attended', { count: came })}</span>` : ''}
${away > 0 ? html`<span class="state">${say(lang, 'manage.group.away', { count: away })}</span>` : ''}</p>`
}

const attendedView = (lang: Language, minutes: number): Html =>
  minutes > 0
    ? html`<span class="state ok">${say(lang, 'manage.group.minutes', { count: minutes })}</span>`
    : html`<span class="state">${say(lang, 'manage.group.absent')}</span>`

const stateView = (status: Member['status'], words: string) =>
  html`<span class="state ${moodOfStatus[status].tone}">${words}</span>`

function offerView({ lang, at, stored }: GroupOwner, { members, until }: Offer): Html {
  const count = members.length
  const names = sayList(
    lang,
    members.map(({ name }) => name),
  )
  const time = until === null ? '' : formatMoment(until, stored.row.time_zone, lang)
  const addressOf = (action: 'accept' | 'decline') => at(`/people/${members[0]?.id}/${action}`)
  return html`<section class="panel step"><h2>${say(lang, 'manage.group.offered', { count, names })}</h2>
<p>${time === '' ? say(lang, 'manage.group.offered.text') : say(lang, 'manage.group.offered.until', { time })}</p>
<div class="actions">${buttonView(addressOf('accept'), say(lang, 'manage.group.accept', { count }))}
${buttonView(addressOf('decline'), say(lang, 'manage.group.decline', { count }), 'second')}</div></section>`
}

/** Folds what is rarely done: a list of people stays a list. */
const moreView = (label: string, text: string, links: Html[]) =>
  html`<li><details><summary aria-label="${label}">${text}</summary><ul>${links}</ul></details></li>`

function memberView(owner: GroupOwner, member: Member, place: number, minutes: number | undefined): Html {
  const { lang, at } = owner
  const { id, name, status } = member
  const options = memberOptions(owner, member)
  const [first, ...others] = options
  const state =
    minutes === undefined ? stateView(status, say(lang, `mail.status.${status}`)) : attendedView(lang, minutes)
  const linkTo = (option: MemberOption) => {
    const action = say(lang, `manage.group.${option}`)
    return html`<li><a${
      option === 'cancel' ? html` class="ends"` : ''
    } href="${at(`/people/${id}/${option}`)}" aria-label="${say(lang, 'manage.group.about', { action, name })}">${action}</a></li>`
  }
  return html`<li class="row"><span class="count" aria-hidden="true">${place}</span><div><h2>${name}</h2>${state}
${
  options.length > 0
    ? html`<ul class="links">
${first && linkTo(first)}${
  others.length > 0
    ? moreView(
        say(lang, 'manage.group.about', { action: say(lang, 'manage.group.more'), name }),
        say(lang, 'manage.group.more'),
        others.map(linkTo),
      )
    : ''
}</ul>`
    : ''
}</div></li>`
}
