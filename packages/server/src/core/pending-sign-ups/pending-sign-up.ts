import type { Language, ResultStatus } from '@training-signup/contract'
import type { Insertable, Selectable } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { OutboxTable } from '../../platform/db/tables/mails/outbox.ts'
import type { PendingSignUpTable } from '../../platform/db/tables/mails/proof.ts'
import type { Write } from '../../platform/db/write-together.ts'
import type { System } from '../../platform/system.ts'
import { insertMails, mailRow } from '../outbox/outbox.ts'
import type { CheckedPerson } from '../people/person.ts'
import { languageOf } from '../people/person-columns.ts'
import { newReference } from '../people/reference.ts'
import { deleteProofs, insertProofs, newProof, type Proof } from '../proof/proofs.ts'
import { verificationTimeOf } from '../seats/deadlines.ts'
import type { CheckedSignUp } from '../seats/identified-sign-up.ts'
import { moveSeats } from '../seats/ledger.ts'
import type { LockedTraining } from '../seats/locked-training.ts'
import { type BareResult, resultFor } from '../seats/result.ts'

/**
 * A sign-up that waits for the code which proves its address. It is stored as it was sent, and
 * nothing is looked up, so that nothing about it can reveal who is registered.
 */
export type PendingSignUp = Proof & Selectable<PendingSignUpTable>

/** Sign-ups with the addresses that they wait for. */
export const pendingSignUps = (db: Tx | System['db']['reader']) =>
  db
    .selectFrom('pending_sign_up')
    .innerJoin('proof', 'proof.id', 'pending_sign_up.id')
    .selectAll('proof')
    .selectAll('pending_sign_up')

interface Keeping {
  request: CheckedSignUp
  heldSeats: number
  /** The sign-up that this one replaces. */
  replaced: PendingSignUp | undefined
  now: string
}

export interface KeptSignUp {
  proof: Proof
  row: Selectable<PendingSignUpTable>
  /** The email with the code. */
  mail: Insertable<OutboxTable>
  /** The response, with the id of the row instead of the secret. */
  result: BareResult & { verification: string }
}

/** Returns the rows of a sign-up that waits for its code, and takes the seats that it holds. */
export function keepSignUp(
  system: Pick<System, 'newId' | 'randomBytes' | 'config'>,
  training: LockedTraining,
  { request, heldSeats, replaced, now }: Keeping,
): KeptSignUp {
  const reference = newReference(system)
  const [id, training_id] = [system.newId(), training.id]
  const lang = languageFor(request)
  moveSeats(training, heldSeats)
  const { endsAt, latestEnd } = verificationTimeOf(training, now, replaced)
  const email = addressOf(request)
  const people = request.people.map((): ResultStatus => 'pending_verification')
  const result = resultFor(system, training, { reference, people, lang: request.lang })
  return {
    proof: newProof({ id, subject: 'sign-up', training_id, email, lang, ends_at: endsAt }, now),
    row: {
      id,
      training_id,
      reference,
      request: JSON.stringify(checkedPart(request)),
      held_seats: heldSeats,
      latest_end: latestEnd,
      answer: null,
    },
    mail: mailRow(system, 'code', { training_id, lang, proof_id: id }, now),
    result: { ...result, verification: id },
  }
}

/** Drops the person's identity and need for approval: both are determined again later. */
function onlyAnswers({
  givenName,
  familyName,
  email,
  phone,
  role,
  agency,
  answers,
  sensitive,
}: CheckedPerson): CheckedPerson {
  return { givenName, familyName, email, phone, role, agency, answers, sensitive }
}

/** Returns the parts of a request that are stored until it is admitted. */
const checkedPart = ({
  people,
  coordinator,
  split,
  consents,
  partner,
  channel,
  origin,
  lang,
}: CheckedSignUp): CheckedSignUp => ({
  people: people.map(onlyAnswers),
  coordinator,
  split,
  consents,
  partner,
  channel,
  origin,
  lang,
})

/** Stores sign-ups that wait for their code, and the emails with the codes. */
export const insertPending = (tx: Tx, kept: readonly KeptSignUp[]): Write[] => [
  insertProofs(
    tx,
    kept.map(({ proof }) => proof),
  ),
  tx.insertInto('pending_sign_up').values(kept.map(({ row }) => row)),
  insertMails(kept.map(({ mail }) => mail)),
]

function languageFor({ people: [person], coordinator, lang }: CheckedSignUp): Language {
  return coordinator || !person ? lang : languageOf(person, lang)
}

/** Returns the address that the code goes to, as it was typed. */
export const addressOf = ({ coordinator, people }: Pick<CheckedSignUp, 'coordinator' | 'people'>): string =>
  coordinator?.email ?? people[0]?.email ?? ''

export const readSignUp = ({ request }: Pick<PendingSignUp, 'request'>): CheckedSignUp =>
  JSON.parse(request) as CheckedSignUp

/** Returns how many seats the sign-ups of each training hold that wait for their code. */
export async function countHeldSeats(tx: Tx, trainingIds: readonly string[]): Promise<Map<string, number>> {
  if (trainingIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('pending_sign_up')
    .select(['training_id', ({ fn }) => fn.sum<number | string>('held_seats').as('held')])
    .where('training_id', 'in', trainingIds)
    .where('held_seats', '>', 0)
    .groupBy('training_id')
    .execute()
  return new Map(rows.map(({ training_id, held }) => [training_id, Number(held)]))
}

/**
 * Deletes a sign-up with its stored response and its unsent email, and gives back the seats it
 * held. Call `writeSeats` afterwards.
 */
export async function deletePending(
  tx: Tx,
  training: LockedTraining,
  { id, reference, held_seats }: Pick<PendingSignUp, 'id' | 'reference' | 'held_seats'>,
): Promise<void> {
  await deleteProofs(tx, [id]).execute()
  await tx.deleteFrom('idempotency').where('reference', '=', reference).execute()
  moveSeats(training, -held_seats)
}
