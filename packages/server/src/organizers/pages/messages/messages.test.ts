import assert from 'node:assert/strict'
import { limits } from '@training-signup/contract'
import { test } from 'mocha'
import { enqueueMessages } from '../../../core/messages/send-message.ts'
import { deliverMails } from '../../../delivery/deliver.ts'
import { type Mail, MailRefused } from '../../../platform/outgoing-mail.ts'
import { organizerPages, valueOf } from '../../../testing/pages/organizer-pages.ts'
import { onBothDatabases, someone, type TestApp } from '../../../testing/servers/test-app.ts'

const contact = { email: 'organizer@example.org' }
const sent: Mail[] = []
const refused = new Set<string>()
const sendMail = async (mail: Mail) => {
  if (refused.has(mail.to)) throw new MailRefused('550')
  sent.push(mail)
}

const written = {
  'subject.en': 'Where to park',
  'text.en': 'Use lot B.\r\n\r\nThe <north> gate is closed.',
  status: 'confirmed',
  about: 'seat',
}

async function deliverAll({ context }: TestApp) {
  for (let round = 0; round < 4; round++) {
    await enqueueMessages(context)
    await deliverMails(context)
  }
}

/** Returns the id of the draft that the form's answer leads to. */
const idIn = (location: string | null) => /\/messages\/([\da-f-]{36})/.exec(location ?? '')?.[1] ?? assert.fail('no id')

