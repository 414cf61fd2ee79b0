import { createHash } from 'node:crypto'
import type { Answer, Form, Language, Person, RegistrationInput } from '@training-signup/contract'
import type { Context } from 'hono'
import { ProblemError } from '../problem.ts'

/** Names of what the form sends besides answers. No field id has an underscore, so none can clash. */
export const controlNames = { token: '_token', trap: '_trap', consent: '_consent' } as const

/** What a visitor sent, as they typed it, to be checked or shown again. */
export interface SentForm {
  person: Person
  consents: string[]
  trap: string
  token: string
}

/** @throws {ProblemError} `unsupported-media-type` */
export async function readSentForm(c: Context, form: Form): Promise<SentForm> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') throw new ProblemError('unsupported-media-type')
  return sentForm(new URLSearchParams(await c.req.text()), form)
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
  { person, consents, trap }: SentForm,
  { partner, lang, elapsedMs }: Sender,
): RegistrationInput {
  return { people: [person], consents, lang, elapsedMs, ...(partner ? { partner } : {}), ...(trap ? { trap } : {}) }
}

/** The same answers on the same form are one registration, however often they are sent; other answers are another. */
export function idempotencyOf(nonce: string, { person, consents }: SentForm) {
  const answers = Object.entries(person)
    .map(([id, answer]) => [id, typeof answer === 'string' ? answer.trim().normalize('NFC') : answer] as const)
    .filter(([, answer]) => answer !== '')
  const hash = createHash('sha256')
    .update(JSON.stringify([answers, consents]))
    .digest('base64url')
  return { key: createHash('sha256').update(`${nonce} ${hash}`).digest('base64url'), hash }
}
