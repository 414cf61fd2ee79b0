import type { Language, RegistrationStatus } from '@training-signup/contract'
import { heldMails } from '../../core/outbox/mail-list.ts'
import { daysBetween, findDaysOfAll, findPausedDays, findPausedDomains } from '../../core/proof/wrong-code-report.ts'
import { isProven } from '../../core/registrations/is-proven.ts'
import { activeStatuses, isSeated, overStatuses } from '../../core/seats/transitions.ts'
import { formatDay } from '../../core/trainings/local-time.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { button, type Composed, facts, formatDeadline, line, text, trainingEvent } from '../compose/composed.ts'
import type { Fact } from '../compose/mail-text.ts'
import { formatName, repeatable } from '../compose/names.ts'
import type { About } from './about.ts'
import type { AboutRegistration } from './registration-mail.ts'

const mostNames = 50

/** Tells the organizer, who may read the list, which people signed up and which left. */
export async function digestMail(about: About, system: System): Promise<Composed | undefined> {
  const { lang, stored, training, row } = about
  if (training.state === 'past') return undefined
  const since = (await findLast(about, system)) ?? stored.row.created_at
  const period = { since, until: row.created_at }
  const added = await findPeople(about, system, { at: 'created_at', statuses: activeStatuses, ...period })
  const gone = await findPeople(about, system, { at: 'changed_at', statuses: overStatuses, ...period })
  const count = added.count + gone.count
  const held = await heldFact(about, system, period)
  const pauses = await pausesFact(about, system, since, count > 0 || held.length > 0)
  if (count === 0 && held.length === 0 && pauses.length === 0) return undefined
  const standing = await readStanding(about, system)
  const lead = say(lang, count > 0 ? 'mail.digest.changes' : 'mail.digest.text', {
    count,
    time: formatDeadline(about, since),
  })
  return {
    to: stored.input.contact?.email,
    band: 'report',
    subjectEnd: 'title',
    heading: count > 0 ? headingOf(lang, standing) : say(lang, 'mail.digest.limited'),
    preheader: lead,
    blocks: [
      ...facts(standingFacts(lang, standing)),
      listButton(about, system),
      text(lead),
      ...facts([
        ...peopleFact(about, 'mail.digest.new', added),
        ...peopleFact(about, 'mail.digest.gone', gone),
        ...held,
        ...pauses,
      ]),
      trainingEvent(about),
    ],
    quiet: [{ text: say(lang, 'mail.page'), href: about.links.page }],
    why: [line(say(lang, 'mail.why.report', offValues(lang)))],
  }
}

/** The names that the training's page has for the setting and for “off”. */
const offValues = (lang: Language) => ({
  setting: say(lang, 'admin.training.digest'),
  off: say(lang, 'admin.training.digest.off'),
})

/** Says what needs the organizer, or else how many seats are taken. */
function headingOf(lang: Language, { undecided, seats, capacity }: Standing): string {
  if (undecided > 0) return say(lang, 'mail.digest.decisions.count', { count: undecided })
  return capacity === null
    ? say(lang, 'mail.digest.unlimited', { count: seats })
    : say(lang, 'mail.digest.of', { count: seats, capacity })
}

/** Leads to the roster. A browser that is not signed in is asked to, and led back. */
const listButton = ({ lang, training }: About, { config }: System) =>
  button(say(lang, 'mail.digest.list'), `${config.publicUrl}/admin/trainings/${training.slug}`)

/**
 * Returns when the last delivered report was made. The next report includes what a failed one would
 * have said.
 */
async function findLast({ row }: About, { db }: System): Promise<string | undefined> {
  const last = await db.reader
    .selectFrom('outbox')
    .select('created_at')
    .where('training_id', '=', row.training_id)
    .where('kind', '=', row.kind)
    .where('outcome', '=', 'sent')
    .where('created_at', '<', row.created_at)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.created_at
}

interface People {
  count: number
  byStatus: { status: RegistrationStatus; count: number }[]
  /** The first `mostNames` of them, if the organizer asked for names. */
  people: AboutRegistration['registration'][]
}

async function findPeople(
  { row, stored }: About,
  { db }: System,
  asked: { at: 'created_at' | 'changed_at'; statuses: readonly RegistrationStatus[]; since: string; until: string },
): Promise<People> {
  const query = db.reader
    .selectFrom('registration')
    .where('training_id', '=', row.training_id)
    .where('status', 'in', asked.statuses)
    .where(asked.at, '>', asked.since)
    .where(asked.at, '<=', asked.until)
  const byStatus = await query
    .select(['status', ({ fn }) => fn.countAll<number>().as('count')])
    .groupBy('status')
    .orderBy('status')
    .execute()
  const people = stored.input.digest === 'names' ? await query.selectAll().orderBy('id').limit(mostNames).execute() : []
  return { count: byStatus.reduce((sum, { count }) => sum + count, 0), byStatus, people }
}

