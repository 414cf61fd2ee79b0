import { z } from 'zod'
import { isEmailAddress } from '../email.ts'
import { limits } from '../limits.ts'
import { isPhoneNumber } from '../phone.ts'
import { type BuiltInField, builtInFields, type fieldTypes, type OwnQuestion } from './field.ts'

type Requirement = 'off' | 'optional' | 'required'

/** What of a training decides which questions the form asks. */
export interface FormSource {
  audience: {
    access: string
    roles: readonly (string | { id: string })[]
    supervisor: string
    minimumAge?: number | undefined
  }
  fields: Partial<Record<string, Requirement | undefined>>
  questions: readonly (Pick<OwnQuestion, 'id' | 'type' | 'options' | 'showWhen'> & { maxLength?: number | undefined })[]
  credit?: unknown
  food?: string | undefined
}

/** Returns how a question is asked that the organizer can switch, and has not. */
export function usualRequirement(
  id: string,
  { audience, credit, food }: Pick<FormSource, 'audience' | 'credit' | 'food'>,
): Requirement {
  if (id === 'needs') return 'optional'
  if (id === 'agency') return audience.roles.length > 0 ? 'required' : 'off'
  if (id === 'licenceState' || id === 'licenceNumber') return credit ? 'optional' : 'off'
  if (id === 'diet') return food === 'provided' ? 'optional' : 'off'
  return 'off'
}

/** What people can answer: undefined where they type it. */
type Answers = readonly string[] | undefined

const checked = ['true']

/** Returns the answers to a built-in question. There are none if the form doesn’t ask it. */
function builtInAnswers(id: BuiltInField, form: FormSource): Answers {
  const { audience, fields, credit } = form
  const roles = audience.roles.map((role) => (typeof role === 'string' ? role : role.id))
  switch (id) {
    case 'givenName':
    case 'familyName':
    case 'email':
      return undefined
    case 'role':
      return roles.length > 0 ? [...roles, 'other'] : []
    case 'roleOther':
      return roles.length > 0 ? undefined : []
    case 'credit':
      return credit ? checked : []
    case 'supervisorEmail':
      return audience.supervisor === 'off' ? [] : undefined
    case 'attestation':
      return audience.access === 'attest' && roles.length === 0 ? checked : []
    case 'minimumAge':
      return audience.minimumAge === undefined ? [] : checked
    default:
      if ((fields[id] ?? usualRequirement(id, form)) === 'off') return []
      return id === 'photo' || id === 'withoutName' ? checked : id === 'language' ? ['en', 'es'] : undefined
  }
}

const isBuiltIn = (id: string): id is BuiltInField => (builtInFields as readonly string[]).includes(id)

/** Returns the answers to a question of the form: undefined where people type them, none where it isn’t asked. */
export function answersTo(id: string, form: FormSource): Answers {
  if (isBuiltIn(id)) return builtInAnswers(id, form)
  const question = form.questions.find((one) => one.id === id)
  if (!question || question.type === 'info') return []
  return question.type === 'checkbox' ? checked : question.options?.map(({ value }) => value)
}

/** How long a typed answer to a built-in question can be, where it isn’t as long as any. */
const longest: Partial<Record<string, number>> = {
  givenName: limits.name,
  familyName: limits.name,
  roleOther: limits.agency,
  agency: limits.agency,
  rank: limits.agency,
  licenceNumber: limits.license,
  needs: limits.needs,
  diet: limits.needs,
}

type TypedKind = 'date' | 'email' | 'tel' | 'text'
/** What people type as an answer. Where they choose one, `answersTo` knows it. */
const typedKinds: Record<(typeof fieldTypes)[number], TypedKind> = {
  date: 'date',
  email: 'email',
  tel: 'tel',
  text: 'text',
  textarea: 'text',
  select: 'text',
  radio: 'text',
  checkbox: 'text',
  checkboxes: 'text',
  info: 'text',
}
const builtInKinds: Partial<Record<string, TypedKind>> = { email: 'email', supervisorEmail: 'email', phone: 'tel' }
const isDate = (text: string) => z.iso.date().safeParse(text).success

/** Returns what kind of text people type, and whether it can be a given one. */
function typedInto(field: string, { questions }: FormSource): { kind: TypedKind; takes: (text: string) => boolean } {
  const own = isBuiltIn(field) ? undefined : questions.find(({ id }) => id === field)
  const kind = own ? typedKinds[own.type] : builtInKinds[field]
  const max = own?.maxLength ?? longest[field] ?? limits.answer
  const fits = (text: string) => text !== '' && [...text].length <= max
  if (kind === 'date') return { kind, takes: isDate }
  if (kind === 'email') return { kind, takes: (text) => isEmailAddress(text) && text.length <= limits.email }
  if (kind === 'tel') return { kind, takes: (text) => isPhoneNumber(text) && text.length <= limits.phone }
  return { kind: 'text', takes: fits }
}

interface ImpossibleCondition {
  index: number
  id: string
  /** Why no one can meet it: the question isn’t asked, or never has such an answer. */
  fault: 'unasked' | 'option' | TypedKind
}

/** Returns the questions that wait for an answer that no one can give, by their places. */
export const impossibleConditions = (form: FormSource): ImpossibleCondition[] =>
  form.questions.flatMap(({ id, showWhen }, index): ImpossibleCondition[] => {
    if (!showWhen) return []
    const answers = answersTo(showWhen.field, form)
    if (answers) {
      if (showWhen.in.every((value) => answers.includes(value))) return []
      return [{ index, id, fault: answers.length > 0 ? 'option' : 'unasked' }]
    }
    const { kind, takes } = typedInto(showWhen.field, form)
    return showWhen.in.every((value) => takes(value.trim().normalize('NFC'))) ? [] : [{ index, id, fault: kind }]
  })
