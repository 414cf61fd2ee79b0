import assert from 'node:assert/strict'
import type { AgencyList } from '@training-signup/contract'
import { test } from 'mocha'
import { foldName } from '../../../core/people/person.ts'
import { copyPerson } from '../../../testing/generated/copy-person.ts'
import { seedTrainings } from '../../../testing/servers/server.ts'
import { newSlug, onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { recordStatements } from '../../../testing/traces/statements.ts'

onBothDatabases('agencies of many', (given) => {
  const givenTraining = async (agency: string) => {
    const { slug } = await given().givenTraining({ fields: { agency: 'optional' }, seats: { capacity: null } })
    await given().signUp(slug, { people: [someone({ agency })] })
    return slug
  }
  const agencyOf = (agency: string) => ({ agency, agency_folded: foldName(agency) })

  test('trainings cost nothing for those that no one signed up for', async () => {
    await givenTraining('Harbor House')
    const { context } = given()
    const count = async () =>
      (
        await recordStatements(context, () =>
          given()
            .admin('GET', '/agencies')
            .then(({ status }) => status),
        )
      ).length
    const before = await count()
    await seedTrainings(context.db, newSlug(), 60, () => ({ fields: { agency: 'optional' } }))
    assert.equal(await count(), before)
  })

  test('people are found and counted, page by page', async () => {
    const people = 1_200
    for (const slug of [await givenTraining('Olathe'), await givenTraining('Olathe')]) {
      const [{ id }] = await given().people(slug)
      await copyPerson(given(), id, people, (index) => ({
        reference: given().context.newId(),
        active_person: null,
        ...(index < people / 2 ? { agency: null, agency_folded: null } : agencyOf(`Olathe ${index}`)),
      }))
    }
    const counts = new Map<string, number>()
    for (let cursor: string | null = ''; cursor !== null; ) {
      const path: string = `/agencies?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`
      const { body }: { body: AgencyList } = await given().admin('GET', path)
      for (const { name, people: its } of body.agencies) if (name.startsWith('Olathe')) counts.set(name, its)
      cursor = body.nextCursor
    }
    assert.equal(counts.size, 1 + people / 2)
    assert.deepEqual(new Set(counts.values()), new Set([2]))
    const merge = { spellings: ['Olathe'], name: 'Olathe' }
    assert.equal((await given().admin('POST', '/agencies/merge/preview', merge)).body.people, 2)
  })
})
