import { readSignUp } from '../../core/pending-sign-ups/pending-sign-up.ts'
import { codeDigitsNow } from '../../core/proof/code-budget.ts'
import { drawCode, keepCode } from '../../core/proof/codes.ts'
import { createVerificationTokens } from '../../core/proof/token.ts'
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

type Waiting = NonNullable<About['proof']>

/** Returns the address that still waits for its code. */
export const waitingIn = ({ proof }: About, { now }: System): Waiting | undefined =>
  proof && proof.verified_at === null && proof.ends_at > now().toISOString() ? proof : undefined

/** Composes the email with the code that proves the address of a sign-up, or a new address. */
export async function codeMail(about: About, system: System): Promise<Composed | undefined> {
  const waiting = waitingIn(about, system)
  if (!waiting) return undefined
  return waiting.request === null
    ? changeCodeMail(about, system, waiting)
    : signUpCodeMail(about, system, waiting, waiting.request)
}

function signUpCodeMail(about: About, system: System, waiting: Waiting, request: string): Promise<Composed> {
  const { lang } = about
  const { coordinator, people } = readSignUp({ request })
  const link = createVerificationTokens(system).issueLink(waiting.id, waiting.address)
  return composeCode(about, system, waiting, {
    greeting: greeting(about, coordinator?.name ?? people[0]?.givenName ?? ''),
    lead: say(lang, 'mail.code.text', { time: formatDeadline(about, waiting.ends_at) }),
    link: { text: say(lang, 'mail.code.link'), href: `${system.config.publicUrl}/r/verify/${link}` },
    note: coordinator ? 'mail.code.note.group' : 'mail.code.note',
    why: coordinator ? 'mail.why.group' : 'mail.why',
  })
}

/** It has no link and no name: at a mistyped address a stranger reads it. */
const changeCodeMail = (about: About, system: System, waiting: Waiting): Promise<Composed> =>
  composeCode(about, system, waiting, {
    greeting: greeting({ lang: about.lang, isProven: false }, ''),
    lead: say(about.lang, 'mail.code.change.text'),
    note: 'mail.code.change.note',
    why: 'mail.why.link',
  })

interface CodeMail {
  greeting: ReturnType<typeof greeting>
  lead: string
  link?: { text: string; href: string }
  note: WordKey
  why: WordKey
}

/** Composes an email with a code, whatever it proves an address for. */
export async function composeCode(
  about: About,
  system: System,
  { id, email }: Waiting,
  { greeting: greeted, lead, link, note: noted, why }: CodeMail,
): Promise<Composed> {
  const { lang } = about
  const code = drawCode(system, await codeDigitsNow(system, about.stored.input.audience))
  return {
    to: email,
    // Stored only when the email leaves, so no code can be guessed while the email waits.
    prepare: () => keepCode(system, id, code),
    band: 'code',
    subjectEnd: 'nothing',
    heading: say(lang, 'mail.code', { code }),
    preheader: lead,
    blocks: [
      greeted,
      text(lead),
      ...(link ? [button(link.text, link.href)] : []),
      trainingEvent(about),
      note(say(lang, noted)),
    ],
    why: [line(say(lang, why))],
  }
}
