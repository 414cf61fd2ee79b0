import assert from 'node:assert/strict'
import { test } from 'mocha'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { readTraining } from '../trainings/trainings.ts'
import { checkInAlone } from './check-in-alone.ts'

onBothDatabases('who checks in alone on two days', (given) => {
  test('is not there for the second when they come back after the first, and is when they come the next morning', async () => {
    const sessions = ['2027-03-13', '2027-03-14'].map((day) => ({ start: `${day}T09:00`, end: `${day}T16:00` }))
    const { slug } = await given().givenTraining({ start: '2027-03-13T09:00', end: '2027-03-14T16:00', sessions })
    const person = someone()
    const words = { code: '', familyName: person.familyName, email: person.email }
    await given().signUp(slug, { people: [person] })
    const comesAt = async (time: string) => {
      given().clock.now = new Date(time)
      const training = await readTraining(given().context, slug)
      return (await checkInAlone(given().context, training, words, 'in')).said
    }
    assert.equal(await comesAt('2027-03-13T14:50:00Z'), 'in')
    assert.equal(await comesAt('2027-03-13T22:05:00Z'), 'already')
    // The clocks skipped an hour that night.
    assert.equal(await comesAt('2027-03-14T13:50:00Z'), 'in')
    given().clock.now = new Date('2027-03-15T14:00:00Z')
    const { people } = (await given().admin('GET', `/trainings/${slug}/attendance`)).body
    assert.deepEqual(
      people[0].sessions.map(({ minutes, doubts }: { minutes: number; doubts: object[] }) => [minutes, doubts]),
      [
        [420, []],
        [420, []],
      ],
    )
  })
})
