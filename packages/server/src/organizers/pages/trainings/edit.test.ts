import assert from 'node:assert/strict'
import { TrainingInput } from '@training-signup/contract'
import fc from 'fast-check'
import { test } from 'mocha'
import { insertTraining } from '../../../core/trainings/trainings.ts'
import { formOf as formWith } from '../../../platform/html/form/sent-fields.ts'
import { readTyped, tidy } from '../../../platform/html/form/typed.ts'
import { arbitraryTraining } from '../../../testing/generated/arbitrary-training.ts'
import { createOrganizer, newsOf, signedIn } from '../../../testing/organizer.ts'
import { picture } from '../../../testing/pages/pictures.ts'
import { sentControls } from '../../../testing/pages/sent-controls.ts'
import { newSlug, onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { mailing } from '../../../testing/verify.ts'
import { draftOf } from './draft.ts'
import { allItems } from './items.ts'

/** The fields of a form, as a page reads them. */
const formOf = (sent: URLSearchParams) => formWith([...sent])

/** A training that has nothing in common with any other. */
const another = TrainingInput.parse({
  slug: 'another',
  title: { en: 'Another' },
  start: '2030-01-01T09:00',
  end: '2030-01-01T10:00',
  timeZone: 'America/Denver',
  onlineUrl: 'https://another.example',
})

/** Lists that are empty, where none at all means the same. */
function withoutEmpty({ helplines, agencies, presenter, ...input }: TrainingInput): TrainingInput {
  const { trainers, ...presented } = presenter ?? { name: '' }
  return {
    ...input,
    ...(helplines && helplines.length > 0 ? { helplines } : {}),
    ...(agencies && agencies.length > 0 ? { agencies } : {}),
    ...(presenter ? { presenter: { ...presented, ...(trainers && trainers.length > 0 ? { trainers } : {}) } } : {}),
  }
}

type Read = (input: TrainingInput) => unknown
/** What is typed, and where it is stored, as what if it is no text. */
const fields: [name: string, value: string, read: Read, expected?: unknown][] = [
  ['title.es', 'Otro', ({ title }) => title.es],
  ['title.es', '', ({ title }) => title.es ?? ''],
  ['summary.en', 'Two\r\nlines', ({ summary }) => summary?.en, 'Two\nlines'],
  ['start', '2027-03-06T10:00', ({ start }) => start],
  ['doors', '08:30', ({ doors }) => doors],
  ['timeZone', 'America/Denver', ({ timeZone }) => timeZone],
  ['venue.city', 'Kansas City', ({ venue }) => venue?.city],
  ['onlineUrl', 'https://example.org/', ({ onlineUrl }) => onlineUrl],
  ['seats.capacity', '7', ({ seats }) => seats.capacity, 7],
  ['seats.capacity', '', ({ seats }) => seats.capacity === null, true],
  ['seats.showExact', 'on', ({ seats }) => seats.showExact, true],
  ['seats.waitlistBy', 'offer', ({ seats }) => seats.waitlistBy],
  ['audience.access', 'domain', ({ audience }) => audience.access],
  ['agencies', ' KCPD \r\n\r\nSheriff', ({ agencies }) => agencies, ['KCPD', 'Sheriff']],
  ['audience.domains', 'KCPD.org\r\n\r\nexample.org', ({ audience }) => audience.domains, ['kcpd.org', 'example.org']],
  ['audience.verify', 'everyone', ({ audience }) => audience.verify],
  ['audience.supervisor', 'required', ({ audience }) => audience.supervisor],
  ['audience.minimumAge', '18', ({ audience }) => audience.minimumAge, 18],
  ['fields.phone', 'required', ({ fields: { phone } }) => phone],
  ['food', 'provided', ({ food }) => food],
  ['credit.note.en', 'Six hours', ({ credit }) => credit?.note?.en],
  ['credit.hours', '7.50', ({ credit }) => credit?.hours, 7.5],
  ['venue.accessibility.en', 'No steps', ({ venue }) => venue?.accessibility?.en],
  ['weapons.en', 'Locked away', ({ weapons }) => weapons?.en],
  ['closesAt', '2027-03-01T12:00', ({ closesAt }) => closesAt],
  ['organizer.name', 'County', ({ organizer }) => organizer?.name],
  ['contact.email', 'a@example.org', ({ contact }) => contact?.email],
  ['presenter.name', 'Dan', ({ presenter }) => presenter?.name],
  ['digest', 'off', ({ digest }) => digest],
  ['series', 'county', ({ series }) => series],
  ['retention.recordDays', '10', ({ retention }) => retention.recordDays, 10],
]

onBothDatabases(
  'the page where a training is edited',
  (given) => {
    const { open, send: press, stored } = createOrganizer(given)
    const send = (path: string, form: URLSearchParams, changes: Record<string, string> = {}) =>
      press(path, form, { do: 'save', ...changes })
    const fill = async (slug: string) => sentControls((await open(`/trainings/${slug}/edit`)).text, 'edit')

    test('saves any training as it is, if nothing is typed', async () => {
      const partners = [newSlug(), newSlug(), newSlug()]
      for (const slug of partners) await given().admin('POST', '/partners', { slug, name: `Partner ${slug}` })
      const { context } = given()
      await fc.assert(
        fc.asyncProperty(
          fc.constant(null).chain(() => arbitraryTraining({ slug: newSlug(), partners })),
          async (drawn) => {
            const input = { ...drawn, slug: newSlug() }
            await context.db.transaction((tx) => insertTraining(context, tx, input))
            const form = await fill(input.slug)
            assert.ok(form.has('title.en'))
            const { status, text } = await send(`/trainings/${input.slug}/edit`, form)
            assert.equal(status, 303, /id="faults"[^]*?<\/ul>/.exec(text)?.[0])
            assert.deepEqual(await stored(input.slug), input)
            // The fields alone say everything, too.
            const { input: read } = draftOf(
              tidy(readTyped(formOf(form), allItems), allItems),
              { ...another, slug: input.slug, status: input.status },
              'en',
            )
            assert.deepEqual(read, withoutEmpty(input))
          },
        ),
        { numRuns: 25 },
      )
    })

    for (const [name, value, read, expected] of fields)
      test(`saves what is typed: ${name}`, async () => {
        const { slug } = await given().givenTraining({ status: 'draft', audience: { access: 'approval' } })
        const { status } = await send(`/trainings/${slug}/edit`, await fill(slug), { [name]: value })
        assert.equal(status, 303)
        assert.deepEqual(read(await stored(slug)), expected ?? value)
      })

    test('shows what is wrong at its field, in words for people, and loses nothing', async () => {
      const { slug } = await given().givenTraining({ status: 'draft' })
      const { status, text } = await send(`/trainings/${slug}/edit`, await fill(slug), {
        'seats.capacity': 'many',
        'summary.en': 'Kept & <safe>',
        'organizer.name': 'County',
        'organizer.url': 'http://example.org',
      })
      assert.equal(status, 422)
      assert.match(text, /Not saved yet. Fix 2 things:/)
      assert.match(text, /<a href="#f-seats-capacity">Seats<\/a>: Use a number/)
      assert.match(text, /id="f-organizer-url-fault">[^]*?Use an address that starts with https:\/\//)
      assert.match(text, /id="f-seats-capacity"[^>]* value="many"[^>]* aria-invalid="true"/)
      const again = sentControls(text, 'edit')
      assert.equal(again.get('summary.en'), 'Kept & <safe>')
      const right = { 'seats.capacity': '7', 'organizer.url': '' }
      const late = await send(`/trainings/${slug}/edit`, again, { ...right, end: '2020-01-01T09:00' })
      assert.match(late.text, /<a href="#f-end">Ends<\/a>: The end must be after the start./)
      const skipped = await send(`/trainings/${slug}/edit`, again, {
        ...right,
        closesAt: '2027-03-14T02:30',
        start: '2027-03-20T09:00',
        end: '2027-03-20T15:00',
      })
      assert.match(skipped.text, /The clocks skip this time\. Use an hour earlier or later\./)
      const turned = { ...right, opensAt: '2027-02-02T09:00', closesAt: '2027-02-01T09:00' }
      assert.match(
        (await send(`/trainings/${slug}/edit`, again, turned)).text,
        /Registration must close after it opens\./,
      )
      const fixed = await send(`/trainings/${slug}/edit`, sentControls(late.text, 'edit'), { end: '2027-03-06T16:00' })
      assert.equal(fixed.status, 303)
      assert.equal((await stored(slug)).summary?.en, 'Kept & <safe>')
    })

    test('adds, moves, and removes a question with buttons, and keeps what is typed', async () => {
      const { slug } = await given().givenTraining({ status: 'draft' })
      const path = `/trainings/${slug}/edit`
      const click = async (form: URLSearchParams, pressed: string, typed: Record<string, string> = {}) =>
        sentControls((await send(path, form, { ...typed, do: pressed })).text, 'edit')
      let form = await click(await fill(slug), 'add:questions', { 'title.en': 'Typed before' })
      form = await click(form, 'add:questions', {
        'questions.0.label.en': 'Do you need parking?',
        'questions.0.type': 'radio',
      })
      form = await click(form, 'add:questions.0.options', { 'questions.1.label.en': 'License plate' })
      form = await click(form, 'add:questions.0.options', { 'questions.0.options.0.label.en': 'Yes' })
      form = await click(form, 'add:questions', { 'questions.0.options.1.label.en': 'No' })
      form = await click(form, 'up:questions.1')
      assert.equal(form.get('questions.0.label.en'), 'License plate')
      form = await click(form, 'up:questions.1')
      form = await click(form, 'remove:questions.2')
      assert.equal((await stored(slug)).questions.length, 0)
      assert.equal(form.get('questions.0.id'), 'doYouNeedParking')
      await send(path, form, {
        'questions.1.showWhen.field': 'doYouNeedParking',
        'questions.1.showWhen.in': 'yes',
      })
      const saved = await stored(slug)
      assert.equal(saved.title.en, 'Typed before')
      assert.deepEqual(
        saved.questions.map(({ id, options }) => [id, options?.map(({ value }) => value)]),
        [
          ['doYouNeedParking', ['yes', 'no']],
          ['licensePlate', undefined],
        ],
      )
      assert.deepEqual(saved.questions[1]?.showWhen, { field: 'doYouNeedParking', in: ['yes'] })
    })

    test('takes an agenda row by row, and says at its row what is not within the training', async () => {
      const { slug } = await given().givenTraining({ status: 'draft', doors: '08:30' })
      const path = `/trainings/${slug}/edit`
      const pressed = await send(path, await fill(slug), { do: 'add:agenda' })
      const form = sentControls(pressed.text, 'edit')
      const late = { 'agenda.0.time': '23:30', 'agenda.0.text.en': 'Good night' }
      const { status, text } = await send(path, form, late)
      assert.equal(status, 422)
      assert.match(text, /id="f-agenda-0-time-fault">[^]*?Use a time from when the doors open, or else the start/)
      const saved = await send(path, sentControls(text, 'edit'), { 'agenda.0.time': '08:30' })
      assert.equal(saved.status, 303)
      assert.deepEqual((await stored(slug)).agenda, [{ time: '08:30', text: { en: 'Good night' } }])
    })

    test('takes half days row by row, and says at its row what is wrong with one', async () => {
      const { slug } = await given().givenTraining({ status: 'draft' })
      const path = `/trainings/${slug}/edit`
      const pressed = await send(path, await fill(slug), { do: 'add:sessions' })
      const late = { 'sessions.0.start': '2027-03-06T08:00', 'sessions.0.end': '2027-03-06T12:00' }
      const refused = await send(path, sentControls(pressed.text, 'edit'), late)
      assert.equal(refused.status, 422)
      assert.match(refused.text, /id="f-sessions-0-start-fault">[^]*?Use a time during the training/)
      const right = { 'sessions.0.start': '2027-03-06T09:00', attendance: 'in-and-out' }
      assert.equal((await send(path, sentControls(refused.text, 'edit'), right)).status, 303)
      const { sessions, attendance } = await stored(slug)
      assert.deepEqual(sessions, [{ start: '2027-03-06T09:00', end: '2027-03-06T12:00' }])
      assert.equal(attendance, 'in-and-out')
    })

    test('keeps both changes if someone else saved in the meantime, and says what they are', async () => {
      const { slug } = await given().givenTraining({ status: 'draft', bring: { en: 'A pen' } })
      const form = await fill(slug)
      await given().admin('PATCH', `/trainings/${slug}`, {
        bring: { en: 'A coat' },
        seats: { capacity: 99, waitlist: true },
        food: 'own',
      })
      const { status, text } = await send(`/trainings/${slug}/edit`, form, {
        'bring.en': 'A hat',
        'title.en': 'Mine',
      })
      assert.equal(status, 409)
      assert.equal((await stored(slug)).title.en, 'First aid')
      assert.match(text, /Someone else saved this training/)
      assert.match(
        text,
        /They changed:[^]*Seats<\/a>: 99[^]*Food<\/a>: own[^]*You both changed[^]*What to bring<\/a>[^]*Yours: <b>A hat<[^]*Theirs: <b>A coat</,
      )
      const again = sentControls(text, 'edit')
      assert.equal((await send(`/trainings/${slug}/edit`, again, { '_choice.bring': 'mine' })).status, 303)
      const { bring, title, seats, food } = await stored(slug)
      assert.deepEqual([bring?.en, title.en, seats.capacity, food], ['A hat', 'Mine', 99, 'own'])
    })

    test('says how many people a new time or place is emailed to, and then tells as many', async () => {
      const { slug } = await given().givenTraining({ seats: { capacity: 2, waitlist: true } })
      for (let count = 0; count < 3; count++) await given().signUp(slug, { people: [someone()] })
      const path = `/trainings/${slug}/edit`
      const asked = await send(path, await fill(slug), { start: '2027-03-06T10:00' })
      assert.equal(asked.status, 200)
      assert.match(asked.text, /You changed the time. 3 people will be told when you save./)
      assert.match(asked.text, /<button class="button primary"[^>]*>Save and send 3 emails</)
      assert.deepEqual(await newsOf(given(), slug), [])
      const { to } = await send(path, sentControls(asked.text, 'edit'))
      assert.equal(to, `/admin/trainings/${slug}/edit?done=saved&count=3#main`)
      assert.match(
        (await open((to ?? '').replace('/admin', '').replace('#main', ''))).text,
        /Saved. 3 emails are on their way./,
      )
      assert.deepEqual(await newsOf(given(), slug), Array(3).fill('training-changed'))
    })

    test('says that more seats are emailed too', async () => {
      const { slug } = await given().givenTraining({ seats: { capacity: 1, waitlist: true } })
      for (let count = 0; count < 3; count++) await given().signUp(slug, { people: [someone()] })
      const path = `/trainings/${slug}/edit`
      const asked = await send(path, await fill(slug), { 'seats.capacity': '2', 'venue.name': 'City Hall' })
      assert.match(asked.text, /You changed the place. 3 people will be told when you save./)
      assert.match(asked.text, /Saving sends 1 email\./)
      await send(path, sentControls(asked.text, 'edit'))
      assert.deepEqual((await newsOf(given(), slug)).toSorted(), ['promoted', ...Array(3).fill('training-changed')])
    })

    test('saves without telling anyone, with a button of its own', async () => {
      const { slug } = await given().givenTraining()
      await given().signUp(slug, { people: [someone()] })
      const { to } = await send(`/trainings/${slug}/edit`, await fill(slug), {
        'venue.name': 'City Hall',
        do: 'silently',
      })
      assert.equal(to, `/admin/trainings/${slug}/edit?done=saved&count=0#main`)
      assert.equal((await stored(slug)).venue?.name, 'City Hall')
      assert.deepEqual(await newsOf(given(), slug), [])
    })

    test('stores a logo that is chosen, and says why it can’t', async () => {
      const { slug } = await given().givenTraining({ status: 'draft', organizer: { name: 'County' } })
      const upload = async (bytes: string | Uint8Array<ArrayBuffer>) => {
        const body = new FormData()
        for (const [name, value] of await fill(slug)) body.append(name, value)
        body.set('do', 'save')
        body.set('organizer.logo.file', new File([bytes], 'logo.png', { type: 'image/png' }))
        return given().app.request(`/admin/trainings/${slug}/edit`, { method: 'POST', headers: signedIn, body })
      }
      const refused = await upload('no picture')
      assert.equal(refused.status, 422)
      assert.match(await refused.text(), /<a href="#f-organizer-logo">Logo<\/a>: The logo can’t be used/)
      assert.equal((await upload(picture())).status, 303)
      const { organizer } = await stored(slug)
      assert.match(organizer?.logo ?? '', /^[0-9a-f]{32}$/)
      await send(`/trainings/${slug}/edit`, await fill(slug), { 'organizer.logo.remove': 'on' })
      assert.equal((await stored(slug)).organizer?.logo, undefined)
    })

    test('warns of what visitors would miss', async () => {
      const { slug } = await given().givenTraining({ status: 'draft' })
      const { text } = await open(`/trainings/${slug}/edit`)
      assert.match(text, /href="#f-organizer-name">Visitors can’t see who runs this training/)
      assert.match(text, /href="#f-contact-email">People have no one to ask/)
    })

    test('previews what is typed with the real element, and saves and logs nothing', async () => {
      const { slug } = await given().givenTraining({ status: 'draft' })
      const form = await fill(slug)
      const entries = async () => (await given().context.db.reader.selectFrom('audit').select('id').execute()).length
      const before = await entries()
      const { status, text } = await send(`/trainings/${slug}/preview`, form, { 'title.en': 'Not saved' })
      // The page around the frame has a `main`, too: a screen reader tells them apart by their
      // names.
      assert.match(text, /<main aria-label="[^"]+">/)
      assert.equal(status, 200)
      assert.match(text, /data-script="\/embed\/v1\/training-signup.js"/)
      const answers = JSON.parse(
        (/data-answers="([^"]*)"/.exec(text)?.[1] ?? '').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
      )
      assert.equal(answers.en.training.title, 'Not saved')
      assert.equal(answers.en.training.state, 'open')
      assert.equal(answers.es.training.title, 'Primeros auxilios')
      // Without the element, too, it is in the language of the page around it, and dark where that is.
      assert.match(text, /<h1>Not saved<\/h1>/)
      const { text: inSpanish } = await send(`/trainings/${slug}/preview?lang=es`, form, { 'title.en': 'Not saved' })
      assert.match(inSpanish, /<h1>Primeros auxilios<\/h1>/)
      assert.match(text, /color-scheme:light dark/)
      assert.equal((await stored(slug)).title.en, 'First aid')
      assert.equal(await entries(), before)
      const wrong = await send(`/trainings/${slug}/preview`, form, { end: '2020-01-01T09:00' })
      assert.match(wrong.text, /The end must be after the start/)
    })

    test('tells its script, too, what visitors would see and what saving leads to', async () => {
      const { slug } = await given().givenTraining()
      await given().signUp(slug, { people: [someone()] })
      const body = await fill(slug)
      body.set('start', '2027-03-06T10:00')
      const response = await given().app.request(`/admin/trainings/${slug}/preview`, {
        method: 'POST',
        headers: { ...signedIn, Accept: 'application/json' },
        body,
      })
      const { data, words } = (await response.json()) as { data: { outcome: string }; words: object }
      assert.equal(data.outcome, 'confirmed')
      assert.deepEqual(words, {
        note: 'You changed the time. 1 person will be told when you save.',
        others: '',
        save: 'Save and send 1 email',
        told: 'training-changed',
        isSilenceable: true,
      })
    })

    test('says what is wrong in Spanish, too', async () => {
      const { slug } = await given().givenTraining({ status: 'draft' })
      const path = `/trainings/${slug}/edit?lang=es`
      const { text } = await send(path, await fill(slug), { end: '2020-01-01T09:00' })
      assert.match(text, /<a href="#f-end">Termina<\/a>: El final debe ser después del inicio\./)
      const late = await send(path, await fill(slug), { start: '2027-03-14T02:30', end: '2027-03-14T09:00' })
      assert.match(late.text, /Los relojes se saltan esta hora/)
    })

    test('speaks Spanish', async () => {
      const { slug } = await given().givenTraining({ status: 'draft' })
      const { text } = await open(`/trainings/${slug}/edit?lang=es`)
      assert.match(text, /<h1>Editar la capacitación<\/h1>/)
      assert.doesNotMatch(text, /admin\.(training|edit|act)\./)
      assert.doesNotMatch((await open(`/trainings/${slug}/edit`)).text, /admin\.(training|edit|act)\./)
    })
  },
  mailing,
)
