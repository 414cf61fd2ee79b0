import { type RegistrationResult, type ResultStatus, resultStatuses } from '@training-signup/contract'
import type { Selectable } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { VerificationTable } from '../db/schema.ts'
import type { Parts } from '../deps.ts'
import { mailedKey, say } from '../words/index.ts'
import { activePerson } from './person.ts'
import { contactOf, type Registration } from './status.ts'

type Verification = Selectable<VerificationTable>

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

/** What a verified sign-up has come to by now; nothing where nobody of it has a place. */
export async function readResult(
  parts: Pick<Parts, 'config'>,
  tx: Tx,
  verification: Verification,
): Promise<RegistrationResult | undefined> {
  const { lang, group_id } = verification
  const found = group_id === null ? await readOwn(tx, verification) : await readGroup(tx, verification, group_id)
  const people = found.statuses.flatMap((status) => shownAs[status] ?? [])
  const status = resultStatuses.findLast((one) => people.includes(one))
  if (!status) return undefined
  const key = `result.${status}` as const
  return {
    reference: found.reference,
    status,
    people: people.map((one) => ({ status: one })),
    next: { title: say(lang, key), text: say(lang, mailedKey(`${key}.text`, parts.config.mail !== undefined)) },
    lang,
  }
}

interface Found {
  reference: string
  statuses: Registration['status'][]
}

/** Whoever was registered by another sign-up meanwhile is told of that registration: the address is proven theirs. */
async function readOwn(tx: Tx, { registration_id, reference }: Verification): Promise<Found> {
  const registrations = tx.selectFrom('registration').selectAll()
  const own = await registrations.where('id', '=', registration_id ?? '').executeTakeFirst()
  if (!own || own.active_person !== null) return { reference, statuses: own ? [own.status] : [] }
  const person = activePerson(await contactOf(tx, own), own.given_name, own.family_name)
  const other = await registrations
    .where('training_id', '=', own.training_id)
    .where('active_person', '=', person)
    .executeTakeFirst()
  return other ? { reference: other.reference, statuses: [other.status] } : { reference, statuses: [] }
}

async function readGroup(tx: Tx, { reference }: Verification, groupId: string): Promise<Found> {
  const registrations = await tx
    .selectFrom('registration')
    .select(['id', 'status'])
    .where('group_id', '=', groupId)
    .execute()
  const attempts = await tx.selectFrom('attempt').select(['id', 'shown']).where('group_id', '=', groupId).execute()
  const all = [...registrations, ...attempts.map(({ id, shown }) => ({ id, status: shown ?? ('confirmed' as const) }))]
  // Ids are in the order in which people were written down, whoever was registered before.
  return { reference, statuses: all.toSorted((one, other) => (one.id < other.id ? -1 : 1)).map(({ status }) => status) }
}
