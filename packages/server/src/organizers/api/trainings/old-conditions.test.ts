import assert from 'node:assert/strict'
import { TrainingOfOldQuestions } from '@training-signup/contract'
import { test } from 'mocha'
import { insertTraining } from '../../../core/trainings/trainings.ts'
import { organizerPages } from '../../../testing/pages/organizer-pages.ts'
import { controlsIn, formsIn } from '../../../testing/pages/sent-controls.ts'
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
  const old = async (more: object = {}) => {
    const input = TrainingOfOldQuestions.parse({
      slug: newSlug(),
      status: 'published',
      title: { en: 'Old' },
      start: '2027-03-06T09:00',
      end: '2027-03-06T15:00',
      timeZone: 'America/Chicago',
      venue: { name: 'Hall' },
      questions: [parking, question('plate', 'yes please')],
      ...more,
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

  test('keeps a phone number that no phone can dial, until someone changes it', async () => {
    const { slug } = await old({
      contact: { phone: 'xyz' },
      helplines: [{ label: { en: 'Help' }, tel: 'not a phone' }],
    })
    const patch = async (change: object) => {
      const { status, body } = await given().admin('PATCH', `/trainings/${slug}`, change)
      return [status, ...(body.errors ?? []).map(({ pointer }: { pointer: string }) => pointer)]
    }
    assert.deepEqual(await patch({ bring: { en: 'A pen' } }), [200])
    assert.equal((await patch({ contact: { phone: 'call us' } }))[0], 422)
    assert.deepEqual(await patch({ contact: { phone: '816-555-0100' } }), [200])
    assert.equal((await patch({ contact: { phone: 'xyz' } }))[0], 422)
    assert.deepEqual(await patch({ helplines: [{ label: { en: 'Help' }, tel: '988' }] }), [200])
  })

  test('can still be saved and copied on its pages', async () => {
    const asked = { ...parking, type: 'text', options: undefined, maxLength: 3 }
    const { slug } = await old({ contact: { phone: 'xyz' }, questions: [asked, question('plate', 'yes please')] })
    const { open, post } = organizerPages(given())
    const fill = async (path: string, name: string) =>
      Object.fromEntries(controlsIn(formsIn(await open(path)).find((one) => one.includes(`name="${name}"`)) ?? ''))
    const form = await fill(`/trainings/${slug}/edit`, 'title.en')
    const saved = await post(`/trainings/${slug}/edit`, { ...form, 'title.en': 'Renamed', do: 'save' })
    assert.equal(saved.status, 303)
    assert.equal((await given().admin('GET', `/trainings/${slug}`)).body.training.title.en, 'Renamed')
    const changed = await post(`/trainings/${slug}/edit`, { ...form, 'contact.phone': 'call us', do: 'save' })
    assert.notEqual(changed.status, 303)
    const copy = await fill(`/trainings/${slug}/copy`, 'dates.0.start')
    const { status } = await post(`/trainings/${slug}/copy`, {
      ...copy,
      'dates.0.start': '2027-05-06T09:00',
      do: 'save',
    })
    assert.equal(status, 303)
  })

  test('starts others, where it is what new trainings start with', async () => {
    const stored = { contact: { phone: 'xyz' }, timeZone: 'America/Chicago' }
    const { db } = given().context
    const before = await db.reader.selectFrom('organizer_defaults').selectAll().executeTakeFirstOrThrow()
    await db.writer
      .updateTable('organizer_defaults')
      .set({ content: JSON.stringify(stored), updated_at: '2027' })
      .execute()
    const put = async (contact: object) => {
      const current = await given().admin('GET', '/organizer')
      const tag = current.headers.get('etag') ?? ''
      return given().admin('PUT', '/organizer', { ...current.body, contact }, { 'if-match': tag })
    }
    assert.equal((await put({ phone: 'xyz', name: 'Kim' })).status, 200)
    const { status, body } = await put({ phone: 'call us' })
    assert.deepEqual([status, body.errors?.[0]?.pointer], [422, '/contact/phone'])
    await db.writer.updateTable('organizer_defaults').set(before).execute()
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
