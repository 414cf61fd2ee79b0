import type { Field, Form, Person, ProblemFault } from '@training-signup/contract'
import { limits } from '@training-signup/contract/limits'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { offerTransfer } from '../../core/registrations/offer-transfer.ts'
import { type CheckedAnswer, emailCheck, nameCheck } from '../../core/trainings/answer-checks.ts'
import { personDoubts } from '../../platform/html/doubt.ts'
import { answerPage, type Page } from '../../platform/html/layout.ts'
import { readSentForm } from '../../platform/html/sent-form.ts'
import type { System } from '../../platform/system.ts'
import { say, sayFault } from '../../words/index.ts'
import { seeOther } from './answers.ts'
import type { RegistrationOwner } from './link-owner.ts'
import { fillingPage } from './views.ts'

/** Asks only for what the invitation needs. The colleague answers everything else. */
function formFor({ lang }: Pick<RegistrationOwner, 'lang'>): Form {
  const field = (id: 'givenName' | 'familyName' | 'email', more: Partial<Field>): Field => ({
    id,
    type: 'text',
    label: say(lang, `manage.pass.${id}`),
    required: id !== 'familyName',
    // The browser would fill in the sender's own details.
    autocomplete: 'off',
    ...more,
  })
  return {
    fields: [
      field('givenName', { maxLength: limits.name }),
      field('familyName', { maxLength: limits.name }),
      field('email', { type: 'email', maxLength: limits.email, hint: say(lang, 'manage.pass.email.hint') }),
    ],
    consents: [],
    requires: [],
  }
}

const nothing: { person: Person; faults: ProblemFault[] } = { person: {}, faults: [] }

export const transferForm = (owner: RegistrationOwner, { person, faults } = nothing): Page =>
  fillingPage(owner, {
    title: say(owner.lang, 'manage.pass'),
    lead: html`<p>${say(owner.lang, 'manage.pass.text')}</p>`,
    fields: formFor(owner).fields,
    person,
    faults,
    action: owner.at('/pass'),
    button: say(owner.lang, 'manage.pass.button'),
  })

export async function sendTransferForm(system: System, c: Context, owner: RegistrationOwner): Promise<Response> {
  const { lang, registration, at } = owner
  const { person, asked } = await readSentForm(c, formFor(owner))
  const { colleague, faults } = check(person, owner)
  const again = (wrong: ProblemFault[]) =>
    answerPage(c, system.config, transferForm(owner, { person, faults: wrong }), 422)
  const doubts = personDoubts(lang, { fields: formFor(owner).fields, person }, asked)
  if (faults.length + doubts.length > 0) return again([...faults, ...doubts])
  const outcome = await offerTransfer(system, registration.id, colleague, lang)
  if (outcome === 'asked') return seeOther(system.config, at('', 'passing'))
  return again([{ pointer: '', code: outcome, message: say(lang, 'manage.pass.often') }])
}

function check(person: Person, { lang }: RegistrationOwner) {
  const faults: ProblemFault[] = []
  const take = (id: 'givenName' | 'familyName' | 'email', checked: CheckedAnswer) => {
    if (checked && 'value' in checked) return String(checked.value)
    if (checked)
      faults.push(faultOf(id, sayFault(lang, checked.fault, { field: id, label: say(lang, `manage.pass.${id}`) })))
    else if (id !== 'familyName') faults.push(faultOf(id, say(lang, `manage.pass.${id}.required`)))
    return ''
  }
  const colleague = {
    givenName: take('givenName', nameCheck(limits.name)(person['givenName'] ?? '')),
    familyName: take('familyName', nameCheck(limits.name)(person['familyName'] ?? '')),
    email: take('email', emailCheck(limits.email)(person['email'] ?? '')),
  }
  return { colleague, faults }
}

const faultOf = (id: string, message: string): ProblemFault => ({ pointer: `/people/0/${id}`, code: 'answer', message })
