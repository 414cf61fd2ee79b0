import type { Tx } from '../db/database.ts'
import { composeMail } from '../mail/compose.ts'
import type { LockedTraining } from '../registrations/locked-training.ts'
import { lockRegistration, type Registration } from '../registrations/registration.ts'
import type { System } from '../system.ts'

export type FoundMail = { subject: string; text: string } | null

/**
 * Decides on one person in a transaction that is undone, and returns the email that they, or their
 * coordinator, would get. `act` returns whether it changed anything.
 * @throws {ProblemError} `not-found`, and what `act` throws
 */
export async function mailAfter(
  system: System,
  id: string,
  act: (tx: Tx, registration: Registration, training: LockedTraining) => Promise<boolean>,
): Promise<FoundMail> {
  try {
    return await system.db.transaction(async (tx) => {
      const { registration, training } = await lockRegistration(system, tx, id)
      await removeWaiting(tx, id)
      throw new Undone((await act(tx, registration, training)) ? await composeLatest(system, tx, id) : null)
    })
  } catch (error) {
    if (error instanceof Undone) return error.mail
    throw error
  }
}

/** Leaves a transaction without its changes. */
class Undone extends Error {
  readonly mail: FoundMail
  constructor(mail: FoundMail) {
    super('undone')
    this.mail = mail
  }
}

/** Removes emails about a person that wait, so that one of an earlier action is not taken for that of this one. */
async function removeWaiting(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('outbox').where('registration_id', '=', id).where('outcome', 'is', null).execute()
  await tx.deleteFrom('outbox_person').where('registration_id', '=', id).execute()
}

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
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const inside = {
    ...system,
    db: { ...system.db, reader: tx },
    // With a random key, the links look like those of the real email, but open nothing.
    authSecret: Buffer.from(system.randomBytes(32)).toString('base64url'),
  }
  const mail = row && (await composeMail(inside, row))
  return mail ? { subject: mail.subject, text: mail.text } : null
}
