import type { HistoryEvent } from '@training-signup/contract'
import { html } from 'hono/html'
import { formatBriefly } from '../../../core/trainings/local-time.ts'
import { may } from '../../../platform/access/caller.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { type PageWordKey, say, sayIfKnown } from '../../../words/admin.ts'
import { type TrainingNames, trainingNamed } from '../../api/trainings/training-names.ts'
import { adminPath } from '../frame.ts'
import { toneOf } from '../roster/roster-table.ts'
import { mailButton } from './mail-rows.ts'
import { type PersonPage, personName } from './person-view.ts'

const emailTones = { sent: 'ok', waiting: 'wait', failed: 'stop', dropped: '' } as const
const tones: Partial<Record<HistoryEvent['kind'], string>> = {
  'checked-in': 'ok',
  'check-in-undone': 'stop',
  reconfirmed: 'ok',
  proven: 'ok',
  'supervisor-yes': 'ok',
  'supervisor-no': 'stop',
  'registered-again': 'wait',
  'extra-seat': 'ok',
}

/** What events name, as it is called now. */
interface EventNames {
  partners: ReadonlyMap<string, string>
  trainings: TrainingNames
}

/** Renders what happened, the latest first. */
export function historyCard(view: PersonPage, events: readonly HistoryEvent[], names: EventNames): Html {
  const { lang, training } = view
  const latest = events.find(({ kind }) => kind === 'email')
  return html`<section class="card pin"><h2>${say(lang, 'admin.person.history')}</h2><ol class="history">${events.map(
    (event) =>
      html`<li class="${toneOfEvent(event)}">${sentenceOf(view, event, names)}<small>${unbroken(
        `${formatBriefly(event.at, training.row.time_zone, lang)}${detailOf(view, event, names)}`,
      )}</small>${event === latest ? returnedButton(view, event) : ''}</li>`,
  )}</ol></section>`
}

/** Renders the button for an email that came back to the organizer's mailbox, or the way out of that. */
function returnedButton(view: PersonPage, { mail, state }: HistoryEvent): Html | '' {
  const { app, lang, caller, registration } = view
  if (mail === undefined || state !== 'sent' || !may(caller, 'send-messages')) return ''
  const back = `/registrations/${registration.id}`
  return mailButton({ config: app.config, lang, back }, mail, 'returned', personName(view))
}

function toneOfEvent({ kind, state, to }: HistoryEvent): string {
  if (to) return toneOf[to]
  return state ? emailTones[state] : (tones[kind] ?? '')
}

function sentenceOf(
  { app, lang, registration }: PersonPage,
  event: HistoryEvent,
  { trainings }: EventNames,
): string | Html {
  if (event.kind === 'email')
    return say(lang, registration.email === null ? 'admin.history.email.coordinator' : 'admin.history.email', {
      email: sayIfKnown(lang, `admin.emails.kind.${event.email}`) ?? event.email ?? '',
    })
  if (event.kind === 'moved-here' || event.kind === 'moved-away')
    return html`<a href="${adminPath(app.config, `/registrations/${event.registration}`)}">${say(
      lang,
      `admin.history.${event.kind}`,
      { training: trainingNamed(trainings, event.training ?? '', lang) },
    )}</a>`
  if (event.kind === 'status-changed' && event.from && event.to)
    return say(lang, 'admin.history.status-changed', {
      from: say(lang, `admin.status.${event.from}`),
      to: say(lang, `admin.status.${event.to}`),
    })
  if (event.kind === 'agency-merged' || event.kind === 'agency-split')
    return say(lang, `admin.history.${event.kind}`, { from: event.agencyFrom ?? '', to: event.agencyTo ?? '' })
  if (event.kind === 'changed')
    return say(lang, 'admin.history.changed', { status: say(lang, `admin.status.${registration.status}`) })
  if (event.kind === 'extra-seat') return say(lang, 'admin.history.extra-seat', { reason: event.reason ?? '' })
  if (event.again) return say(lang, `admin.history.${event.kind}.again` as PageWordKey)
  return say(lang, `admin.history.${event.kind}`)
}

function detailOf({ lang, registration }: PersonPage, event: HistoryEvent, { partners }: EventNames): string {
  const { partner, channel } = registration
  const source = partner === null ? say(lang, `admin.channel.${channel}`) : (partners.get(partner) ?? partner)
  const from = event.kind === 'registered' ? ` · ${source}` : ''
  if (event.state) return ` · ${say(lang, `admin.history.email.${event.state}`)}`
  if (event.by) {
    const { name = '' } = event
    const by = name === '' ? say(lang, `admin.history.by.${event.by}`) : say(lang, 'admin.history.by', { name })
    // Most statuses already say what was done.
    const why = sayIfKnown(lang, `admin.history.why.${event.action}`)
    return `${from} · ${why === undefined ? by : `${by} · ${why}`}`
  }
  if (event.agencyTo !== undefined)
    return event.name === undefined ? '' : ` · ${say(lang, 'admin.history.by', { name: event.name })}`
  return from
}