onBothDatabases(
  'the pages to write to people',
  (given) => {
    test('lead from the filter to the preview, the test, and what was sent', async () => {
      const server = given()
      const { open, ask, post } = organizerPages(server)
      const { slug } = await server.givenTraining({ contact, seats: { capacity: 2, waitlist: true } })
      const [ada, luis, waiting] = [someone(), someone({ givenName: 'Luis' }), someone()]
      await server.signUp(slug, { people: [ada] })
      await server.signUp(slug, { people: [luis], lang: 'es' })
      await server.signUp(slug, { people: [waiting] })

      const form = await open(`/messages/new?training=${slug}&status=waitlisted`)
      assert.match(form, /value="confirmed"[^>]*>\s*<span>Confirmed<\/span> <span class="num">2</)
      assert.match(form, /value="waitlisted" checked[^>]*>\s*<span>Waiting list<\/span> <span class="num">1</)

      const made = await post('/messages/new', { ...written, training: slug, do: 'save' })
      assert.equal(made.status, 303)
      const id = idIn(made.location)
      const draft = await open(`/messages/${id}?done=saved`)
      assert.match(draft, /Draft saved/)
      assert.match(draft, /Send to 2 people/)
      assert.ok(draft.indexOf('class="email"') < draft.indexOf('Send to 2 people'), 'someone who sends it has seen it')
      assert.match(draft, new RegExp(`To Ada ${ada.familyName}\\s· 1 of 2`))
      assert.match(draft, /1 registered in Spanish and will read your English words/)

      // The next person, and the email in either language.
      const next = /href="\/admin(\/messages\/[^"]*)#look">Next person/.exec(draft)?.[1] ?? assert.fail('no next')
      assert.match(await open(next.replaceAll('&amp;', '&')), new RegExp(`To Luis ${luis.familyName}\\s· 2 of 2`))
      const email = /<iframe class="email" src="\/admin([^"]*)"/.exec(draft)?.[1]?.replaceAll('&amp;', '&') ?? ''
      const framed = await ask(email)
      assert.match(framed.text, /The &lt;north&gt; gate is closed/)
      assert.match(framed.policy, /^sandbox .*frame-ancestors 'self'/)
      assert.match((await ask(email.replace('in=en', 'in=es'))).text, /<html[^>]* lang="es"/)

      const fields = { ...written, training: slug, _base: valueOf(draft, '_base'), people: valueOf(draft, 'people') }
      const tested = await post(`/messages/${id}`, { ...fields, do: 'test' })
      assert.match(tested.location ?? '', /done=tested$/)
      assert.match(await open(`/messages/${id}?done=tested`), /The test is on its way</)
      sent.length = 0
      await deliverAll(server)
      assert.deepEqual(
        sent.filter(({ to }) => to === contact.email).map(({ subject }) => subject),
        ['Test: Where to park'],
      )
      assert.equal(
        sent.some(({ subject }) => subject === 'Where to park'),
        false,
      )

      const sending = await post(`/messages/${id}`, { ...fields, do: 'send' })
      assert.match(sending.location ?? '', /done=sending$/)
      const before = await open(`/messages/${id}`)
      assert.match(before, /0 of 2 sent/)
      assert.match(before, /<noscript><meta http-equiv="refresh" content="10"><\/noscript>/)
      const numbers = /data-live="\/admin([^"]*)"/.exec(before)?.[1] ?? assert.fail('not live')
      assert.match(await open(numbers), /^<section class="card" id="progress"[^]*0 of 2 sent/)
      assert.doesNotMatch(await open(numbers), new RegExp(ada.familyName))
      const { entries } = await server.context.db.reader
        .selectFrom('audit')
        .select(({ fn }) => fn.countAll<number>().as('entries'))
        .where('route', 'like', '%progress')
        .executeTakeFirstOrThrow()
      assert.equal(entries, 0)
      sent.length = 0
      await deliverAll(server)
      const arrived = () => sent.filter(({ subject }) => subject === 'Where to park').map(({ to }) => to)
      assert.deepEqual(arrived().toSorted(), [ada.email, luis.email].toSorted())

      // Pressing twice sends nothing more.
      assert.equal((await post(`/messages/${id}`, { ...fields, do: 'send' })).location, `/admin/messages/${id}`)
      await deliverAll(server)
      assert.equal(arrived().length, 2)
      const done = await open(`/messages/${id}`)
      assert.match(done, /2 of 2 sent/)
      assert.doesNotMatch(done, /data-live|http-equiv/)
      assert.match(await open(`/messages?training=${slug}`), /Where to park<\/b>[^]*2 sent/)
    })

    test('keeps a name that runs from right to left apart from the numbers after it', async () => {
      const { open, post } = organizerPages(given())
      const { slug } = await given().givenTraining({ contact })
      await given().signUp(slug, { people: [someone({ givenName: 'דוד', familyName: 'כהן' })] })
      const { location } = await post('/messages/new', { ...written, training: slug, do: 'save' })
      assert.match(await open(`/messages/${idIn(location)}`), /To \u2068דוד כהן\u2069\s· 1 of 1/)
    })

    test('keep every word when something is wrong with the form', async () => {
      const server = given()
      const { open, post } = organizerPages(server)
      const { slug } = await server.givenTraining({ contact })
      const typed = {
        ...written,
        training: slug,
        'subject.en': '',
        'text.es': 'Use el lote B.',
        agency: 'x'.repeat(300),
      }
      const answer = await post('/messages/new', { ...typed, status: [], do: 'save' })
      assert.equal(answer.status, 422)
      for (const sentence of [
        'Not saved yet. Fix 3 things:',
        'Write a subject',
        'Choose at least one status',
        `Shorten this to ${limits.agency} characters`,
        'The &lt;north&gt; gate is closed.',
        'Use el lote B.',
      ])
        assert.ok(answer.text.includes(sentence), sentence)
      assert.match(
        answer.text,
        /id="f-agency"[^>]* aria-describedby="f-agency-hint f-agency-fault" aria-invalid="true"/,
      )
      const long = await post('/messages/new', {
        ...written,
        training: slug,
        'text.en': 'ñ'.repeat(10_001),
        do: 'save',
      })
      assert.deepEqual([long.status, long.text.includes('Shorten this to 10000 characters')], [422, true])
      assert.equal(
        (await post('/messages/new', { ...written, training: slug, 'text.en': 'ñ'.repeat(10_000) })).status,
        303,
      )
      // Another training is chosen without saving anything, and every word stays.
      const other = await server.givenTraining({ title: { en: 'Night shift' } })
      const chosen = await post('/messages/new', { ...written, training: other.slug, do: 'choose' })
      assert.ok(chosen.text.includes('The &lt;north&gt; gate is closed.'))
      assert.doesNotMatch(await open(`/messages?training=${other.slug}`), /Where to park/)
    })

    test('reach exactly the people on the button, or ask again', async () => {
      const server = given()
      const { open, post } = organizerPages(server)
      const { slug } = await server.givenTraining({ contact, seats: { capacity: null } })
      const register = async () => (await server.signUp(slug, { people: [someone()] })).body
      for (let people = 0; people < 3; people++) await register()
      const id = idIn((await post('/messages/new', { ...written, training: slug })).location)
      const draft = await open(`/messages/${id}`)
      assert.match(draft, /Send to 3 people/)
      const fieldsOf = (page: string) => ({
        ...written,
        training: slug,
        _base: valueOf(page, '_base'),
        people: valueOf(page, 'people'),
      })
      for (let people = 0; people < 4; people++) await register()
      const asked = await post(`/messages/${id}`, { ...fieldsOf(draft), do: 'send' })
      assert.equal(asked.status, 409)
      assert.match(asked.text, /Who gets it changed in the meantime, so nothing was sent[^]*Send to 7 people/)
      const { people: _, ...without } = fieldsOf(asked.text)
      assert.equal((await post(`/messages/${id}`, { ...without, do: 'send' })).status, 409)
      assert.equal((await server.admin('GET', `/messages/${id}`)).body.message.state, 'draft')

      const sending = await post(`/messages/${id}`, { ...fieldsOf(asked.text), do: 'send' })
      assert.match(sending.location ?? '', /done=sending$/)
      server.clock.now = new Date(server.clock.now.getTime() + 1000)
      await register()
      sent.length = 0
      await deliverAll(server)
      assert.equal(sent.filter(({ subject }) => subject === 'Where to park').length, 7)
    })

    test('send only what was seen', async () => {
      const server = given()
      const { open, post } = organizerPages(server)
      const { slug } = await server.givenTraining({ contact })
      await server.signUp(slug, { people: [someone()] })
      const id = idIn((await post('/messages/new', { ...written, training: slug })).location)
      const fields = { ...written, training: slug, _base: valueOf(await open(`/messages/${id}`), '_base') }

      const changed = await post(`/messages/${id}`, { ...fields, 'subject.en': 'Where to walk', do: 'send' })
      assert.match(changed.text, /You changed the message. Check how it looks now, then send it/)
      assert.equal((await server.admin('GET', `/messages/${id}`)).body.message.state, 'draft')

      // Someone else has changed it: neither loses a word.
      await server.admin('PATCH', `/messages/${id}`, { subject: { en: 'Theirs' } })
      const stale = await post(`/messages/${id}`, { ...fields, 'subject.en': 'Mine', do: 'save' })
      assert.equal(stale.status, 409)
      assert.match(stale.text, /Someone else saved this while you were editing[^]*Theirs: <b>Theirs<\/b>/)
      assert.match(stale.text, /value="Mine"/)
      assert.equal((await server.admin('GET', `/messages/${id}`)).body.message.subject.en, 'Theirs')
      const again = await post(`/messages/${id}`, {
        ...fields,
        _base: valueOf(stale.text, '_base'),
        _both: 'subject.en',
        '_choice.subject.en': 'mine',
        'subject.en': 'Mine',
        do: 'save',
      })
      assert.equal(again.status, 303)
      assert.equal((await server.admin('GET', `/messages/${id}`)).body.message.subject.en, 'Mine')

      assert.match((await post(`/messages/${id}/delete`)).location ?? '', /done=deleted$/)
      assert.equal((await server.admin('GET', `/messages/${id}`)).status, 404)
    })

    test('show each recipient’s state, and try again what came back', async () => {
      const server = given()
      const { open, post } = organizerPages(server)
      const { slug } = await server.givenTraining({ contact })
      const [ada, luis] = [someone(), someone({ givenName: 'Luis' })]
      await server.signUp(slug, { people: [ada] })
      await server.signUp(slug, { people: [luis] })
      await deliverAll(server)
      const id = idIn((await post('/messages/new', { ...written, training: slug })).location)
      await server.admin('POST', `/messages/${id}/send`)
      refused.add(luis.email)
      await deliverAll(server)

      const failed = await open(`/messages/${id}?state=failed`)
      assert.match(failed, /1 of 2 sent[^]*<span>1 bounced<\/span>/)
      assert.match(
        failed,
        new RegExp(
          `Luis ${luis.familyName}</b></a><br><small>(?:[^<]|</?span[^>]*>)*the email server doesn’t know this address \\(550\\)`,
        ),
      )
      assert.ok(failed.includes(luis.email), 'where it went, so that a slip can be seen')
      assert.doesNotMatch(failed, new RegExp(`Ada ${ada.familyName}|${ada.email}`))
      const retry = /action="\/admin(\/emails\/[^"]*\/retry)"/.exec(failed)?.[1] ?? assert.fail('no button')
      refused.clear()
      const back = valueOf(failed, 'back')
      assert.equal((await post(retry, { back })).location, `/admin/messages/${id}?state=failed&done=retried`)
      assert.equal((await post(retry, { back: 'https://elsewhere.example/' })).location, '/admin/emails?done=retried')
      await deliverAll(server)
      assert.match(await open(`/messages/${id}`), /2 of 2 sent/)
    })

    test('say who gets it in another way, and who not at all', async () => {
      const server = given()
      const { open, post } = organizerPages(server)
      const { slug } = await server.givenTraining({ contact, seats: { capacity: null, waitlist: false } })
      const [ada, { email: _, ...member }] = [someone(), someone()]
      await server.signUp(slug, {
        people: [ada, member],
        coordinator: { name: 'Rosa Diaz', email: 'rosa@example.org' },
      })
      await server.admin('POST', '/registrations', {
        training: slug,
        people: [{ ...member, familyName: 'Alone' }],
        channel: 'phone',
      })
      const id = idIn((await post('/messages/new', { ...written, training: slug })).location)
      const draft = await open(`/messages/${id}`)
      assert.match(draft, /Send to 2 people/)
      assert.match(draft, /1 has no address of their own: their coordinator gets it/)
      assert.match(draft, /1 has no address at all and won’t get it/)
    })

    test('teach the first step, and offer a training’s own words in Spanish', async () => {
      const server = given()
      const { open } = organizerPages(server)
      const { slug } = await server.givenTraining({ title: { en: 'Only English' } })
      assert.match(await open(`/messages?training=${slug}`), /No messages yet/)
      assert.doesNotMatch(await open(`/messages/new?training=${slug}`), /In Spanish/)
      const both = await server.givenTraining()
      assert.match(await open(`/messages/new?training=${both.slug}`), /In Spanish \(optional\)/)
      assert.match(await open(`/messages?training=${slug}&lang=es`), /Todavía no hay mensajes/)
    })
  },
  { system: { sendMail } },
)
