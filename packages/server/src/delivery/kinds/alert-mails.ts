import { createVerificationTokens } from '../../core/proof/token.ts'
import { takesSignUps } from '../../core/trainings/availability.ts'
import { pageLink } from '../../core/trainings/page-links.ts'
import type { System } from '../../platform/system.ts'
import { say, type WordKey } from '../../words/index.ts'
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
import type { About } from './about.ts'
import { composeCode, waitingIn } from './code-mail.ts'

/** Composes the email with the code and the link that prove the address of an alert. */
export async function alertCodeMail(about: About, system: System): Promise<Composed | undefined> {
  const waiting = waitingIn(about, system)
  if (!waiting) return undefined
  const { lang } = about
  const links = linksOf(system, about, waiting)
  const mail = await composeCode(about, system, waiting, {
    greeting: greeting(about, ''),
    lead: say(lang, 'mail.alert-code.text', { time: formatDeadline(about, waiting.ends_at) }),
    link: { text: say(lang, 'mail.alert-code.link'), href: links.prove },
    note: 'mail.alert-code.note',
    why: 'mail.why.alert-code',
  })
  return {
    ...mail,
    quiet: [{ text: say(lang, 'mail.alert-code.stop'), href: links.stop }],
    unsubscribe: links.stop,
  }
}

/**
 * Composes the one email that a visitor asked for. Returns undefined if the training takes no
 * sign-ups any more: the address then waits again.
 */
export function alertMail(about: About, system: System): Composed | undefined {
  const { lang, proof: alert, training, stored } = about
  if (!alert || alert.verified_at === null) return undefined
  if (stored.row.status !== 'published' || !takesSignUps(training)) return undefined
  const isFull = training.state === 'waitlist'
  const lead = say(lang, isFull ? 'mail.alert.waitlist.text' : 'mail.alert.text')
  const { publicUrl } = system.config
  const page = pageLink({ publicUrl, lang, partner: alert.partner ?? undefined }, training.slug)
  const { stop } = linksOf(system, about, alert)
  return {
    to: alert.email,
    band: 'open',
    heading: say(lang, headingOf(about, alert)),
    preheader: lead,
    blocks: [
      greeting(about, ''),
      text(lead),
      button(say(lang, isFull ? 'mail.alert.waitlist.button' : 'mail.alert.button'), page),
      trainingEvent(about),
      note(say(lang, 'mail.alert.note')),
    ],
    why: [line(say(lang, 'mail.why.alert'))],
    unsubscribe: stop,
  }
}

function headingOf({ training, stored }: About, { kind, training_id }: NonNullable<About['proof']>): WordKey {
  if (training_id !== stored.row.id) return 'mail.alert.date'
  if (training.state === 'waitlist') return 'mail.alert.waitlist'
  return kind === 'seat' ? 'mail.alert.seat' : 'mail.alert.opening'
}

function linksOf(system: System, { lang }: About, { id, address }: NonNullable<About['proof']>) {
  const { publicUrl } = system.config
  const token = createVerificationTokens(system).issueLink(id, address)
  const query = `?lang=${lang}`
  return {
    prove: `${publicUrl}/r/notify/${token}${query}`,
    stop: `${publicUrl}/unsubscribe/notify/${token}${query}`,
  }
}
