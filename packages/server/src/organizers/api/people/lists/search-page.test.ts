import assert from 'node:assert/strict'
import { test } from 'mocha'
import { areFoundBy, sortedName, typedWords } from '../../../../core/people/search-words.ts'
import { copyPerson } from '../../../../testing/generated/copy-person.ts'
import { type Json, onBothDatabases, someone, type TestApp } from '../../../../testing/servers/test-app.ts'

const people = 9_000
const perPage = 200
const pages = 2

interface Row {
  id: string
  family_folded: string
  given_folded: string
  words: string
  status: string
}

/**
 * A broad family name first, two in turns, and at the end one that a sixth of all share as it is.
 */
function familyOf(index: number): string {
  if (index >= (people / 3) * 2 && index % 2 === 1) return '李'
  const name = index < people / 3 ? 'Garcia' : index % 2 === 0 ? 'Smith' : 'Öztürk'
  return `${name} ${(index * 7919) % people}`
}

/**
 * Most of a name come last in some order. A page of them comes first there, so that others are
 * between the first two pages. Few have a name of their own.
 */
function givenOf(index: number): string {
  if (familyOf(index) === '李' || (index >= people / 6 && index < people / 6 + perPage)) return 'Lía'
  if (index < people / 6 || index >= people - 2 * perPage) return 'José'
  return index % 1000 === 500 ? 'Zoë' : 'Ada-María'
}

/** Addresses that begin like the names of others. */
function mailboxOf(index: number): string {
  if (index % 6 === 1) return 'josefa'
  return index > people / 2 && index < (people / 4) * 3 && index % 2 === 0 ? 'lia' : 'ada'
}

/** Copies one person many times, under other names. */
async function fill({ context, row, rows, givenTraining, signUp }: TestApp): Promise<{ slug: string; all: Row[] }> {
  const { db } = context
  const { slug } = await givenTraining({ seats: { capacity: null }, fields: { agency: 'optional' } })
  assert.equal((await signUp(slug, { people: [someone({ agency: 'Police Department' })] })).status, 201)
  const { id } = await row('registration', { slug })
  await copyPerson({ context }, id, people, (index) => {
    const [given, family] = [givenOf(index), familyOf(index)]
    const email = `${mailboxOf(index)}${index}@example.org`
    return {
      reference: `T${index}`,
      given_name: given,
      family_name: family,
      family_folded: sortedName(family),
      given_folded: sortedName(given),
      email,
      email_canonical: email,
      active_person: email,
      status: index % 20 === 7 ? ('waitlisted' as const) : ('confirmed' as const),
    }
  })
  await db.transaction((tx) => tx.deleteFrom('registration').where('id', '=', id).execute())
  const all = await rows('registration', { slug })
  assert.equal(all.length, people)
  return { slug, all }
}

const inBytes = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other))
const orders: Record<string, (one: Row, other: Row) => number> = {
  created: (one, other) => inBytes(one.id, other.id),
  '-created': (one, other) => inBytes(other.id, one.id),
  name: (one, other) =>
    inBytes(one.family_folded, other.family_folded) ||
    inBytes(one.given_folded, other.given_folded) ||
    inBytes(one.id, other.id),
}
const searches = [
  // Everyone’s agency.
  'po',
  // Many by their address, and many others by their name.
  'ada',
  'jose',
  // A third, of which the newest thousands are none.
  'ga',
  'sm',
  // Few, by name and by address.
  'garcia 77',
  'ada77',
  // Very many, by first name: they come last in one order each.
  'ada maria',
  'josé',
  'LIA',
  // The same by both names, in any order.
  'jose garcia',
  'Ga, José',
  'lía 李',
  // Of words that fit very many people each, no one has both.
  'ozturk garcia',
  // Few.
  'zoe',
  'garcia77 police jose',
  'Smith 5000, Ada',
]

onBothDatabases('a search that fits very many people', (given) => {
  test('returns everyone once, in order, page after page, like a search that fits few', async () => {
    const { slug, all } = await fill(given())
    for (const q of searches)
      for (const [sort, order] of Object.entries(orders))
        for (const status of sort === 'name' ? ['', 'waitlisted'] : ['']) {
          const typed = typedWords(q)
          const expected = all
            .filter((one) => areFoundBy(one.words, typed) && (status === '' || one.status === status))
            .toSorted(order)
          const filter = new URLSearchParams({
            training: slug,
            q,
            sort,
            limit: String(perPage),
            ...(status ? { status } : {}),
          })
          const found: string[] = []
          for (let page = 0; page < pages; page++) {
            const { body } = await given().admin('GET', `/registrations?${filter.toString()}`)
            found.push(...body.registrations.map(({ id }: Json) => id))
            if (body.nextCursor === null) break
            filter.set('cursor', body.nextCursor)
          }
          assert.deepEqual(
            found,
            expected.slice(0, pages * perPage).map(({ id }) => id),
            `${q} ${sort} ${status}`,
          )
        }
  })
})
