import type { BulkActionInput, BulkActionPreview } from '@training-signup/contract'
import type { Scope } from '../access/caller.ts'
import type { Tx } from '../db/database.ts'
import { composeMail } from '../mail/compose.ts'
import { ProblemError } from '../problem.ts'
import { lockRegistration } from '../registrations/registration.ts'
import type { System } from '../system.ts'
import { trainingIdOf } from '../trainings/trainings.ts'
import { decide } from './carry-out.ts'
import { type Choice, type ChosenPerson, choosePeople, countLeftOut, tagOfPeople } from './choose-people.ts'

const mostNamed = 100

/**
 * Returns what a bulk action would do now: how many people it is about, what they would be sent, and
 * who is left out. Changes nothing.
 * @throws {ProblemError} `not-found`, `invalid-input` as `createBulkAction`
 */
export async function previewBulkAction(
  system: System,
  scope: Scope,
  input: BulkActionInput,
): Promise<BulkActionPreview> {
  const { reader } = system.db
  const trainingId = (await trainingIdOf(system, input.training)) as string
  const { people, leftOut } = await choosePeople(reader, scope, trainingId, input)
  const { reached, emails } = await findReached(system, people)
  const example = reached.find(({ holds_seat }) => holds_seat === 1) ?? reached[0]
  const mail = example ? await mailTo(system, input.action, example) : null
  return {
    people: people.length,
    tag: tagOfPeople(people),
    // No email is about a training that is over or called off, or to someone who gets no seat.
    emails: mail === null ? 0 : emails,
    unreachable: people.length - reached.length,
    leftOut: countLeftOut(leftOut),
    leftOutPeople: present(leftOut),
    mail,
  }
}

const present = (leftOut: Choice['leftOut']): BulkActionPreview['leftOutPeople'] =>
  leftOut.slice(0, mostNamed).map(({ id, given_name: givenName, family_name: familyName, status, reason }) => ({
    id,
    givenName,
    familyName,
    status,
    reason,
  }))

/** Returns the people that an email reaches: at their own address, or through their coordinator. */
async function findReached({ db, sendMail }: System, people: readonly ChosenPerson[]) {
  if (sendMail === undefined) return { reached: [], emails: 0 }
  const groups = people.flatMap(({ email, group_id }) => (email === null && group_id !== null ? [group_id] : []))
  const rows = await db.reader
    .selectFrom('registration_group')
    .select('id')
    .where('id', 'in', ['', ...new Set(groups)])
    // Empty once the coordinator is erased.
    .where('coordinator_email', '!=', '')
    .execute()
  const coordinated = new Set(rows.map(({ id }) => id))
  const reached = people.filter(({ email, group_id }) => email !== null || coordinated.has(group_id ?? ''))
  return { reached, emails: reached.filter(({ email }) => email !== null).length + coordinated.size }
}

/** Decides on one person in a transaction that is undone, and returns the email that they would get. */
async function mailTo(
  system: System,
  action: BulkActionInput['action'],
  { id }: ChosenPerson,
): Promise<BulkActionPreview['mail']> {
  try {
    await system.db.transaction(async (tx) => {
      const { registration, training } = await lockRegistration(system, tx, id)
      const people = [{ ...registration, chosen: registration.status }]
      const outcomes = await decide(system, tx, training, { action }, people)
      throw new Undone(outcomes.has('done') || outcomes.has('waitlisted') ? await composeLatest(system, tx, id) : null)
    })
  } catch (error) {
    if (error instanceof Undone) return error.mail
    // They have just been erased.
    if (!(error instanceof ProblemError) || error.problemName !== 'not-found') throw error
  }
  return null
}

/** Leaves a transaction without its changes. */
class Undone extends Error {
  readonly mail: BulkActionPreview['mail']
  constructor(mail: BulkActionPreview['mail']) {
    super('undone')
    this.mail = mail
  }
}

/** Composes the latest email to a person, or to their coordinator about them. */
async function composeLatest(system: System, tx: Tx, id: string): Promise<BulkActionPreview['mail']> {
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
