import type { MailKind } from '../../../core/outbox/outbox.ts'
import { deleteUnsent } from '../../../core/outbox/revise.ts'
import type { LockedTraining } from '../../../core/seats/locked-training.ts'
import { lockRegistration, type Registration } from '../../../core/seats/registration.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { System } from '../../../platform/system.ts'
import { composeInside, undoable } from '../undoable.ts'

export type FoundMail = { subject: string; text: string } | null

/**
 * Decides on one person in a transaction that is undone, and returns the email that they, or their
 * coordinator, would get. `act` returns whether it changed anything.
 * @throws {ProblemError} `not-found`, and what `act` throws
 */
export const mailAfter = (
  system: System,
  id: string,
  act: (tx: Tx, registration: Registration, training: LockedTraining) => Promise<boolean>,
): Promise<FoundMail> =>
  undoable<FoundMail>(system, async (tx, undo) => {
    const { registration, training } = await lockRegistration(system, tx, id)
    // One of an earlier action would be taken for the one of this action. The transaction is undone,
    // so they leave all the same.
    await deleteUnsent(tx, id)
    return undo((await act(tx, registration, training)) ? await composeLatest(system, tx, id) : null)
  })

/** Composes the latest email to a person, or to their coordinator about them. */
async function composeLatest(system: System, tx: Tx, id: string): Promise<FoundMail> {
  const row = await tx
    .selectFrom('outbox')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb('registration_id', '=', id),
        eb('id', 'in', eb.selectFrom('outbox_person').select('outbox_id').where('registration_id', '=', id)),
      ]),
    )
    .where('outcome', 'is', null)
    .where('kind', 'not in', ['people-changed', 'agency-news'] satisfies MailKind[])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const mail = row && (await composeInside(system, tx, row))
  return mail ? { subject: mail.subject, text: mail.text } : null
}
