import type { Deps } from '../deps.ts'
import { drawCode, keepCode } from '../verification/codes.ts'
import { createVerificationTokens } from '../verification/token.ts'
import { say } from '../words/index.ts'
import type { About } from './about.ts'
import {
  type Composed,
  type Composer,
  greeting,
  note,
  question,
  readerOf,
  tellDeadline,
  text,
  trainingFacts,
} from './composed.ts'

/** Told to whoever is to prove that an address is theirs. */
export const codeMails = { code: codeMail } satisfies Record<string, Composer>

async function codeMail(about: About, deps: Deps): Promise<Composed | undefined> {
  const { lang, registration, group, row } = about
  const isOfGroup = row.registration_id === null
  if (!isOfGroup && registration?.status !== 'pending_verification') return undefined
  const { to, name } = isOfGroup
    ? { to: group?.coordinator_email, name: group?.coordinator_name ?? '' }
    : readerOf(about)
  const verification = await deps.db.reader
    .selectFrom('verification')
    .select(['id', 'ends_at'])
    .where(isOfGroup ? 'group_id' : 'registration_id', '=', isOfGroup ? row.group_id : row.registration_id)
    .where('verified_at', 'is', null)
    .where('ends_at', '>', deps.now().toISOString())
    .executeTakeFirst()
  if (!verification || !to) return undefined
  const code = drawCode(deps)
  const link = createVerificationTokens(deps).issueLink(verification.id, to)
  return {
    to,
    // Whose mail has to wait is not to be guessed at meanwhile.
    prepare: () => keepCode(deps, verification.id, code),
    heading: say(lang, 'mail.code', { code }),
    blocks: [
      greeting(about, name),
      text(say(lang, 'mail.code.text', { time: tellDeadline(about, verification.ends_at) })),
      { kind: 'button', text: say(lang, 'mail.code.link'), href: `${deps.config.publicUrl}/r/verify/${link}` },
      { kind: 'facts', facts: trainingFacts(about) },
      note(say(lang, 'mail.code.note')),
      ...question(about),
    ],
  }
}
