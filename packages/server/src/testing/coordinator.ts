import type { TrainingDraft } from '@training-signup/contract'
import { addAccount } from '../organizers/accounts/accounts.ts'
import { sessionBrowser } from './pages/session-browser.ts'
import { type Json, sameId, someone, type TestApp } from './servers/test-app.ts'

export const ownAgency = 'Kansas City PD'

/** A training that lets coordinators of agencies register their people. */
export const coordinated = async (
  { givenTraining }: TestApp,
  { audience, ...draft }: Partial<TrainingDraft> = {},
): Promise<string> =>
  (await givenTraining({ audience: { verify: 'never', coordinators: true, ...audience }, ...draft })).slug

interface Account {
  agency?: string
  trainings?: 'all' | string[]
  name?: string
}

/** Signs in a coordinator of an agency, who reaches some trainings or all. */
export async function coordinatorOf(running: TestApp, account: Account = {}) {
  const { agency = ownAgency, trainings = 'all', name = 'Pat Lee' } = account
  const email = someone().email
  const given = { email, name, lang: 'en' as const, role: 'agency' as const, trainings, agency, partner: null }
  const { id } = await addAccount(running.context, given)
  const browser = sessionBrowser(() => running)
  await browser.signIn(email)
  async function ask(method: string, path: string, sent?: object, more: Record<string, string> = {}) {
    const response = await browser.ask(`/api/v1/admin${path}`, {
      method,
      headers: { ...sameId, 'content-type': 'application/json', ...more },
      ...(sent && { body: JSON.stringify(sent) }),
    })
    const text = await response.text()
    const body: Json = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : undefined
    return { status: response.status, text, body }
  }
  return {
    id,
    email,
    ask,
    register: (slug: string, person: object, more: object = {}, headers: Record<string, string> = {}) =>
      ask('POST', `/trainings/${slug}/agency-people`, { person, ...more }, headers),
    replace: (one: string, person: object) => ask('POST', `/registrations/${one}/replace`, { person }),
    giveUp: (one: string) => ask('POST', `/registrations/${one}/give-up`),
    /** Opens a page, or where it leads. */
    async page(path: string) {
      let response = await browser.open(`/admin${path}`)
      while (response.status === 303) response = await browser.open(response.headers.get('location') ?? '')
      return { status: response.status, text: await response.text() }
    },
    /** Sends a form of a page. */
    async press(path: string, fields: Record<string, string> = {}) {
      const response = await browser.send(`/admin${path}`, Object.entries(fields))
      const to = response.headers.get('location') ?? ''
      return { status: response.status, to: to.replace('/admin', ''), text: await response.text() }
    },
    endSession: browser.endSession,
  }
}

export type Coordinator = Awaited<ReturnType<typeof coordinatorOf>>

/** Has a coordinator register someone. Returns the id of the registration. */
export const registerFor = async (coordinator: Coordinator, slug: string, person: object): Promise<string> =>
  (await coordinator.register(slug, person)).body.id

/** Sends what is due two minutes later. Returns what a coordinator gets. */
export async function mailsLater({ clock, mails, deliver }: TestApp, { email }: Coordinator) {
  clock.later({ minutes: 2 })
  mails.length = 0
  await deliver()
  return mails.filter(({ to }) => to === email)
}
