import { activeStatuses } from '../../core/seats/transitions.ts'
import { formatBriefly } from '../../core/trainings/local-time.ts'
import { type Schedule, scheduleOf } from '../../core/trainings/schedule.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { type Composed, comingButtons, text } from '../compose/composed.ts'
import { isolated } from '../compose/isolates.ts'
import type { About } from './about.ts'
import type { Band } from './bands.ts'
import { groupNewsMail } from './group-mails.ts'
import { readerOf } from './reader.ts'
import { type AboutRegistration, formatStatus, registrationMail } from './registration-mail.ts'
import { type Way, wayButtons, wayToNextDate, withWay } from './way-back.ts'

/**
 * Tells people with a seat or on the waiting list what has changed; a coordinator gets one email
 * for all people without an address.
 */
export const trainingChangedMail = (about: About, system: System) => openNews(about, system, changed)

/** Tells them that the training takes place after all, and what else has changed. */
export const trainingRestoredMail = (about: About, system: System) => openNews(about, system, restored)

const openNews = (about: About, system: System, news: News) =>
  about.training.state === 'past' || about.training.state === 'cancelled' ? undefined : newsMail(about, system, news)

/** Tells them that the training is canceled. */
export const trainingCancelledMail = (about: About, system: System) =>
  about.training.state === 'cancelled' && about.stored.row.ends_at > system.now().toISOString()
    ? newsMail(about, system, canceled)
    : undefined

interface News {
  kind: 'training-changed' | 'training-cancelled' | 'training-restored'
  band: Band
  /** Whether there is still something to change. */
  isOpen: boolean
}
const changed: News = { kind: 'training-changed', band: 'changed', isOpen: true }
const restored: News = { kind: 'training-restored', band: 'changed', isOpen: true }
const canceled: News = { kind: 'training-cancelled', band: 'canceled', isOpen: false }

async function newsMail(about: About, system: System, news: News) {
  const { registration, group, row } = about
  const way = news.isOpen ? undefined : await wayToNextDate(about, system)
  if (group && row.group_id !== null)
    return groupNewsMail(about, system, { ...contentOf(about, news), group, isOpen: news.isOpen, way })
  return registration && activeStatuses.includes(registration.status)
    ? ownNewsMail({ ...about, registration }, news, way)
    : undefined
}

function ownNewsMail(about: AboutRegistration, news: News, way: Way | undefined): Composed {
  const content = contentOf(about, news)
  const hasSeat = about.registration.status === 'confirmed'
  const isStatusSaid = news.isOpen && !readerOf(about).isCoordinator
  return registrationMail(about, {
    ...content,
    heading: () => content.heading,
    text: withWay((tell) => `${content.text} ${isStatusSaid ? formatStatus(about) : tell('mail.whatToDo')}`, way),
    action: wayButtons(way),
    more: hasSeat ? content.more : [],
    calendar: hasSeat ? 'PUBLISH' : undefined,
    ...(news.isOpen && hasSeat ? { action: [comingButtons(about)], isComing: true } : {}),
    isOpen: news.isOpen,
  })
}

/** Says what has become of a training, to the person who reads it. */
export function contentOf(about: About, { kind, band }: Pick<News, 'kind' | 'band'>) {
  const { lang } = about
  const changes = kind === 'training-cancelled' ? [] : changesOf(about)
  const lead = kind === 'training-restored' ? [say(lang, 'mail.training-restored.lead')] : []
  const said = changes.length > 0 ? changes : [say(lang, `mail.${kind}.text`)]
  return {
    band,
    heading: say(lang, `mail.${kind}`),
    text: [...lead, ...said].join(' '),
    /** For people with a seat, who get the calendar file. */
    more: [text(say(lang, `mail.${kind}.calendar`))],
  }
}

/** Names the new time and place, and what the reader knew before. */
function changesOf({ lang, row, stored }: About): string[] {
  if (row.known_schedule === null) return []
  const now = scheduleOf(stored.input)
  const was = JSON.parse(row.known_schedule) as Schedule
  const timeOf = ({ startsAt, timeZone }: Schedule) => formatBriefly(startsAt, timeZone, lang)
  const times = { now: timeOf(now), was: timeOf(was) }
  const places = now.place !== undefined && was.place !== undefined && now.place !== was.place
  return [
    ...(times.now === times.was ? [] : [say(lang, 'mail.training-changed.time', times)]),
    ...(places
      ? [say(lang, 'mail.training-changed.place', { now: isolated(now.place ?? ''), was: isolated(was.place ?? '') })]
      : []),
  ]
}
