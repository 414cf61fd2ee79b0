import type { System } from '../system.ts'
import { say } from '../words/index.ts'
import { type Composed, formatDeadline, greeting, note, question, text, trainingFacts } from './composed.ts'
import { repeatable } from './names.ts'
import type { AboutRegistration } from './registration-mail.ts'

/** Asks a colleague to accept a seat, which stays the sender's until then. */
export function seatPassedMail(about: AboutRegistration, system: System): Composed | undefined {
  const { lang, registration, transfer, links } = about
  // The colleague has proven nothing yet: the sender typed both names.
  const isProven = false
  const isOpen = transfer?.taken_by === null && system.now().toISOString() < transfer.expires_at
  if (!isOpen) return undefined
  // Only the first name: if the address is mistyped, a stranger must not learn from the full name
  // who is registered.
  const sender = registration.given_name
  return {
    to: transfer.email,
    heading: say(lang, 'mail.seat-passed'),
    blocks: [
      greeting({ lang, isProven }, transfer.given_name),
      text(
        say(lang, 'mail.seat-passed.text', {
          giver: repeatable(sender, { isProven }) ?? say(lang, 'mail.seat-passed.nameless'),
          time: formatDeadline(about, transfer.expires_at),
        }),
      ),
      { kind: 'button', text: say(lang, 'mail.seat-passed.take'), href: links.take(transfer) },
      { kind: 'facts', facts: trainingFacts(about) },
      note(say(lang, 'mail.seat-passed.note')),
      ...question(about),
    ],
  }
}
