import type { Person, ProblemFault } from '@training-signup/contract'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { confirmSupervisor } from '../../core/registrations/confirm-supervisor.ts'
import { formOf } from '../../core/trainings/form.ts'
import { answerPage, type Page } from '../../platform/html/layout.ts'
import { readSentForm } from '../../platform/html/sent-form.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { seeOther } from './answers.ts'
import { faultsOf } from './change.ts'
import type { LinkOwner, RegistrationOwner } from './link-owner.ts'
import { fillingPage } from './views.ts'

/** The question of the training's form, which no one has to skip here. */
function questionOf({ stored, lang }: LinkOwner) {
  const form = formOf(stored.input, lang)
  const fields = form.fields.filter(({ id }) => id === 'supervisorEmail').map((field) => ({ ...field, required: true }))
  return { ...form, fields }
}

/** Shows who was named as the supervisor, to be confirmed or changed. */
export function supervisorForm(owner: RegistrationOwner, person?: Person, faults: ProblemFault[] = []): Page {
  const { lang } = owner
  const { supervisorEmail } = JSON.parse(owner.registration.sensitive) as Person
  return fillingPage(owner, {
    title: say(lang, 'manage.supervisor'),
    lead: html`<p>${say(lang, 'manage.supervisor.text')}</p>`,
    fields: questionOf(owner).fields,
    person: person ?? (supervisorEmail === undefined ? {} : { supervisorEmail }),
    faults,
    action: owner.at('/supervisor'),
    button: say(lang, 'manage.supervisor.save'),
  })
}

export async function sendSupervisor(system: System, c: Context, owner: RegistrationOwner): Promise<Response> {
  const { person } = await readSentForm(c, questionOf(owner))
  try {
    await confirmSupervisor(system, owner.registration.id, String(person['supervisorEmail'] ?? ''), owner.lang)
    return seeOther(system.config, owner.at('', 'supervisor'))
  } catch (error) {
    const faults = faultsOf(error, owner)
    if (!faults) throw error
    return answerPage(c, system.config, supervisorForm(owner, person, faults), 422)
  }
}
