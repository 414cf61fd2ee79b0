import type { RegistrationResult } from '@training-signup/contract'
import { html, nothing } from 'lit'
import type { Answers } from '../form/answers.ts'
import type { Person } from '../group/people-outcome.ts'
import { addressed } from '../views/addressed.ts'
import { button } from '../views/button.ts'
import { restOf } from '../views/details-card.ts'
import { type IconName, icon } from '../views/icon.ts'
import { linesOf } from '../views/lines.ts'
import { moment } from '../views/moment.ts'
import { referenceView } from '../views/reference.ts'
import { lookOf } from '../views/state.ts'
import { rows } from '../views/training-rows.ts'
import type { View } from '../views/view.ts'

export interface ResultView extends View {
  result: RegistrationResult & { people: Person[] }
  answers: Answers
  /** The result of each of several people. */
  people: unknown
  /** The page's own next address. */
  successUrl: string | undefined
  onAnother(): void
  onChoose(slug: string): void
  onFix(result: RegistrationResult): void
}

/**
 * Shows the result of the registration. A status that this script does not know speaks through the
 * server's own words.
 */
export function resultView(view: ResultView) {
  const { say, data, result, answers, people, successUrl, onAnother, onFix } = view
  const { otherDate } = data.training
  const { status, reference, next, correction, words } = result
  const sayOutcome = outcomeOf(view)
  // An older server says nothing about a group.
  const address = people && !words ? '' : answers[people ? '/coordinator/email' : 'email']
  const sentTo = address && sayOutcome('.sentTo')
  return moment({
    part: 'result',
    look: lookOf(status, 'clock'),
    word: sayOutcome('.word'),
    title: titleOf(view),
    text: sentTo
      ? html`${addressed(sentTo, address)} ${correction && button(say('result.fix'), () => onFix(result))}`
      : sayOutcome('.text') || next?.text,
    more: html`
      ${people}
      ${otherDate && status === 'waitlisted' ? rows([otherDate], view) : nothing}
      ${result.people?.some((person) => person.status === 'confirmed') ? forAttendees(view) : nothing}
      <p part="note">
        ${people ? nothing : html`${referenceView(say, reference)}<br />`}
        ${say('result.before')}
      </p>
      <p part="actions">${button(say('result.another'), onAnother)}
      ${successUrl && html`<a part="button" href=${successUrl}>${say('result.continue')}</a>`}</p>
    `,
  })
}

type Titled = Pick<ResultView, 'say' | 'data' | 'answers' | 'result'>

/** Returns what says a part of the outcome. Of a group, in the server's words, which count: only the names stay here. */
function outcomeOf({ say, data, answers, result: { status, people, words } }: Titled) {
  const home = people?.flatMap(({ status: one, name = '' }: Person) => (one === 'confirmed' ? [] : name))
  const values = { name: String(answers['givenName']), names: new Intl.ListFormat(data.lang).format(home ?? []) }
  return (part = '') => say((words ? 'outcome' : `result.${status}`) + part, values)
}

export function titleOf(view: Titled) {
  const sayOutcome = outcomeOf(view)
  return (view.answers['givenName'] && sayOutcome('.named')) || sayOutcome() || view.result.next?.title
}

/**
 * For people with a seat only: their calendar, the way, colleagues, and what to bring. When and
 * where is in the details.
 */
function forAttendees({ data: { training }, say, linkTo }: View) {
  const { details, links, venue } = training
  const way = (shape: IconName, word: string, href: string | undefined) =>
    href && linkTo(href, html`${icon(shape)}${say(`result.${word}`)}`, 'button')
  return html`
    <div part="actions calendars">
      ${way('calendar', 'calendar', links.addToCalendar)} ${way('pin', 'directions', venue?.mapUrl)}
      ${way('person', 'share', links.share)}
    </div>
    <div part="rest">
      ${linesOf(details[0]?.lines.slice(2) ?? [], linkTo)}
      ${restOf(
        details.slice(2).filter(({ recap }) => recap),
        linkTo,
      )}
    </div>
  `
}
