import type { Language, NextDate, TrainingInput } from '@training-signup/contract'
import { pickText, say } from '../../words/index.ts'
import { availabilityOf, stateOf } from './availability.ts'
import { formatDay, formatMonthDay, tileOf, withOffset } from './local-time.ts'
import { pageLink } from './page-links.ts'
import { formatPeriod, instantsOf } from './period.ts'
import type { StoredTraining } from './trainings.ts'

export type OtherTraining = Pick<StoredTraining, 'row' | 'input'>

interface OtherDateView {
  lang: Language
  partner?: string | undefined
  publicUrl: string
  now: Date
}

/** Returns another date as a link, which names its training where that is not the present one. */
export function nextOf(
  { row, input }: OtherTraining,
  { lang, now, ...view }: OtherDateView,
  present: Pick<TrainingInput, 'title'> = input,
): NextDate {
  const { start, timeZone } = input
  const state = stateOf(availabilityOf(row, input), now)
  const title = pickText(input.title, lang)
  const seen = say(lang, state === 'waitlist' ? 'state.next.wait' : 'state.next.see', {
    date: formatMonthDay(row.starts_at, row.time_zone, lang),
  })
  return {
    slug: row.slug,
    title,
    start: withOffset(start, timeZone),
    label: title === pickText(present.title, lang) ? seen : `${title}: ${seen}`,
    page: pageLink({ ...view, lang }, row.slug),
    when: {
      text: formatPeriod(row.starts_at, row.ends_at, timeZone, lang, instantsOf(input)),
      tile: tileOf(row.starts_at, row.ends_at, timeZone, lang),
    },
    ...(input.venue && { venue: { name: input.venue.name } }),
    state,
    notice: { title: say(lang, `state.${state}`), text: '' },
  }
}

/** Says what the next date is, and whether it has seats. */
export const nextNotice = (
  present: TrainingInput,
  next: OtherTraining,
  { lang, now }: Pick<OtherDateView, 'lang' | 'now'>,
): string[] => [
  nextWords(present, next, lang),
  `${say(lang, `state.${stateOf(availabilityOf(next.row, next.input), now)}`, { date: '' })}.`,
]

/** Names the date and the place, and the training too where it is another one. */
export function nextWords(
  { title: present }: Pick<TrainingInput, 'title'>,
  { input }: OtherTraining,
  lang: Language,
): string {
  const day = formatDay(input.start.slice(0, 10), lang)
  const title = pickText(input.title, lang)
  const date = title === pickText(present, lang) ? day : `${day} (${title})`
  const place = input.venue?.name
  return place ? say(lang, 'state.next.at', { date, place }) : say(lang, 'state.next', { date })
}
