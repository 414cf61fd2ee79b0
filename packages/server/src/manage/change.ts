import type { Person, ProblemFault } from '@training-signup/contract'
import type { Context } from 'hono'
import { answerPage, type Page } from '../pages/layout.ts'
import { readSentForm } from '../pages/sent-form.ts'
import { ProblemError } from '../problem.ts'
import { answersOf, editRegistration } from '../registrations/edit-registration.ts'
import type { Registration } from '../registrations/registration.ts'
import type { System } from '../system.ts'
import { formOf } from '../trainings/form.ts'
import { say } from '../words/index.ts'
import { seeOther } from './answers.ts'
import type { LinkOwner } from './link-owner.ts'
import { everyAnswer, fillingPage, settledView, without } from './views.ts'

/** The registration whose answers are changed, by the person or by their coordinator. */
export interface Changing {
  registration: Registration
  title: string
  action: string
}

/**
 * Returns the form without the address and the supervisor. Links belong to the address, and it
 * identifies the person; the supervisor has already been asked.
 */
const formFor = ({ stored, lang }: LinkOwner) => without(formOf(stored.input, lang), ['email', 'supervisorEmail'])

export function changeForm(
  owner: LinkOwner,
  { registration, title, action }: Changing,
  again: { person: Person; faults: ProblemFault[] } = { person: answersOf(registration), faults: [] },
): Page {
  const { lang } = owner
  const { email } = registration
  return fillingPage(owner, {
    title,
    lead: '',
    above: email === null ? '' : settledView(say(lang, 'field.email'), email, say(lang, 'manage.change.email')),
    fields: formFor(owner).fields,
    ...again,
    action,
    button: say(lang, 'manage.change.save'),
  })
}

export async function sendChange(system: System, c: Context, owner: LinkOwner, changing: Changing): Promise<Response> {
  const { lang, at } = owner
  const { person } = await readSentForm(c, formFor(owner))
  try {
    const { id } = changing.registration
    await editRegistration(system, id, everyAnswer(formFor(owner), person), { lenient: false, lang })
    return seeOther(system.config, at('', 'changed'))
  } catch (error) {
    const faults = faultsOf(error, owner)
    if (!faults) throw error
    return answerPage(c, system.config, changeForm(owner, changing, { person, faults }), 422)
  }
}

/** Returns the faults of a refusal that is about the answers, otherwise undefined. */
export function faultsOf(error: unknown, { lang }: LinkOwner): ProblemFault[] | undefined {
  if (!(error instanceof ProblemError)) return undefined
  const { problemName, problem } = error
  if (problemName === 'invalid-answers') return problem.errors ?? []
  if (problemName !== 'already-registered') return undefined
  return [{ pointer: '/people/0/givenName', code: problemName, message: say(lang, 'manage.change.twice') }]
}
