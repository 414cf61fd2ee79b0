import type { Field, Form, Person, ProblemFault } from '@training-signup/contract'
import { limits } from '@training-signup/contract/limits'
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Deps } from '../deps.ts'
import { answerPage, type Page } from '../pages/layout.ts'
import { readSentForm } from '../pages/sent-form.ts'
import { offerSeat } from '../registrations/offer-transfer.ts'
import { type Checked, emailCheck, nameCheck } from '../trainings/answer-checks.ts'
import { say, sayFault } from '../words/index.ts'
import { isOvertaken, seeOther } from './answers.ts'
import type { OwnHolder } from './holder.ts'
import { fillingPage } from './views.ts'

/** Asks only for what the invitation needs. The colleague answers everything else. */
function formFor({ lang }: Pick<OwnHolder, 'lang'>): Form {
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

export const transferForm = (holder: OwnHolder, { person, faults } = nothing): Page =>
  fillingPage(holder, {
    title: say(holder.lang, 'manage.pass'),
    lead: html`<p>${say(holder.lang, 'manage.pass.text')}</p>`,
    fields: formFor(holder).fields,
    person,
    faults,
    action: holder.at('/pass'),
    button: say(holder.lang, 'manage.pass.button'),
  })

export async function sendTransferForm(deps: Deps, c: Context, holder: OwnHolder): Promise<Response> {
  const { lang, registration, at } = holder
  const { person } = await readSentForm(c, formFor(holder))
  const { colleague, faults } = check(person, holder)
  const again = (wrong: ProblemFault[]) =>
    answerPage(c, deps.config, transferForm(holder, { person, faults: wrong }), 422)
  if (faults.length > 0) return again(faults)
  try {
    const outcome = await offerSeat(deps, registration.id, colleague, lang)
    if (outcome === 'asked') return seeOther(deps.config, at('', 'passing'))
    return again([{ pointer: '', code: outcome, message: say(lang, 'manage.pass.often') }])
  } catch (error) {
    if (!isOvertaken(error)) throw error
    return seeOther(deps.config, at('', 'otherwise'))
  }
}

function check(person: Person, { lang }: OwnHolder) {
  const faults: ProblemFault[] = []
  const take = (id: 'givenName' | 'familyName' | 'email', checked: Checked) => {
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
