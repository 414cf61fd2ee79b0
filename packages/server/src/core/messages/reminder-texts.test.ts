import assert from 'node:assert/strict'
import { hasOnlyNames } from '@training-signup/contract'
import fc from 'fast-check'
import { test } from 'mocha'
import { deliverMails } from '../../delivery/deliver.ts'
import { remindPeople } from '../../delivery/reminders.ts'
import { contractServer } from '../../testing/contract/states.ts'
import { organizerPages, valueOf } from '../../testing/pages/organizer-pages.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'

test('only names can stand in the braces of a reminder', () => {
  for (const text of ['Hello {first name}.', '{nombre}, venga', 'Dear {first name|neighbor}', 'No names'])
    assert.ok(hasOnlyNames(text), text)
  for (const text of ['Hello {name}', '{first name', 'first name}', '{{first name}}', 'Bring {this}'])
    assert.ok(!hasOnlyNames(text), text)
  fc.assert(
    fc.property(fc.string(), (text) => hasOnlyNames(text) === !/[{}]/.test(text) || /nombre|first name/i.test(text)),
  )
  assert.ok(!hasOnlyNames('{first name|'.repeat(100_000)), 'in no time, however long it is')
})

onBothDatabases(
  'what the reminders of a training say',
  (given) => {
    const put = (slug: string, kind: string, text: object | null) =>
      given().admin('PUT', `/trainings/${slug}/reminders/${kind}`, { text })
    const textTo = async (id: string) => {
      const [row] = await given().rows('outbox', { registration_id: id, kind: 'reminder' })
      return row?.outcome
    }

    test('are the usual words, and then the organizer’s, in the email that goes out', async () => {
      const { slug } = await given().givenTraining({ start: '2027-01-11T05:00', end: '2027-01-11T08:00' })
      const { reminders } = (await given().admin('GET', `/trainings/${slug}/reminders`)).body
      assert.deepEqual(
        reminders.map(({ kind, hoursBefore, text }: { kind: string; hoursBefore: number; text: null }) => [
          kind,
          hoursBefore,
          text,
        ]),
        [
          ['still-coming', 72, null],
          ['reminder', 24, null],
        ],
      )
      const words = { en: 'Doors open at 7, {first name}.\n\nBring your ID.' }
      assert.equal((await put(slug, 'reminder', words)).status, 200)
      const preview = async (lang: string) =>
        (await given().admin('POST', `/trainings/${slug}/reminders/reminder/preview`, { text: words, lang })).body.mail
          .text
      assert.match(await preview('en'), /Doors open at 7, \S+\.\n\nBring your ID\./)
      assert.doesNotMatch(await preview('en'), /You have a seat in this training/)
      assert.match(await preview('es'), /Usted tiene un cupo|Tiene un cupo/)
      assert.deepEqual(await given().rows('registration', { slug }), [], 'the example person is gone')
      const ada = someone()
      await given().signUp(slug, { people: [ada] })
      given().clock.later({ hours: 2 })
      await remindPeople(given().context)
      await deliverMails(given().context)
      const [registration] = await given().rows('registration', { slug })
      assert.ok(['sent', undefined].includes((await textTo(registration?.id ?? '')) ?? undefined))
    })

    test('keep the sentence about whose seats they are for a coordinator', async () => {
      const { slug } = await given().givenTraining()
      await put(slug, 'reminder', { en: 'Bring ID.' })
      const { email: _, ...member } = someone()
      const coordinator = { name: 'Pat', email: 'pat@kcpd.example' }
      await given().signUp(slug, { people: [member, someone()], coordinator })
      assert.equal((await put(slug, 'reminder', { en: 'Hello {who}' })).status, 422)
      assert.equal((await put(slug, 'reminder', null)).body.text, null)
    })

    test('are changed on their page, where the usual words stand at first, and placeholders are checked', async () => {
      const { slug } = await given().givenTraining()
      const { open, post } = organizerPages(given())
      const page = await open(`/trainings/${slug}/reminders`)
      assert.match(page, /name="reminder.en"[^>]*>\s*You have a seat in this training/)
      const base = { _base: valueOf(page, '_base') }
      const usual = /name="still-coming.en"[^>]*>\s*([^<]*)</.exec(page)?.[1] ?? ''
      const fields = { ...base, 'reminder.en': 'Bring ID, {first name}.', 'still-coming.en': usual }
      const shown = await post(`/trainings/${slug}/reminders/preview`, fields)
      assert.match(shown.text, /Bring ID, \S+\./)
      const wrong = await post(`/trainings/${slug}/reminders`, { ...fields, 'reminder.en': 'Dear {name}' })
      assert.equal(wrong.status, 422)
      assert.match(wrong.text, /Only \{first name\} can stand in braces/)
      assert.match(wrong.text, />\s*Dear \{name\}</)
      const saved = await post(`/trainings/${slug}/reminders`, fields)
      assert.equal(saved.location, `/admin/trainings/${slug}/reminders?done=saved`)
      const rows = await given().rows('reminder_text')
      const own = rows.filter(({ body }) => body.includes('Bring ID, '))
      assert.deepEqual(
        own.map(({ kind }) => kind),
        ['reminder'],
      )
    })
  },
  contractServer,
)
