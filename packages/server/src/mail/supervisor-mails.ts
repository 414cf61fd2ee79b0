import type { Deps } from '../deps.ts'
import { findRequest, isAwaited } from '../registrations/supervisors.ts'
import { say } from '../words/index.ts'
import type { About } from './about.ts'
import {
  type Composed,
  type Composer,
  greeting,
  isSafeToRepeat,
  note,
  question,
  text,
  trainingFacts,
} from './composed.ts'

/** Told to whom somebody named as their supervisor: nothing but who asks, and for what. */
export const supervisorMails = { supervisor: askingMail } satisfies Record<string, Composer>

async function askingMail(about: About, deps: Deps): Promise<Composed | undefined> {
  const { lang, row, registration, attempt, stored, links } = about
  const hasBegun = stored.row.status === 'cancelled' || stored.row.starts_at <= deps.now().toISOString()
  const request = registration && (await findRequest(deps, row))
  if (!request || hasBegun || !isAwaited(registration, attempt)) return undefined
  const name = [request.given_name, request.family_name].filter(Boolean).join(' ')
  return {
    to: request.address,
    heading: say(lang, 'mail.supervisor'),
    blocks: [
      greeting(about, ''),
      text(isSafeToRepeat(name) ? say(lang, 'mail.supervisor.text', { name }) : say(lang, 'mail.supervisor.nameless')),
      { kind: 'button', text: say(lang, 'mail.supervisor.button'), href: links.confirm(request) },
      { kind: 'facts', facts: trainingFacts(about) },
      note(say(lang, 'mail.supervisor.note')),
      ...question(about),
    ],
  }
}
