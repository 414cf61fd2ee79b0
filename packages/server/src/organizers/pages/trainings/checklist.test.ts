import assert from 'node:assert/strict'
import { type TrainingDraft, TrainingInput } from '@training-signup/contract'
import { describe, test } from 'mocha'
import { createOrganizer } from '../../../testing/organizer.ts'
import { onBothDatabases } from '../../../testing/servers/test-app.ts'
import { mailing } from '../../../testing/verify.ts'
import { checklistOf } from '../../api/trainings/checklist.ts'

const smallest: TrainingDraft = {
  slug: 'first-aid',
  title: { en: 'First aid' },
  start: '2027-03-06T18:00',
  end: '2027-03-06T20:00',
  timeZone: 'America/Chicago',
  venue: { name: 'Hall' },
}
const helpline = { label: { en: 'Line', es: 'Línea' }, tel: '988' }
const spanish = { title: { en: 'First aid', es: 'Primeros auxilios' } }

describe('the checklist of a training', () => {
  const open = (more: Partial<TrainingDraft>, now = '2027-01-10T12:00:00Z') =>
    checklistOf(TrainingInput.parse({ ...smallest, ...more }), new Date(now))
      .filter(({ isDone }) => !isDone)
      .map(({ code, pointer }) => `${code} ${pointer}`)
  const nothing = [
    'seats /seats/capacity',
    'organizer /organizer/name',
    'contact /contact/email',
    'accessibility /venue/accessibility',
    'spanish /title',
    'privacy /organizer/privacyUrl',
  ]

  test('has all that a new training lacks', () => assert.deepEqual(open({}), nothing))

  for (const [what, more, done] of [
    ['seats', { seats: { capacity: 40 } }, ['seats']],
    ['an organizer', { organizer: { name: 'County' } }, ['organizer']],
    [
      'a privacy notice',
      { organizer: { name: 'County', privacyUrl: 'https://county.example/' } },
      ['organizer', 'privacy'],
    ],
    ['a phone number', { contact: { phone: '816-555-0100' } }, ['contact']],
    ['only a name to ask', { contact: { name: 'Dana' } }, []],
    [
      'how accessible the place is',
      { venue: { name: 'Hall', accessibility: { en: 'No steps', es: 'Sin escalones' } } },
      ['accessibility'],
    ],
    ['no place', { venue: undefined, onlineUrl: 'https://example.org/room' }, ['accessibility']],
    ['Spanish', spanish, ['spanish']],
    ['a helpline that was called', { helplines: [{ ...helpline, checkedOn: '2026-12-01' }] }, []],
  ] as [string, Partial<TrainingDraft>, string[]][])
    test(`checks off what is there: ${what}`, () =>
      assert.deepEqual(
        open(more),
        nothing.filter((one) => !done.some((code) => one.startsWith(code))),
      ))

  test('asks to call a helpline that was never called, or long ago', () => {
    for (const checkedOn of [undefined, '2025-12-01'])
      assert.ok(
        open({ helplines: [{ ...helpline, ...(checkedOn && { checkedOn }) }] }).includes('helplines /helplines'),
      )
  })

  test('names every text without Spanish', () => {
    const training = TrainingInput.parse({
      ...smallest,
      ...spanish,
      bring: { en: 'A pen' },
      helplines: [{ label: { en: 'Line' } }],
    })
    const point = checklistOf(training, new Date()).find(({ code }) => code === 'spanish')
    assert.deepEqual(point?.missing, ['/bring', '/helplines/0/label'])
  })

  test('has a start that passed in the evening of its day, not before', () => {
    assert.ok(!open({}, '2027-03-06T23:59:00Z').includes('start /start'))
    assert.ok(open({}, '2027-03-07T00:00:00Z').includes('start /start'))
  })
})

