import type { RegistrationStatus } from '@training-signup/contract'
import type { Selectable } from 'kysely'
import { pendingSignUps } from '../../core/pending-sign-ups/pending-sign-up.ts'
import { sortedName } from '../../core/people/search-words.ts'
import { withWords, wordRows } from '../../core/people/word-rows.ts'
import { fitsIn } from '../../core/seats/admit.ts'
import type { Database } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/schema.ts'
import type { SearchWordTable } from '../../platform/db/tables/people/search-word.ts'

async function rowsOf({ reader }: Pick<Database, 'reader'>, slug?: string) {
  const all = reader.selectFrom('training').selectAll()
  const trainings = await (slug === undefined ? all : all.where('slug', '=', slug)).execute()
  const ids = ['', ...trainings.map(({ id }) => id)]
  const of = <Table extends OfTraining>(table: Table) =>
    reader
      .selectFrom(table as 'registration')
      .selectAll()
      .where('training_id', 'in', ids)
      .$castTo<Selectable<Tables[Table]>>()
      .execute()
  const own = reader.selectFrom('registration').select('id').where('training_id', 'in', ids)
  const received = reader.selectFrom('status_change').select('registration_id').where('action', '=', 'receive')
  const receivers = slug === undefined ? received : received.where('registration_id', 'in', own)
  const allWords = reader.selectFrom('search_word').selectAll()
  const words = slug === undefined ? allWords : allWords.where('registration_id', 'in', own)
  return {
    trainings,
    registrations: await of('registration'),
    counts: (await of('training_count')).filter(({ count }) => count !== 0),
    impressionCounts: await of('impression_count'),
    mails: await reader
      .selectFrom('outbox')
      .leftJoin('outbox_person', 'outbox_id', 'outbox.id')
      .select(({ fn }) => [
        'kind',
        fn.coalesce('outbox.registration_id', 'outbox_person.registration_id').as('registration_id'),
      ])
      .where('training_id', 'in', ids)
      .execute(),
    answers: await of('idempotency'),
    duplicates: await of('duplicate'),
    /** Those who took over the seat of a colleague. */
    receivers: new Set((await receivers.execute()).map((row) => row.registration_id)),
    pending: await pendingSignUps(reader).where('proof.training_id', 'in', ids).execute(),
    groups: await of('registration_group'),
    words: wordsBy(await words.execute()),
  }
}
function wordsBy(rows: SearchWordTable[]): Map<string, string[]> {
  const byId = Map.groupBy(rows, (row) => row.registration_id)
  return new Map([...byId].map(([id, some]) => [id, some.map(({ word }) => word).toSorted()]))
}

type OfTraining = {
  [Name in keyof Tables]: Tables[Name] extends { training_id: string } ? Name : never
}[keyof Tables]
type Rows = Awaited<ReturnType<typeof rowsOf>>

/**
 * Everything in which the stored rows contradict each other, as sentences; none while they agree.
 * Of all trainings, or of one.
 */
export async function contradictions(db: Pick<Database, 'reader'>, slug?: string): Promise<string[]> {
  const rows = await rowsOf(db, slug)
  return [
    ...rows.trainings.flatMap((training) => ofTraining(training, rows)),
    ...(slug === undefined ? ofNoOne(rows) : []),
    ...ofMails(rows),
    ...ofAnswers(rows),
  ]
}

/** Words that outlived their registration. */
function ofNoOne({ registrations, words }: Rows): string[] {
  const ids = new Set(registrations.map(({ id }) => id))
  return [...words.keys()].filter((id) => !ids.has(id)).map((id) => `words of ${id}, who is gone`)
}

/** How many people hold a seat that does not exist. */
export async function oversoldSeats(db: Pick<Database, 'reader'>): Promise<number> {
  const rows = await rowsOf(db)
  const excess = (training: Rows['trainings'][number]) =>
    Math.max(0, heldIn(rows, training.id) - (seatsOf(training) ?? Number.POSITIVE_INFINITY))
  return rows.trainings.reduce((sum, training) => sum + excess(training), 0)
}

