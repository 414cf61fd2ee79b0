import type { Field, Person, ProblemFault, RegistrationResult } from '@training-signup/contract'
import { limits } from '@training-signup/contract/limits'
import { html } from 'hono/html'
import { groupSpeaker } from '../../core/seats/group-words.ts'
import { groupKeysOf, submitKey } from '../../core/trainings/form.ts'
import {
  coordinatorFields,
  isMain,
  personFields,
  sharedQuestions,
  splitField,
} from '../../core/trainings/group-fields.ts'
import { type Faults, noFaults } from '../../platform/html/form/faults.ts'
import {
  anchorOf,
  consentFields,
  type FieldsView,
  faultOf,
  faultsAt,
  formFields,
  nameAt,
  topFields,
} from '../../platform/html/form-fields.ts'
import type { Html, Page } from '../../platform/html/layout.ts'
import { moodOfStatus } from '../../platform/html/moment.ts'
import { controlNames } from '../../platform/html/sent-form.ts'
import { pressed } from '../../platform/http/require-press.ts'
import { mailedKey, say, sayIfKnown, sayList, type WordKey } from '../../words/index.ts'
import type { LiveForm } from './live-form.ts'
import { trainingRecap } from './training/training-details.ts'
import {
  defaultButton,
  type FormAgain,
  formHeading,
  formPage,
  outcomePage,
  privacyView,
  referenceView,
  type SentTo,
  seatsView,
  sentToText,
  type TrainingView,
  unseenControls,
  waitingView,
  whyAgain,
} from './training/training-page.ts'

/** How many rows a form starts with, and how many are added at a time. */
export const fewestRows = 3
/** The most faults that a summary lists. No one reads more, and each is also at its question. */
const mostFaults = 20

/** A form for a group to show: earlier answers, row by row. */
export interface ShownGroup {
  coordinator: Person
  rows: Person[]
  /** Answers that everyone shares. */
  shared: Person
  split: string
  consents: string[]
  /** The name of the control to begin with. */
  focus?: string | undefined
  /** There are seats, but not for so many. */
  isTooMany?: boolean
  /** Whether they join a group that there is. Its coordinator is known, and it can be divided. */
  joins?: boolean
}

export const emptyGroup: ShownGroup = {
  coordinator: {},
  rows: Array.from({ length: fewestRows }, () => ({})),
  shared: {},
  split: 'split',
  consents: [],
}

/**
 * Renders the form for a group, one row for each person. `live` is what takes its place where
 * scripts run.
 */
export function groupPage(view: TrainingView, group: ShownGroup, shown: FormAgain, live?: LiveForm): Page {
  const { lang } = view
  const { title, ...page } = formPage(view, shown, (offered) => html`${rowsView(offered, group, shown)}${live?.html}`)
  const isFirst = shown.faults.length === 0
  return {
    ...page,
    title: isFirst ? `${say(lang, groupKeysOf(view.training, view.input).heading)}: ${title}` : title,
    policy: live?.policy,
  }
}

/** Renders the form itself, also for people who are added to a group. */
export function rowsView(view: TrainingView, group: ShownGroup, shown: FormAgain): Html {
  const { training, form, lang, action } = view
  const faults = faultsAt(shown.faults)
  const agency = ({ id }: Field) => id === 'agency'
  const shared = sharedQuestions(form, lang, training.audience.minimumAge)
  const all = [...personFields(form, lang), ...shared]
  const sharedView = (fields: Field[]): FieldsView => ({
    lang,
    fields,
    person: group.shared,
    faults,
    set: { pointer: '/shared/', pairs: [], all },
  })
  const { joins = false } = group
  const { heading, one } = groupKeysOf(training, view.input)
  const submit = say(lang, submitOf(view, joins))
  return html`<section aria-labelledby="form-heading" id="rows">
${whyAgain(lang, { ...shown, faults: summaryOf(view, shown.faults) }, anchorIn)}${
  joins
    ? html`<div class="heading"><h1 id="form-heading">${say(lang, 'manage.group.add')}</h1></div>${seatsView(training)}`
    : formHeading(view, heading, one)
}
${
  group.isTooMany
    ? html`<div class="panel stop" role="alert"><h2>${say(lang, 'people.state.full')}</h2><p>${say(lang, 'people.state.full.text')}</p></div>`
    : ''
}
<form method="post" action="${action}" novalidate accept-charset="utf-8">
${joins ? pressed : ''}${unseenControls(lang, shown)}
${defaultButton(submit)}
${joins ? '' : youPart(view, group, faults, all, sharedView(shared.filter(agency)))}
${listPart(view, group, faults, all)}
${sharedPart(view, group, sharedView(joins ? shared : shared.filter((field) => !agency(field))))}
${privacyView(training, form, lang)}
<button>${submit}</button>
</form></section>`
}

