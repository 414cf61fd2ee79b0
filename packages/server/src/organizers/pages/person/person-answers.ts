import type { AdminRegistration, Answer, Field } from '@training-signup/contract'
import { html } from 'hono/html'
import { formOf } from '../../../core/trainings/form.ts'
import { may } from '../../../platform/access/caller.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'
import type { OtherSupervisor } from '../../api/people/other-supervisors.ts'
import { adminPath } from '../frame.ts'
import { roleOf } from '../roster/roster-table.ts'
import { dialed } from './person-contact.ts'
import type { PersonPage } from './person-view.ts'

/**
 * Renders what the person answered. Sensitive answers stand here only for those who may see them.
 */
export function answersCard(view: PersonPage, partners: ReadonlyMap<string, string>): Html {
  const { app, lang, registration, caller, otherSupervisors } = view
  const { email, phone, agency, group, partner, channel, supervisor } = registration
  const through = partner === null ? say(lang, `admin.channel.${channel}`) : (partners.get(partner) ?? partner)
  const rows: (readonly [string, string | Html | null])[] = [
    [say(lang, 'admin.column.email'), email && html`<a href="mailto:${email}">${email}</a>`],
    [say(lang, 'admin.column.phone'), phone && html`<a href="tel:${dialed(phone)}">${phone}</a>`],
    [say(lang, 'admin.column.role'), roleOf({ input: view.training.input, lang }, registration)],
    [say(lang, 'admin.column.agency'), agency],
    ...asked(view, registration.answers, false),
    ...asked(view, registration.sensitive ?? {}, true),
    [say(lang, 'admin.person.supervisor'), supervisor ? supervisorIn(view, supervisor) : null],
    ...otherSupervisors.map(
      (one) => [say(lang, 'admin.person.supervisor.again'), otherSupervisorIn(view, one)] as const,
    ),
    [
      say(lang, 'admin.column.group'),
      group &&
        html`<a href="${adminPath(app.config, `/groups/${group.reference}`)}">${group.reference}</a>, ${group.coordinator.name}`,
    ],
    [say(lang, 'admin.column.partner'), through],
    [say(lang, 'admin.person.language'), say(lang, `admin.messages.language.${registration.lang}`)],
    [say(lang, 'admin.column.reference'), html`<span class="num">${registration.reference}</span>`],
  ]
  return html`<section class="card"><h2>${say(lang, 'admin.person.answers')}</h2><dl class="pairs">${rows
    .filter(([, answer]) => answer)
    .map(([term, answer]) => html`<dt>${term}</dt><dd>${answer}</dd>`)}</dl>${
    registration.sensitive === undefined ? html`<p class="hint">${say(lang, 'admin.person.withheld')}</p>` : ''
  }${may(caller, 'change-people') ? html`<p><a class="button" href="${view.to('correct')}">${say(lang, 'admin.person.correct')}</a></p>` : ''}</section>`
}

const known = new Set(['roleOther', 'language', 'supervisorEmail'])

function asked(
  { training, lang }: PersonPage,
  answers: AdminRegistration['answers'],
  isSensitive: boolean,
): [string, string | Html][] {
  const fields = new Map(formOf(training.input, lang).fields.map((field) => [field.id, field]))
  const mark = isSensitive ? html` <small>${say(lang, 'admin.person.sensitive')}</small>` : ''
  return (
    Object.entries(answers)
      // Where roles are listed, the role says that the training is for them.
      .filter(([id]) => !known.has(id) && (id !== 'attestation' || fields.has(id)))
      .map(([id, answer]) => {
        const field = fields.get(id)
        return [field?.label ?? id, html`${inWords(answer, field, lang)}${mark}`]
      })
  )
}

/** Returns an answer as a person reads it. */
export function inWords(answer: Answer, field: Field | undefined, lang: PersonPage['lang']): string {
  const label = (value: string) => field?.options?.find((option) => option.value === value)?.label ?? value
  if (typeof answer === 'boolean') return say(lang, answer ? 'admin.person.yes' : 'admin.person.no')
  return Array.isArray(answer) ? answer.map(label).join(', ') : label(answer)
}

type Said = Pick<OtherSupervisor, 'address' | 'answer' | 'reason'>

function saidBy(lang: PersonPage['lang'], { address, answer, reason }: Said, notes: string[]): Html {
  const said = say(lang, answer === null ? 'admin.person.supervisor.open' : `admin.person.supervisor.${answer}`)
  return html`${[`${address}: ${said}`, ...notes].join('. ')}${reason && html`<br><span class="lines">“${reason}”</span>`}`
}

const supervisorIn = ({ lang }: PersonPage, supervisor: NonNullable<AdminRegistration['supervisor']>): Html =>
  saidBy(lang, supervisor, supervisor.isConfirmed ? [] : [say(lang, 'admin.person.supervisor.note')])

const otherSupervisorIn = ({ lang }: PersonPage, supervisor: OtherSupervisor): Html =>
  saidBy(lang, supervisor, [
    ...(supervisor.is_confirmed === 1 ? [] : [say(lang, 'admin.person.supervisor.note')]),
    say(lang, 'admin.person.supervisor.again.text'),
  ])
