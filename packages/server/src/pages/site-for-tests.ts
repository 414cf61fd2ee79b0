import assert from 'node:assert/strict'
import { type TrainingDraft, TrainingInput } from '@training-signup/contract'
import { Hono } from 'hono'
import { readConfig } from '../config.ts'
import type { TrainingTable } from '../db/schema.ts'
import type { Deps } from '../deps.ts'
import { limitBody } from '../limit-body.ts'
import { ProblemError } from '../problem.ts'
import type { RegisterRequest } from '../registrations/register.ts'
import { checkPeople, compileForm, tellFaults } from '../trainings/answers.ts'
import { formOf } from '../trainings/form.ts'
import type { StoredTraining } from '../trainings/trainings.ts'
import { columnsOf } from '../trainings/trainings.ts'
import { createHostedPages, type PageVerbs } from './hosted-pages.ts'
import { styleSheet } from './layout.ts'

const draft: TrainingDraft = {
  slug: 'first-responders',
  status: 'published',
  timeZone: 'America/Chicago',
  title: { en: 'Training for first responders', es: 'Capacitación para personal de primera respuesta' },
  start: '2027-03-06T09:00',
  end: '2027-03-06T15:00',
  venue: { name: 'Academy', city: 'Kansas City', region: 'MO' },
  audience: { access: 'attest', roles: ['police', 'fire'] },
  seats: { capacity: 10, waitlist: true },
  contact: { email: 'rosa@example.org', phone: '816 555 0100' },
}
/** What a first responder fills in. */
export const answers = {
  givenName: 'Ada',
  familyName: 'Reyes',
  email: 'ada@kcpd.org',
  role: 'police',
  agency: 'KCPD',
  attestation: 'true',
}

/** The hosted pages of one training, with a clock to move and the requests to register that they make. */
export function site(more: Partial<TrainingDraft> = {}, row: Partial<TrainingTable> = {}, refuse?: () => never) {
  const input = TrainingInput.parse({ ...draft, ...more })
  const clock = { now: new Date('2027-02-01T12:00:00Z') }
  const requests: RegisterRequest[] = []
  const pages = createHostedPages(fakeDeps(clock), fakeVerbs(input, row, requests, refuse))
  const app = new Hono()
    .onError(pages.fail)
    .get(`/assets/${styleSheet.name}`, pages.style)
    .get('/', pages.list)
    .get('/t/:slug', pages.show)
    .post('/t/:slug', limitBody, pages.send)
  const get = async (path = page, headers = {}) => read(await app.request(path, { headers }))
  return {
    app,
    requests,
    get,
    async send(values: Record<string, string>, { path = page, headers = {} } = {}) {
      const body = new URLSearchParams(values).toString()
      const type = { 'Content-Type': 'application/x-www-form-urlencoded' }
      return read(await app.request(path, { method: 'POST', body, headers: { ...type, ...headers } }))
    },
    token: async () => /name="_token" value="([^"]+)"/.exec((await get()).text)?.[1] ?? '',
    wait(seconds: number) {
      clock.now = new Date(clock.now.getTime() + seconds * 1000)
    },
  }
}

const page = '/t/first-responders'

const read = async (response: Response): Promise<{ status: number; headers: Headers; text: string }> => ({
  status: response.status,
  headers: response.headers,
  text: await response.text(),
})

function fakeDeps(clock: { now: Date }): Deps {
  let calls = 0
  return {
    config: readConfig({ PUBLIC_URL: 'https://signup.example.org/base' }),
    authSecret: 'x'.repeat(32),
    now: () => clock.now,
    randomBytes: (count: number) => new Uint8Array(count).fill((calls += 1)),
    log: { error: () => {} },
  } as unknown as Deps
}

// Checks answers as the real one does, and stores nothing.
function fakeVerbs(
  input: TrainingInput,
  row: Partial<TrainingTable>,
  requests: RegisterRequest[],
  refuse?: () => never,
): PageVerbs {
  const form = compileForm(input)
  const stored = {
    row: { ...columnsOf(input), seats_taken: 0, ...row },
    input,
    partners: [],
    form,
  } as unknown as StoredTraining
  return {
    findTraining: async (_, slug) => (slug === input.slug ? stored : undefined),
    listTrainings: async () => [stored],
    async register(_, slug, request) {
      assert.equal(slug, input.slug)
      requests.push(request)
      refuse?.()
      const { lang } = request
      const checked = checkPeople(form, request.input)
      if (!checked.ok)
        throw new ProblemError('invalid-answers', { errors: tellFaults(checked.faults, formOf(input, lang), lang) })
      return {
        reference: 'KC7-4TX',
        status: 'confirmed',
        people: [{ status: 'confirmed' }],
        next: { title: '', text: '' },
        lang,
      }
    },
  }
}
