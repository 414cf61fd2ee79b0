import type { Language, MailEntry } from '@training-signup/contract'
import { findMessage, peopleOf, type StoredMessage } from '../../../core/messages/messages.ts'
import { fullName } from '../../../core/people/person-columns.ts'
import { recipientsOfAddress } from '../../../core/registrations/recipients-of-address.ts'
import type { System } from '../../../platform/system.ts'
import { say } from '../../../words/admin.ts'

const mostNamed = 10

/** Returns who else reads an email, of those that went to several people with one address, by its id. */
export async function readSharedMails(
  { db: { reader } }: Pick<System, 'db'>,
  messageId: string,
  mails: readonly MailEntry[],
  lang: Language,
): Promise<Map<string, string>> {
  const rows = await reader
    .selectFrom('message_mail')
    .innerJoin('outbox', 'outbox.id', 'outbox_id')
    .innerJoin('registration', 'registration.id', 'outbox.registration_id')
    .leftJoin('registration_group', 'registration_group.id', 'registration.group_id')
    .select(['outbox_id', 'people', 'registration.id', 'registration.training_id'])
    .select(({ fn }) => fn.coalesce('email_canonical', 'coordinator_canonical').as('address'))
    .where('outbox_id', 'in', ['', ...mails.map(({ id }) => id)])
    .where('people', '>', 1)
    .execute()
  if (rows.length === 0) return new Map()
  const message = await findMessage(reader, messageId)
  const also = new Map<string, string>()
  for (const { outbox_id, people, ...one } of rows) {
    const names = await readOthers(reader, message, one)
    const more = people - 1 - names.length
    const all = more > 0 ? [...names, say(lang, 'admin.messages.also.more', { count: more })] : names
    also.set(outbox_id, say(lang, 'admin.messages.also', { names: new Intl.ListFormat(lang).format(all) }))
  }
  return also
}

/** Returns the names of others with the address that the message is for, without those who have left it since. */
async function readOthers(
  reader: System['db']['reader'],
  message: StoredMessage,
  { id, training_id, address }: { id: string; training_id: string; address: string | null },
): Promise<string[]> {
  const others = await peopleOf(reader, message)
    .where(recipientsOfAddress(training_id, address ?? ''))
    .where('id', '!=', id)
    .clearSelect()
    .select(['given_name', 'family_name', 'reference'])
    .limit(mostNamed)
    .execute()
  return others.map((one) => fullName(one.given_name, one.family_name) || one.reference)
}
