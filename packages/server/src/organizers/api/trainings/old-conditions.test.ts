import assert from 'node:assert/strict'
import { TrainingOfOldQuestions } from '@training-signup/contract'
import { test } from 'mocha'
import { insertTraining } from '../../../core/trainings/trainings.ts'
import { newSlug, onBothDatabases } from '../../../testing/servers/test-app.ts'

const question = (id: string, value: string) => ({
  id,
  type: 'text',
  label: { en: id },
  showWhen: { field: 'parking', in: [value] },
})
const parking = {
  id: 'parking',
  type: 'radio',
  label: { en: 'Parking?' },
  options: [{ value: 'yes', label: { en: 'Yes' } }],
}

onBothDatabases('a training with a question that an earlier version took', (given) => {
  const old = async () => {
    const input = TrainingOfOldQuestions.parse({
      slug: newSlug(),
      status: 'published',
      title: { en: 'Old' },
      start: '2027-03-06T09:00',
      end: '2027-03-06T15:00',
      timeZone: 'America/Chicago',
      venue: { name: 'Hall' },
      questions: [parking, question('plate', 'yes please')],
    })
    const { context } = given()
    await context.db.transaction((tx) => insertTraining(context, tx, input))
    return input
  }

  test('can still be changed and canceled', async () => {
    const { slug } = await old()
    const { status, body } = await given().admin('PATCH', `/trainings/${slug}`, { status: 'cancelled' })
    assert.equal(status, 200, JSON.stringify(body))
  })

  test('takes no other question like it', async () => {
    const { slug, questions } = await old()
    const more = [...questions, question('color', 'maybe')]
    const { status, body } = await given().admin('PATCH', `/trainings/${slug}`, { questions: more })
    assert.equal(status, 422)
    assert.deepEqual(
      body.errors.map(({ pointer }: { pointer: string }) => pointer),
      ['/questions/1/showWhen/in', '/questions/2/showWhen/in'],
    )
    const right = [parking, question('plate', 'yes')]
    assert.equal((await given().admin('PATCH', `/trainings/${slug}`, { questions: right })).status, 200)
  })
})
