import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'mocha'
import { foldName } from '../../../core/people/person.ts'
import { askAs } from '../../../testing/keys.ts'
import { newSlug, onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { mergeAgencies, splitAgency, undoMerge } from './merge-agencies.ts'

const names = ['KCPD', 'kcpd', 'KC Police', 'Kansas City PD', 'Sheriff', 'sheriff’s']
const name = fc.constantFrom(...names)
const person = fc.nat(3)

type Step =
  | { merge: string[]; into: string }
  | { split: string }
  | { undo: number }
  | { correct: number; to: string }
  | { signUp: string }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ merge: fc.array(name, { minLength: 1, maxLength: 3 }), into: name }) },
  fc.record({ split: name }),
  fc.record({ undo: fc.nat(5) }),
  fc.record({ correct: person, to: name }),
  fc.record({ signUp: name }),
)

onBothDatabases('merges of agencies', (given) => {
  const givenPeople = async (agencies: readonly string[]) => {
    const { slug } = await given().givenTraining({
      slug: newSlug(),
      fields: { agency: 'optional' },
      seats: { capacity: null },
    })
    for (const agency of agencies) await given().signUp(slug, { people: [someone({ agency })] })
    return slug
  }
  const peopleIn = async (
    slug: string,
    headers: Record<string, string> = {},
  ): Promise<{ id: string; agency: string }[]> =>
    (await given().admin('GET', `/registrations?training=${slug}&sort=created&limit=200`, undefined, headers)).body
      .registrations
  const agenciesIn = async (slug: string) => (await peopleIn(slug)).map(({ agency }) => agency)

  /** Does one step, and returns what people have typed or were corrected to then. */
  const run = async (slug: string, typed: string[], merges: string[], one: Step): Promise<string[]> => {
    const { context, admin, signUp } = given()
    const orGone = async (end: Promise<unknown>) => end.catch(() => undefined)
    if ('merge' in one) {
      const id = context.newId()
      await mergeAgencies(context, { spellings: one.merge, name: one.into }, { id })
      merges.push(id)
    } else if ('split' in one) await orGone(splitAgency(context, [one.split]))
    else if ('undo' in one) await orGone(undoMerge(context, merges[one.undo] ?? ''))
    else if ('signUp' in one) {
      await signUp(slug, { people: [someone({ agency: one.signUp })] })
      return [...typed, one.signUp]
    } else {
      const { id, agency } = (await peopleIn(slug))[one.correct] ?? { id: '', agency: '' }
      await admin('PATCH', `/registrations/${id}`, { person: { agency: one.to } }, { 'if-match': '*' })
      // A form that leaves the agency as it is shown corrects nothing.
      return agency === one.to ? typed : typed.with(one.correct, one.to)
    }
    return typed
  }

  test('give everyone back what they typed or were corrected to, in whatever order they end', async () => {
    const { rows, context } = given()
    await fc.assert(
      fc.asyncProperty(
        fc.array(name, { minLength: 4, maxLength: 4 }),
        fc.array(step, { maxLength: 8 }),
        fc.shuffledSubarray(names, { minLength: names.length }),
        async (first, steps, ends) => {
          const slug = await givenPeople(first)
          let typed: string[] = [...first]
          const merges: string[] = []
          for (const one of steps) {
            typed = await run(slug, typed, merges, one)
            const aliases = await rows('agency_alias')
            const shown = new Map(aliases.map(({ folded, agency }) => [folded, agency]))
            assert.deepEqual(
              await agenciesIn(slug),
              typed.map((own) => shown.get(foldName(own)) ?? own),
            )
          }
          for (const end of ends) await splitAgency(context, [end]).catch(() => undefined)
          assert.deepEqual(await agenciesIn(slug), typed)
          await context.db.transaction((tx) => tx.deleteFrom('agency_edit').execute())
        },
      ),
      { numRuns: 12 },
    )
  })

  test('end for coordinators, too: each sees those of the agency that they were given, and no one else', async () => {
    const [long, short, odd] = ['Belton Police', 'BPD', 'Belton cops']
    const slug = await givenPeople([long, short, short, odd])
    const account = { name: 'Sam Park', role: 'agency', email: `${newSlug()}@example.org`, agency: short }
    const { id } = (await given().admin('POST', '/accounts', account)).body
    const ofShort = await askAs(given(), { role: 'agency', scope: { agency: foldName(short) } })
    const ofLong = await askAs(given(), { role: 'agency', scope: { agency: foldName(long) } })
    const seen = async (headers: { authorization: string }) => (await peopleIn(slug, headers)).length
    const agencyOf = async () => (await given().admin('GET', `/accounts/${id}`)).body.agency
    assert.deepEqual([await seen(ofShort), await seen(ofLong)], [2, 1])
    await mergeAgencies(given().context, { spellings: [short], name: long })
    assert.deepEqual([await seen(ofShort), await seen(ofLong), await agencyOf()], [3, 3, long])
    // An account that is saved without another agency keeps what it was given.
    await given().admin('PATCH', `/accounts/${id}`, { name: 'Sam S. Park' })
    await splitAgency(given().context, [short])
    assert.deepEqual([await seen(ofShort), await seen(ofLong), await agencyOf()], [2, 1, short])
  })

  test('go with people to another training, and end there', async () => {
    const slug = await givenPeople(['Peculiar PD'])
    const { slug: other } = await given().givenTraining({ slug: newSlug(), fields: { agency: 'optional' } })
    await mergeAgencies(given().context, { spellings: ['Peculiar PD'], name: 'Peculiar Police' })
    const [one] = await peopleIn(slug)
    await given().admin('POST', `/registrations/${one?.id}/move`, { training: other })
    assert.deepEqual(await agenciesIn(other), ['Peculiar Police'])
    await splitAgency(given().context, ['Peculiar PD'])
    assert.deepEqual(await agenciesIn(other), ['Peculiar PD'])
  })

  test('concern all of an agency where a spelling of it is merged again', async () => {
    const slug = await givenPeople(['Raymore PD', 'Raymore Police', 'Raymore cops'])
    await mergeAgencies(given().context, { spellings: ['Raymore PD'], name: 'Raymore Police' })
    const { body } = await given().admin('POST', '/agencies/merge/preview', {
      spellings: ['Raymore cops'],
      name: 'Raymore PD',
    })
    assert.deepEqual([body.people, body.trainings], [3, 1])
    await mergeAgencies(given().context, { spellings: ['Raymore cops'], name: 'Raymore PD' })
    assert.deepEqual(await agenciesIn(slug), ['Raymore PD', 'Raymore PD', 'Raymore PD'])
  })
})
