import assert from 'node:assert/strict'
import { test } from 'mocha'
import { foldName } from '../../../core/people/person.ts'
import { copyPerson } from '../../../testing/copy-person.ts'
import { type Json, onBothDatabases, someone, type TestApp } from '../../../testing/servers/test-app.ts'

const people = 9_000
const perPage = 200

interface Row {
  id: string
  family_folded: string
  name_folded: string
  email_canonical: string | null
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
      family_folded: foldName(family),
      name_folded: foldName(`${given} ${family}`),
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
  name: (one, other) => inBytes(one.family_folded, other.family_folded) || inBytes(one.id, other.id),
}
const searches: Record<string, (one: Row) => boolean> = {
  // Everyone’s agency.
  po: () => true,
  // Many by their address, and many others by their name.
  ada: (one) => one.name_folded.startsWith('ada') || one.email_canonical?.startsWith('ada') === true,
  jose: (one) => one.name_folded.startsWith('jose') || one.email_canonical?.startsWith('jose') === true,
  // A third, of which the newest thousands are none.
  ga: ({ family_folded }) => family_folded.startsWith('ga'),
  sm: ({ family_folded }) => family_folded.startsWith('sm'),
  // Few, by name and by address.
  'garcia 77': ({ family_folded }) => family_folded.startsWith('garcia 77'),
  ada77: ({ email_canonical }) => email_canonical?.startsWith('ada77') === true,
  // Very many, by first name: they come last in one order each.
  'ada maria': ({ name_folded }) => name_folded.startsWith('ada maria'),
  josé: ({ name_folded }) => name_folded.startsWith('jose'),
  LIA: (one) => one.name_folded.startsWith('lia') || one.email_canonical?.startsWith('lia') === true,
  // The same by both names, with and without a comma.
  'jose garcia': ({ name_folded }) => name_folded.startsWith('jose garcia'),
  'Ga, José': ({ name_folded }) => name_folded.startsWith('jose ga'),
  '李, l': ({ family_folded }) => family_folded === '李',
  // Few.
  zoe: ({ name_folded }) => name_folded.startsWith('zoe'),
  'jose garcia 77': ({ name_folded }) => name_folded.startsWith('jose garcia 77'),
  'Smith 5000, Ada': ({ family_folded }) => family_folded === 'smith 5000',
}

onBothDatabases('a search that fits very many people', (given) => {
  test('returns everyone once, in order, page after page, like a search that fits few', async () => {
    const { slug, all } = await fill(given())
    for (const [q, matches] of Object.entries(searches))
      for (const [sort, order] of Object.entries(orders))
        for (const status of ['', 'waitlisted']) {
          const expected = all.filter((one) => matches(one) && (status === '' || one.status === status)).toSorted(order)
          const filter = new URLSearchParams({
            training: slug,
            q,
            sort,
            limit: String(perPage),
            ...(status ? { status } : {}),
          })
          const found: string[] = []
          for (let page = 0; page < 3; page++) {
            const { body } = await given().admin('GET', `/registrations?${filter.toString()}`)
            found.push(...body.registrations.map(({ id }: Json) => id))
            if (body.nextCursor === null) break
            filter.set('cursor', body.nextCursor)
          }
          assert.deepEqual(
            found,
            expected.slice(0, 3 * perPage).map(({ id }) => id),
            `${q} ${sort} ${status}`,
          )
        }
  })
})
