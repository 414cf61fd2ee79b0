import { createHash } from 'node:crypto'
import { setImmediate as pause } from 'node:timers/promises'
import type { Language, Message, MessagePreview, PreviewInput } from '@training-signup/contract'
import { findMessage, peopleOf, type StoredMessage } from '../../../core/messages/messages.ts'
import { type Match, readMatches } from '../../../core/messages/recipients.ts'
import { startSending } from '../../../core/messages/send-message.ts'
import { asStored, mailRow } from '../../../core/outbox/outbox.ts'
import { writeMail } from '../../../delivery/compose/compose.ts'
import { readAbout } from '../../../delivery/kinds/about.ts'
import { writeMessage } from '../../../delivery/kinds/message-mail.ts'
import { type BoundedMap, createBoundedMap } from '../../../platform/ops/bounded-map.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'
import { withRandomKey } from '../undoable.ts'

const batchSize = 500

/**
 * Returns how many people a message would reach now, and the email to one of them.
 * @param wanted the recipient to show, by default the first one, and the language to show it in
 * @param options.recently - Whether it may say what was counted up to a minute ago, because it is
 * asked again and again while someone writes
 * @throws {ProblemError} `not-found`
 */
export async function previewMessage(
  system: System,
  id: string,
  wanted: PreviewInput = {},
  { recently = false } = {},
): Promise<MessagePreview> {
  const message = await findMessage(system.db.reader, id)
  const counts = await countNow(system, message, wanted.registration, recently)
  if (wanted.registration !== undefined && !counts.shown) throw new ProblemError('not-found')
  return { ...counts, mail: counts.shown && (await mailTo(system, message, shownIn(counts.shown, wanted.lang))) }
}

/**
 * Returns the email to one recipient, by default the first one. Counts no one.
 * @throws {ProblemError} `not-found` if no one would get it
 */
export async function previewMail(
  system: System,
  id: string,
  { registration, lang }: PreviewInput,
): Promise<NonNullable<MessagePreview['mail']>> {
  const message = await findMessage(system.db.reader, id)
  const found =
    registration === undefined
      ? (await countRecipients(system, message, undefined, { onlyFirst: true })).shown
      : await findPerson(system, message, registration)
  const mail = found && (await mailTo(system, message, shownIn(found, lang)))
  if (!mail) throw new ProblemError('not-found')
  return mail
}

/**
 * Sends a message to the people that a preview counted.
 * @param tag the preview's; left out, to everyone it would reach now
 * @throws {ProblemError} `not-found`; `precondition-failed` if it would reach others by now
 */
export async function sendMessage(system: System, id: string, tag?: string): Promise<Message> {
  // Before anyone is counted: those who register from now on do not get it.
  const startedAt = system.now().toISOString()
  const message = await findMessage(system.db.reader, id)
  const isWaiting = message.state === 'draft' || message.state === 'scheduled'
  if (tag !== undefined && isWaiting && tag !== (await countRecipients(system, message)).tag)
    throw new ProblemError('precondition-failed')
  return startSending(system, message, startedAt)
}

type Counts = Omit<MessagePreview, 'mail'>
type Shown = NonNullable<MessagePreview['shown']>

const recentMs = 60_000
const mostKept = 50
/** The latest counts of each open database, by what was counted. */
const latest = new WeakMap<System['db'], BoundedMap<{ at: number; counts: Counts }>>()

/** Counts who gets a message, or returns what was counted recently. */
async function countNow(
  system: System,
  message: StoredMessage,
  wanted: string | undefined,
  recently: boolean,
): Promise<Counts> {
  const kept = latest.get(system.db) ?? createBoundedMap({ entries: mostKept, weight: Infinity, weigh: () => 1 })
  latest.set(system.db, kept)
  const { id, training_id, filter, about } = message
  const key = JSON.stringify([id, training_id, filter, about, wanted])
  const at = system.steadyClock.now()
  const before = recently ? kept.get(key) : undefined
  if (before && at - before.at < recentMs) return before.counts
  const counts = await countRecipients(system, message, wanted)
  kept.set(key, { at, counts })
  return counts
}

const shownIn = ({ registration, lang }: Pick<Shown, 'registration' | 'lang'>, wanted: Language | undefined) => ({
  id: registration,
  lang: wanted ?? lang,
})

async function findPerson({ db: { reader } }: System, message: StoredMessage, id: string) {
  const row = await peopleOf(reader, message).clearSelect().select('lang').where('id', '=', id).executeTakeFirst()
  return row && { registration: id, lang: row.lang }
}

/**
 * Counts who gets a message, some at a time. The tag names exactly these people, so that a message
 * is sent to those who were counted.
 */
async function countRecipients(
  system: System,
  message: StoredMessage,
  wanted?: string,
  { onlyFirst = false } = {},
): Promise<Counts> {
  const counter = createCounter(wanted)
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: Awaited<ReturnType<typeof readMatches>> = await readMatches(system, system.db.reader, message, {
      after,
      count: batchSize,
    })
    for (const match of page.matches) counter.add(match)
    after = onlyFirst && counter.isShown() ? undefined : page.last
    await pause()
  }
  return counter.result()
}

function createCounter(wanted: string | undefined) {
  const recipients = new Set<string>()
  const people = createHash('sha256')
  const counts = { people: 0, throughCoordinator: 0, unreachable: 0, unsubscribed: 0, languages: { en: 0, es: 0 } }
  let shown: MessagePreview['shown'] = null
  return {
    add({ registration: { id, lang, email }, address, hasUnsubscribed }: Match) {
      if (address === undefined) counts.unreachable++
      else if (hasUnsubscribed) counts.unsubscribed++
      else {
        people.update(id)
        counts.people++
        if (email === null) counts.throughCoordinator++
        if (recipients.has(address)) return
        recipients.add(address)
        counts.languages[lang]++
        if (shown) shown.next ??= id
        else if (wanted === undefined || id === wanted)
          shown = { registration: id, lang, position: recipients.size, next: null }
      }
    },
    isShown: () => shown !== null,
    result: () => ({ recipients: recipients.size, ...counts, shown, tag: people.digest('base64url') }),
  }
}

async function mailTo(
  system: System,
  message: StoredMessage,
  { id, lang }: { id: string; lang: Language },
): Promise<MessagePreview['mail']> {
  const about = { training_id: message.training_id, registration_id: id, lang }
  const row = asStored(mailRow(system, 'message', about, system.now().toISOString()))
  const unsigned = withRandomKey(system)
  const read = await readAbout(unsigned, row)
  const mail = read && writeMail(system, read, await writeMessage(read, unsigned, message))
  if (!mail) return null
  const { to, subject, text, html } = mail
  return { to, subject, text, html }
}
