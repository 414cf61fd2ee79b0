import type { RegistrationInput } from '@training-signup/contract'
import { deliverMails } from '../mail/deliver.ts'
import { readJson, type TestApp } from '../testing.ts'

/** A server that sends mails, for `onBothDatabases`. */
export const mailing = { environment: { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'signup@example.org' } }

export const verifying = { audience: { verify: true } }

interface Unverified {
  slug: string
  reference: string
  secret: string
}

/** Somebody who signs up, reads their mail and types codes. */
export const createSigner = (running: () => TestApp) => ({
  async begin(slug: string, input: RegistrationInput): Promise<Unverified> {
    const { status, body } = await running().signUp(slug, input)
    if (status !== 201) throw new Error(JSON.stringify(body))
    return { slug, reference: body.reference, secret: body.verification?.secret }
  },
  async type({ slug, reference, secret }: Unverified, code: string) {
    const path = `/api/v1/trainings/${slug}/registrations/${reference}/verification`
    const response = await running().send('POST', path, { secret, code })
    return { status: response.status, body: await readJson(response), headers: response.headers }
  },
  async ask({ slug, reference, secret }: Unverified) {
    const path = `/api/v1/trainings/${slug}/registrations/${reference}/verification/code`
    const response = await running().send('POST', path, { secret })
    return { status: response.status, body: await readJson(response), headers: response.headers }
  },
  /** What the mails say that are due, of which somebody gets some; what was sent before is forgotten. */
  async mailsTo(address: string) {
    const { deps, mails } = running()
    mails.length = 0
    await deliverMails(deps)
    return mails.filter(({ to }) => to === address)
  },
  async codeTo(address: string): Promise<string> {
    const [mail] = (await this.mailsTo(address)).filter(({ subject }) => /\d{6}/.test(subject)).slice(-1)
    return codeIn(mail?.subject ?? '')
  },
  later(minutes: number) {
    const { clock } = running()
    clock.now = new Date(clock.now.getTime() + minutes * 60_000)
  },
  async people(slug: string): Promise<{ givenName: string; status: string }[]> {
    return (await running().admin('GET', `/registrations?training=${slug}&sort=created&limit=200`)).body.registrations
  },
  seats: async (slug: string) => (await running().admin('GET', `/trainings/${slug}`)).body.seats,
})

export const codeIn = (text: string): string => /\d{6}/.exec(text)?.[0] ?? ''
