import type { Engine, Tx } from './engine.ts'

/**
 * Notes that the database file must be wiped. SQLite overwrites what is deleted, but not the copies
 * that it left in gaps between rows when it moved them. PostgreSQL vacuums by itself.
 */
export async function noteErasure({ db, now }: { db: Pick<Engine, 'name'>; now: () => Date }, tx: Tx): Promise<void> {
  if (db.name !== 'sqlite') return
  await tx
    .updateTable('erasure')
    .set({ erased_at: now().toISOString() })
    .where('id', '=', 1)
    .where('erased_at', 'is', null)
    .execute()
}
