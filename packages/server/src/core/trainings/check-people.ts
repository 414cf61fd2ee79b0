import {
  type Answer,
  type Field,
  type Form,
  isShown,
  type Language,
  limits,
  type Person,
  type ProblemFault,
  type TrainingInput,
} from '@training-signup/contract'
import { isRepeatable } from '../../platform/problem.ts'
import { sayFault } from '../../words/index.ts'
import { type CheckedPerson, canonicalAddress, mailboxOf } from '../people/person.ts'
import {
  type Check,
  dateCheck,
  emailCheck,
  nameCheck,
  optionCheck,
  optionsCheck,
  telCheck,
  textCheck,
  tickCheck,
} from './answer-checks.ts'
import { formOf } from './form.ts'

interface CompiledField extends Pick<Field, 'id' | 'type' | 'required' | 'showWhen'> {
  sensitive: boolean
  max: number
  check: Check
}

/** A training's form, prepared for checking once per revision. It is the same in every language. */
export interface CompiledForm {
  /**
   * Fields by id. A Map, because `constructor` is a possible id and `__proto__` a possible attack.
   */
  fields: ReadonlyMap<string, CompiledField>
  /** Every field, after the one whose answer shows it. */
  order: readonly CompiledField[]
  consents: ReadonlyMap<string, { required: boolean }>
  /** Domains allowed for a supervisor's address; empty allows any. */
  domains: readonly string[]
}

export interface AnswerFault {
  pointer: string
  code: string
  field: string
  max?: number
}

export interface GivenAnswers {
  people: readonly Person[]
  consents?: readonly string[] | undefined
  coordinator?: { email?: string | undefined } | undefined
  /** The address of an agency’s coordinator who enters the answers. */
  enteredBy?: string | undefined
}

export type CheckedPeople = { ok: true; people: CheckedPerson[] } | { ok: false; faults: AnswerFault[] }

// Caps the response; no form shows more.
const mostFaults = 200

export function compileForm(input: TrainingInput): CompiledForm {
  const form = formOf(input, 'en')
  const fields = new Map(
    [...retiredFields(input), ...form.fields]
      .filter(({ type }) => type !== 'info')
      .map((field) => [field.id, compileField(field)]),
  )
  return {
    fields,
    order: controllersFirst(fields),
    consents: new Map(form.consents.map(({ id, required }) => [id, { required }])),
    domains: input.audience.domains,
  }
}

// Earlier versions asked it next to the roles too; a form that was loaded then still answers it.
const retiredFields = ({ audience: { access } }: TrainingInput): Field[] =>
  access === 'attest' ? [{ id: 'attestation', type: 'checkbox', label: '', required: false }] : []

function compileField(field: Field): CompiledField {
  const { id, type, required, showWhen, sensitive = false, maxLength: max = limits.answer } = field
  return { id, type, required, showWhen, sensitive, max, check: checkOf(field, max) }
}

/** Returns what checks the answers to a question. */
export function checkOf({ id, type, options = [] }: Pick<Field, 'id' | 'type' | 'options'>, max: number): Check {
  const values = new Set(options.map(({ value }) => value))
  if (id === 'givenName' || id === 'familyName' || id === 'agency') return nameCheck(max)
  if (type === 'email') return emailCheck(max)
  if (type === 'tel') return telCheck(max)
  if (type === 'date') return dateCheck
  if (type === 'checkbox') return tickCheck
  if (type === 'checkboxes') return optionsCheck(values)
  if (type === 'select' || type === 'radio') return optionCheck(values)
  return textCheck(max)
}

// An organizer's question may depend on a built-in one that comes later in the form.
function controllersFirst(fields: ReadonlyMap<string, CompiledField>): CompiledField[] {
  const order = new Set<CompiledField>()
  const add = (field: CompiledField) => {
    const controller = field.showWhen && fields.get(field.showWhen.field)
    if (controller) add(controller)
    order.add(field)
  }
  for (const field of fields.values()) add(field)
  return [...order]
}

/**
 * Checks people's answers against the form. `lenient` is for what an organizer enters: only a first
 * name is required, but every given answer must fit.
 */
export function checkPeople(form: CompiledForm, given: GivenAnswers, { lenient = false } = {}): CheckedPeople {
  const faults: AnswerFault[] = []
  const people = given.people.map((person, index) => {
    const optional = (id: string) => (lenient ? id !== 'givenName' : id === 'email' && given.coordinator !== undefined)
    const values = checkPerson(form, person, `/people/${index}`, optional, faults)
    const registrar = given.enteredBy ?? given.coordinator?.email
    if (!lenient) checkSupervisor(form, values, `/people/${index}`, registrar, faults)
    return sortPerson(form, values)
  })
  checkConsents(form, given.consents ?? [], lenient, faults)
  return faults.length > 0 ? { ok: false, faults: faults.slice(0, mostFaults) } : { ok: true, people }
}

