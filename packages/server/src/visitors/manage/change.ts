import type { Person, ProblemFault } from '@training-signup/contract'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { answersOf, editRegistration } from '../../core/registrations/edit-registration.ts'
import type { Registration } from '../../core/seats/registration.ts'
import { formOf } from '../../core/trainings/form.ts'
import { answerPage, type Html, type Page } from '../../platform/html/layout.ts'
import { controlNames, readSentForm } from '../../platform/html/sent-form.ts'
import { isProblem, ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { seeOther } from './answers.ts'
import type { LinkOwner } from './link-owner.ts'
import { compareAnswers, shownAnswers } from './shown-answers.ts'
import { everyAnswer, fillingPage, settledView, without } from './views.ts'

/** The registration whose answers are changed, by the person or by their coordinator. */
export interface Changing {
  registration: Registration
  title: string
  action: string
  /** Where the address is changed, if it can be. */
  addressPage?: string | undefined
}

/**
 * Returns the form without the address and the supervisor. Links belong to the address, and it
 * identifies the person; the supervisor has already been asked.
 */
const formFor = ({ stored, lang }: LinkOwner) => without(formOf(stored.input, lang), ['email', 'supervisorEmail'])

interface Again {
  person: Person
  faults: ProblemFault[]
  /** What the form showed at first; by default what is stored now. */
  shown: string | undefined
  lead?: Html | ''
}

export function changeForm(
  owner: LinkOwner,
  { registration, title, action, addressPage }: Changing,
  again: Again = { person: answersOf(registration), faults: [], shown: undefined },
): Page {
  const { lang } = owner
  const { shown = shownAnswers(formFor(owner), answersOf(registration)), lead = '', person, faults } = again
  const { email } = registration
  const hint =
    addressPage === undefined
      ? say(lang, 'manage.change.email')
      : html`<a href="${addressPage}">${say(lang, 'manage.address')}</a>`
  return fillingPage(owner, {
    title,
    lead,
    above: email === null ? '' : settledView(say(lang, 'field.email'), email, hint),
    fields: formFor(owner).fields,
    below: [html`<input type="hidden" name="${controlNames.shown}" value="${shown}">`],
    person,
    faults,
    action,
    button: say(lang, 'manage.change.save'),
  })
}

export async function sendChange(system: System, c: Context, owner: LinkOwner, changing: Changing): Promise<Response> {
  const { lang, at } = owner
  const form = formFor(owner)
  const { person, shown } = await readSentForm(c, form)
  const compare = (stored: Person) => compareAnswers({ form, shown: shown ?? '', typed: person, stored })
  const fits = (stored: Person) => shown === undefined || compare(stored).overtaken.length === 0
  try {
    const { id } = changing.registration
    await editRegistration(system, id, everyAnswer(form, person), { lenient: false, lang, fits })
    return seeOther(system.config, at('', 'changed'))
  } catch (error) {
    if (isProblem(error, 'precondition-failed')) {
      const { merged, both } = compare(answersOf(changing.registration))
      const again = { person: merged, faults: both.map((id) => changedByBoth(id, owner)), shown: undefined }
      const lead = html`<p class="panel wait" role="status">${say(lang, 'manage.change.otherwise')}</p>`
      return answerPage(c, system.config, changeForm(owner, changing, { ...again, lead }), 409)
    }
    const faults = faultsOf(error, owner)
    if (!faults) throw error
    return answerPage(c, system.config, changeForm(owner, changing, { person, faults, shown }), 422)
  }
}

const changedByBoth = (id: string, { lang }: LinkOwner): ProblemFault => ({
  pointer: `/people/0/${id}`,
  code: 'precondition-failed',
  message: say(lang, 'manage.change.meanwhile'),
})

/** Returns the faults of a refusal that is about the answers, otherwise undefined. */
export function faultsOf(error: unknown, { lang }: LinkOwner): ProblemFault[] | undefined {
  if (!(error instanceof ProblemError)) return undefined
  const { problemName, problem } = error
  if (problemName === 'invalid-answers') return problem.errors ?? []
  if (problemName !== 'already-registered') return undefined
  return [{ pointer: '/people/0/givenName', code: problemName, message: say(lang, 'manage.change.twice') }]
}
