import { setImmediate as pause } from 'node:timers/promises'
import type { Person } from '@training-signup/contract'
import type { ExpressionBuilder } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { noteErasure } from '../../platform/db/note-erasure.ts'
import type { Tables } from '../../platform/db/schema.ts'
import { logFailure } from '../../platform/ops/log-failure.ts'
import type { System } from '../../platform/system.ts'
import { keepInitials } from '../credit/erase-certificates.ts'
import { forgetTexts } from '../evaluation/box.ts'
import { writtenIn } from '../evaluation/evaluations.ts'
import { deleteMailsOf, isDoneOrNamed } from '../outbox/revise.ts'
import { activePerson } from '../people/person.ts'
import { deleteProofs } from '../proof/proofs.ts'
import { countHeldIn } from '../registrations/held-counts.ts'
import { editDetails } from '../seats/ledger.ts'
import { lockTrainings } from '../seats/locked-training.ts'
import type { Registration } from '../seats/registration.ts'
import { eraseRows } from './erase.ts'
import { forgetSpellings } from './forget-spellings.ts'

const batchSize = 100
const trainingsAtOnce = 200

/** Consents are part of the record, like name, address, role and agency. */
const keptAnswers = new Set(['attestation', 'minimumAge', 'photo'])
/** Needed for as long as there is a name: a sheet can be printed until then. */
const keptSensitive = new Set(['withoutName'])
/** A certificate that someone gets later, or anew, has the license. */
const keptForCredit = new Set([...keptSensitive, 'licenceState', 'licenceNumber'])
const keptOfDuplicates = new Set([...keptAnswers, 'givenName', 'familyName', 'email', 'role', 'agency'])

/**
 * Erases what is due by the dates of each training: first the answers that only the day itself
 * needs, later everything but the counts, and last the spellings of agencies that no one is from.
 * Works in batches, so that sign-ups go on in between, and continues where an interrupted run
 * stopped.
 * @throws an error if a training could not be erased, after trying all of them
 */
export async function eraseExpired(system: System): Promise<void> {
  const failed: string[] = []
  for (const id of await findExpired(system, 'record')) if (!(await isErased(system, id, eraseRecords))) failed.push(id)
  for (const id of await findExpired(system, 'extras')) if (!(await isErased(system, id, eraseExtras))) failed.push(id)
  await forgetSpellings(system)
  // Report it to the runner of the jobs.
  if (failed.length > 0) throw new Error(`${failed.length} trainings could not be erased`)
}

type EraseBatch = (system: System, tx: Tx, id: string) => Promise<number>

/** Erases one training, and only logs its errors: they must not keep the data of the others. */
async function isErased(system: System, id: string, eraseBatch: EraseBatch): Promise<boolean> {
  try {
    let erased = batchSize
    while (erased === batchSize && !system.isStopping())
      erased = await system.db.transaction((tx) => eraseBatch(system, tx, id))
    return true
  } catch (error) {
    logFailure(system.log, error, { training: id }, 'could not delete the people of a training')
    return false
  }
}

type Due = 'record' | 'extras'

/**
 * Returns the trainings that are due and still have something to erase. Every training that is over
 * is due for good, so it looks at some at a time.
 */
async function findExpired({ db, now }: System, due: Due): Promise<string[]> {
  const instant = now().toISOString()
  const found: string[] = []
  for (let after: string | undefined = ''; after !== undefined; ) {
    const some: { id: string }[] = await db.reader
      .selectFrom('training')
      .select('id')
      .where('id', '>', after)
      .where(due === 'record' ? 'record_until' : 'extras_until', '<=', instant)
      .$if(due === 'extras', (query) => query.where('record_until', '>', instant))
      .orderBy('id')
      .limit(trainingsAtOnce)
      .execute()
    const ids = some.map(({ id }) => id)
    const full = await db.reader
      .selectFrom('training')
      .select('id')
      .where('id', 'in', ['', ...ids])
      .where((eb) => eb.or(due === 'record' ? hasRecords(eb) : [hasExtras(eb)]))
      .orderBy('id')
      .execute()
    found.push(...full.map(({ id }) => id))
    after = ids.length < trainingsAtOnce ? undefined : ids.at(-1)
    await pause()
  }
  return found
}

const personalTables = ['registration', 'registration_group', 'message', 'alert'] as const

const hasRecords = (eb: ExpressionBuilder<Tables, 'training'>) => [
  ...personalTables.map((table) =>
    eb.exists(
      eb
        .selectFrom(table as 'registration')
        .select('id')
        .whereRef('training_id', '=', 'training.id'),
    ),
  ),
  // The email with the questions after 90 days has an address of its own until it has left.
  eb.exists(
    eb.selectFrom('outbox').select('outbox.id').whereRef('outbox.training_id', '=', 'training.id').where(isDoneOrNamed),
  ),
  eb.exists(
    eb
      .selectFrom('evaluation_box')
      .select('has_texts')
      .whereRef('evaluation_box.training_id', '=', 'training.id')
      .where('has_texts', '=', 1)
      .where('kind', '=', 'evaluation'),
  ),
]

