import assert from 'node:assert/strict'
import { test } from 'mocha'
import { copyPerson } from '../testing/copy-person.ts'
import { type Json, onBothDatabases, someone, type TestApp } from '../testing/test-app.ts'

const people = 9_000

interface Row {
  id: string
  family_folded: string
  email_canonical: string | null
  status: string
}

/** Copies one person many times: the first third has one family name, the rest have another. */
async function fill({ context, givenTraining, signUp }: TestApp): Promise<{ slug: string; all: Row[] }> {
  const { db } = context
  const { slug } = await givenTraining({ seats: { capacity: null }, fields: { agency: 'optional' } })
  assert.equal((await signUp(slug, { people: [someone({ agency: 'Police Department' })] })).status, 201)
  const training = db.reader.selectFrom('training').select('id').where('slug', '=', slug)
  const { id } = await db.reader
    .selectFrom('registration')
    .select('id')
    .where('training_id', '=', training)
    .executeTakeFirstOrThrow()
  await copyPerson({ context }, id, people, (index) => {
    const family = `${index < people / 3 ? 'garcia' : index % 2 === 0 ? 'smith' : 'Öztürk'} ${(index * 7919) % people}`
    const email = `ada${index}@example.org`
    return {
      reference: `T${index}`,
      family_name: family,
      family_folded: family.toLowerCase(),
      email,
      email_canonical: email,
      active_person: email,
      status: index % 20 === 7 ? ('waitlisted' as const) : ('confirmed' as const),
    }
  })
  await db.transaction((tx) => tx.deleteFrom('registration').where('id', '=', id).execute())
  const all = await db.reader
    .selectFrom('registration')
    .select(['id', 'family_folded', 'email_canonical', 'status'])
    .where('training_id', '=', training)
    .orderBy('id')
    .execute()
  assert.equal(all.length, people)
  return { slug, all }
}

const inBytes = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other))
const orders: Record<string, (one: Row, other: Row) => number> = {
  created: (one, other) => inBytes(one.id, other.id),
  '-created': (one, other) => inBytes(other.id, one.id),
  name: (one, other) => inBytes(one.family_folded, other.family_folded) || inBytes(one.id, other.id),
}
const searches: Record<string, (one: Row) => boolean> = {
  // Everyone's address, and everyone's agency.
  ada: () => true,
  po: () => true,
  // A third, of which the newest thousands are none.
  ga: ({ family_folded }) => family_folded.startsWith('ga'),
  sm: ({ family_folded }) => family_folded.startsWith('sm'),
  // Few, by name and by address.
  'garcia 77': ({ family_folded }) => family_folded.startsWith('garcia 77'),
  ada77: ({ email_canonical }) => email_canonical?.startsWith('ada77') === true,
}

onBothDatabases('a search that fits very many people', (given) => {
  test('returns everyone once, in order, page after page, like a search that fits few', async () => {
    const { slug, all } = await fill(given())
    for (const [q, matches] of Object.entries(searches))
      for (const [sort, order] of Object.entries(orders))
        for (const status of ['', 'waitlisted']) {
          const expected = all.filter((one) => matches(one) && (status === '' || one.status === status)).toSorted(order)
          const filter = new URLSearchParams({ training: slug, q, sort, limit: '200', ...(status ? { status } : {}) })
          const found: string[] = []
          for (let page = 0; page < 3; page++) {
            const { body } = await given().admin('GET', `/registrations?${filter.toString()}`)
            found.push(...body.registrations.map(({ id }: Json) => id))
            if (body.nextCursor === null) break
            filter.set('cursor', body.nextCursor)
          }
          assert.deepEqual(
            found,
            expected.slice(0, 600).map(({ id }) => id),
            `${q} ${sort} ${status}`,
          )
        }
  })
})
