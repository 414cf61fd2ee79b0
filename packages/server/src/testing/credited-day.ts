import type { CreditProfileInput } from '@training-signup/contract'
import { someone, type TestApp } from './servers/test-app.ts'

/** 9 AM to 4 PM in Chicago, on January 5: 420 minutes. It is over when tests begin. */
const day = { start: '2027-01-05T09:00', end: '2027-01-05T16:00' }
const begins = Date.parse('2027-01-05T15:00:00.000Z')
const minuteMs = 60_000

export const officers = {
  name: { en: 'Missouri peace officers', es: 'Agentes del orden de Missouri' },
  board: 'Missouri POST Commission',
  license: { en: 'Missouri peace officer license' },
  providerNumber: 'MO-0123',
  unit: { en: 'hours of continuing law enforcement education' },
  statement: { en: 'Approved for CLEE, provider {provider}, course approval {approval}.' },
  areas: [
    { name: { en: 'Legal studies' }, hours: 2 },
    { name: { en: 'Technical studies' }, hours: 3 },
    { name: { en: 'Interpersonal perspectives' }, hours: 2 },
  ],
  rule: { minimumShare: 90, license: true },
  sponsors: true,
}

interface Person {
  /** How late they came, in minutes. */
  late?: number
  [answer: string]: string | number | boolean | undefined
}

interface Given {
  profile?: Partial<CreditProfileInput> | object
  credit?: object
  draft?: object
}

async function register({ admin }: TestApp, slug: string, person: Person): Promise<void> {
  const answers = Object.fromEntries(Object.entries(person).filter(([name]) => name !== 'late'))
  const licenceNumber = 'licenceNumber' in answers ? answers['licenceNumber'] : '48213'
  const given = someone({ agency: 'Kansas City Police Department', ...answers, licenceNumber } as Record<
    string,
    string
  >)
  const body = { training: slug, channel: 'phone', people: [given] }
  const { status, body: answer } = await admin('POST', '/registrations', body)
  if (status !== 201) throw new Error(JSON.stringify(answer))
}

/** A training that is over, with people who came, and what it counts for. */
export async function creditedDay(
  running: TestApp,
  people: readonly Person[] = [{}],
  { profile = officers, credit = { approval: 'confirmed', number: '26-0457' }, draft = {} }: Given = {},
) {
  const { admin, givenTraining } = running
  const training = await givenTraining({
    title: { en: 'Human Trafficking Training for First Responders', es: 'Capacitación sobre trata de personas' },
    venue: { name: 'KCPD Regional Training Academy', city: 'Kansas City', region: 'MO' },
    presenter: { name: 'Training Center', trainers: ['Dan Nash', 'Alison Phillips'] },
    organizer: { name: 'The Human Trafficking Training Center' },
    contact: { email: 'training@example.org', phone: '816-555-0100' },
    fields: { agency: 'optional', licenceNumber: 'optional', withoutName: 'optional' },
    seats: { capacity: 5000 },
    ...draft,
  })
  const { slug } = training
  for (const person of people) await register(running, slug, person)
  const { id: profileId } = (await admin('POST', '/credit-profiles', profile)).body
  await admin('PUT', `/trainings/${slug}/credit`, { credits: [{ profile: profileId, ...credit }] }, { 'If-Match': '*' })
  const { registrations } = (await admin('GET', `/registrations?training=${slug}&limit=200`)).body
  const ids = registrations.map(({ id }: { id: string }) => id).toReversed() as string[]
  // Moved into the past once everyone is registered.
  const moved = await admin('PATCH', `/trainings/${slug}`, day)
  if (moved.status !== 200) throw new Error(JSON.stringify(moved.body))
  const marks = ids.map((registration, at) => ({
    id: crypto.randomUUID(),
    registration,
    kind: 'in',
    at: new Date(begins + (people[at]?.late ?? 0) * minuteMs).toISOString(),
  }))
  await admin('POST', `/trainings/${slug}/marks`, { marks })
  const row = await running.row('training', { slug })
  return { slug, id: row.id, profile: profileId as string, ids }
}
