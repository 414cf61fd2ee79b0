import assert from 'node:assert/strict'
import fc from 'fast-check'
import { sql } from 'kysely'
import { test } from 'mocha'
import { arbitraryRequest, exampleRequest, typedByPerson } from '../testing/generated/arbitrary-calls.ts'
import { type Operation, readDocument } from '../testing/pages/served-document.ts'
import { adminToken, onBothDatabases, someone, type TestApp } from '../testing/servers/test-app.ts'

const runs = Number(process.env['FUZZ_RUNS'] ?? 6)
// The same requests each time, so that the same answers are reached. Another seed finds others.
const seed = Number(process.env['FUZZ_SEED'] ?? 1)

onBothDatabases('an arbitrary request', (given) => {
  test('is answered as the document says, and a refusal stores and repeats nothing', async () => {
    const running = given()
    const { document, operations, checkAnswer } = await readDocument(running)
    const known = await fill(running)
    const countRows = await createCounter(running)
    const answered = new Map<number, number>()
    for (const operation of operations) {
      await fc.assert(
        fc.asyncProperty(arbitraryRequest(document, operation, known), async ({ path, query, body }) => {
          const before = await countRows()
          const response = await send(running, operation, `${path}?${query}`, body)
          const { status } = response
          answered.set(status, (answered.get(status) ?? 0) + 1)
          const text = await response.clone().text()
          assert.ok(status < 500, text)
          await checkAnswer(operation, response)
          if (status < 400) return
          assert.deepEqual(await countRows(), before, 'a refusal stores nothing')
          assert.ok(!text.includes(typedByPerson), `a refusal repeats nothing: ${text}`)
        }),
        { numRuns: runs, seed, examples: [[exampleRequest(operation, known)]], endOnFailure: true },
      )
    }
    // Otherwise everything could have been refused for the same reason.
    for (const status of [200, 201, 204, 404, 409, 422]) assert.ok(answered.has(status), `no answer was ${status}`)
  })
})

/** Returns one query that counts the rows of every table. */
async function createCounter({ context: { db } }: TestApp) {
  const tables = await db.reader.introspection.getTables()
  // Organizers' own log keeps refused requests, too.
  const counts = tables
    .filter(({ name }) => name !== 'audit')
    .map(({ name }) => sql`(select count(*) from ${sql.table(name)}) as ${sql.ref(name)}`)
  const all = sql<Record<string, number>>`select ${sql.join(counts)}`
  return async () => (await all.execute(db.reader)).rows[0]
}

function send({ app }: TestApp, { method, path, described }: Operation, url: string, body: unknown) {
  const type = described.requestBody && Object.keys(described.requestBody.content)[0]
  return app.request(url, {
    method,
    headers: {
      ...(path.includes('/admin/') ? { authorization: `Bearer ${adminToken}`, 'if-match': '*' } : {}),
      ...(type ? { 'content-type': type } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

/** Creates some of everything, and returns names for the parameters of paths and queries. */
async function fill({ admin, signUp, givenTraining }: TestApp): Promise<Record<string, string[]>> {
  const slugs: string[] = []
  for (const status of ['published', 'draft', 'cancelled', 'withdrawn'] as const)
    slugs.push((await givenTraining({ status, seats: { capacity: 2, waitlist: false } })).slug)
  const [slug = ''] = slugs
  const { slug: another } = await givenTraining({ seats: { capacity: 1, waitlist: true } })
  for (const training of [slug, another]) await signUp(training, { people: [someone()] })
  const { body: list } = await admin('GET', '/registrations')
  const { body: webhook } = await admin('POST', '/webhooks', { url: 'https://example.org/hook' })
  const { body: delivery } = await admin('POST', `/webhooks/${webhook.id}/test`)
  await admin('POST', '/partners', { slug: 'we-the-people', name: 'We the People' })
  const { body: message } = await admin('POST', '/messages', {
    training: slug,
    subject: { en: 'Bring a jacket' },
    text: { en: 'It is cold there.' },
    about: 'other',
  })
  const { body: mails } = await admin('GET', '/mails')
  return {
    slug: [...slugs, another, 'we-the-people'],
    training: [...slugs, another],
    id: [...list.registrations, webhook, delivery, message, ...mails.mails].map(({ id }) => id as string),
    reference: list.registrations.map(({ reference }: { reference: string }) => reference),
  }
}
