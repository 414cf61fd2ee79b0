import type { Language, RegistrationStatus } from '@training-signup/contract'
import type { Deps } from '../deps.ts'
import { openStatuses } from '../registrations/transitions.ts'
import { say } from '../words/index.ts'
import type { About } from './about.ts'
import { type Composed, isSafeToRepeat, line, tellDeadline, text, trainingFacts } from './composed.ts'
import type { Fact } from './mail-text.ts'
import { type Place, toldName } from './place-mail.ts'

const mostNames = 50

/** Tells the organizer, who may read the list, who came and who left. */
export async function digestMail(about: About, deps: Deps): Promise<Composed | undefined> {
  const { lang, stored, training, row } = about
  if (training.state === 'past') return undefined
  const since = (await findLast(about, deps)) ?? stored.row.created_at
  const period = { since, until: row.created_at }
  const added = await findPeople(about, deps, { at: 'created_at', statuses: openStatuses, ...period })
  const gone = await findPeople(about, deps, { at: 'changed_at', statuses: over, ...period })
  const count = added.count + gone.count
  if (count === 0) return undefined
  return {
    to: stored.input.contact?.email,
    heading: say(lang, 'mail.digest', { count }),
    blocks: [
      text(say(lang, 'mail.digest.text', { time: tellDeadline(about, since) })),
      {
        kind: 'facts',
        facts: [
          ...peopleFact(about, 'mail.digest.new', added),
          ...peopleFact(about, 'mail.digest.gone', gone),
          ...(await totalsFact(about, deps)),
        ],
      },
      { kind: 'facts', facts: trainingFacts(about) },
    ],
  }
}

const over = ['cancelled', 'declined', 'expired'] as const

/** When the last one was made that arrived. What one that failed would have told is told by the next. */
async function findLast({ row }: About, { db }: Deps): Promise<string | undefined> {
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
  /** The first of them. */
  people: Place['registration'][]
}

async function findPeople(
  { row }: About,
  { db }: Deps,
  asked: { at: 'created_at' | 'changed_at'; statuses: readonly RegistrationStatus[]; since: string; until: string },
): Promise<People> {
  const query = db.reader
    .selectFrom('registration')
    .where('training_id', '=', row.training_id)
    .where('status', 'in', asked.statuses)
    .where(asked.at, '>', asked.since)
    .where(asked.at, '<=', asked.until)
  const { count } = await query.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  const people = await query.selectAll().orderBy('id').limit(mostNames).execute()
  return { count, people }
}

function peopleFact(
  { lang, stored }: About,
  heading: 'mail.digest.new' | 'mail.digest.gone',
  { count, people }: People,
): Fact[] {
  if (count === 0) return []
  const more = count - people.length
  return [
    {
      term: say(lang, heading),
      lines: [
        ...people.map((person) => line(tellPerson(lang, person, stored.input.digest === 'names'))),
        ...(more > 0 ? [line(say(lang, 'mail.digest.more', { count: more }))] : []),
      ],
    },
  ]
}

/**
 * “K7Q-2MX: Seat confirmed”; “Ada Reyes, Kansas City Police Department: Seat confirmed” only where it is asked for: the
 * mailbox may have many readers.
 */
function tellPerson(lang: Language, person: Place['registration'], isNamed: boolean): string {
  const names = isNamed ? [toldName(person), person.agency ?? ''] : [person.reference]
  const who = names.filter((one) => one !== '' && isSafeToRepeat(one)).join(', ')
  return `${who}: ${say(lang, `mail.status.${person.status}`)}`
}

async function totalsFact({ lang, row }: About, { db }: Deps): Promise<Fact[]> {
  const totals = await db.reader
    .selectFrom('training_count')
    .select(['status', 'count'])
    .where('training_id', '=', row.training_id)
    .where('count', '>', 0)
    .orderBy('status')
    .execute()
  const told = totals.map(({ status, count }) =>
    line(say(lang, 'mail.digest.total', { status: say(lang, `mail.status.${status}`), count })),
  )
  return told.length > 0 ? [{ term: say(lang, 'mail.digest.totals'), lines: told }] : []
}
