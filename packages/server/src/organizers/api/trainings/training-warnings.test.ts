import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { AdminTraining, TrainingDraft } from '@training-signup/contract'
import { test } from 'mocha'
import { newSlug, onBothDatabases, readJson } from '../../../testing/servers/test-app.ts'
import { importTrainings } from './import-trainings.ts'

const bare = (): TrainingDraft => ({
  slug: newSlug(),
  status: 'published',
  title: { en: 'First aid', es: 'Primeros auxilios' },
  start: '2027-03-06T09:00',
  end: '2027-03-06T15:00',
  timeZone: 'America/Chicago',
  onlineUrl: 'https://meet.example/x',
})
const organizer = { name: 'Jackson County Training Office' }
const example = JSON.parse(
  readFileSync(new URL('../../../../../../examples/jackson-county/trainings.json', import.meta.url), 'utf8'),
)
const codesOf = ({ warnings }: AdminTraining) => warnings.map(({ code }) => code)

onBothDatabases('a training without the people behind it', (given) => {
  test('is created with warnings, which end with what they ask for', async () => {
    const { admin } = given()
    const training = bare()
    const created = await admin('POST', '/trainings', training)
    assert.equal(created.status, 201)
    assert.deepEqual(
      created.body.warnings.map(({ pointer }: { pointer: string }) => pointer),
      ['/organizer', '/contact'],
    )
    const change = async (patch: object) => codesOf((await admin('PATCH', `/trainings/${training.slug}`, patch)).body)
    assert.deepEqual(await change({ organizer }), ['no-contact'])
    assert.deepEqual(await change({ contact: { name: 'Pat Lee' } }), ['no-contact'], 'a name alone reaches no one')
    assert.deepEqual(codesOf((await admin('GET', `/trainings/${training.slug}`)).body), ['no-contact'])
    assert.deepEqual(await change({ contact: { phone: '816-555-0100' } }), [])
    assert.deepEqual(await change({ contact: { phone: null, email: 'pat@example.org' } }), [])
    assert.deepEqual(await change({ organizer: null }), ['no-organizer'])
  })

  test('is imported with warnings, and the example has none', async () => {
    const { context } = given()
    const lacking = bare()
    const lacks = await importTrainings(context, { trainings: [lacking] }, { replace: false })
    assert.deepEqual(
      lacks.warnings.map((warning) => warning.split(':')[0]),
      [lacking.slug, lacking.slug],
    )
    assert.deepEqual((await importTrainings(context, example, { replace: true })).warnings, [])
  })
})

onBothDatabases('the sentence about privacy', (given) => {
  for (const [lang, named, unnamed] of [
    ['en', 'Your answers go to Jackson County Training Office', 'Your answers go to the organizer'],
    ['es', 'Sus respuestas van a Jackson County Training Office', 'Sus respuestas van a la organización'],
  ] as const)
    test(`names in ${lang} who gets the answers, here and to the widget`, async () => {
      const { givenTraining, send } = given()
      const read = async (slug: string) => ({
        page: await (await send('GET', `/t/${slug}?lang=${lang}`)).text(),
        widget: (await readJson(await send('GET', `/api/v1/trainings/${slug}?lang=${lang}`))).words[
          'form.privacy.text'
        ],
      })
      const some = await read((await givenTraining({ organizer })).slug)
      for (const text of Object.values(some)) assert.ok(text.includes(named) && !text.includes(unnamed), text)
      const none = await read((await givenTraining()).slug)
      for (const text of Object.values(none)) assert.ok(text.includes(unnamed), text)
    })
})
