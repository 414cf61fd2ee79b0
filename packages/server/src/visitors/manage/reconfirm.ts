import { reconfirmedSince } from '../../core/registrations/reconfirmation.ts'
import { editDetails } from '../../core/seats/ledger.ts'
import { lockTraining } from '../../core/seats/locked-training.ts'
import type { Registration } from '../../core/seats/registration.ts'
import type { System } from '../../platform/system.ts'

const nearMs = 96 * 60 * 60 * 1000

/**
 * Returns from when people are asked whether they still come. Earlier answers were about another
 * date.
 */
const askedFrom = (startsAt: string) => new Date(Date.parse(startsAt) - nearMs).toISOString()

/** Returns whether a person with a seat is asked now if they still come. */
export function isAsked(
  { status, reconfirmed_at }: Pick<Registration, 'status' | 'reconfirmed_at'>,
  { starts_at, day_set_at }: { starts_at: string; day_set_at: string | null },
  now: Date,
): boolean {
  const from = askedFrom(starts_at)
  const answeredAt = reconfirmedSince(reconfirmed_at, day_set_at)
  return status === 'confirmed' && now.toISOString() >= from && (answeredAt === null || answeredAt < from)
}

/** Stores that a person still comes. The first answer counts. */
export async function reconfirm({ db, now }: Pick<System, 'db' | 'now'>, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const find = () =>
      tx
        .selectFrom('registration')
        .innerJoin('training', 'training.id', 'registration.training_id')
        .select(['training_id', 'registration.status', 'reconfirmed_at', 'starts_at', 'day_set_at'])
        .where('registration.id', '=', id)
        .executeTakeFirst()
    const before = await find()
    // An answer about the old day must not be stored after the training has moved.
    if (before) await lockTraining(db, tx, before.training_id)
    const found = await find()
    if (!found || found.day_set_at !== before?.day_set_at || !isAsked(found, found, now())) return
    await editDetails(tx, [id], { reconfirmed_at: now().toISOString() })
  })
}
