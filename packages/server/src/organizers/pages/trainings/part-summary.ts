import { type Language, switchableFields } from '@training-signup/contract'
import type { PartnerChoices } from '../../../core/partners/partner-choices.ts'
import { formatBriefly, instantOf } from '../../../core/trainings/local-time.ts'
import { formatPeriod } from '../../../core/trainings/period.ts'
import { rowsIn, type Typed, textIn } from '../../../platform/html/form/typed.ts'
import { type PageWordKey, say, sayIfKnown } from '../../../words/admin.ts'
import { askingOf, usualIn } from './conditions.ts'
import { words } from './items.ts'

interface Summarized {
  lang: Language
  typed: Typed
  partners: PartnerChoices
}

/** What a part of the form sets, in a few words. */
export interface PartSummary {
  text: string
  /** Whether it lacks something that visitors would miss. */
  isMissing: boolean
}

/** Returns what is set in a part of the form, as it is typed now. */
export function summaryOf(id: string, form: Summarized): PartSummary {
  const said = summaries[id]?.(form).filter((text) => text !== '') ?? []
  const [first = say(form.lang, 'admin.part.none'), ...others] = said
  return { text: [first, ...others].join(', '), isMissing: missing[id]?.(form.typed) ?? false }
}

const missing: Record<string, (typed: Typed) => boolean> = {
  contact: (typed) => textIn(typed, 'organizer.name') === '' || !hasContact(typed),
  helplines: (typed) => uncheckedIn(typed) > 0,
}

const hasContact = (typed: Typed) => textIn(typed, 'contact.email') !== '' || textIn(typed, 'contact.phone') !== ''

const uncheckedIn = (typed: Typed) => rowsIn(typed, 'helplines').filter((row) => textIn(row, 'checkedOn') === '').length

const label = (lang: Language, path: string) => say(lang, `${words}${path}` as PageWordKey)

/** Returns the name of what is chosen, and nothing for what no one can choose. */
const option = (lang: Language, typed: Typed, path: string) =>
  sayIfKnown(lang, `${words}${path}.${textIn(typed, path)}`) ?? ''

const written = (lang: Language, typed: Typed, path: string) =>
  textIn(typed, `${path}.${lang}`) || textIn(typed, `${path}.en`)

const summaries: Record<string, (form: Summarized) => string[]> = {
  what: ({ lang, typed }) => [
    written(lang, typed, 'title'),
    textIn(typed, 'title.es') === '' ? '' : say(lang, 'admin.part.spanish'),
  ],
  when: ({ lang, typed }) => [
    periodIn(lang, typed),
    textIn(typed, 'venue.name') || (textIn(typed, 'onlineUrl') === '' ? '' : say(lang, 'admin.part.online')),
  ],
  seats: ({ lang, typed }) => [
    textIn(typed, 'seats.capacity') || say(lang, 'admin.part.unlimited'),
    textIn(typed, 'seats.waitlist') === '' ? '' : say(lang, 'admin.part.waitlist'),
    textIn(typed, 'seats.minimum') && say(lang, 'admin.part.minimum', { count: textIn(typed, 'seats.minimum') }),
  ],
  waiting: ({ lang, typed }) => [option(lang, typed, 'seats.waitlistBy')],
  audience: ({ lang, typed }) => {
    const count = askingOf(typed).audience.roles.length
    return [
      option(lang, typed, 'audience.access'),
      count === 0 ? '' : say(lang, 'admin.part.roles', { count }),
      textIn(typed, 'audience.coordinators') === '' ? '' : say(lang, 'admin.part.coordinators'),
    ]
  },
  questions: ({ lang, typed }) => {
    const asked = switchableFields.filter((id) => (textIn(typed, `fields.${id}`) || usualIn(typed, id)) !== 'off')
    const count = rowsIn(typed, 'questions').length
    const names = asked.map((id) => label(lang, `fields.${id}`))
    return [...names, count === 0 ? '' : say(lang, 'admin.part.own', { count })]
  },
  day: ({ lang, typed }) => [
    (textIn(typed, 'credit.hours') || written(lang, typed, 'credit.note')) && label(lang, 'credit.note'),
    written(lang, typed, 'certificate') && label(lang, 'certificate'),
    option(lang, typed, 'food'),
    ...['bring', 'dress', 'weapons'].map((path) => written(lang, typed, path) && label(lang, path)),
    ...['agenda', 'sessions'].map((path) => (rowsIn(typed, path).length > 0 ? label(lang, path) : '')),
    textIn(typed, 'attendance') === 'in-and-out' ? option(lang, typed, 'attendance') : '',
  ],
  windows: ({ lang, typed }) => {
    const at = (name: string) => momentIn(lang, typed, name)
    const [opens, closes] = [at('opensAt'), at('closesAt')]
    return [
      opens && say(lang, 'admin.part.opens', { time: opens }),
      closes && say(lang, 'admin.part.closes', { time: closes }),
      opens || closes ? '' : say(lang, 'admin.part.always'),
    ]
  },
  contact: ({ lang, typed }) => [
    textIn(typed, 'organizer.name') || say(lang, 'admin.part.noOrganizer'),
    textIn(typed, 'contact.email') || textIn(typed, 'contact.phone') || say(lang, 'admin.part.noContact'),
    textIn(typed, 'organizer.privacyUrl') === '' ? '' : say(lang, 'admin.part.privacy'),
  ],
  sponsors: ({ typed, partners }) =>
    rowsIn(typed, 'sponsors').map((row) => {
      const slug = textIn(row, 'slug')
      return partners.partners.find((one) => one.slug === slug)?.name ?? slug
    }),
  helplines: ({ lang, typed }) => {
    const count = uncheckedIn(typed)
    const names = rowsIn(typed, 'helplines').map((row) => written(lang, row, 'label'))
    return [...names, count === 0 ? '' : say(lang, 'admin.part.unchecked', { count })]
  },
  more: ({ lang, typed }) => [
    textIn(typed, 'series'),
    say(lang, 'admin.part.data', {
      extras: textIn(typed, 'retention.extrasDays'),
      record: textIn(typed, 'retention.recordDays'),
    }),
  ],
}

function periodIn(lang: Language, typed: Typed): string {
  const [start, end] = [instantIn(typed, 'start'), instantIn(typed, 'end')]
  return start && end ? formatPeriod(start, end, textIn(typed, 'timeZone'), lang) : ''
}

function momentIn(lang: Language, typed: Typed, name: string): string {
  const instant = instantIn(typed, name)
  return instant ? formatBriefly(instant, textIn(typed, 'timeZone'), lang) : ''
}

/** Returns the instant that is typed; undefined while it is none. */
function instantIn(typed: Typed, name: string): string | undefined {
  try {
    return instantOf(textIn(typed, name), textIn(typed, 'timeZone'))
  } catch {
    return undefined
  }
}