/** All seats, those for walk-ins included. */
function seatsOf({ capacity, input }: Rows['trainings'][number]): number | null {
  const { seats } = JSON.parse(input) as { seats?: { walkIns?: number } }
  return capacity === null ? null : capacity + (seats?.walkIns ?? 0)
}

/** By registrations, and by sign-ups that wait for their code. */
const heldIn = ({ registrations, pending }: Pick<Rows, 'registrations' | 'pending'>, trainingId: string) =>
  registrations.filter((one) => one.training_id === trainingId && one.holds_seat === 1).length +
  pending.filter((one) => one.training_id === trainingId).reduce((sum, one) => sum + one.held_seats, 0)

function ofTraining(training: Rows['trainings'][number], rows: Rows): string[] {
  const own = rows.registrations.filter((one) => one.training_id === training.id)
  const held = heldIn(rows, training.id)
  const faults = [...ofPeople(own), ...ofWords(own, rows)]
  const seats = seatsOf(training)
  if (seats !== null && held > seats) faults.push(`${held} people in ${seats} seats`)
  if (training.seats_taken !== held) faults.push(`seats_taken is ${training.seats_taken}, a recount ${held}`)
  const counted = tally(own.map(({ status }) => status))
  const kept = new Map(
    rows.counts.filter((one) => one.training_id === training.id).map((one) => [one.status, one.count]),
  )
  for (const status of new Set([...counted.keys(), ...kept.keys()])) {
    if (counted.get(status) === kept.get(status)) continue
    faults.push(`training_count has ${kept.get(status) ?? 0} ${status}, a recount ${counted.get(status) ?? 0}`)
  }
  faults.push(...ofImpressionCounts(training, own, rows))
  faults.push(...ofGroups(own, rows))
  const entries = Map.groupBy(own, (one) => one.waiting_list_position)
  for (const [line, people] of entries) {
    // Several people share a place in the line only as one undivided group.
    const isGroup = people[0]?.group_id !== null && people.every((one) => one.group_id === people[0]?.group_id)
    if (people.length > 1 && !isGroup) faults.push(`${people.length} entries at place ${line} of the line`)
    if (line > training.last_waiting_list_position)
      faults.push(`place ${line} is behind the last, ${training.last_waiting_list_position}`)
    const waiting = people.filter(({ status }) => status === 'waitlisted')
    const size = sizeOf(waiting, own, rows)
    if (
      training.promotion_pending_since === null &&
      waiting.length > 0 &&
      fitsIn({ capacity: training.capacity, seatsTaken: held }, size)
    )
      faults.push('someone waits who fits')
  }
  return faults.map((fault) => `${training.slug}: ${fault}`)
}

/** Erasing a person leaves the counter as it was, so a recount may be lower, and never higher. */
function ofImpressionCounts(
  { id }: Rows['trainings'][number],
  own: Rows['registrations'],
  { impressionCounts }: Rows,
): string[] {
  const counted = impressionCounts.filter((row) => row.training_id === id).reduce((sum, row) => sum + row.sign_ups, 0)
  // Someone that an organizer moved here came to another training.
  const recount = own.filter(
    ({ channel, moved_from }) => moved_from === null && (channel === 'embed' || channel === 'link'),
  ).length
  return counted < recount ? [`impression_count has ${counted} sign-ups, a recount ${recount}`] : []
}

/**
 * How many seats people on the waiting list need together. In a group that stays together, those of
 * it who await approval count, too, and people who were registered already.
 */
function sizeOf(waiting: Rows['registrations'], own: Rows['registrations'], { duplicates, groups }: Rows): number {
  const group = groups.find(({ id, split }) => id === waiting[0]?.group_id && split === 0)
  if (!group) return waiting.length
  const ofGroup = <Row extends { group_id: string | null }>(all: Row[]) =>
    all.filter(({ group_id }) => group_id === group.id)
  return (
    ofGroup(own).filter(isUnseated).length +
    ofGroup(duplicates).filter((one) => one.public_status === 'waitlisted' || one.public_status === 'pending_approval')
      .length
  )
}

const isUnseated = ({ status, holds_seat }: Rows['registrations'][number]) =>
  status === 'waitlisted' || (status === 'pending_approval' && holds_seat === 0)

