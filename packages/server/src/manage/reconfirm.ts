import type { Parts } from '../deps.ts'
import type { Registration } from '../registrations/status.ts'

const nearMs = 96 * 60 * 60 * 1000

/** Whether somebody with a seat is asked if they still come: shortly before the training. */
export const isAsked = (
  { status }: Pick<Registration, 'status'>,
  { starts_at }: { starts_at: string },
  now: Date,
): boolean => status === 'confirmed' && Date.parse(starts_at) - now.getTime() <= nearMs

/** Somebody says that they still come. Said twice, the first time counts. */
export async function reconfirm({ db, now }: Pick<Parts, 'db' | 'now'>, id: string): Promise<void> {
  await db.transaction((tx) =>
    tx
      .updateTable('registration')
      .set({ reconfirmed_at: now().toISOString() })
      .where('id', '=', id)
      .where('status', '=', 'confirmed')
      .where('reconfirmed_at', 'is', null)
      .execute(),
  )
}