const youPart = (view: TrainingView, group: ShownGroup, faults: Faults, all: Field[], agency: FieldsView): Html =>
  html`<fieldset class="part you"><legend>${say(view.lang, 'people.coordinator')}</legend>
${formFields(coordinatorView(view, group, faults, all))}
${formFields(agency)}</fieldset>`

const listPart = (view: TrainingView, group: ShownGroup, faults: Faults, all: Field[]): Html =>
  html`<fieldset class="part"><legend>${say(view.lang, 'people.list')}</legend>
<p class="hint">${say(view.lang, mailedKey('people.intro', view.sendsMail))} ${say(view.lang, 'page.group.rows.text')}</p>
${group.rows.map((_, row) => personView(view, group, row, faults, all))}
${moreButton(view, group)}</fieldset>`

/** Renders what is asked once for everyone; nothing where that is nothing. */
function sharedPart(view: TrainingView, group: ShownGroup, asked: FieldsView): Html | '' {
  const { lang, form } = view
  if (group.joins && asked.fields.length + form.consents.length === 0) return ''
  return html`<fieldset class="part"><legend>${say(lang, 'people.shared')}</legend>
${formFields(asked)}
${group.joins ? '' : splitView(view, group)}
${consentFields(form, asked, group.consents)}</fieldset>`
}

function submitOf({ training, input }: TrainingView, joins: boolean): WordKey {
  const key = submitKey(training, input)
  if (key === 'form.submit.waitlist') return key
  if (key !== 'form.submit') return 'page.group.submit.approval'
  return joins ? 'manage.group.add.submit' : 'page.group.submit'
}

const coordinatorView = ({ lang }: TrainingView, group: ShownGroup, faults: Faults, all: Field[]): FieldsView => ({
  lang,
  fields: coordinatorFields(lang),
  person: group.coordinator,
  faults,
  focus: group.focus,
  set: { pointer: '/coordinator/', pairs: ['name', 'email'], all },
})

function personView(
  { lang, form }: TrainingView,
  { rows, focus }: ShownGroup,
  row: number,
  faults: Faults,
  all: Field[],
): Html {
  const pairs = ['givenName', 'familyName', 'email', 'role']
  const set = { pointer: `/people/${row}/`, pairs, all }
  const fields = personFields(form, lang)
  const view: FieldsView = { lang, fields, person: rows[row] ?? {}, faults, focus, set }
  const more = topFields(view).filter((field) => !isMain(field))
  const nested = (field: Field) => fields.filter(({ showWhen }) => showWhen?.field === field.id)
  const isOpen = more
    .flatMap((field) => [field, ...nested(field)])
    .some(({ id }) => faultOf(view, id) || (rows[row]?.[id] ?? '') !== '')
  return html`<fieldset class="person"><legend>${say(lang, 'people.person', { number: row + 1 })}</legend>
${formFields(view, isMain)}
${
  more.length > 0
    ? html`<details class="fold"${isOpen ? ' open' : ''}><summary>${say(lang, 'people.more')}</summary>${formFields(view, (field) => !isMain(field))}</details>`
    : ''
}</fieldset>`
}

