import type { Deps } from '../deps.ts'
import { say } from '../words/index.ts'
import {
  type Composed,
  greeting,
  isSafeToRepeat,
  note,
  question,
  tellDeadline,
  text,
  trainingFacts,
} from './composed.ts'
import type { Place } from './place-mail.ts'

/** Asks a colleague to take over a seat, which stays the sender's until then. */
export function seatPassedMail(place: Place, deps: Deps): Composed | undefined {
  const { lang, registration, transfer, links } = place
  const isOpen = transfer?.taken_by === null && deps.now().toISOString() < transfer.expires_at
  if (!isOpen) return undefined
  // The address may be mistyped: who else would learn from the whole name that its owner is registered?
  const giver = registration.given_name
  return {
    to: transfer.email,
    heading: say(lang, 'mail.seat-passed'),
    blocks: [
      greeting(place, transfer.given_name),
      text(
        say(lang, 'mail.seat-passed.text', {
          giver: isSafeToRepeat(giver) ? giver : say(lang, 'mail.seat-passed.nameless'),
          time: tellDeadline(place, transfer.expires_at),
        }),
      ),
      { kind: 'button', text: say(lang, 'mail.seat-passed.take'), href: links.take(transfer) },
      { kind: 'facts', facts: trainingFacts(place) },
      note(say(lang, 'mail.seat-passed.note')),
      ...question(place),
    ],
  }
}
