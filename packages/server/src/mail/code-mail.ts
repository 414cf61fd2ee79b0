import type { System } from '../system.ts'
import { codeDigitsNow } from '../verification/code-budget.ts'
import { drawCode, keepCode } from '../verification/codes.ts'
import { addressOf, readRequest } from '../verification/stored-requests.ts'
import { createVerificationTokens } from '../verification/token.ts'
import { say } from '../words/index.ts'
import type { About } from './about.ts'
import { type Composed, formatDeadline, greeting, note, question, text, trainingFacts } from './composed.ts'

/** Composes the email with the code and the link that prove an address. */
export async function codeMail(about: About, system: System): Promise<Composed | undefined> {
  const { lang, verification } = about
  if (!verification || verification.verified_at !== null || verification.ends_at <= system.now().toISOString())
    return undefined
  const { coordinator, people } = readRequest(verification)
  const to = addressOf({ coordinator, people })
  const name = coordinator?.name ?? people[0]?.givenName ?? ''
  const code = drawCode(system, await codeDigitsNow(system, about.stored.input.audience))
  const link = createVerificationTokens(system).issueLink(verification.id, verification.address)
  return {
    to,
    // Stored only when the email leaves, so no code can be guessed while the email waits.
    prepare: () => keepCode(system, verification.id, code),
    heading: say(lang, 'mail.code', { code }),
    blocks: [
      greeting(about, name),
      text(say(lang, 'mail.code.text', { time: formatDeadline(about, verification.ends_at) })),
      { kind: 'button', text: say(lang, 'mail.code.link'), href: `${system.config.publicUrl}/r/verify/${link}` },
      { kind: 'facts', facts: trainingFacts(about) },
      note(say(lang, 'mail.code.note')),
      ...question(about),
    ],
  }
}
