import type { Tx } from '../db/database.ts'
import type { Parts } from '../deps.ts'
import { noteErased } from '../erasing/erase.ts'
import { activePerson, foldName } from '../people/person.ts'
import { addCounts } from '../trainings/counts.ts'
import { noteSelfManaged } from './attempts.ts'
import type { LockedTraining } from './seats.ts'
import { contactOf, type Registration, setStatus } from './status.ts'

/** Somebody who has turned out to be registered already, with that registration's id. */
export interface Known {
  known: string
}

/**
 * Makes somebody whose sign-up is verified the one person that they are. What else they have signed up for themselves and
 * not verified ends; if they have a registration already, that one stands and this one ends.
 * Of a group nobody but the coordinator has proven anything.
 */
export async function claimPlace(
  parts: Parts,
  tx: Tx,
  training: LockedTraining,
  registration: Registration,
): Promise<Registration | Known> {
  const { id, given_name, family_name } = registration
  const person = activePerson(await contactOf(tx, registration), given_name, family_name)
  const known = await tx
    .selectFrom('registration')
    .select('id')
    .where('training_id', '=', training.id)
    .where('active_person', '=', person)
    .executeTakeFirst()
  if (known) {
    if (registration.group_id === null) {
      await setStatus(parts, tx, training, registration, { status: 'cancelled', holdsSeat: false })
      await takeOver(parts, tx, training, { own: registration, known: known.id })
    } else await becomeAttempt(parts, tx, training, registration, known.id)
    return { known: known.id }
  }
  // Nobody has proven to be the members of a group: whoever signs them up ends nothing of theirs.
  const others = registration.group_id === null ? await findOthers(tx, registration) : []
  for (const other of others) await setStatus(parts, tx, training, other, { status: 'cancelled', holdsSeat: false })
  // For whoever is told who came: before this nobody had.
  const claimed = { active_person: person, is_unverified: 0, created_at: parts.now().toISOString() } as const
  await tx.updateTable('registration').set(claimed).where('id', '=', id).execute()
  return { ...registration, ...claimed }
}

/**
 * Lets somebody who has proven who they are see to the registration that a coordinator made for them: with their own
 * answers, in the seat that they held, and out of the coordinator's hands.
 */
async function takeOver(
  parts: Parts,
  tx: Tx,
  training: LockedTraining,
  { own, known: id }: { own: Registration; known: string },
): Promise<void> {
  const known = await tx.selectFrom('registration').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  if (known.email === null || known.self_managed_at !== null || !(await isOfAnother(tx, known))) return
  const { given_name, family_name, family_folded, email, phone, role, agency, agency_folded, answers, lang } = own
  // The supervisor who was named is the one who was asked.
  const { supervisorEmail: _, ...sensitive } = JSON.parse(own.sensitive) as Record<string, unknown>
  const { supervisorEmail } = JSON.parse(known.sensitive) as Record<string, unknown>
  const said = { given_name, family_name, family_folded, email, phone, role, agency, agency_folded, answers, lang }
  await tx
    .updateTable('registration')
    .set({ ...said, sensitive: JSON.stringify({ ...sensitive, supervisorEmail }), consents: own.consents })
    .where('id', '=', id)
    .execute()
  await noteSelfManaged(tx, id, parts.now().toISOString())
  if (known.status === 'waitlisted' && own.holds_seat === 1) {
    const seated = { status: 'confirmed', holdsSeat: true, mail: 'promoted', isForOne: true } as const
    await setStatus(parts, tx, training, known, seated)
  }
}

/** Whether a coordinator with another address signed them up. */
async function isOfAnother(tx: Tx, { group_id, email_canonical }: Registration): Promise<boolean> {
  const groups = tx.selectFrom('registration_group').select('coordinator_canonical')
  const group = await groups.where('id', '=', group_id ?? '').executeTakeFirst()
  return group !== undefined && group.coordinator_canonical !== email_canonical
}

async function findOthers(
  tx: Tx,
  { id, training_id, email_canonical, given_name, family_name }: Registration,
): Promise<Registration[]> {
  const rows = await tx
    .selectFrom('registration')
    .selectAll()
    .where('training_id', '=', training_id)
    .where('email_canonical', '=', email_canonical)
    .where('status', '=', 'pending_verification')
    .where('group_id', 'is', null)
    .where('id', '!=', id)
    .orderBy('id')
    .execute()
  const name = foldName(`${given_name} ${family_name}`)
  return rows.filter((row) => foldName(`${row.given_name} ${row.family_name}`) === name)
}

/** Of a group, so that its coordinator sees what they would have seen had the person been registered from the start. */
async function becomeAttempt(
  parts: Parts,
  tx: Tx,
  training: LockedTraining,
  registration: Registration,
  known: string,
): Promise<void> {
  const { id, reference, training_id, group_id, line_number, holds_seat, status, expires_at, created_at } = registration
  await tx
    .insertInto('attempt')
    .values({
      id,
      reference,
      training_id,
      group_id,
      registration_id: known,
      said: JSON.stringify(saidBy(registration)),
      shown: status,
      line_number,
      expires_at: holds_seat === 1 ? expires_at : null,
      created_at,
    })
    .execute()
  await tx
    .updateTable('supervisor_request')
    .set({ registration_id: known, attempt_id: id })
    .where('registration_id', '=', id)
    .execute()
  await tx.deleteFrom('registration').where('id', '=', id).execute()
  await noteErased(parts, tx, training, [registration])
  await addCounts(tx, [{ training_id, status, count: -1 }]).execute()
}

function saidBy({ given_name, family_name, email, phone, role, agency, answers }: Registration) {
  const said = { givenName: given_name, familyName: family_name, email, phone, role, agency }
  return {
    ...Object.fromEntries(Object.entries(said).filter(([, answer]) => answer !== null)),
    ...(JSON.parse(answers) as object),
  }
}