function peopleFact(
  { lang, stored }: About,
  heading: 'mail.digest.new' | 'mail.digest.gone',
  { count, byStatus, people }: People,
): Fact[] {
  if (count === 0) return []
  if (stored.input.digest !== 'names') return [{ term: say(lang, heading), lines: totalLines(lang, byStatus) }]
  const more = count - people.length
  return [
    {
      term: say(lang, heading),
      lines: [
        ...people.map((person) => line(formatPerson(lang, person))),
        ...(more > 0 ? [line(say(lang, 'mail.digest.more', { count: more }))] : []),
      ],
    },
  ]
}

/** “Seat confirmed: 3” */
const totalLines = (lang: Language, totals: People['byStatus']) =>
  totals.map(({ status, count }) =>
    line(say(lang, 'mail.digest.total', { status: say(lang, `mail.status.${status}`), count })),
  )

/**
 * Returns “Ada Reyes, Kansas City Police Department: Seat confirmed”, only if the organizer asked for
 * names: the mailbox may have many readers.
 */
function formatPerson(lang: Language, person: AboutRegistration['registration']): string {
  const source = { isProven: isProven(person) }
  const names = [formatName(person, source), repeatable(person.agency ?? '', { isProven: true })]
  const who = names.filter((one) => one !== undefined).join(', ')
  return `${who}: ${say(lang, `mail.status.${person.status}`)}`
}

/** Tells how many emails had to wait because strangers, perhaps, caused too many. */
async function heldFact(
  { row, lang }: About,
  { db }: System,
  { since, until }: { since: string; until: string },
): Promise<Fact[]> {
  const held = await heldMails(db.reader, row.training_id, since)
    .select(['held_for', ({ fn }) => fn.countAll<number>().as('count')])
    .where('created_at', '<=', until)
    .groupBy('held_for')
    .orderBy('held_for')
    .execute()
  const lines = held.flatMap(({ held_for, count }) =>
    held_for === null ? [] : [line(say(lang, `mail.digest.held.${held_for}`, { count }))],
  )
  return lines.length > 0 ? [{ term: say(lang, 'mail.digest.held'), lines }] : []
}

/**
 * How many seats are taken, how many requests wait for a decision, and how many people there are.
 */
interface Standing {
  seats: number
  capacity: number | null
  undecided: number
  others: People['byStatus']
}

async function readStanding({ row, stored }: About, { db }: System): Promise<Standing> {
  const totals = await db.reader
    .selectFrom('training_count')
    .select(['status', 'count'])
    .where('training_id', '=', row.training_id)
    .where('count', '>', 0)
    .orderBy('status')
    .execute()
  const countOf = (status: RegistrationStatus) => totals.find((total) => total.status === status)?.count ?? 0
  return {
    seats: countOf('confirmed'),
    capacity: stored.input.seats.capacity,
    undecided: countOf('pending_approval'),
    others: totals.filter(({ status }) => !isSeated(status) && status !== 'pending_approval'),
  }
}

function standingFacts(lang: Language, { seats: confirmed, capacity, undecided, others }: Standing): Fact[] {
  const seats = { count: confirmed, capacity: capacity ?? '' }
  return [
    {
      term: say(lang, 'mail.digest.seats'),
      lines: [line(say(lang, capacity === null ? 'mail.digest.seats.unlimited' : 'mail.digest.seats.of', seats))],
    },
    ...(undecided === 0
      ? []
      : [
          {
            term: say(lang, 'mail.digest.decisions'),
            lines: [line(say(lang, 'mail.digest.decisions.count', { count: undecided }))],
          },
        ]),
    ...(others.length === 0
      ? []
      : [
          {
            term: say(lang, 'mail.digest.totals'),
            lines: totalLines(lang, others),
          },
        ]),
  ]
}

/** Says when codes were paused, because someone may have guessed them. */
async function pausesFact(
  { lang, row, stored }: About,
  { db }: System,
  since: string,
  hasNews: boolean,
): Promise<Fact[]> {
  if (stored.input.audience.verify === 'never') return []
  const period = daysBetween(since, row.created_at)
  const days = await findPausedDays(db.reader, row.training_id, period)
  const domains = await findPausedDomains(db.reader, period)
  const { paused, long } = await findDaysOfAll(db.reader, period)
  const lines = [
    ...days.map((day) => say(lang, 'mail.digest.paused', { day: formatDay(day, lang) })),
    ...paused.map((day) => say(lang, 'mail.digest.paused.all', { day: formatDay(day, lang) })),
    ...domains.map(({ day, domain }) => say(lang, 'mail.digest.paused.domain', { day: formatDay(day, lang), domain })),
  ]
  // Longer codes hinder no one, so they alone are no reason for a report.
  if (lines.length === 0 && !hasNews) return []
  lines.push(...long.map((day) => say(lang, 'mail.digest.long-codes', { day: formatDay(day, lang) })))
  return lines.length > 0 ? [{ term: say(lang, 'mail.digest.codes'), lines: lines.map(line) }] : []
}
