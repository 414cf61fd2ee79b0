import { createHash } from 'node:crypto'
import type { Language } from '@training-signup/contract'
import type { Selectable } from 'kysely'
import type { AlertTable } from '../../platform/db/tables/alert.ts'
import type { System } from '../../platform/system.ts'
import { mailRow, queueMails } from '../outbox/outbox.ts'
import { canonicalAddress, mailboxOf } from '../people/person.ts'
import type { AlertKind } from '../trainings/alert-kind.ts'

/**
 * A visitor's wish to be emailed once, when a training takes sign-ups. It holds an address and
 * nothing else about the visitor, and counts once the code that was sent there is typed.
 */
export type Alert = Selectable<AlertTable>

const lifetimeMs = 60 * 60_000

interface Wish {
  trainingId: string
  kind: AlertKind
  /** A checked address. */
  email: string
  lang: Language
  partner: string | undefined
  /** Distinguishes two visits: the same form sent twice is one request. */
  nonce: string
}

/**
 * Stores an address and queues the email with its code. Nothing is looked up, so no answer tells
 * what is stored for the address.
 * @returns the id of the request
 */
export async function requestAlert(system: System, wish: Wish): Promise<string> {
  const now = system.now()
  const instant = now.toISOString()
  const { trainingId: training_id, kind, email, lang, partner = null, nonce } = wish
  const address = canonicalAddress(email)
  const id = idOf(`${nonce} ${training_id} ${address}`)
  await system.db.transaction(async (tx) => {
    const { numInsertedOrUpdatedRows = 0n } = await tx
      .insertInto('alert')
      .values({
        id,
        training_id,
        kind,
        email,
        address,
        mailbox: mailboxOf(email),
        partner,
        lang,
        code_hash: null,
        code_expires_at: null,
        code_digits: null,
        tries: 0,
        asked_at: JSON.stringify([instant]),
        ends_at: new Date(now.getTime() + lifetimeMs).toISOString(),
        verified_at: null,
        queued_at: null,
        created_at: instant,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirstOrThrow()
    if (numInsertedOrUpdatedRows === 0n) return
    await queueMails(tx, [mailRow(system, 'alert-code', { training_id, lang, alert_id: id }, instant)])
  })
  return id
}

/** Returns an id in the form of every other one. */
function idOf(visit: string): string {
  const hex = createHash('sha256').update(visit).digest('hex')
  return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
