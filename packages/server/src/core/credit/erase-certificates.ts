import type { Tx } from '../../platform/db/database.ts'
import { noteErasure } from '../../platform/db/note-erasure.ts'
import { recordErased } from '../../platform/ops/erasure-journal.ts'
import type { System } from '../../platform/system.ts'
import { hidesName } from '../people/hides-name.ts'
import { lockTraining } from '../seats/locked-training.ts'
import type { Registration } from '../seats/registration.ts'
import { contentOf } from './certificates.ts'

/**
 * Deletes a certificate for good, with those that it replaced. Their numbers are unknown then, and its person gets no
 * other one of its profile.
 */
export const eraseCertificate = (system: System, id: string): Promise<void> =>
  system.db.transaction(async (tx) => {
    const row = await tx.selectFrom('certificate').selectAll().where('id', '=', id).executeTakeFirst()
    if (!row) return
    await lockTraining(system.db, tx, row.training_id)
    const gone = [row, ...(await readReplaced(tx, [row.serial]))]
    await noteErasure(system, tx)
    await recordErased(
      system,
      tx,
      gone.map((one) => ({ kind: 'certificate' as const, id: one.id })),
    )
    const { registration_id, profile_id, replaced_by } = row
    if (registration_id !== null && replaced_by === null)
      await tx
        .insertInto('deleted_certificate')
        .values({ registration_id, profile_id })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    const ids = gone.map((one) => one.id)
    await deleteCertificates(tx, ids)
  })

/** Returns the certificates that these replaced, and those that they replaced. */
async function readReplaced(tx: Tx, serials: readonly string[]): Promise<{ id: string; serial: string }[]> {
  const rows = await tx.selectFrom('certificate').select(['id', 'serial']).where('replaced_by', 'in', serials).execute()
  if (rows.length === 0) return []
  const older = rows.map(({ serial }) => serial)
  return [...rows, ...(await readReplaced(tx, older))]
}

/**
 * Deletes the certificates of people who want all of their data deleted. The end of a training's data keeps them.
 */
export async function eraseCertificatesOf(tx: Tx, registrationIds: readonly string[]): Promise<void> {
  const rows = await tx.selectFrom('certificate').select('id').where('registration_id', 'in', registrationIds).execute()
  await deleteCertificates(
    tx,
    rows.map(({ id }) => id),
  )
}

/** Deletes certificates. Those that were taken back stay in the list of credentials that ended: copies are out there. */
async function deleteCertificates(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const ended = tx.selectFrom('certificate').select('id').where('id', 'in', ids).where('revoked_at', 'is not', null)
  await tx
    .insertInto('ended_credential')
    .columns(['id'])
    .expression(ended)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await tx.deleteFrom('certificate').where('id', 'in', ids).execute()
}

/** Has certificates that outlive their people go on showing initials of those who want no name on paper. */
export async function keepInitials(tx: Tx, people: readonly Pick<Registration, 'id' | 'sensitive'>[]): Promise<void> {
  const unnamed = people.filter(({ sensitive }) => hidesName(JSON.parse(sensitive))).map(({ id }) => id)
  if (unnamed.length === 0) return
  const rows = await tx.selectFrom('certificate').selectAll().where('registration_id', 'in', unnamed).execute()
  for (const row of rows) {
    const content = JSON.stringify({ ...contentOf(row), initials: true })
    await tx.updateTable('certificate').set({ content }).where('id', '=', row.id).execute()
  }
}

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
      await deleteCertificates(
        tx,
        due.map(({ id }) => id),
      )
    })
  }
}
