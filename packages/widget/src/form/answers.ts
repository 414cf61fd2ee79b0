import type { Answer, Field, Form, Person, RegistrationInput } from '@training-signup/contract'
import { limits } from '@training-signup/contract/limits'
import { isShown, textsIn } from '@training-signup/contract/show-when'
import { suggestAddress } from '@training-signup/contract/suggest-address'

/** What was typed, by the question's key. */
export type Answers = Readonly<Record<string, Answer>>

/**
 * Anything that the form asks: a field of the training, under its id, or a consent, under its
 * pointer into the request.
 */
export interface Question extends Omit<Field, 'type'> {
  key: string
  /** The contract's types, and whatever a later server adds. */
  type: string
  url?: string | undefined
  /** The person that it is about, where the form asks about several people. */
  who?: string
  /** Whether it may be folded: few have an answer. */
  more?: boolean | undefined
}

export interface Fault {
  /** The question's key, or the pointer where it is no question of this form. */
  key: string
  code: string
  message?: string
}

export const trapKey = '/trap'
const consentPointer = '/consents/'

export function questionsOf({ fields, consents }: Form): Question[] {
  return [
    ...fields.map((field) => ({ ...field, key: field.id })),
    ...consents.map((consent) => ({ ...consent, key: consentPointer + consent.id, type: 'checkbox' })),
  ]
}

/** Returns the questions that are shown with these answers. */
export function shownQuestions(questions: Question[], answers: Answers): Question[] {
  const find = (field: string) => questions.find(({ key }) => key === field)
  return questions.filter((question) => isShown(question, find, ({ field }) => answers[field]))
}

/** Returns the text that a control shows for an answer. */
export const shownIn = (answer: Answer | undefined): string => [answer || ''].flat().map(String).join('\n')

/** Whether an answer ticks the box or circle of this option; without one, of the whole question. */
export const isTicked = (answer: Answer | undefined, option: string | undefined) =>
  option === undefined ? answer === true : [answer].flat().includes(option)

/**
 * A control's name, and the id of the first one of several, to which the error summary leads. With
 * a prefix, because a control called `elements` or `parentNode` would hide that member of the form
 * from the browser and from Lit.
 */
export const idOf = (key: string) => `q-${key}`
export const keyOf = ({ name }: Control) => name.slice(2)

export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement
// Not `form.elements`, which a polyfill replaces by something that cannot be iterated.
const controlsOf = (form: HTMLFormElement) => [...form.querySelectorAll<Control>('[name]')]

/** What the visitor changed in the form. */
export function readForm(form: HTMLFormElement, questions: Question[], before: Answers): Answers {
  const data = new FormData(form)
  const changed: Record<string, Answer> = {}
  for (const control of controlsOf(form)) {
    const key = keyOf(control)
    const type = questions.find((question) => question.key === key)?.type
    const all = data.getAll(control.name).map(String)
    const answer = type === 'checkboxes' ? all : type === 'checkbox' ? all.length > 0 : (all[0] ?? '')
    if (shownIn(answer) !== shownIn(before[key])) changed[key] = answer
  }
  return changed
}

/**
 * Returns faults for what a browser cannot read, like half a date: it is no value, but not empty
 * either.
 */
export const malformedIn = (form: HTMLFormElement): Fault[] =>
  controlsOf(form)
    .filter(({ validity }) => validity.badInput)
    .map((control) => ({ key: keyOf(control), code: control.type }))

/** Whether a text looks like an address. The server decides what a valid one is. */
export const isAddress = (text: string) => /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text)

/** Says what is missing, incomplete, or wrong after the @, like in `ada@kcpd`. */
const emailFault = (text: string) =>
  /^[^\s@]+@$/.test(text) ? 'email-part' : /^[^\s@]+@[^@]*$/.test(text) ? 'email-typo' : 'email'

/** Returns the address that the visitor probably meant, once they left the field. */
export const meantAddress = (answers: Answers, { key, type }: Question, typing?: string) =>
  type === 'email' && key !== typing ? suggestAddress(String(answers[key] ?? '').trim()) : undefined

/** Slips that a browser can find. They are told as soon as the field was left. */
const kinds: Record<string, (text: string) => boolean> = {
  email: isAddress,
  tel: (text) => text.replace(/\D/g, '').length >= 5,
}

/**
 * Returns the faults that a browser can find, by the server's codes. The server checks every answer
 * again. `isUnseen`: whether the visitor has not seen a doubt about this address yet. That is a
 * fault, once: what is sent goes to the address, which may be a stranger's.
 */
export function findFaults(
  questions: Question[],
  answers: Answers,
  isUnseen?: (question: Question) => boolean | '' | undefined,
): Fault[] {
  return shownQuestions(questions, answers).flatMap((question) => {
    const { key } = question
    const code = faultOf(question, textsIn(answers[key])) ?? (isUnseen?.(question) && 'doubt')
    return code ? [{ key, code }] : []
  })
}

function faultOf(
  { key, type, required, maxLength = limits.answer, options }: Question,
  said: string[],
): string | undefined {
  if (type === 'info') return undefined
  if (said.length === 0) return required ? (key.startsWith(consentPointer) ? 'consent' : 'required') : undefined
  if (options) return said.every((one) => options.some(({ value }) => value === one)) ? undefined : 'not-an-option'
  if (said.some((one) => [...one].length > maxLength)) return 'too-long'
  return slipOf(type, said)
}

function slipOf(type: string, said: string[]) {
  const wrong = said.find((one) => kinds[type]?.(one) === false)
  return wrong && (type === 'email' ? emailFault(wrong) : type)
}

/** Returns the fault in what the visitor typed, once they left the field. */
export function leftFault(answers: Answers, { key, type }: Question, typing?: string): Fault | undefined {
  const code = key === typing ? undefined : slipOf(type, textsIn(answers[key]))
  return code ? { key, code } : undefined
}

export type Circumstances = Pick<RegistrationInput, 'lang' | 'elapsedMs' | 'replaces'> & { partner: string | undefined }

/** Returns the request's body, without hidden and empty answers. */
export function toRegistration(
  questions: Question[],
  answers: Answers,
  { partner, ...rest }: Circumstances,
): RegistrationInput {
  const { person, consents } = sortAnswers(questions, answers)
  const trap = String(answers[trapKey] ?? '')
  return { people: [person], consents, ...(partner && { partner }), ...(trap && { trap }), ...rest }
}

/** Returns a person's answers under the server's ids, and the consents. */
export function sortAnswers(questions: Question[], answers: Answers) {
  const person: Person = {}
  const consents: string[] = []
  for (const { id, key, type } of shownQuestions(questions, answers)) {
    const answer = answers[key]
    if (answer === undefined || type === 'info' || textsIn(answer).length === 0) continue
    if (key.startsWith(consentPointer)) consents.push(id)
    else person[id] = typeof answer === 'string' ? answer.trim() : answer
  }
  return { person, consents }
}

// Colleagues share these, also those who are not on the list yet; everything else is about one person.
const sharedKeys = ['agency', 'language', '/coordinator/name', '/coordinator/email', 'pasted']

/** Returns the answers that the form for the next person begins with. */
export const forAnotherPerson = (answers: Answers): Answers =>
  Object.fromEntries(Object.entries(answers).map(([key, answer]) => [key, sharedKeys.includes(key) ? answer : '']))
