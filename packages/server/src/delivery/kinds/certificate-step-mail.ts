import { stepsOf, takesAnswers } from '../../core/credit/ask-missing.ts'
import { readOwnStandings } from '../../core/credit/standings.ts'
import { findEvaluation } from '../../core/evaluation/evaluations.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { button, type Composed, greeting, line, text, trainingEvent } from '../compose/composed.ts'
import type { Block } from '../compose/mail-text.ts'
import type { About } from './about.ts'

/** Leads someone to what they can do for their certificate. Returns undefined where they have done it. */
export async function stepMail(about: About, system: System): Promise<Composed | undefined> {
  const { lang, registration, stored } = about
  if (!registration?.email) return undefined
  const takesNow = await takesAnswers(system, stored.row)
  const standings = await readOwnStandings(system, registration)
  const steps = [...new Set(standings.flatMap((one) => stepsOf(one, takesNow)))]
  const [first] = steps
  if (!first) return undefined
  const questions = (await findEvaluation(system.db.reader, stored.row.id))?.input.questions.length ?? 0
  const ways = steps.flatMap((step): Block[] => [
    text(say(lang, `mail.certificate-step.${step}`, { count: questions })),
    button(say(lang, `mail.certificate-step.${step}.go`), `${about.links.manage(registration)}/${step}`),
  ])
  return {
    to: registration.email,
    band: 'certificate',
    heading: say(lang, first === 'license' && steps.length === 1 ? 'mine.license.title' : 'mail.certificate-step'),
    preheader: say(lang, `mail.certificate-step.${first}`, { count: questions }),
    blocks: [greeting(about, registration.given_name), ...ways, trainingEvent(about)],
    why: [line(say(lang, 'mail.why.evaluation'))],
  }
}
