import { createHash } from 'node:crypto'
import {
  type Answer,
  type Form,
  type Language,
  type Person,
  type RegistrationInput,
  type Unverified,
  Unverified as UnverifiedSchema,
} from '@training-signup/contract'
import type { Context } from 'hono'
import { ProblemError } from '../problem.ts'

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
} as const

/** A visitor's input as typed, to check or to show again. */
export interface SentForm {
  person: Person
  consents: string[]
  trap: string
  token: string
  /** The sign-up that this one corrects. */
  replaces?: Unverified | undefined
  /** What the form showed when it was opened, as `manage/shown-answers.ts` writes it. */
  shown?: string | undefined
}

/**
 * Reads a posted form with a training's questions.
 * @throws {ProblemError} `unsupported-media-type`
 */
export const readSentForm = async (c: Context, form: Form): Promise<SentForm> => sentForm(await readControls(c), form)

/**
 * Reads the page with the code. Besides the code it carries all earlier answers, which are stored
 * nowhere else.
 * @throws {ProblemError} `unsupported-media-type`
 */
export async function readSentCode(c: Context, form: Form) {
  const sent = await readControls(c)
  const { reference, secret } = readUnverified(sent) ?? { reference: '', secret: '' }
  return {
    sent: sentForm(sent, form),
    unverified: { reference, secret },
    code: sent.get(controlNames.code) ?? '',
    step: sent.get(controlNames.step) ?? '',
  }
}

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

function sentForm(sent: URLSearchParams, form: Form): SentForm {
  const person: Person = {}
  for (const { id, type } of form.fields) {
    const answer = answerOf(sent.getAll(id), type)
    if (answer !== undefined) person[id] = answer
  }
  return {
    person,
    consents: sent.getAll(controlNames.consent),
    trap: sent.get(controlNames.trap) ?? '',
    token: sent.get(controlNames.token) ?? '',
    replaces: readUnverified(sent),
    shown: sent.get(controlNames.shown) ?? undefined,
  }
}

function answerOf(values: string[], type: Form['fields'][number]['type']): Answer | undefined {
  if (type === 'info' || values.length === 0) return undefined
  if (type === 'checkbox') return true
  if (type === 'checkboxes') return values
  // Forms send line breaks as CR LF, whatever was typed.
  return values[0]?.replace(/\r\n?/g, '\n')
}

interface Sender {
  partner: string | undefined
  lang: Language
  elapsedMs: number
}

export function registrationInput(
  { person, consents, trap, replaces }: SentForm,
  { partner, lang, elapsedMs }: Sender,
): RegistrationInput {
  return {
    people: [person],
    consents,
    lang,
    elapsedMs,
    ...(partner ? { partner } : {}),
    ...(trap ? { trap } : {}),
    ...(replaces ? { replaces } : {}),
  }
}

/**
 * Returns the idempotency key: a form that was opened once is one registration, however often it is
 * sent. With other answers it is refused.
 */
export function idempotencyOf(nonce: string, { person, consents }: SentForm) {
  const answers = Object.entries(person)
    .map(([id, answer]) => [id, typeof answer === 'string' ? answer.trim().normalize('NFC') : answer] as const)
    .filter(([, answer]) => answer !== '')
  const hash = createHash('sha256')
    .update(JSON.stringify([answers, consents]))
    .digest('base64url')
  return { key: createHash('sha256').update(nonce).digest('base64url'), hash }
}
