import { type Form, type Language, limits, type Person } from '@training-signup/contract'
import { html } from 'hono/html'
import type { StoredTraining } from '../../../core/trainings/trainings.ts'
import { personDoubts } from '../../../platform/html/doubt.ts'
import { type Faults, noFaults } from '../../../platform/html/form/faults.ts'
import { consentFields, faultsAt } from '../../../platform/html/form-fields.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { controlNames } from '../../../platform/html/sent-form.ts'
import type { ProblemError } from '../../../platform/problem.ts'
import { say, sayIfKnown } from '../../../words/admin.ts'
import { sayFault } from '../../../words/index.ts'
import { formAbout } from '../../api/people/form-about.ts'
import type { AdminPage } from '../frame.ts'
import type { Press } from '../pages.ts'
import { enterButton, enterName, enterNote } from '../sent-forms/asking.ts'
import { orAgain } from '../sent-forms/merge-edits.ts'
import { answered, answersForm, answersIn, faultsOf } from './answers-form.ts'
import { askedIn, correctedForm } from './slips.ts'

/** What a form about someone of an agency shows: nothing yet, or what was typed. */
export interface Entering {
  person: (form: Form) => Person
  consents?: string[]
  faults?: Faults
  /** Whether Enter was pressed in a field, which only shows the form again. */
  isEnter?: boolean
}

/** Whose people someone enters: those of their own agency, or of any. */
interface Whose {
  agency: string | undefined
}

/** Returns the questions about someone of an agency, which is asked only of those who have none. */
function formFor({ input }: StoredTraining, lang: Language, { agency }: Whose): Form {
  const form = formAbout(input, lang)
  const fields = form.fields.filter(({ id }) => id !== 'agency')
  const consents = form.consents.map((one) => ({
    ...one,
    label: sayIfKnown(lang, `admin.own.consent.${one.id}`, { organizer: input.organizer?.name ?? '' }) ?? one.label,
  }))
  const which = { id: 'agency', type: 'text', label: say(lang, 'admin.column.agency'), required: true } as const
  return {
    ...form,
    consents,
    fields: agency === undefined ? [...fields, { ...which, maxLength: limits.agency }] : fields,
  }
}

interface EnterForm extends Whose, Pick<AdminPage, 'crumbs' | 'done'> {
  title: string
  lead: Html
  entering: Entering
  button: string
  /** More buttons. */
  others?: Html
  /** What pressing does. */
  text: string
  action: string
  back: string
}

/** Renders a form with everything that a visitor is asked, about someone of an agency. */
export function enterForm(lang: Language, training: StoredTraining, view: EnterForm): AdminPage {
  const form = formFor(training, lang, view)
  const { title, crumbs = [], done, lead, entering, button, others = '', text, action, back } = view
  const { consents = [], faults = noFaults, isEnter = false } = entering
  const person = entering.person(form)
  return {
    title,
    section: 'trainings',
    isNarrow: true,
    faults,
    crumbs,
    done,
    body: html`<h1>${title}</h1>${lead}<form class="card" method="post" action="${action}" novalidate>
${enterButton()}${isEnter ? enterNote(lang, button) : ''}
${answersForm({ lang, form, person, faults, isWhole: true })}
${consentFields(form, { lang, fields: form.fields, person, faults }, consents)}<p class="hint">${text}</p>
<p class="row"><button class="button primary">${button}</button>${others}
<a class="button" href="${back}">${say(lang, 'manage.back')}</a></p></form>`,
  }
}

/** What was typed into such a form. */
export interface Entered {
  form: Form
  person: Person
  consents: string[]
}

export function enteredIn({ form: sent, lang }: Press, training: StoredTraining, whose: Whose): Entered {
  const form = formFor(training, lang, whose)
  return {
    form,
    person: answersIn(correctedForm(sent) ?? sent, form),
    consents: sent.all(controlNames.consent),
  }
}

interface Sending {
  act: (given: { person: Person; consents: string[]; lang: Language }) => Promise<AdminPage | Response>
  again: (entering: Entering) => Promise<AdminPage | Response>
}

/** A box is about the person, not about the one who checks it. */
const aboutConsents = (faults: Faults | undefined, { consents }: Form, lang: Language): Faults | undefined =>
  faults &&
  new Map(
    [...faults].map(([pointer, sentence]) => {
      const consent = consents.find(({ id }) => pointer === `/consents/${id}`)
      return [pointer, consent ? sayFault(lang, 'consent', { label: consent.label }) : sentence]
    }),
  )

const refusals = [
  'registration-closed',
  'registration-not-open',
  'training-cancelled',
  'training-full',
  'training-withdrawn',
] as const

/** Returns what is refused, whatever the answers are: what was typed stays in the form. */
function refusalsOf({ problemName, problem }: ProblemError, lang: Language): Faults | undefined {
  const isUnnamed = problem.errors?.some(({ pointer }) => pointer === '/agency')
  if (isUnnamed) return new Map([['/people/0/agency', say(lang, 'admin.own.agency.none')]])
  if (problemName === 'already-registered') return new Map([['/people/0/givenName', say(lang, 'admin.own.listed')]])
  const name = refusals.find((one) => one === problemName)
  return name && new Map([['', `${say(lang, `problem.${name}`)}. ${say(lang, `problem.${name}.text`)}`]])
}

/** Carries out what was typed, or shows it again with what is wrong. */
export function sendEntered(
  { form: sent, lang }: Press,
  { form, person, consents }: Entered,
  { act, again }: Sending,
): Promise<AdminPage | Response> {
  const shown = { person: () => person, consents }
  const isEnter = sent.has(enterName)
  if (isEnter || sent.has(controlNames.show)) return again({ ...shown, isEnter })
  const doubts = faultsAt(personDoubts(lang, { fields: form.fields, person }, askedIn(sent)))
  if (doubts.size > 0) return again({ ...shown, faults: doubts })
  return orAgain(
    () => act({ person: answered(person), consents, lang }),
    ({ faults }) => again({ ...shown, faults }),
    (error) => refusalsOf(error, lang) ?? aboutConsents(faultsOf(error, lang), form, lang),
  )
}
