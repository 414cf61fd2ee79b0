import type { Language, RegistrationStatus } from '@training-signup/contract'
import type { Registration } from '../../core/seats/registration.ts'
import { formatWeekday } from '../../core/trainings/local-time.ts'
import { readInput } from '../../core/trainings/trainings.ts'
import { readScope } from '../../platform/access/stored-scope.ts'
import type { System } from '../../platform/system.ts'
import { pickText, say } from '../../words/index.ts'
import { type Button, button, type Composed, facts, greeting, line, text, trainingEvent } from '../compose/composed.ts'
import { isolated } from '../compose/isolates.ts'
import type { Block, Fact } from '../compose/mail-text.ts'
import { formatName } from '../compose/names.ts'
import type { About } from './about.ts'
import type { Band } from './bands.ts'

/** So many people are named in one email. */
export const mostNamed = 50

/**
 * Tells a coordinator of an agency what an organizer changed about people that they registered: how
 * each of them stands now. Returns undefined if they no longer see any of them.
 */
export async function peopleChangedMail(about: About, { db, config }: System): Promise<Composed | undefined> {
  const { lang, training } = about
  if (training.state === 'past' || training.state === 'cancelled') return undefined
  const { account, people } = await readAgency(about, db)
  const [first] = people
  if (!account || !first) return undefined
  const count = people.length
  const status = people.every((one) => one.status === first.status) ? first.status : undefined
  const said = say(lang, 'mail.people-changed.text', { count })
  return {
    to: account.email,
    band: bandOf(status, count),
    heading: headingOf(lang, status, count),
    preheader: said,
    blocks: [
      greeting({ lang, isProven: true }, account.name),
      text(said),
      ...facts(await peopleFacts(about, people.slice(0, mostNamed), db)),
      ...moreText(lang, people),
      trainingEvent(about),
      seeButton(about, config, people),
    ],
    why: [line(say(lang, 'mail.people-changed.why', { count }))],
  }
}

/** Returns the coordinator who reads an email, and those of its people that they still see. */
export async function readAgency({ row, people }: About, db: System['db']) {
  const account = await db.reader
    .selectFrom('auth_user')
    .selectAll()
    .where('id', '=', row.account_id ?? '')
    .where('role', '=', 'agency')
    .executeTakeFirst()
  if (!account) return { account, people: [] }
  const { trainings, agency } = readScope(account).scope
  const isReached = trainings === 'all' || trainings.includes(row.training_id)
  return { account, people: isReached ? people.filter(({ agency_folded }) => agency_folded === agency) : [] }
}

/** Says how many people are not named. */
export const moreText = (lang: Language, { length }: readonly Registration[]): Block[] =>
  length > mostNamed ? [text(say(lang, 'mail.people-changed.more', { count: length - mostNamed }))] : []

/** Leads to the one person, or to the list of a training. */
export const seeButton = (
  { lang, training }: Pick<About, 'lang' | 'training'>,
  { publicUrl }: Pick<System['config'], 'publicUrl'>,
  people: readonly Registration[],
): Button =>
  button(
    say(lang, 'mail.people-changed.see', { count: people.length }),
    `${publicUrl}/admin/${people.length === 1 ? `registrations/${people[0]?.id}` : `trainings/${training.slug}`}`,
  )

const bands: Partial<Record<RegistrationStatus, Band>> = {
  confirmed: 'confirmed',
  waitlisted: 'waiting',
  pending_approval: 'approval',
  cancelled: 'canceled',
  declined: 'declined',
}

const bandOf = (status: RegistrationStatus | undefined, count: number): Band =>
  status === 'confirmed' && count > 1 ? 'allConfirmed' : ((status && bands[status]) ?? 'changed')

/** Says what has become of them if that is the same for all. */
function headingOf(lang: Language, status: RegistrationStatus | undefined, count: number): string {
  switch (status) {
    case 'confirmed':
    case 'waitlisted':
    case 'cancelled':
    case 'declined':
      return say(lang, `mail.people-changed.${status}`, { count })
    default:
      return say(lang, 'mail.people-changed', { count })
  }
}

async function peopleFacts({ lang }: About, people: readonly Registration[], db: System['db']): Promise<Fact[]> {
  const moves = await db.reader
    .selectFrom('registration')
    .innerJoin('training', 'training.id', 'training_id')
    .select(['moved_from', 'input', 'starts_at', 'time_zone'])
    .where(
      'moved_from',
      'in',
      people.map(({ id }) => id),
    )
    .execute()
  return people.map((one) => {
    const status = say(lang, `mail.status.${one.status}`)
    const reference = isolated(one.reference)
    const to = moves.find(({ moved_from }) => moved_from === one.id)
    return {
      term: formatName(one, { isProven: true }),
      lines: [
        line(say(lang, 'mail.status.reference', { status, reference })),
        ...(to ? [line(say(lang, 'mail.people-changed.moved', placeOf(to, lang)))] : []),
      ],
    }
  })
}

/** Names the training that someone was moved to, as others may read it. */
function placeOf(to: { input: string; starts_at: string; time_zone: string }, lang: Language) {
  const { title, discreetTitle } = readInput(to)
  return {
    training: isolated(pickText(discreetTitle, lang) ?? pickText(title, lang)),
    day: formatWeekday(to.starts_at, to.time_zone, lang),
  }
}
