import type { Parts } from '../deps.ts'
import { editDetails } from '../registrations/ledger.ts'
import type { Registration } from '../registrations/registration.ts'

const nearMs = 96 * 60 * 60 * 1000

/** From when on people are asked whether they still come. What they said earlier was about another date. */
const askedFrom = (startsAt: string) => new Date(Date.parse(startsAt) - nearMs).toISOString()

/** Whether somebody with a seat is asked now if they still come. */
export function isAsked(
  { status, reconfirmed_at }: Pick<Registration, 'status' | 'reconfirmed_at'>,
  startsAt: string,
  now: Date,
): boolean {
  const from = askedFrom(startsAt)
  return status === 'confirmed' && now.toISOString() >= from && (reconfirmed_at === null || reconfirmed_at < from)
}

/** Somebody says that they still come. Said twice, the first time counts. */
export async function reconfirm({ db, now }: Pick<Parts, 'db' | 'now'>, id: string): Promise<void> {
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
