import type { Line } from '@training-signup/contract'
import type { Selectable } from 'kysely'
import { filterOf, peopleOf, type StoredMessage, textsOf } from '../../core/messages/messages.ts'
import { namedIn } from '../../core/messages/named-people.ts'
import { createUnsubscribing, findUnsubscribed, unsubscribePath } from '../../core/messages/unsubscribing.ts'
import { recipientsOfAddress } from '../../core/registrations/recipients-of-address.ts'
import { isOff } from '../../core/trainings/availability.ts'
import { formatBriefly } from '../../core/trainings/local-time.ts'
import type { MessageMailTable } from '../../platform/db/tables/mails/message.ts'
import type { System } from '../../platform/system.ts'
import { pickText, say } from '../../words/index.ts'
import { type Composed, line, openTitle, text, trainingEvent } from '../compose/composed.ts'
import { fillName } from '../compose/fill-name.ts'
import { isolated } from '../compose/isolates.ts'
import type { Block } from '../compose/mail-text.ts'
import { repeatable } from '../compose/names.ts'
import type { About } from './about.ts'
import { type Reader, readerOf } from './reader.ts'

/** Composes an organizer's message to one recipient. */
export async function messageMail(about: About, system: System): Promise<Composed | undefined> {
  const found = await system.db.reader
    .selectFrom('message_mail')
    .innerJoin('message', 'message.id', 'message_mail.message_id')
    .selectAll('message')
    .select('recipient')
    .where('outbox_id', '=', about.row.id)
    .executeTakeFirst()
  if (!found || isOverAt(about, found)) return undefined
  const { registration } = about
  if (!registration || (await isStillFor(system, found, registration))) return writeMessage(about, system, found)
  const other = await findOther(about, system, found)
  return other && writeMessage(other, system, found)
}

/**
 * Returns whether a message was begun before its training was called off: what was written for one that takes
 * place must not arrive after that news.
 */
const isOverAt = ({ stored: { row } }: About, { began_off }: StoredMessage) => isOff(row.status) && began_off === 0

/**
 * Returns whether a message is for this person: after an erasure, an email can have gone over to
 * another.
 */
async function isStillFor(
  { db }: System,
  message: StoredMessage,
  { id, status }: NonNullable<About['registration']>,
): Promise<boolean> {
  if (!filterOf(message).status.includes(status)) return false
  if (message.names_people === 0) return true
  const named = await namedIn(db.reader, message.id).where('registration_id', '=', id).executeTakeFirst()
  return named !== undefined
}

/**
 * Finds another recipient with the same address, if the person the email was made for no longer
 * matches the filter.
 */
async function findOther(about: About, system: System, message: StoredMessage): Promise<About | undefined> {
  const { reader } = system.db
  const address = about.registration?.email_canonical ?? about.group?.coordinator_canonical
  if (!address) return undefined
  const registration = await peopleOf(reader, message)
    .where(recipientsOfAddress(message.training_id, address))
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (!registration) return undefined
  const groups = reader.selectFrom('registration_group').selectAll()
  return {
    ...about,
    registration,
    group: await groups.where('id', '=', registration.group_id ?? '').executeTakeFirst(),
  }
}

/** Where a test goes, and who reads it there. */
export interface Mailbox {
  to: string
  firstName: string
}

/**
 * Composes an organizer's message to one recipient or, without a registration, its test to an
 * organizer, by default the contact of the training. A test greets its reader or, where that may be
 * anyone, an example: a real recipient's name must not reach an address that others read. Returns
 * undefined if it is no longer meant for the recipient: their registration has changed since, or
 * they have unsubscribed.
 */
export async function writeMessage(
  about: About,
  system: System,
  message: StoredMessage & Partial<Pick<Selectable<MessageMailTable>, 'recipient'>>,
  test?: Mailbox,
): Promise<Composed | undefined> {
  const { lang, stored, registration } = about
  if (registration && !filterOf(message).status.includes(registration.status)) return undefined
  const reader = registration && readerOf(about)
  const to = reader ? reader.to : (test?.to ?? stored.input.contact?.email)
  if (!to) return undefined
  const unsubscribe = message.about === 'other' ? await unsubscribeLink(about, system, to) : undefined
  if (unsubscribe?.isGone && registration) return undefined
  const texts = textsOf(message)
  const name = reader ? firstNameOf(about, reader) : isolated(test?.firstName ?? say(lang, 'mail.message.example'))
  const subject = pickText(texts.subject, lang)
  const title = isolated(openTitle(about))
  return {
    to,
    subject: registration ? subject : say(lang, 'mail.message.test', { subject }),
    band: 'message',
    heading: subject,
    preheader: formatBriefly(stored.row.starts_at, stored.row.time_zone, lang),
    blocks: [
      ...fillName(pickText(texts.text, lang), name, lang)
        .split(/\n{2,}/)
        .map(text),
      ...(message.shows_training === 1 ? [trainingEvent(about), pageLink(about)] : []),
    ],
    quiet: message.about === 'seat' && reader ? seatLinks(about, reader) : [],
    why: [
      line(reader ? reader.tell('mail.message.why', { title }) : say(lang, 'mail.message.why', { title })),
      ...(unsubscribe ? [{ text: say(lang, 'mail.message.unsubscribe'), href: unsubscribe.href }] : []),
    ],
    unsubscribe: unsubscribe?.href,
  }
}

const pageLink = ({ lang, links }: About): Block => ({
  kind: 'links',
  links: [{ text: say(lang, 'mail.page'), href: links.page }],
})

const firstNameOf = (about: About, { name }: Reader): string | undefined => repeatable(name, about)

/** Returns the link to change a registration: one's own, or all of a group for its coordinator. */
function seatLinks({ lang, links, registration, group }: About, { isCoordinator }: Reader): Line[] {
  if (!registration) return []
  const own = { key: 'mail.manage', href: links.manage(registration) } as const
  const { key, href } =
    isCoordinator && group ? ({ key: 'mail.group-summary.manage', href: links.manageGroup(group) } as const) : own
  const note = isCoordinator ? 'mail.group-summary.note' : 'mail.manage.note'
  return [line(say(lang, 'mail.plans')), { text: say(lang, key), href }, line(say(lang, note))]
}

async function unsubscribeLink({ lang }: About, system: System, to: string) {
  const { recipientOf, issue } = createUnsubscribing(system)
  const recipient = recipientOf(to)
  return {
    href: `${system.config.publicUrl}${unsubscribePath(issue(recipient), lang)}`,
    isGone: (await findUnsubscribed(system.db.reader, [recipient])).size > 0,
  }
}