onBothDatabases(
  'the page that asks whether to publish',
  (given) => {
    const { open, send } = createOrganizer(given)

    test('says what is set and what is missing, and leads to it', async () => {
      const { slug } = await given().givenTraining({ status: 'draft', seats: { capacity: 40, waitlist: true } })
      const { text } = await open(`/trainings/${slug}/publish`)
      assert.match(text, /40 seats, waiting list/)
      assert.match(text, /href="\/admin\/trainings\/[^"]*\/edit\?part=contact#f-organizer-name">[^]*?No organizer\./)
      assert.match(text, /href="[^"]*\?part=contact#f-contact-email">[^]*?No contact\./)
      const translated = await open(`/trainings/${slug}/publish?lang=es`)
      assert.match(translated.text, /Revise antes de publicar[^]*40 cupos, lista de espera/)
      assert.doesNotMatch(translated.text, /admin\.(check|part)\./)
    })

    test('names the lists and fields without Spanish, in both languages', async () => {
      const { slug } = await given().givenTraining({
        status: 'draft',
        ...spanish,
        dress: { en: 'Plain clothes' },
        helplines: [
          { label: { en: 'Line' }, tel: '816-555-0100' },
          { label: { en: 'Other' }, tel: '816-555-0101' },
        ],
      })
      const page = `/trainings/${slug}/publish`
      assert.match(
        (await open(page)).text,
        /Missing in Spanish: (?:What to wear, )?Numbers that visitors see(?:, [^,<]*)?</,
      )
      const translated = await open(`${page}?lang=es`)
      assert.match(translated.text, /Falta en español: [^<]*Números que ven las personas/)
      assert.doesNotMatch(translated.text, /Falta en español: [^<]*Nombre/)
    })

    test('names what is published for the same time in the same place, or with the same trainer', async () => {
      const day = { start: '2031-05-05T09:00', end: '2031-05-05T15:00' }
      const at = (hour: string, more: object) =>
        given().givenTraining({ ...day, start: `2031-05-05T${hour}`, status: 'published', ...more })
      const dana = { name: 'Center', trainers: ['Dana Ortiz'] }
      await at('14:00', { end: '2031-05-05T18:00', title: { en: 'Late' }, venue: { name: 'The HALL' } })
      await at('08:00', { title: { en: 'Elsewhere' }, venue: { name: 'Barn' }, presenter: dana })
      await at('08:00', { title: { en: 'Apart' }, venue: { name: 'Barn' } })
      await at('15:00', { end: '2031-05-05T16:00', title: { en: 'After' }, venue: { name: 'The Hall' } })
      await at('09:00', { title: { en: 'Only a draft' }, venue: { name: 'The Hall' }, status: 'draft' })
      const mine = { ...day, venue: { name: 'The Hall' }, presenter: { ...dana, trainers: ['dana ortiz'] } }
      const { slug } = await given().givenTraining({ ...mine, status: 'draft' })
      const { body } = await given().admin('GET', `/trainings/${slug}/checklist`)
      const clash = body.points.find(({ code }: { code: string }) => code === 'clash')
      assert.deepEqual(clash.titles.map(({ en }: { en: string }) => en).toSorted(), ['Elsewhere', 'Late'])
      const { text } = await open(`/trainings/${slug}/publish`)
      assert.match(text, /is taken at that time by: (?:Elsewhere, Late|Late, Elsewhere)</)
      const { slug: free } = await given().givenTraining({
        ...mine,
        start: '2031-05-06T09:00',
        end: '2031-05-06T15:00',
      })
      const points = (await given().admin('GET', `/trainings/${free}/checklist`)).body.points
      assert.ok(points.every(({ code }: { code: string }) => code !== 'clash'))
    })

    test('sends the email that people get, and registers no one', async () => {
      const contact = { email: 'trainings@example.org' }
      const { slug } = await given().givenTraining({ status: 'draft', contact })
      const { mails, rows, people } = given()
      const before = mails.length
      const { to } = await send(`/trainings/${slug}/test-email`, new URLSearchParams())
      assert.equal(to, `/admin/trainings/${slug}/publish?done=tested`)
      assert.match((await open(`/trainings/${slug}/publish?done=tested`)).text, /The test email is on its way to you/)
      const sent = mails.slice(before)
      assert.deepEqual(
        sent.map((mail) => [mail.to, /First aid|Primeros auxilios/.test(mail.text)]),
        [
          [contact.email, true],
          [contact.email, true],
        ],
      )
      assert.deepEqual([await people(slug), await rows('outbox', { slug })], [[], []])
    })

    test('says why it can’t send a test, in words for people', async () => {
      const { slug } = await given().givenTraining({ status: 'draft' })
      const { status } = await given().admin('POST', `/trainings/${slug}/test-email`)
      assert.equal(status, 422)
      const { to } = await send(`/trainings/${slug}/test-email`, new URLSearchParams())
      assert.equal(to, `/admin/trainings/${slug}/publish?failed=no-address`)
      for (const [lang, failed, said] of [
        ['en', 'no-address', /role="alert">No test was sent: the training has no contact email/],
        ['es', 'no-address', /role="alert">No se envió ninguna prueba: la capacitación no tiene un correo/],
        ['en', 'refused', /role="alert">The email server didn’t take the test/],
        ['es', 'refused', /role="alert">El servidor de correo no aceptó la prueba/],
      ] as const)
        assert.match((await open(`/trainings/${slug}/publish?lang=${lang}&failed=${failed}`)).text, said)
    })

    test('says so where the email server does not take it', async () => {
      const { slug } = await given().givenTraining({ status: 'draft', contact: { email: 'trainings@example.org' } })
      given().context.sendMail = async () => {
        throw new Error('refused')
      }
      const { to } = await send(`/trainings/${slug}/test-email`, new URLSearchParams())
      assert.equal(to, `/admin/trainings/${slug}/publish?failed=refused`)
    })

    test('says that the start has passed as people say it', async () => {
      const { slug } = await given().givenTraining({ status: 'draft', start: '2027-02-06T09:00' })
      given().clock.now = new Date('2027-02-07T12:00:00Z')
      for (const [lang, said] of [
        ['en', /The start has passed\. Use a time that is still to come\./],
        ['es', /El inicio ya pasó\. Use una hora que esté por venir\./],
      ] as const) {
        const { text } = await open(`/trainings/${slug}/publish?lang=${lang}`)
        assert.match(text, said)
        assert.doesNotMatch(text, /America\/Chicago/)
      }
    })
  },
  mailing,
)
