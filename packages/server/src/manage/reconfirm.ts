import { editDetails } from '../registrations/ledger.ts'
import type { Registration } from '../registrations/registration.ts'
import type { System } from '../system.ts'

const nearMs = 96 * 60 * 60 * 1000

/**
 * Returns from when people are asked whether they still come. Earlier answers were about another
 * date.
 */
const askedFrom = (startsAt: string) => new Date(Date.parse(startsAt) - nearMs).toISOString()

/** Returns whether a person with a seat is asked now if they still come. */
export function isAsked(
  { status, reconfirmed_at }: Pick<Registration, 'status' | 'reconfirmed_at'>,
  startsAt: string,
  now: Date,
): boolean {
  const from = askedFrom(startsAt)
  return status === 'confirmed' && now.toISOString() >= from && (reconfirmed_at === null || reconfirmed_at < from)
}

/** Stores that a person still comes. The first answer counts. */
export async function reconfirm({ db, now }: Pick<System, 'db' | 'now'>, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const found = await tx
      .selectFrom('registration')
      .innerJoin('training', 'training.id', 'registration.training_id')
      .select(['registration.status', 'reconfirmed_at', 'starts_at'])
      .where('registration.id', '=', id)
      .executeTakeFirst()
    if (!found || !isAsked(found, found.starts_at, now())) return
    await editDetails(tx, [id], { reconfirmed_at: now().toISOString() })
  })
}