const moreButton = ({ lang }: TrainingView, { rows }: ShownGroup) =>
  rows.length < limits.people
    ? html`<button class="second" name="${controlNames.step}" value="rows">${say(lang, 'page.group.rows')}</button>`
    : html`<p class="hint">${say(lang, 'people.most', { max: limits.people })}</p>`

function splitView({ lang, input }: TrainingView, { split }: ShownGroup): Html {
  const field = splitField(lang, input)
  // Its control is `_split`: an answer of the form, not of a person.
  const set = { pointer: '//', pairs: [], all: [field] }
  return formFields({ lang, fields: [field], person: { split }, faults: noFaults, set })
}

/** Returns where a fault's answer stands on this page. */
const anchorIn = (pointer: string) =>
  /^\/(people\/\d+|shared|coordinator)\/./.test(pointer) ? `field-${nameAt(pointer)}` : anchorOf(pointer)

/**
 * Names the person with each fault, in the order in which the questions stand, and lists no more
 * than someone reads.
 */
function summaryOf({ lang }: TrainingView, faults: ProblemFault[]): ProblemFault[] {
  const places = ['/coordinator/', '/shared/agency', '/people/', '']
  const placeOf = ({ pointer = '' }: ProblemFault) => places.findIndex((place) => pointer.startsWith(place))
  const unique = faults
    .filter(({ pointer }, index) => faults.findIndex((one) => one.pointer === pointer) === index)
    .toSorted((one, other) => placeOf(one) - placeOf(other))
  const named = unique.slice(0, mostFaults).map(({ pointer = '', code, message }) => {
    const row = /^\/people\/(\d+)\//.exec(pointer)?.[1]
    const who = row === undefined ? '' : `${say(lang, 'people.person', { number: Number(row) + 1 })}: `
    return { pointer, code, message: `${who}${message}` }
  })
  const count = unique.length - named.length
  return count > 0 ? [...named, { pointer: '', code: '', message: say(lang, 'people.faults.more', { count }) }] : named
}

/** Renders a group's result: who has a seat, and who has to stay home. */
export function groupResultPage(
  view: TrainingView,
  { status, reference, people, next }: RegistrationResult,
  { names, sentTo, joins = false }: { names: string[]; sentTo?: SentTo | undefined; joins?: boolean },
): Page {
  const { training, lang, sendsMail } = view
  const hasSeat = people.some((person) => person.status === 'confirmed')
  const key = `people.outcome.${status}`
  const home = names.filter((_, index) => people[index]?.status !== 'confirmed')
  const outcome = { status, people: people.map((one) => one.status), sendsMail }
  const sayOutcome = groupSpeaker(lang, outcome, sayList(lang, home))
  const moment = {
    mood: moodOfStatus[status],
    word: sayOutcome('.word') ?? '',
    title: sayOutcome() ?? next.title,
    text: sentToText(lang, key, sentTo) ?? sayOutcome('.text') ?? next.text,
    more: html`${sentTo?.fix ?? ''}${waitingView(status, training)}${referenceView(lang, reference)}<p>${say(lang, 'people.result.before')}</p>`,
  }
  const below = html`<h2 id="people">${say(lang, 'people.result.heading')}</h2>
<ol class="people" aria-labelledby="people">${people.map(
    (person, index) =>
      html`<li class="row"><b>${names[index]}</b><span class="state ${moodOfStatus[person.status].tone}">${say(
        lang,
        `people.status.${person.status}`,
      )}</span></li>`,
  )}</ol>
<h2>${training.title}</h2>${trainingRecap(training, lang, { hasSeat })}`
  // The title stays in the browser's history, and names no one.
  const title = sayIfKnown(lang, `people.result.${status}`) ?? next.title
  const onward = joins
    ? outcomePage(view, moment, below, 'manage.group.add.back', view.otherForm)
    : outcomePage(view, moment, below, 'people.result.another')
  return { ...onward, title }
}
