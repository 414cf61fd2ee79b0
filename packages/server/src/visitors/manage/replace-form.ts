import type { Person, ProblemFault } from '@training-signup/contract'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { needsApproval } from '../../core/people/identify.ts'
import type { CheckedPerson } from '../../core/people/person.ts'
import { checkPeople, formatFaults } from '../../core/trainings/check-people.ts'
import { formOf } from '../../core/trainings/form.ts'
import { personDoubts } from '../../platform/html/doubt.ts'
import { answerPage, type Page } from '../../platform/html/layout.ts'
import { readSentForm } from '../../platform/html/sent-form.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { seeOther } from './answers.ts'
import { faultsOf } from './change.ts'
import { type RegisteredMember, replaceMember } from './group-actions.ts'
import type { GroupOwner } from './link-owner.ts'
import { fillingPage, without } from './views.ts'

/** Without the address: the replacement is reached through the coordinator, too. */
const formFor = ({ stored, lang }: GroupOwner) => without(formOf(stored.input, lang), ['email'])

export function substituteForm(
  owner: GroupOwner,
  { id, name, registration }: RegisteredMember,
  again?: { person: Person; faults: ProblemFault[] },
): Page {
  const { lang, at } = owner
  // Suggests the same agency: people of a group mostly come from one.
  const fresh = { person: registration.agency === null ? {} : { agency: registration.agency }, faults: [] }
  return fillingPage(owner, {
    title: say(lang, 'manage.group.substitute.title', { name }),
    lead: html`<p>${say(lang, 'manage.group.substitute.text', { name })}</p>`,
    fields: formFor(owner).fields,
    ...(again ?? fresh),
    action: at(`/people/${id}/substitute`),
    button: say(lang, 'manage.group.substitute.button'),
  })
}

export async function sendSubstitute(
  system: System,
  c: Context,
  owner: GroupOwner,
  member: RegisteredMember,
): Promise<Response> {
  const { stored, lang, group, at } = owner
  const form = formFor(owner)
  const { person, consents, asked } = await readSentForm(c, form)
  const again = (faults: ProblemFault[]) =>
    answerPage(c, system.config, substituteForm(owner, member, { person, faults }), 422)
  // The coordinator has agreed for the group.
  const agreed = [...consents, ...stored.form.consents.keys()]
  const result = checkPeople(stored.form, {
    people: [person],
    consents: agreed,
    coordinator: { email: group.coordinator_email },
  })
  const faults = result.ok ? [] : formatFaults(result.faults, formOf(stored.input, lang), lang)
  const doubts = personDoubts(lang, { fields: form.fields, person }, asked)
  if (!result.ok || doubts.length > 0) return again([...faults, ...doubts])
  try {
    const checked = result.people[0] as CheckedPerson
    const replacement = { person: checked, needsApproval: needsApproval(stored.input.audience, checked) }
    await replaceMember(system, group, member.id, replacement)
    return seeOther(system.config, at('', 'substituted'))
  } catch (error) {
    const refused = faultsOf(error, owner)
    if (!refused) throw error
    return again(refused)
  }
}
