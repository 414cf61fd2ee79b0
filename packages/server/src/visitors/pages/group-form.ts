import { type Answer, Coordinator, type Form, limits, type Person, type ProblemFault } from '@training-signup/contract'
import { html } from 'hono/html'
import type { Group } from '../../core/seats/registration.ts'
import { emailFault } from '../../core/trainings/answer-checks.ts'
import { checkPeople, compileForm, formatFaults } from '../../core/trainings/check-people.ts'
import { coordinatorFields, isShared, personFields, sharedFields } from '../../core/trainings/group-fields.ts'
import { doubtsOf, personDoubts } from '../../platform/html/doubt.ts'
import { faultsAt, formFields, nameAt } from '../../platform/html/form-fields.ts'
import type { Html } from '../../platform/html/layout.ts'
import {
  controlNames,
  equalAnswers,
  hiddenControls,
  readAnswers,
  readFix,
  readRest,
  takenIn,
} from '../../platform/html/sent-form.ts'
import { sayFault, sayIfKnown } from '../../words/index.ts'
import { fewestRows, groupPage, groupResultPage, type ShownGroup } from './group-page.ts'
import type { HostedForm } from './hosted-form.ts'
import { joinPage } from './join-page.ts'
import type { FormAgain, TrainingView } from './training/training-page.ts'

/**
 * Reads the form for a group. Rows that were left empty are no people.
 * @param joins The group that they are added to
 */
export function groupForm(view: TrainingView, controls: URLSearchParams, joins?: Group): HostedForm {
  const sent = { ...readGroup(controls, view.form), joins: joins !== undefined }
  const { split, consents } = sent
  const { trap, token, replaces, asked: askedBefore } = readRest(controls)
  const filled = [...sent.rows.keys()].filter((row) => isFilled(sent.rows[row]))
  // Who sends an empty list is asked for its first person.
  const asked = filled.length > 0 ? filled : [0]
  const people = asked.map((row) => ({ ...sent.rows[row], ...sent.shared }))
  const coordinator = joins ? coordinatorIn(joins) : coordinatorOf(sent)
  const input = { people, coordinator, split: split !== 'all', consents, trap, replaces: joins ? undefined : replaces }
  const pageOf = joins ? joinPage : groupPage
  const show = (group: ShownGroup, shown: FormAgain) =>
    pageOf(view, group, { replaces, ...shown, faults: shown.faults.map(groupFault(view, asked)) })
  const asIs = { token, faults: [] }
  return {
    token,
    input,
    joins,
    answers: JSON.stringify([people.map(equalAnswers), joins?.id ?? coordinator, input.split, consents]),
    faults: joins ? [] : faultsOf(view, input),
    doubts: [
      ...(joins ? [] : doubtsOf(view.lang, [{ pointer: '/coordinator/email', typed: coordinator.email }], askedBefore)),
      ...people.flatMap((person, at) => personDoubts(view.lang, { fields: view.form.fields, person, at }, askedBefore)),
    ],
    carried: html`${carriedControls(sent, filled)}${hiddenControls([[controlNames.asked, askedBefore]])}`,
    address: coordinator.email,
    addressName: nameAt('/coordinator/email'),
    addressPointer: '/coordinator/email',
    addressField: (faults) => coordinatorField(view, sent, faults),
    fix: joins ? undefined : readFix(controls),
    words: { unknown: 'people.failed.unknown', sent: 'page.group.sent' },
    again: (shown) => show(sent, shown),
    more: controls.get(controlNames.step) === 'rows' ? () => show(withMoreRows(sent), asIs) : undefined,
    tooFew: () => show({ ...sent, isTooMany: true }, asIs),
    result: (result, sentTo) =>
      groupResultPage(view, result, { names: people.map(nameOf), sentTo, joins: joins !== undefined }),
  }
}

/** Renders the field for the coordinator's address alone. */
function coordinatorField({ lang }: TrainingView, { coordinator }: ShownGroup, faults: ProblemFault[]): Html {
  const fields = coordinatorFields(lang).filter(({ id }) => id === 'email')
  const set = { pointer: '/coordinator/', pairs: [], all: fields }
  return formFields({
    lang,
    fields,
    person: coordinator,
    faults: faultsAt(faults),
    focus: nameAt('/coordinator/email'),
    set,
  })
}

const coordinatorIn = ({ coordinator_name: name, coordinator_email: email }: Group): Coordinator => ({ name, email })