/** Returns what a coordinator entered, with the agency where the form asks for it. */
export function fromAgency({ fields }: CompiledForm, person: Person, agency: string): Person {
  const { agency: _, ...answers } = person
  return fields.has('agency') ? { ...answers, agency } : answers
}

function checkPerson(
  form: CompiledForm,
  person: Person,
  pointer: string,
  optional: (id: string) => boolean,
  faults: AnswerFault[],
) {
  const values = new Map<string, Answer>()
  const find = (id: string) => form.fields.get(id)
  const answerTo = ({ field }: { field: string }) => values.get(field)
  for (const field of form.order) {
    const { id } = field
    if (!isShown(field, find, answerTo)) continue
    const checked = Object.hasOwn(person, id) ? field.check(person[id]) : undefined
    if (checked && 'value' in checked) values.set(id, checked.value)
    else if (checked) faults.push(fault(`${pointer}/${id}`, checked.fault, field))
    else if ((field.required || isDenied(person, id)) && !optional(id))
      faults.push(fault(`${pointer}/${id}`, 'required', field))
  }
  faults.push(...unknownFaults(Object.keys(person), form.fields, pointer))
  return values
}

/** Returns whether someone says that the training is not for them, whether or not the form asks. */
const isDenied = (person: Person, id: string) => id === 'attestation' && person[id] === false

/** Refuses supervisors who would approve themselves or a group that they sign up. */
function checkSupervisor(
  form: CompiledForm,
  values: ReadonlyMap<string, Answer>,
  pointer: string,
  registrar: string | undefined,
  faults: AnswerFault[],
) {
  const address = values.get('supervisorEmail')
  if (!isGiven(address)) return
  const refuse = (code: string) =>
    faults.push({ pointer: `${pointer}/supervisorEmail`, code, field: 'supervisorEmail' })
  const isMailboxOf = (other: Answer | undefined) => isGiven(other) && mailboxOf(other) === mailboxOf(address)
  if (isMailboxOf(values.get('email'))) refuse('own-address')
  else if (isMailboxOf(registrar)) refuse('coordinators-address')
  else if (form.domains.length > 0 && !form.domains.includes(canonicalAddress(address).replace(/^.*@/, '')))
    refuse('other-domain')
}

const isGiven = (answer: Answer | undefined): answer is string => typeof answer === 'string' && answer !== ''

function fault(pointer: string, code: string, { id, max }: CompiledField): AnswerFault {
  return code === 'too-long' ? { pointer, code, field: id, max } : { pointer, code, field: id }
}

/** Returns one fault for each pointer: keys that a response cannot repeat share their parent's. */
function unknownFaults(ids: readonly string[], known: { has: (id: string) => boolean }, parent: string): AnswerFault[] {
  const unknown = ids.filter((id) => !known.has(id))
  if (unknown.length === 0) return []
  const pointers = new Set(unknown.map((id) => (isRepeatable(id) ? `${parent}/${id}` : parent)))
  return [...pointers].map((pointer) => ({ pointer, code: 'unknown-field', field: '' }))
}

function sortPerson(form: CompiledForm, values: Map<string, Answer>): CheckedPerson {
  const column = (id: string) => (values.get(id) as string | undefined) ?? null
  const person: CheckedPerson = {
    givenName: column('givenName') ?? '',
    familyName: column('familyName') ?? '',
    email: column('email'),
    phone: column('phone'),
    role: column('role'),
    agency: column('agency'),
    answers: {},
    sensitive: {},
  }
  for (const [id, value] of values)
    if (!columns.has(id)) (form.fields.get(id)?.sensitive ? person.sensitive : person.answers)[id] = value
  return person
}

const columns: ReadonlySet<string> = new Set(['givenName', 'familyName', 'email', 'phone', 'role', 'agency'])

function checkConsents(form: CompiledForm, given: readonly string[], lenient: boolean, faults: AnswerFault[]) {
  for (const [id, { required }] of form.consents)
    if (required && !lenient && !given.includes(id))
      faults.push({ pointer: `/consents/${id}`, code: 'consent', field: id })
  faults.push(...unknownFaults(given, form.consents, '/consents'))
}

/** Returns the faults with messages in the visitor's language. */
export function formatFaults(faults: readonly AnswerFault[], form: Form, lang: Language): ProblemFault[] {
  const labels = new Map([...form.fields, ...form.consents].map(({ id, label }) => [id, label]))
  return faults.map(({ pointer, code, field, max }) => ({
    pointer,
    code,
    message: sayFault(lang, code, { field, label: labels.get(field) ?? field, max }),
  }))
}
