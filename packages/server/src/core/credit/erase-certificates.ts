import type { Tx } from '../../platform/db/database.ts'
import { noteErasure } from '../../platform/db/note-erasure.ts'
import type { System } from '../../platform/system.ts'

/** Deletes a certificate for good. Its number is unknown then. */
export const eraseCertificate = (system: System, id: string): Promise<void> =>
  system.db.transaction(async (tx) => {
    await noteErasure(system, tx)
    await tx.deleteFrom('certificate').where('id', '=', id).execute()
  })

/**
 * Deletes the certificates of people who want all of their data deleted. The end of a training's data keeps them.
 */
export const eraseCertificatesOf = (tx: Tx, registrationIds: readonly string[]): Promise<unknown> =>
  tx.deleteFrom('certificate').where('registration_id', 'in', registrationIds).execute()

const erasedAtOnce = 200

/** Deletes what has been kept for as long as its profile says. */
export async function eraseOldCertificates(system: System): Promise<void> {
  const now = system.now().toISOString()
  for (let count = erasedAtOnce; count === erasedAtOnce && !system.isStopping(); ) {
    const due = await system.db.reader
      .selectFrom('certificate')
      .select('id')
      .where('keep_until', '<=', now)
      .limit(erasedAtOnce)
      .execute()
    count = due.length
    if (count === 0) return
    await system.db.transaction(async (tx) => {
      await noteErasure(system, tx)
      const ids = due.map(({ id }) => id)
      await tx.deleteFrom('certificate').where('id', 'in', ids).execute()
    })
  }
}