const withMoreRows = (sent: ShownGroup): ShownGroup => ({
  ...sent,
  rows: withRows(sent.rows, Math.min(limits.people, sent.rows.length + fewestRows)),
  focus: nameAt(`/people/${sent.rows.length}/givenName`),
})

const withRows = (rows: Person[], count: number): Person[] =>
  Array.from({ length: Math.max(count, rows.length) }, (_, row) => rows[row] ?? {})

function readGroup(controls: URLSearchParams, form: Form): ShownGroup {
  const places = [...controls.keys()].map((name) => Number(/^people_(\d{1,2})_/.exec(name)?.[1] ?? -1))
  const rows = Array.from({ length: Math.min(limits.people, Math.max(-1, ...places) + 1) }, (_, row) =>
    readAnswers(controls, personFields(form, 'en'), `people_${row}_`),
  )
  return {
    coordinator: readAnswers(controls, coordinatorFields('en'), 'coordinator_'),
    shared: readAnswers(controls, sharedFields(form), 'shared_'),
    rows: withRows(rows, fewestRows),
    split: controls.get(controlNames.split) ?? 'split',
    focus: takenIn(controls),
    consents: controls.getAll(controlNames.consent),
  }
}

const isGiven = (answer: Answer) => (typeof answer === 'string' ? answer.trim() !== '' : answer !== false)
const isFilled = (person: Person = {}) => Object.values(person).some(isGiven)
const text = (answer: Answer | undefined) => (typeof answer === 'string' ? answer.trim() : '')
const nameOf = ({ givenName, familyName }: Person) => [text(givenName), text(familyName)].filter(Boolean).join(' ')

function coordinatorOf({ coordinator, shared }: ShownGroup): Coordinator {
  const [name, email, agency] = [coordinator['name'], coordinator['email'], shared['agency']].map(text)
  return { name: name ?? '', email: email ?? '', ...(agency ? { agency } : {}) }
}

/**
 * Returns what is wrong with the coordinator, and then also with the people: all is corrected in
 * one go.
 */
function faultsOf({ input, form, lang }: TrainingView, given: HostedForm['input']): ProblemFault[] {
  const { coordinator } = given
  const { error } = Coordinator.safeParse(coordinator)
  if (!error) return []
  const ofCoordinator = error.issues.map(({ path: [part], ...issue }): ProblemFault => {
    const field = String(part)
    const isMissing = coordinator?.[field as keyof Coordinator] === ''
    const params = 'params' in issue ? issue.params : undefined
    const found = isMissing
      ? 'required'
      : issue.code === 'too_big'
        ? 'too-long'
        : String(params?.['code'] ?? issue.code)
    const code = found === 'email' ? emailFault(coordinator?.email ?? '') : found
    const { label = '', maxLength: max } = coordinatorFields(lang).find(({ id }) => id === field) ?? {}
    return {
      pointer: field === 'agency' ? '/people/0/agency' : `/coordinator/${field}`,
      code,
      message: sayIfKnown(lang, `people.error.${field}.${code}`) ?? sayFault(lang, code, { field, label, max }),
    }
  })
  const checked = checkPeople(compileForm(input), given)
  const all = [...ofCoordinator, ...(checked.ok ? [] : formatFaults(checked.faults, form, lang))]
  return all.filter(({ pointer }, index) => all.findIndex((one) => one.pointer === pointer) === index)
}

/**
 * Returns a fault in the words and at the place of this form: in a row, or in what everyone shares.
 */
const groupFault =
  ({ lang }: TrainingView, asked: number[]) =>
  ({ pointer = '', code, message }: ProblemFault): ProblemFault => {
    const [, kind, place = '', field = ''] = pointer.split('/')
    if (kind !== 'people') return { pointer, code, message }
    const own = sayIfKnown(lang, `people.error.${field}.${code}`) ?? message
    if (isShared(field)) return { pointer: `/shared/${field}`, code, message: own }
    return { pointer: `/people/${asked[Number(place)] ?? place}/${field}`, code, message: own }
  }

function carriedControls({ coordinator, shared, split, consents, rows }: ShownGroup, filled: number[]) {
  const at = (pointer: string, person: Person = {}) =>
    Object.entries(person).map(([id, answer]) => [nameAt(`${pointer}${id}`), answer] as const)
  return hiddenControls([
    ...at('/coordinator/', coordinator),
    ...at('/shared/', shared),
    ...filled.flatMap((row, index) => at(`/people/${index}/`, rows[row])),
    [controlNames.split, split],
    [controlNames.consent, consents],
  ])
}
