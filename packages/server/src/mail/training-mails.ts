import type { Deps } from '../deps.ts'
import { openStatuses } from '../registrations/transitions.ts'
import { say } from '../words/index.ts'
import type { About } from './about.ts'
import { type Composed, text } from './composed.ts'
import { groupNewsMail } from './group-mails.ts'
import { type Place, placeMail, tellStanding } from './place-mail.ts'

/** Tells everyone with a seat or on the waiting list what has changed; a coordinator once for people without an address. */
export const trainingChangedMail = (about: About, deps: Deps) =>
  about.training.state === 'past' || about.training.state === 'cancelled' ? undefined : newsMail(about, deps, changed)

/** Tells them that the training is off. */
export const trainingCancelledMail = (about: About, deps: Deps) =>
  about.training.state === 'cancelled' && about.stored.row.ends_at > deps.now().toISOString()
    ? newsMail(about, deps, canceled)
    : undefined

interface News {
  kind: 'training-changed' | 'training-cancelled'
  /** Whether there is anything left to change. */
  isOpen: boolean
}
const changed: News = { kind: 'training-changed', isOpen: true }
const canceled: News = { kind: 'training-cancelled', isOpen: false }

function newsMail(about: About, deps: Deps, news: News) {
  const { registration, group, row } = about
  if (group && row.group_id !== null)
    return groupNewsMail(about, deps, { ...saidOf(about, news, true), group, isOpen: news.isOpen })
  return registration && openStatuses.includes(registration.status)
    ? ownNewsMail({ ...about, registration }, news)
    : undefined
}

function ownNewsMail(place: Place, news: News): Composed {
  const said = saidOf(place, news, place.registration.status === 'confirmed')
  return placeMail(place, {
    ...said,
    text: news.isOpen ? `${said.text} ${tellStanding(place)}` : said.text,
    ...(news.isOpen ? {} : { button: null }),
  })
}

const saidOf = ({ lang }: About, { kind }: News, hasCalendar: boolean) => ({
  heading: say(lang, `mail.${kind}`),
  text: say(lang, `mail.${kind}.text`),
  more: hasCalendar ? [text(say(lang, `mail.${kind}.calendar`))] : [],
  hasCalendar,
})
