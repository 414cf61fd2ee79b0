import { hasEvaluated } from '../../core/evaluation/box.ts'
import { findEvaluation } from '../../core/evaluation/evaluations.ts'
import { whyNotAsked } from '../../core/evaluation/submit.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { button, type Composed, greeting, line, text, trainingEvent } from '../compose/composed.ts'
import type { About } from './about.ts'

/** Leads someone who came to the questions. Returns undefined if they can't answer any more. */
export async function evaluationMail(about: About, system: System): Promise<Composed | undefined> {
  const { lang, registration, stored, links } = about
  const found = registration && (await findEvaluation(system.db.reader, stored.row.id))
  if (!registration || !found || (await hasEvaluated(system, system.db.reader, registration.id))) return undefined
  if (await whyNotAsked(system, stored.row, registration.id, found)) return undefined
  const lead = say(lang, 'mail.evaluation.text')
  return {
    to: registration.email,
    band: 'evaluation',
    heading: say(lang, 'mail.evaluation'),
    preheader: lead,
    blocks: [
      greeting(about, registration.given_name),
      text(found.input.test ? `${lead} ${say(lang, 'mail.evaluation.test')}` : lead),
      button(say(lang, 'mail.evaluation.button'), `${links.manage(registration)}/evaluation`),
      trainingEvent(about),
    ],
    why: [line(say(lang, 'mail.why.evaluation'))],
  }
}

/** Sends the three questions to someone who asked for them. */
export function followUpMail(about: About): Composed | undefined {
  const { lang, followUp, links } = about
  if (!followUp || followUp.is_answered === 1) return undefined
  const lead = say(lang, 'mail.follow-up.text')
  return {
    to: followUp.email,
    band: 'evaluation',
    heading: say(lang, 'mail.follow-up'),
    preheader: lead,
    blocks: [
      greeting(about, ''),
      text(lead),
      button(say(lang, 'mail.follow-up.button'), links.followUp(followUp)),
      trainingEvent(about),
    ],
    why: [line(say(lang, 'mail.why.follow-up'))],
  }
}
