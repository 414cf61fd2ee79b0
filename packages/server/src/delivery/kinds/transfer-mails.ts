import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import {
  button,
  type Composed,
  formatDeadline,
  greeting,
  line,
  note,
  text,
  trainingEvent,
} from '../compose/composed.ts'
import { repeatable } from '../compose/names.ts'
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
    band: 'answer',
    heading: say(lang, 'mail.seat-passed'),
    preheader: say(lang, 'mail.seat-passed.note'),
    blocks: [
      greeting({ lang, isProven }, transfer.given_name),
      text(
        say(lang, 'mail.seat-passed.text', {
          giver: repeatable(sender, { isProven }) ?? say(lang, 'mail.seat-passed.nameless'),
          time: formatDeadline(about, transfer.expires_at),
        }),
      ),
      trainingEvent(about),
      button(say(lang, 'mail.seat-passed.take'), links.take(transfer)),
      note(say(lang, 'mail.seat-passed.note')),
    ],
    why: [line(say(lang, 'mail.why.colleague'))],
  }
}
