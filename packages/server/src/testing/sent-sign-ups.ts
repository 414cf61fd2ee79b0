import { createReferenceSecrets, formatResponded } from '../core/people/reference-secret.ts'
import { createVerificationTokens } from '../core/proof/token.ts'
import type { TestApp } from './servers/test-app.ts'

export const oneOf = <Row>(rows: Row[], which: number): Row | undefined => rows[which % Math.max(1, rows.length)]

/** Returns one of the unverified sign-ups, named by its reference and secret as its sender would. */
export async function unverified({ context }: TestApp, slug: string, which: number) {
  const rows = await context.db.reader
    .selectFrom('pending_sign_up')
    .innerJoin('proof', 'proof.id', 'pending_sign_up.id')
    .innerJoin('training', 'training.id', 'proof.training_id')
    .where('slug', '=', slug)
    .where('verified_at', 'is', null)
    .where('proof.ends_at', '>', context.now().toISOString())
    .select(['proof.id', 'reference'])
    .orderBy('proof.id')
    .execute()
  const row = rows[which % Math.max(1, rows.length)]
  return row && { ...row, secret: createVerificationTokens(context).issueSecret(row.id) }
}

/** Returns a sign-up that needed no code, named as its sender would. Those of organizers have no secret. */
export async function admitted({ context, rows }: TestApp, slug: string, which: number) {
  const tables = ['registration_group', 'duplicate', 'registration'] as const
  const all = await Promise.all(tables.map((table) => rows(table as 'registration', { slug })))
  // Those that organizers enter have no result that could correct them.
  const sent = all.flat().filter(({ channel }) => channel !== 'phone' && channel !== 'walk-in')
  const row = oneOf(sent, which)
  if (!row) return undefined
  const { reference, training_id: trainingId, created_at, public_status } = row
  // Everyone in a group, which has no status of its own, counts as told of a seat.
  const said = { at: Date.parse(created_at), people: 1, seats: public_status === 'waitlisted' ? 0 : 50 }
  return { reference, secret: createReferenceSecrets(context).issue({ trainingId, reference }, formatResponded(said)) }
}