/** Groups that stay together of which some have seats and others wait for one. */
function ofGroups(own: Rows['registrations'], { groups, receivers }: Rows): string[] {
  return groups.flatMap(({ id, split, reference }) => {
    const members = own.filter((one) => one.group_id === id && !receivers.has(one.id))
    const isTorn = split === 0 && members.some(({ holds_seat }) => holds_seat === 1) && members.some(isUnseated)
    return isTorn ? [`group ${reference} is torn apart`] : []
  })
}

const seated = new Set<RegistrationStatus>(['confirmed', 'offered', 'pending_approval'])
/** Who has no seat and waits for none. */
const inactive = new Set<RegistrationStatus>(['cancelled', 'declined', 'expired'])

function ofPeople(own: Rows['registrations']): string[] {
  const faults: string[] = []
  const active = own.map((one) => one.active_person).filter((person) => person !== null)
  if (new Set(active).size < active.length) faults.push('one person has two places')
  for (const { reference, status, holds_seat, active_person, expires_at } of own) {
    if (inactive.has(status) !== (active_person === null))
      faults.push(`${reference} is ${status} and ${active_person === null ? 'may' : 'may not'} come again`)
    if ((status === 'confirmed' || status === 'offered') && holds_seat === 0)
      faults.push(`${reference} is ${status} without a seat`)
    const mustLapse = status === 'offered' || (status === 'pending_approval' && holds_seat === 1)
    if (mustLapse !== (expires_at !== null)) faults.push(`${reference} is ${status} until ${expires_at ?? 'for ever'}`)
    if (holds_seat === 1 && !seated.has(status)) faults.push(`${reference} is ${status} and holds a seat`)
  }
  return faults
}

/** What people are found by, which must say what they and their coordinators are called now. */
function ofWords(own: Rows['registrations'], { groups, words }: Rows): string[] {
  return own.flatMap((one) => {
    const anew = withWords(
      one,
      groups.find(({ id }) => id === one.group_id),
    )
    const isSorted =
      one.family_folded === sortedName(one.family_name || one.given_name) &&
      one.given_folded === sortedName(one.given_name)
    const stored = words.get(one.id) ?? []
    const isFound =
      anew.words === one.words &&
      String(stored) ===
        String(
          wordRows([one])
            .map(({ word }) => word)
            .toSorted(),
        )
    return isSorted && isFound ? [] : [`${one.reference} is found by another name`]
  })
}

/**
 * Mails that a registration gets once only, and once more each time it has to be approved again.
 */
const onceOnly = new Set([
  'confirmed',
  'waitlisted',
  'pending-approval',
  'approved',
  'declined',
  'promoted',
  'offer',
  'offer-expired',
  'cancelled',
])

function ofMails({ registrations, mails }: Rows): string[] {
  const told = new Set(mails.map((mail) => mail.registration_id))
  const untold = registrations
    .filter((one) => one.email !== null && !told.has(one.id))
    .map((one) => `${one.reference} has no mail`)
  const events = tally(
    mails.filter(({ kind }) => onceOnly.has(kind)).map((mail) => `${mail.registration_id} ${mail.kind}`),
  )
  const again = tally(mails.filter(({ kind }) => kind === 'approval-again').map((mail) => mail.registration_id))
  const twice = [...events]
    .filter(([event, count]) => count > 1 + (again.get(event.split(' ')[0] ?? '') ?? 0))
    .map(([event, count]) => `${count} times ${event}`)
  return [...untold, ...twice]
}

function ofAnswers({ registrations, duplicates, groups, pending, answers }: Rows): string[] {
  const unverified = pending.filter(({ verified_at }) => verified_at === null)
  const known = tally([...registrations, ...duplicates, ...groups, ...unverified].map(({ reference }) => reference))
  return answers
    .filter(({ key, reference }) => known.get(reference) !== 1 && !/^(?:correction|walk-in) /.test(key))
    .map(({ reference }) => `the answer ${reference} stands for nothing`)
}

function tally<T>(values: T[]): Map<T, number> {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}
