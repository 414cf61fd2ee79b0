import { type CreditProfile, CreditProfileInput } from '@training-signup/contract'
import type { Expression, ExpressionBuilder, Kysely, Selectable, SqlBool } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { oneAtATime } from '../../platform/db/one-at-a-time.ts'
import type { Tables } from '../../platform/db/schema.ts'
import type { CreditProfileTable } from '../../platform/db/tables/trainings/credit.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'

/** A list that one looks through has no more. */
const mostProfiles = 100

type Row = Selectable<CreditProfileTable>

// Parsed again, so that a member added since gets its default.
export const contentOf = ({ content }: Pick<Row, 'content'>): CreditProfileInput =>
  CreditProfileInput.parse(JSON.parse(content))

const columnsOf = (input: CreditProfileInput) => ({ content: JSON.stringify(input), keep_years: input.keepYears })

const present = (row: Row, trainings: number): CreditProfile => ({
  id: row.id,
  ...contentOf(row),
  archived: row.archived_at !== null,
  trainings,
  updatedAt: row.updated_at,
})

async function countUses(db: Kysely<Tables>, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('training_credit')
    .select(({ fn }) => ['profile_id', fn.countAll().as('count')])
    .where('profile_id', 'in', ['', ...ids])
    .groupBy('profile_id')
    .execute()
  return new Map(rows.map(({ profile_id, count }) => [profile_id, Number(count)]))
}

/** Returns all profiles, oldest first. Archived ones come last. */
export async function listProfiles(db: Kysely<Tables>): Promise<CreditProfile[]> {
  const rows = await db.selectFrom('credit_profile').selectAll().orderBy('id').execute()
  const uses = await countUses(
    db,
    rows.map(({ id }) => id),
  )
  return rows
    .map((row) => present(row, uses.get(row.id) ?? 0))
    .toSorted((one, other) => Number(one.archived) - Number(other.archived))
}

/** @throws {ProblemError} `not-found` */
export async function readProfile(db: Kysely<Tables>, id: string): Promise<CreditProfile> {
  const row = await db.selectFrom('credit_profile').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new ProblemError('not-found')
  return present(row, (await countUses(db, [id])).get(id) ?? 0)
}

/** @throws {ProblemError} `invalid-input` if there are too many */
export const createProfile = (system: System, input: CreditProfileInput): Promise<CreditProfile> =>
  system.db.transaction(async (tx) => {
    await oneAtATime(system, tx, 'credit-profile')
    const kept = await tx.selectFrom('credit_profile').select('id').limit(mostProfiles).execute()
    if (kept.length === mostProfiles)
      throw new ProblemError('invalid-input', { detail: `There are ${mostProfiles} profiles. Delete one first.` })
    const [id, now] = [system.newId(), system.now().toISOString()]
    const row = { id, ...columnsOf(input), archived_at: null, created_at: now, updated_at: now }
    await tx.insertInto('credit_profile').values(row).execute()
    return present(row, 0)
  })

const locked = (system: Pick<System, 'db'>, tx: Tx, id: string): Promise<Row | undefined> =>
  tx
    .selectFrom('credit_profile')
    .selectAll()
    .where('id', '=', id)
    .$if(system.db.name === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst()

/**
 * Replaces a profile. Certificates that were issued stay as they are.
 * @param change returns the new one for the present one, which is locked, and can refuse
 * @throws {ProblemError} `not-found`
 */
export const replaceProfile = (
  system: System,
  id: string,
  change: (input: CreditProfileInput) => CreditProfileInput,
): Promise<CreditProfile> =>
  system.db.transaction(async (tx) => {
    const row = await locked(system, tx, id)
    if (!row) throw new ProblemError('not-found')
    const next = { ...columnsOf(change(contentOf(row))), updated_at: system.now().toISOString() }
    await tx.updateTable('credit_profile').set(next).where('id', '=', id).execute()
    if (next.keep_years !== row.keep_years)
      await noteYears(tx, (one) =>
        one('id', 'in', one.selectFrom('training_credit').select('training_id').where('profile_id', '=', id)),
      )
    return readProfile(tx, id)
  })

/** Notes for how long certificates of some trainings are kept, which their forms say. */
export async function noteYears(
  tx: Tx,
  some: (eb: ExpressionBuilder<Tables, 'training'>) => Expression<SqlBool>,
): Promise<void> {
  const years = (eb: ExpressionBuilder<Tables, 'training'>) =>
    eb
      .selectFrom('training_credit')
      .innerJoin('credit_profile', 'credit_profile.id', 'profile_id')
      .select(({ fn }) => fn.max('keep_years').as('years'))
      .whereRef('training_id', '=', 'training.id')
  await tx
    .updateTable('training')
    .set((eb) => ({ credit_years: years(eb) }))
    .where(some)
    .execute()
}

const isIssued = async (tx: Tx, id: string) =>
  (await tx.selectFrom('certificate').select('id').where('profile_id', '=', id).limit(1).executeTakeFirst()) !==
  undefined

/**
 * Deletes a profile, or archives it where trainings or certificates use it: they keep it, and no other can take it.
 * @param check can refuse, when it sees what is stored
 * @throws {ProblemError} `not-found`
 */
export const removeProfile = (
  system: System,
  id: string,
  check: (present: CreditProfileInput) => void = () => {},
): Promise<void> =>
  system.db.transaction(async (tx) => {
    const row = await locked(system, tx, id)
    if (!row) throw new ProblemError('not-found')
    check(contentOf(row))
    const isUsed = (await countUses(tx, [id])).size > 0 || (await isIssued(tx, id))
    if (!isUsed) await tx.deleteFrom('credit_profile').where('id', '=', id).execute()
    else if (row.archived_at === null)
      await tx
        .updateTable('credit_profile')
        .set({ archived_at: system.now().toISOString() })
        .where('id', '=', id)
        .execute()
  })