const hasExtras = (eb: ExpressionBuilder<Tables, 'training'>) =>
  eb.exists(
    eb
      .selectFrom('registration')
      .select('registration.id')
      .whereRef('training_id', '=', 'training.id')
      .where((one) => one('registration.id', '>', one.fn.coalesce('training.extras_erased_to', one.val('')))),
  )

/**
 * Erases a batch of whole registrations; with the last batch, everything else about people of the
 * training. Returns how many registrations it erased.
 */
async function eraseRecords(system: System, tx: Tx, id: string): Promise<number> {
  const training = await lockExpired(system, tx, id, 'record')
  if (!training) return 0
  // A report says later how many came.
  await countHeldIn(tx, id)
  const rows = await tx
    .selectFrom('registration')
    .selectAll()
    .where('training_id', '=', id)
    .orderBy('id')
    .limit(batchSize)
    .execute()
  await keepInitials(tx, rows)
  await eraseRows(system, tx, training, rows, { keepsCounts: true })
  await noteErasure(system, tx)
  if (rows.length < batchSize) {
    await deleteMailsOf(tx, id)
    await forgetTexts(tx, id, await writtenIn(tx, id))
    for (const table of ['message', 'registration_group'] as const)
      await tx.deleteFrom(table).where('training_id', '=', id).execute()
    await deleteProofs(tx, tx.selectFrom('proof').select('id').where('training_id', '=', id)).execute()
  }
  return rows.length
}

async function eraseExtras(system: System, tx: Tx, id: string): Promise<number> {
  const training = await lockExpired(system, tx, id, 'extras')
  if (!training) return 0
  const rows = await tx
    .selectFrom('registration')
    .selectAll()
    .where('training_id', '=', id)
    .where('id', '>', training.extras_erased_to ?? '')
    .orderBy('id')
    .limit(batchSize)
    .execute()
  if (rows.length > 0) await noteErasure(system, tx)
  await eraseAnswers(tx, rows, training.credit_years === null ? keptSensitive : keptForCredit)
  await eraseDuplicateAnswers(tx, rows)
  await eraseHelpers(tx, rows)
  const last = rows.at(-1)?.id
  if (last !== undefined)
    await tx.updateTable('training').set({ extras_erased_to: last }).where('id', '=', id).execute()
  return rows.length
}

/** Locks the training. Returns undefined if its organizer has moved the date in the meantime. */
async function lockExpired(system: System, tx: Tx, id: string, due: Due) {
  const training = (await lockTrainings(system.db, tx, [id])).get(id)
  const expired = await tx
    .selectFrom('training')
    .select(['extras_erased_to', 'credit_years'])
    .where('id', '=', id)
    .where(due === 'record' ? 'record_until' : 'extras_until', '<=', system.now().toISOString())
    .executeTakeFirst()
  return training && expired && { ...training, ...expired }
}

async function eraseAnswers(tx: Tx, rows: Registration[], kept: ReadonlySet<string>) {
  const left = rows.map((row) => ({
    id: row.id,
    answers: keep(row.answers, keptAnswers),
    sensitive: keep(row.sensitive, kept),
  }))
  for (const [first, ...others] of Map.groupBy(left, ({ answers, sensitive }) => answers + sensitive).values())
    if (first)
      await editDetails(
        tx,
        [first, ...others].map(({ id }) => id),
        { phone: null, sensitive: first.sensitive, answers: first.answers },
      )
  // The phone identified people without an address.
  for (const { id, phone, active_person, given_name, family_name } of rows)
    if (phone !== null && active_person === activePerson(phone, given_name, family_name))
      await editDetails(tx, [id], { active_person: activePerson(id, given_name, family_name) })
}

async function eraseDuplicateAnswers(tx: Tx, rows: Registration[]) {
  if (rows.length === 0) return
  const duplicates = await tx
    .selectFrom('duplicate')
    .select(['id', 'submitted_answers'])
    .where(
      'registration_id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute()
  for (const { id, submitted_answers } of duplicates)
    await tx
      .updateTable('duplicate')
      .set({ submitted_answers: keep(submitted_answers, keptOfDuplicates) })
      .where('id', '=', id)
      .execute()
}

/**
 * Deletes supervisors, who never signed up themselves, what was done about accommodations, and
 * hashes of phone numbers.
 */
async function eraseHelpers(tx: Tx, rows: Registration[]) {
  if (rows.length === 0) return
  const ids = rows.map(({ id }) => id)
  for (const table of ['supervisor_request', 'accommodation', 'likeness'] as const)
    await tx
      .deleteFrom(table as 'accommodation')
      .where('registration_id', 'in', ids)
      .execute()
}

const keep = (json: string, kept: ReadonlySet<string>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(json) as Person).filter(([id]) => kept.has(id))))
