import { createHmac } from 'node:crypto'
import { secretFor } from '../../platform/access/secret-for.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { System } from '../../platform/system.ts'
import { foldName, mailboxOf, phoneDigits } from '../people/person.ts'
import type { Registration } from '../seats/registration.ts'

/** What two registrations can have in common that makes them look like one person’s. */
export type Trait = 'name' | 'phone' | 'mailbox'

type Compared = Pick<Registration, 'given_name' | 'family_name' | 'phone' | 'email' | 'group_id'>

const traitsOf = ({ given_name, family_name, phone, email }: Compared): Record<Trait, string | undefined> => ({
  name: foldName(`${given_name} ${family_name}`) || undefined,
  phone: phoneDigits(phone),
  mailbox: email === null ? undefined : mailboxOf(email),
})

/**
 * Returns what two registrations have in common. A coordinator lists different people, often with
 * one phone number: in a group, only the name counts.
 */
export function traitsInCommon(one: Compared, other: Compared): Trait[] {
  const [traits, others] = [traitsOf(one), traitsOf(other)]
  const isGroup = one.group_id !== null && one.group_id === other.group_id
  return (Object.keys(traits) as Trait[]).filter(
    (name) => traits[name] !== undefined && traits[name] === others[name] && (name === 'name' || !isGroup),
  )
}

/** Returns whether what a registration has in common with others has changed. */
export const hasOtherTraits = (before: Compared, after: Compared): boolean =>
  JSON.stringify(traitsOf(before)) !== JSON.stringify(traitsOf(after))

/**
 * Returns keyed hashes of what a registration can have in common with others: they hold nothing
 * personal.
 */
export function createHasher({ authSecret }: Pick<System, 'authSecret'>) {
  const key = secretFor(authSecret, 'likeness of registrations')
  return (registration: Compared): string[] =>
    Object.entries(traitsOf(registration)).flatMap(([name, value]) =>
      value === undefined
        ? []
        : [createHmac('sha256', key).update(`${name} ${value}`).digest('base64url').slice(0, 22)],
    )
}

/** Stands for a registration that has changed and must be compared again. */
export const changedMark = ''

/** Has a registration compared with the others again, because name, phone, or address changed. */
export const compareAgain = async (tx: Tx, { id, training_id }: Pick<Registration, 'id' | 'training_id'>) =>
  tx
    .insertInto('likeness')
    .values({ training_id, hash: changedMark, registration_id: id })
    .onConflict((conflict) => conflict.columns(['training_id', 'hash', 'registration_id']).doNothing())
    .execute()
