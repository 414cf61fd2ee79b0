import {
  type PersonStatus,
  type RegistrationResult,
  type ResultStatus,
  resultStatuses,
} from '@training-signup/contract'
import type { Selectable } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { VerificationTable } from '../db/schema.ts'
import type { Parts } from '../deps.ts'
import { mailedKey, say } from '../words/index.ts'
import type { Registration } from './status.ts'

type Verification = Selectable<VerificationTable>

/** What a verified sign-up comes to. */
interface Outcome {
  /** What each of its people is shown to come to, by id. Whoever is not in it is gone. */
  shown: ReadonlyMap<string, ResultStatus>
  /** The registration of somebody who has proven their address, and was registered by another sign-up meanwhile. */
  known: string | undefined
}

/**
 * Keeps what to answer now. Answered again later, it is not to tell how people stand by then who see to it themselves.
 * @returns nothing where nobody of it has a place
 */
export async function keepAnswer(
  parts: Pick<Parts, 'config'>,
  tx: Tx,
  verification: Verification,
  { shown, known }: Outcome,
): Promise<RegistrationResult | undefined> {
  const ids = JSON.parse(verification.people) as string[]
  const people = ids.map((id) => shown.get(id) ?? 'cancelled')
  const own = { reference: verification.reference, people }
  const isOwn = verification.group_id !== null || known === undefined
  const result = resultOf(parts, verification, isOwn ? own : await readKnown(tx, known))
  await tx
    .updateTable('verification')
    .set({ answer: result ? JSON.stringify(result) : null })
    .where('id', '=', verification.id)
    .execute()
  return result
}

interface Found {
  reference: string
  people: PersonStatus[]
}

function resultOf(
  { config }: Pick<Parts, 'config'>,
  { lang }: Pick<Verification, 'lang'>,
  { reference, people }: Found,
): RegistrationResult | undefined {
  const status = resultStatuses.findLast((one) => people.includes(one))
  if (!status) return undefined
  const key = `result.${status}` as const
  return {
    reference,
    status,
    people: people.map((one) => ({ status: one })),
    next: { title: say(lang, key), text: say(lang, mailedKey(`${key}.text`, config.mail !== undefined)) },
    lang,
  }
}

/** How somebody stands, as a sign-up can be answered; nothing where they have no place any more. */
const shownAs: Partial<Record<Registration['status'], ResultStatus>> = {
  confirmed: 'confirmed',
  attended: 'confirmed',
  no_show: 'confirmed',
  waitlisted: 'waitlisted',
  // It is told by mail what to do; until then there is no seat.
  offered: 'waitlisted',
  pending_approval: 'pending_approval',
}

async function readKnown(tx: Tx, id: string): Promise<Found> {
  const { reference, status } = await tx
    .selectFrom('registration')
    .select(['reference', 'status'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return { reference, people: [shownAs[status] ?? 'cancelled'] }
}
