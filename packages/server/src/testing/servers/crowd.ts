import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import type { RegistrationResult } from '@training-signup/contract'
import type { Database } from '../../platform/db/database.ts'
import { contradictions, oversoldSeats } from '../generated/recount.ts'
import { asksToComeBack } from './come-back.ts'
import { look } from './server.ts'
import type { SmtpForTests } from './smtp.ts'
import { adminToken, someone } from './test-app.ts'
import { until } from './until.ts'

const pauseMs = 50

/** What someone was told in the end, and how often they were asked to try again. */
export interface CrowdVisit {
  email: string
  result: RegistrationResult
  isCanceled: boolean
  refusals: number
  /** How many of those no server of ours answered. */
  lost: number
}

/** Sends a request until it is answered with something else than that it has to be sent again. */
async function insist(send: () => Promise<Response>) {
  let lost = 0
  for (let refusals = 0; ; refusals++) {
    const response = await send().catch(() => undefined)
    if (response && ![500, 502, 503, 504].includes(response.status)) return { response, refusals, lost }
    if (!response || !asksToComeBack(response)) lost += 1
    // A fault of ours, which no one is asked to send again.
    if (response?.status === 500) assert.fail(await response.text())
    await response?.body?.cancel()
    await delay(pauseMs)
  }
}

const post = (url: string, headers: Record<string, string>, body?: unknown) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

/**
 * Has people register, each with a key of their own, and each third one cancel, which frees seats for those who wait.
 * Addresses of servers are taken in turns.
 */
export async function crowd(
  urls: string[],
  {
    slug,
    people,
    atOnce,
    idOf,
  }: { slug: string; people: number; atOnce: number; idOf: (reference: string) => Promise<string> },
): Promise<CrowdVisit[]> {
  const visits: CrowdVisit[] = []
  let next = 0
  const visit = async (index: number): Promise<CrowdVisit> => {
    const url = urls[index % urls.length] ?? ''
    const person = someone()
    const key = { 'idempotency-key': `key-of-${person.email.replaceAll(/\W/g, '-')}-${crypto.randomUUID()}` }
    const { response, refusals, lost } = await insist(() =>
      post(`${url}/api/v1/trainings/${slug}/registrations`, key, { people: [person] }),
    )
    assert.equal(response.status, 201, await response.clone().text())
    const result = (await response.json()) as RegistrationResult
    const isCanceled = index % 3 === 0
    if (isCanceled) {
      const id = await idOf(result.reference)
      const path = `${url}/api/v1/admin/registrations/${id}/cancel`
      const canceled = await insist(() => post(path, { authorization: `Bearer ${adminToken}` }))
      // 409: the first try was carried out, and only its answer was lost.
      assert.ok([200, 409].includes(canceled.response.status), await canceled.response.text())
    }
    return { email: person.email, result, isCanceled, refusals, lost }
  }
  const visitOn = async (): Promise<void> => {
    while (next < people) visits.push(await visit((next += 1)))
  }
  await Promise.all(Array.from({ length: atOnce }, visitOn))
  return visits
}

/** Finds a registration without asking the servers. */
export const finderIn =
  (databaseUrl: string) =>
  (reference: string): Promise<string> =>
    look(databaseUrl, async ({ reader }) => {
      const row = reader.selectFrom('registration').select('id').where('reference', '=', reference)
      return (await row.executeTakeFirstOrThrow()).id
    })

/** The same, of a database that may be gone for a while. */
export const persistentFinderIn = (databaseUrl: string) => {
  const find = finderIn(databaseUrl)
  return function insistent(reference: string): Promise<string> {
    return find(reference).catch(() => insistent(reference))
  }
}

export const countRegistrations = async ({ reader }: Database): Promise<number> =>
  (await reader.selectFrom('registration').select('id').execute()).length

/** An email that a process could not finish waits for the end of its lease, and by chance more than once. */
const emailsMs = 10 * 60_000

export const countUnsent = async ({ reader }: Database): Promise<number> =>
  (await reader.selectFrom('outbox').select('id').where('outcome', 'is', null).execute()).length

/** Nothing that was answered is lost, no seat is given twice, and each email arrives once. */
export async function checkCrowd(databaseUrl: string, visits: CrowdVisit[], smtp?: SmtpForTests): Promise<void> {
  const rows = await look(databaseUrl, ({ reader }) =>
    reader.selectFrom('registration').select(['reference', 'email', 'status']).execute(),
  )
  const keyOf = (email: string | null, reference: string) => `${email} ${reference}`
  assert.deepEqual(
    rows.map(({ email, reference }) => keyOf(email, reference)).toSorted(),
    visits.map(({ email, result }) => keyOf(email, result.reference)).toSorted(),
  )
  const statusOf = new Map(rows.map(({ reference, status }) => [reference, status]))
  const kept = visits.filter(
    ({ isCanceled, result }) => isCanceled !== (statusOf.get(result.reference) === 'cancelled'),
  )
  assert.deepEqual(kept, [])
  assert.equal(await look(databaseUrl, oversoldSeats), 0)
  assert.deepEqual(await look(databaseUrl, contradictions), [])
  if (!smtp) return
  await look(databaseUrl, (db) => until(async () => (await countUnsent(db)) === 0, emailsMs))
  const sent = await look(databaseUrl, ({ reader }) =>
    reader.selectFrom('outbox').select('id').where('outcome', '=', 'sent').execute(),
  )
  const ids = smtp.received.map(({ mail }) => mail.messageId)
  assert.equal(new Set(ids).size, ids.length, 'each email arrives once')
  assert.equal(ids.length, sent.length)
}
