import type { CreditProfileInput, TrainingCredits } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/schema.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { contentOf, noteYears } from './profiles.ts'

/** Returns the profiles that a training takes. */
export async function readCredits(db: Kysely<Tables>, trainingId: string): Promise<TrainingCredits> {
  const rows = await db
    .selectFrom('training_credit')
    .selectAll()
    .where('training_id', '=', trainingId)
    .orderBy('place')
    .execute()
  return {
    credits: rows.map(({ profile_id, approval, number, roles }) => ({
      profile: profile_id,
      approval,
      ...(number === null ? {} : { number }),
      roles: JSON.parse(roles) as string[],
    })),
  }
}

/**
 * Replaces the profiles that a training takes. Call it under the training's lock.
 * @throws {ProblemError} `invalid-input` for a profile that is not there, or that was archived
 */
export async function replaceCredits(
  { db }: Pick<System, 'db'>,
  tx: Tx,
  trainingId: string,
  { credits }: TrainingCredits,
): Promise<void> {
  const before = new Set((await readCredits(tx, trainingId)).credits.map(({ profile }) => profile))
  const rows = await tx
    .selectFrom('credit_profile')
    .select(['id', 'archived_at'])
    // No one deletes one in the meantime.
    .$if(db.name === 'postgres', (query) => query.forKeyShare())
    .execute()
  const takable = new Set(rows.flatMap(({ id, archived_at }) => (archived_at === null || before.has(id) ? id : [])))
  for (const [place, { profile }] of credits.entries())
    if (!takable.has(profile)) {
      const message = 'There is no such profile, or it was archived.'
      throw new ProblemError('invalid-input', {
        errors: [{ pointer: `/credits/${place}/profile`, code: 'profile', message }],
      })
    }
  await tx.deleteFrom('training_credit').where('training_id', '=', trainingId).execute()
  if (credits.length === 0) return noteYears(tx, (one) => one('id', '=', trainingId))
  const values = credits.map(({ profile, approval, number, roles }, place) => ({
    training_id: trainingId,
    profile_id: profile,
    place,
    approval,
    number: number ?? null,
    roles: JSON.stringify(roles),
  }))
  await tx.insertInto('training_credit').values(values).execute()
  await noteYears(tx, (one) => one('id', '=', trainingId))
}

/** A profile as a training takes it. */
export interface TakenProfile {
  id: string
  profile: CreditProfileInput
  approval: TrainingCredits['credits'][number]['approval']
  number: string | undefined
  roles: readonly string[]
}

/** Returns the profiles of a training with what they say. */
export async function readTakenProfiles(db: Kysely<Tables>, trainingId: string): Promise<TakenProfile[]> {
  const rows = await db
    .selectFrom('training_credit')
    .innerJoin('credit_profile', 'credit_profile.id', 'profile_id')
    .select(['credit_profile.id', 'content', 'approval', 'number', 'roles'])
    .where('training_id', '=', trainingId)
    .orderBy('place')
    .execute()
  return rows.map(({ id, approval, number, roles, ...row }) => ({
    id,
    profile: contentOf(row),
    approval,
    number: number ?? undefined,
    roles: JSON.parse(roles) as string[],
  }))
}

/**
 * Returns what someone of a role gets: every profile that names it, or else those that name none.
 */
export function profilesFor(taken: readonly TakenProfile[], role: string | null): TakenProfile[] {
  const named = taken.filter(({ roles }) => role !== null && roles.includes(role))
  return named.length > 0 ? named : taken.filter(({ roles }) => roles.length === 0)
}
