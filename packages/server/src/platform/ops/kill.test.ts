import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import type { RegistrationResult } from '@training-signup/contract'
import { describe, test } from 'mocha'
import { contradictions } from '../../testing/generated/recount.ts'
import { kill, look, seedTrainings, startServerProcess } from '../../testing/servers/server.ts'
import { dialects, freshDatabaseUrl } from '../../testing/servers/test-app.ts'

const kills = 3
const senders = 16
const answersBeforeKill = 40

interface SignUp {
  email: string
  key: string
  slug: string
}
interface Answered extends SignUp {
  status: number
  body: string
}

for (const dialect of dialects) {
  describe(`a server that is killed on ${dialect}`, () => {
    test(`keeps every sign-up that it answered, once and whole, on ${dialect}`, async () => {
      const place = await freshDatabaseUrl(dialect)
      const slugs = await look(place.url, (db) =>
        seedTrainings(db, 'killed', 3, (index) => ({ seats: { capacity: [5, 30, null][index], waitlist: true } })),
      )
      const answered: Answered[] = []
      const unanswered: SignUp[] = []
      for (let round = 0; round < kills; round++) {
        const server = await startServerProcess({ DATABASE_URL: place.url })
        const stream = signUpsUntilDeath(server.url, slugs, `round${round}`, { answered, unanswered })
        await stream.enough
        await kill(server)
        await stream.over
        if (dialect === 'sqlite') assert.equal(integrityOf(place.url), 'ok')
        assert.deepEqual(await look(place.url, contradictions), [])
        assert.deepEqual(await lost(place.url, answered), [])
      }
      assert.ok(answered.length >= kills * answersBeforeKill)
      await retryAll(place.url, answered, unanswered)
      await place.remove()
    })
  })
}

/** Sends as a busy opening day does, until no server answers any more. */
function signUpsUntilDeath(
  url: string,
  slugs: string[],
  name: string,
  into: { answered: Answered[]; unanswered: SignUp[] },
) {
  const { promise: enough, resolve } = Promise.withResolvers<void>()
  let next = 0
  let got = 0
  // The pool of connections must not outlive the server, or the next one would be sent its remains.
  const sendOn = async (): Promise<void> => {
    const one = {
      email: `${name}.${(next += 1)}@example.org`,
      key: `key-of-${name}-${next}-0123456789`,
      slug: slugs[next % slugs.length] as string,
    }
    const answer = await post(url, one).catch(() => undefined)
    if (!answer) return void into.unanswered.push(one)
    into.answered.push({ ...one, ...answer })
    if ((got += 1) === answersBeforeKill) resolve()
    return sendOn()
  }
  return { enough, over: Promise.all(Array.from({ length: senders }, sendOn)) }
}

async function post(url: string, { email, key, slug }: SignUp) {
  const response = await fetch(`${url}/api/v1/trainings/${slug}/registrations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ people: [{ givenName: 'Ada', familyName: 'Reyes', email }] }),
  })
  return { status: response.status, body: await response.text() }
}

function integrityOf(url: string) {
  const file = new DatabaseSync(url.slice('sqlite:'.length), { timeout: 10_000 })
  const { integrity_check: found } = file.prepare('pragma integrity_check').get() as { integrity_check: string }
  file.close()
  return found
}

/** Answered sign-ups that are not stored exactly once, as they were answered. */
const lost = (url: string, answered: Answered[]) =>
  look(url, async (db) => {
    const rows = await db.reader.selectFrom('registration').select(['reference', 'email', 'status']).execute()
    const byReference = Map.groupBy(rows, (row) => row.reference)
    return answered.filter(({ status, body, email }) => {
      const { reference, status: told } = JSON.parse(body) as RegistrationResult
      const [row, ...others] = byReference.get(reference) ?? []
      return status !== 201 || others.length > 0 || row?.email !== email || row.status !== told
    })
  })

/**
 * Sends every request again under its key. Answered ones get the same answer, the others are
 * registered once.
 */
async function retryAll(databaseUrl: string, answered: Answered[], unanswered: SignUp[]) {
  const server = await startServerProcess({ DATABASE_URL: databaseUrl })
  for (const one of answered) assert.deepEqual(await post(server.url, one), { status: 201, body: one.body })
  for (const one of unanswered) assert.equal((await post(server.url, one)).status, 201)
  await kill(server)
  assert.deepEqual(await look(databaseUrl, contradictions), [])
  const everyone = [...answered, ...unanswered].map(({ email }) => email)
  const stored = await look(databaseUrl, (db) => db.reader.selectFrom('registration').select('email').execute())
  assert.deepEqual(new Set(stored.map(({ email }) => email)), new Set(everyone))
  assert.equal(stored.length, everyone.length)
}
