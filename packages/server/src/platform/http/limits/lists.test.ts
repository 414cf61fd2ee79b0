import assert from 'node:assert/strict'
import { test } from 'mocha'
import { enqueueMessages } from '../../../core/messages/send-message.ts'
import { comparePeople } from '../../../core/registrations/compare-people.ts'
import { deliverMails } from '../../../delivery/deliver.ts'
import { creditedDay } from '../../../testing/credited-day.ts'
import { type Operation, readDocument } from '../../../testing/pages/served-document.ts'
import {
  adminToken,
  type Json,
  newSlug,
  onBothDatabases,
  readJson,
  someone,
  type TestApp,
} from '../../../testing/servers/test-app.ts'
import { mailing, verifying } from '../../../testing/verify.ts'

const entries = 3

/**
 * Creates three of everything that is listed. Returns what the paths and queries of lists must
 * name.
 */
async function fill(running: TestApp): Promise<Record<string, Record<string, string>>> {
  const { people, admin, signUp, givenTraining, context } = running
  const [waiting, open] = [await givenTraining(verifying), await givenTraining()]
  const twice = await givenTraining()
  const needy = await givenTraining({ fields: { needs: 'optional', agency: 'optional' } })
  const webhooks: Json[] = []
  for (let count = 0; count < entries; count++) {
    await givenTraining()
    await admin('POST', '/partners', { slug: newSlug(), name: 'Rotary Club' })
    await admin('POST', '/accounts', { email: `dana${count}@example.org`, name: 'Dana Ortiz', role: 'auditor' })
    await admin('POST', '/keys', { name: 'Nightly export', role: 'auditor', days: 90 })
    webhooks.push((await admin('POST', '/webhooks', { url: `https://example.org/hook?${webhooks.length}` })).body)
    for (const { slug } of [waiting, open]) assert.equal((await signUp(slug, { people: [someone()] })).status, 201)
    for (let times = 0; times < 2; times++)
      await signUp(twice.slug, { people: [someone({ familyName: `Okafor ${'abc'[count]}` })] })
    await signUp(needy.slug, { people: [someone({ needs: 'a ramp', agency: `Precinct ${count}` })] })
  }
  for (const { id } of await people(needy.slug)) {
    const decided = await admin('POST', '/bulk-actions', {
      training: needy.slug,
      action: 'cancel',
      registrations: [id],
    })
    assert.equal(decided.status, 201, JSON.stringify(decided.body))
  }
  const [{ id: seen }] = (await people(needy.slug)) as [Json]
  for (const method of ['PUT', 'DELETE', 'PUT']) await admin(method, `/registrations/${seen}/check-in`)
  const [{ id: webhook }] = webhooks as [Json]
  const written = { training: open.slug, subject: { en: 'Where to park' }, text: { en: 'Use lot B.' }, about: 'seat' }
  const messages: Json[] = []
  for (let count = 0; count < entries; count++) {
    messages.push((await admin('POST', '/messages', written)).body)
    await admin('POST', `/webhooks/${webhook}/test`)
  }
  const [{ id: message }] = messages as [Json]
  await admin('POST', `/messages/${message}/preview`, {})
  assert.equal((await admin('POST', `/messages/${message}/send`)).status, 200)
  await enqueueMessages(context)
  // A message waits until the one before has left.
  await deliverMails(context)
  await comparePeople(context)
  return {
    // Reading lists adds to what was viewed.
    listAuditEntries: { action: 'changed' },
    listPairs: { slug: twice.slug },
    listCreditStandings: { slug: (await creditedDay(running, [{}, {}, {}])).slug },
    findPeople: { q: 'okafor' },
    readMessage: { id: message },
    listDeliveries: { id: webhook },
    listRequests: { training: waiting.slug },
    readAttendance: { slug: needy.slug },
    listMarksOf: { id: seen },
    listAccommodations: { slug: needy.slug },
    listBulkActions: { training: needy.slug },
  }
}

