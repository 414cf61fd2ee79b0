import { type BuiltInField, builtInFields, type OwnQuestion } from './field.ts'

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
  questions: readonly Pick<OwnQuestion, 'id' | 'type' | 'options' | 'showWhen'>[]
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

/** Returns the questions that wait for an answer that no one can give, by their places. */
export const impossibleConditions = (form: FormSource): { index: number; id: string; isAsked: boolean }[] =>
  form.questions.flatMap(({ id, showWhen }, index) => {
    const answers = showWhen && answersTo(showWhen.field, form)
    if (!answers || showWhen.in.every((value) => answers.includes(value))) return []
    return [{ index, id, isAsked: answers.length > 0 }]
  })
