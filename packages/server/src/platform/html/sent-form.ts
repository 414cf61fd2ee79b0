import {
  type Answer,
  type Form,
  type Person,
  type ResultStatus,
  resultStatuses,
  type Unverified,
  Unverified as UnverifiedSchema,
} from '@training-signup/contract'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { ProblemError } from '../problem.ts'
import type { Html } from './layout.ts'

/** Names of the form's other controls. No field id has an underscore, so none can clash. */
export const controlNames = {
  token: '_token',
  trap: '_trap',
  consent: '_consent',
  reference: '_reference',
  secret: '_secret',
  code: '_code',
  step: '_step',
  shown: '_shown',
  split: '_split',
  /** An address to show in the form, or to send, in the place of the one that was typed. */
  show: '_show',
  send: '_send',
  /** Addresses about which the form has asked whether another one was meant. */
  asked: '_asked',
  /** What was answered, where the address alone is asked again. */
  fix: '_fix',
} as const

/** A visitor's input as typed, to check or to show again. */
export interface SentForm {
  person: Person
  consents: string[]
  trap: string
  token: string
  /** The sign-up that this one corrects. */
  replaces?: Unverified | undefined
  /** The addresses about which the form has asked. */
  asked: string[]
  /** What the form showed when it was opened, as `visitors/manage/shown-answers.ts` writes it. */
  shown?: string | undefined
}

/**
 * Reads a posted form with a training's questions.
 * @throws {ProblemError} `unsupported-media-type`
 */
export const readSentForm = async (c: Context, form: Form): Promise<SentForm> =>
  sentForm(takeAddress(await readControls(c)), form)

/**
 * Reads the code from its page, and which sign-up it is for. The page also carries all earlier
 * answers, which are stored nowhere else.
 */
export const readSentCode = (sent: URLSearchParams) => ({
  unverified: readUnverified(sent) ?? { reference: '', secret: '' },
  code: sent.get(controlNames.code) ?? '',
  step: sent.get(controlNames.step) ?? '',
})

/**
 * Reads the controls of a posted form.
 * @throws {ProblemError} `unsupported-media-type`
 */
export async function readControls(c: Context): Promise<URLSearchParams> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') throw new ProblemError('unsupported-media-type')
  return new URLSearchParams(await c.req.text())
}

function readUnverified(sent: URLSearchParams): Unverified | undefined {
  const { success, data } = UnverifiedSchema.safeParse({
    reference: sent.get(controlNames.reference),
    secret: sent.get(controlNames.secret),
  })
  return success ? data : undefined
}

export const sentForm = (sent: URLSearchParams, form: Form): SentForm => ({
  person: readAnswers(sent, form.fields),
  shown: sent.get(controlNames.shown) ?? undefined,
  ...readRest(sent),
})

/** Reads what every form sends besides its questions. */
export const readRest = (sent: URLSearchParams) => ({
  consents: sent.getAll(controlNames.consent),
  trap: sent.get(controlNames.trap) ?? '',
  token: sent.get(controlNames.token) ?? '',
  replaces: readUnverified(sent),
  asked: sent.getAll(controlNames.asked),
})

/** Returns the answer after which the address alone is asked again. */
export const readFix = (sent: URLSearchParams): ResultStatus | undefined =>
  resultStatuses.find((status) => status === sent.get(controlNames.fix))

/** Returns the name of the control for the address that the visitor took, and wants to see. */
export const takenIn = (sent: URLSearchParams): string | undefined => sent.get(controlNames.show)?.split(' ')[0]

/** Puts an address that was taken in the place of the one that was typed. */
export function takeAddress(sent: URLSearchParams): URLSearchParams {
  const [name, address] = (sent.get(controlNames.show) ?? sent.get(controlNames.send) ?? '').split(' ')
  if (name && address) {
    sent.delete(controlNames.asked, sent.get(name)?.trim())
    sent.set(name, address)
  }
  return sent
}

/**
 * Reads the answers to these questions. `prefix` is what the names of their controls begin with.
 */
export function readAnswers(sent: URLSearchParams, fields: Form['fields'], prefix = ''): Person {
  const person: Person = {}
  for (const { id, type } of fields) {
    const answer = answerOf(sent.getAll(`${prefix}${id}`), type)
    if (answer !== undefined) person[id] = answer
  }
  return person
}

function answerOf(values: string[], type: Form['fields'][number]['type']): Answer | undefined {
  if (type === 'info' || values.length === 0) return undefined
  if (type === 'checkbox') return true
  if (type === 'checkboxes') return values
  // Forms send line breaks as CR LF, whatever was typed.
  return values[0]?.replace(/\r\n?/g, '\n')
}

/** Returns the answers as text that two equal sign-ups share. */
export const equalAnswers = (person: Person) =>
  Object.entries(person)
    .map(([id, answer]) => [id, typeof answer === 'string' ? answer.trim().normalize('NFC') : answer] as const)
    .filter(([, answer]) => answer !== '')

/** Renders answers as controls that no one sees, so that the next page brings them along. */
export const hiddenControls = (controls: (readonly [name: string, answer: Answer])[]): Html =>
  html`${controls.flatMap(([name, answer]) =>
    (Array.isArray(answer) ? answer : [String(answer)]).map(
      (value) => html`<input type="hidden" name="${name}" value="${value}">`,
    ),
  )}`
