import { readChange } from '../../core/proof/change-address.ts'
import { codeDigitsNow } from '../../core/proof/code-budget.ts'
import { drawCode, keepCode } from '../../core/proof/codes.ts'
import { addressOf, isAddressChange, readRequest, type StoredRequest } from '../../core/proof/stored-requests.ts'
import { createVerificationTokens } from '../../core/proof/token.ts'
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
import type { About } from './about.ts'

/** Composes the email with the code and the link that prove an address. */
export async function codeMail(about: About, system: System): Promise<Composed | undefined> {
  const { lang, verification } = about
  if (!verification || verification.verified_at !== null || verification.ends_at <= system.now().toISOString())
    return undefined
  if (isAddressChange(verification)) return changeCodeMail(about, verification, system)
  const { coordinator, people } = readRequest(verification)
  const to = addressOf({ coordinator, people })
  const name = coordinator?.name ?? people[0]?.givenName ?? ''
  const code = drawCode(system, await codeDigitsNow(system, about.stored.input.audience))
  const link = createVerificationTokens(system).issueLink(verification.id, verification.address)
  const lead = say(lang, 'mail.code.text', { time: formatDeadline(about, verification.ends_at) })
  return {
    to,
    // Stored only when the email leaves, so no code can be guessed while the email waits.
    prepare: () => keepCode(system, verification.id, code),
    band: 'code',
    heading: say(lang, 'mail.code', { code }),
    preheader: lead,
    blocks: [
      greeting(about, name),
      text(lead),
      button(say(lang, 'mail.code.link'), `${system.config.publicUrl}/r/verify/${link}`),
      trainingEvent(about),
      note(say(lang, coordinator ? 'mail.code.note.group' : 'mail.code.note')),
    ],
    why: [line(say(lang, coordinator ? 'mail.why.group' : 'mail.why'))],
  }
}

/**
 * Composes the email with the code that proves a new address. It has no link and no name: at a
 * mistyped address a stranger reads it.
 */
async function changeCodeMail(about: About, verification: StoredRequest, system: System): Promise<Composed> {
  const { lang } = about
  const code = drawCode(system, await codeDigitsNow(system, about.stored.input.audience))
  const lead = say(lang, 'mail.code.change.text')
  return {
    to: readChange(verification).to,
    prepare: () => keepCode(system, verification.id, code),
    band: 'code',
    heading: say(lang, 'mail.code', { code }),
    preheader: lead,
    blocks: [
      greeting({ lang, isProven: false }, ''),
      text(lead),
      trainingEvent(about),
      note(say(lang, 'mail.code.change.note')),
    ],
    why: [line(say(lang, 'mail.why.link'))],
  }
}