onBothDatabases(
  'every list',
  (given) => {
    /** The operations whose answers lead to a next page, whatever parameters they take. */
    async function readLists(): Promise<Operation[]> {
      const { document, operations } = await readDocument(given())
      const schemaOf = ({ described }: Operation): Json => {
        const schema = described.responses['200']?.content?.['application/json']?.schema
        return schema?.$ref ? document.components.schemas[schema.$ref.split('/').at(-1)] : schema
      }
      return operations.filter((one) => schemaOf(one)?.properties?.nextCursor)
    }
    async function ask(
      { path, described }: Operation,
      named: Record<string, string> = {},
      query: [string, string][] = [],
    ) {
      const url = path.replace('{id}', named['id'] ?? '').replace('{slug}', named['slug'] ?? '')
      const known = described.parameters
        .filter(({ in: place }: Json) => place === 'query')
        .map(({ name }: Json) => name)
      const needed = Object.entries(named).filter(([name]) => known.includes(name))
      const parameters = String(new URLSearchParams([...needed, ...query]))
      const response = await given().send('GET', `${url}?${parameters}`, undefined, {
        authorization: `Bearer ${adminToken}`,
      })
      return { status: response.status, body: await readJson(response) }
    }
    const entriesIn = (body: Json): Json[] => {
      const [list = []] = Object.values<Json>(body).filter(Array.isArray)
      // The last page of the partners' report ends with what came without a partner.
      return list
        .filter(({ id, partner }: Json) => id !== undefined || partner !== null)
        .map((one: Json) => one.id ?? one.slug ?? one.partner ?? one.name ?? one.training?.slug ?? one.registration)
    }

    /** Follows a list from page to page, and stops if it does not end. */
    async function readPages(
      list: Operation,
      named: Record<string, string> | undefined,
      { size, all }: { size: number; all: unknown[] },
    ) {
      const seen: Json[] = []
      let cursor: string | null = ''
      while (cursor !== null && seen.length <= all.length) {
        const { body }: Json = await ask(list, named, [
          ['limit', String(size)],
          ...(cursor ? [['cursor', cursor] satisfies [string, string]] : []),
        ])
        assert.equal(entriesIn(body).length, Math.min(size, all.length - seen.length), list.id)
        seen.push(...entriesIn(body))
        cursor = body.nextCursor
      }
      return seen
    }

    test('is known here', async () => {
      assert.deepEqual((await readLists()).map(({ path }) => path.replace('/api/v1', '')).toSorted(), [
        '/admin/accounts',
        '/admin/agencies',
        '/admin/audit',
        '/admin/bulk-actions',
        '/admin/find',
        '/admin/keys',
        '/admin/mails',
        '/admin/messages',
        '/admin/messages/{id}',
        '/admin/partners',
        '/admin/partners/report',
        '/admin/registrations',
        '/admin/registrations/{id}/marks',
        '/admin/requests',
        '/admin/trainings',
        '/admin/trainings/{slug}/accommodations',
        '/admin/trainings/{slug}/attendance',
        '/admin/trainings/{slug}/duplicates',
        '/admin/trainings/{slug}/standings',
        '/admin/webhooks',
        '/admin/webhooks/{id}/deliveries',
        '/trainings',
      ])
    })

    test('refuses a parameter that it does not know, one that comes twice, and a page of no size', async () => {
      const names = await fill(given())
      for (const list of await readLists()) {
        const named = names[list.id]
        assert.equal((await ask(list, named)).status, 200, list.id)
        for (const [query, parameter, code] of [
          [[['page', '2']], 'page', 'unknown'],
          [[['Limit', '2']], 'Limit', 'unknown'],
          [
            [
              ['limit', '1'],
              ['limit', '2'],
            ],
            'limit',
            'wrong-type',
          ],
          [[['limit', '0']], 'limit', 'too-small'],
          [[['limit', '201']], 'limit', 'too-large'],
          [[['limit', '1.5']], 'limit', 'wrong-type'],
        ] satisfies [[string, string][], string, string][]) {
          const { status, body } = await ask(list, named, query)
          assert.deepEqual([status, body.type], [422, '/problems/invalid-input'], `${list.id} ${parameter}`)
          assert.deepEqual(
            body.errors.map((one: Json) => [one.parameter, one.code]),
            [[parameter, code]],
            `${list.id} ${JSON.stringify(query)}`,
          )
        }
        const { status, body } = await ask(list, named, [['cursor', 'no entry']])
        assert.deepEqual([status, body.errors[0].parameter], [422, 'cursor'], list.id)
      }
    })

    test('leads through its pages to every entry, each once and in order', async () => {
      const names = await fill(given())
      for (const list of await readLists()) {
        const named = names[list.id]
        const whole = await ask(list, named, [['limit', '200']])
        assert.equal(whole.body.nextCursor, null, list.id)
        const all = entriesIn(whole.body)
        assert.ok(all.length >= entries && all.every((one) => typeof one === 'string'), `${list.id} ${String(all)}`)
        for (const size of [1, 2]) assert.deepEqual(await readPages(list, named, { size, all }), all, list.id)
      }
    })
  },
  mailing,
)
