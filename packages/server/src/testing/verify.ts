import type { RegistrationInput } from '@training-signup/contract'
import { pendingSignUps } from '../core/pending-sign-ups/pending-sign-up.ts'
import type { Mail } from '../platform/outgoing-mail.ts'
import { type Json, readJson, type TestApp } from './servers/test-app.ts'
import { createVisitor } from './visitor.ts'

/** A server that sends mails, for `onBothDatabases`. */
export const mailing = { environment: { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'signup@example.org' } }

export const verifying = { audience: { verify: 'everyone' as const } }

interface Answered {
  status: number
  body: Json
  headers: Headers
}

interface Unverified {
  slug: string
  reference: string
  secret: string
}

/** A person who signs up, reads their mail and types codes. */
export const createSigner = (running: () => TestApp) => ({
  ...typistOf(running),
  ...readerOf(running),
  ...lookerAt(running),
})

const typistOf = (running: () => TestApp) => ({
  async begin(slug: string, input: RegistrationInput): Promise<Unverified> {
    const { status, body } = await running().signUp(slug, input)
    if (status !== 201) throw new Error(JSON.stringify(body))
    return { slug, reference: body.reference, secret: body.verification?.secret }
  },
  async type({ slug, reference, secret }: Unverified, code: string): Promise<Answered> {
    const path = `/api/v1/trainings/${slug}/registrations/${reference}/verification`
    const response = await running().send('POST', path, { secret, code })
    return { status: response.status, body: await readJson(response), headers: response.headers }
  },
  async ask({ slug, reference, secret }: Unverified): Promise<Answered> {
    const path = `/api/v1/trainings/${slug}/registrations/${reference}/verification/code`
    const response = await running().send('POST', path, { secret })
    return { status: response.status, body: await readJson(response), headers: response.headers }
  },
})

const readerOf = (running: () => TestApp) => ({
  /**
   * Sends the mails that are due, and returns those to this address; earlier ones are forgotten.
   */
  async mailsTo(address: string): Promise<Mail[]> {
    return (await running().deliver()).filter(({ to }) => to === address)
  },
  async codeTo(address: string): Promise<string> {
    const [mail] = (await this.mailsTo(address)).filter(({ subject }) => /\d{6}/.test(subject)).slice(-1)
    return codeIn(mail?.subject ?? '')
  },
  /** The codes in the mails that are due, by recipient. */
  async codes(): Promise<Map<string, string>> {
    await this.mailsTo('')
    return new Map(running().mails.map(({ to, subject }) => [to, codeIn(subject)]))
  },
})

const lookerAt = (running: () => TestApp) => ({
  later: (minutes: number): void => running().clock.later({ minutes }),
  /** The pending sign-up with this reference. */
  pending: async (reference: string) =>
    pendingSignUps(running().context.db.reader).where('reference', '=', reference).executeTakeFirst(),
  /** Every row of every table. */
  everything: () => createVisitor(running).everything(),
  people: (slug: string): Promise<{ id: string; givenName: string; email: string; status: string }[]> =>
    running().people(slug),
  seats: async (slug: string): Promise<Json> => (await running().admin('GET', `/trainings/${slug}`)).body.seats,
})

/** As if every coordinator had typed the code that proves their address. */
export const proveCoordinators = ({ context: { db, now } }: TestApp): Promise<unknown> =>
  db.transaction((tx) => tx.updateTable('registration_group').set({ proven_at: now().toISOString() }).execute())

/** A code that is not this one. */
export const wrong = (code: string): string => String((Number(code) + 1) % 10 ** code.length).padStart(code.length, '0')

export const codeIn = (text: string): string => /\d{6,8}/.exec(text)?.[0] ?? ''
