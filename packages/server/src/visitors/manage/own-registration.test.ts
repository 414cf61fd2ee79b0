import assert from 'node:assert/strict'
import { mock } from 'node:test'
import type { TrainingDraft } from '@training-signup/contract'
import { test } from 'mocha'
import { createManageTokens } from '../../core/registrations/manage-token.ts'
import { contradictions } from '../../testing/generated/recount.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { type Answered, createVisitor } from '../../testing/visitor.ts'

onBothDatabases(
  'a person’s own page',
  (running) => {
    const { get, post, linkOf, signedUp, everything, statuses } = createVisitor(running)
    const given = (training: Partial<TrainingDraft> = {}) => running().givenTraining(training)
    const shows = ({ text }: Answered, ...words: string[]) => {
      for (const one of words) assert.ok(text.includes(one), one)
    }

    test('shows the training, the status and the name', async () => {
      const { slug } = await given({ venue: { name: 'Academy', arrival: { en: 'Park in lot B' } } })
      const [ada] = await signedUp(slug, [someone({ needs: 'a ramp' })])
      const page = await get(await linkOf(ada!.id))
      assert.equal(page.status, 200)
      shows(
        page,
        'Your seat is confirmed',
        'First aid',
        'Park in lot B',
        ada!.reference,
        'Ada Reyes',
        `/t/${slug}/calendar"`,
      )
      assert.ok(!page.text.includes('a ramp'))
      for (const [name, value] of Object.entries({
        'cache-control': 'no-store',
        'referrer-policy': 'strict-origin',
        'x-content-type-options': 'nosniff',
        'access-control-allow-origin': null,
      }))
        assert.equal(page.headers.get(name), value, name)
      assert.match(page.text, /<meta name="robots" content="noindex">/)
      assert.doesNotMatch(page.headers.get('content-security-policy') ?? '', /unsafe|https?:/)
      assert.doesNotMatch(page.text, /<script|src="http|style="/)
    })
    test('lists what people do often, and apart from it, in red, what ends the registration', async () => {
      const [ada] = await signedUp((await given()).slug, [someone()])
      const { text } = await get(await linkOf(ada!.id))
      const classes = [...text.matchAll(/<a class="([^"]+)" href="[^"]*\/(change|pass|cancel|erase)\?/g)]
      assert.deepEqual(
        classes.map(([, kind, action]) => `${action}: ${kind}`),
        ['change: row', 'pass: row', 'cancel: button danger', 'erase: quiet danger'],
      )
      assert.match((await get(`${await linkOf(ada!.id)}/cancel`)).text, /go back<\/a>.*<button class="danger">/s)
    })
    test('speaks the language of the sign-up, and the other one', async () => {
      const { slug } = await given()
      const [ada] = await signedUp(slug, [someone()], { lang: 'es' })
      const link = await linkOf(ada!.id)
      shows(await get(link), '<html lang="es">', 'Su cupo está confirmado', 'Primeros auxilios')
      shows(await get(`${link}?lang=en`), '<html lang="en">', 'Your seat is confirmed')
    })
    test('promises the reminder of the day before only while it is ahead', async () => {
      const said = { en: 'We’ll email you a reminder the day before.', es: 'Le enviaremos un recordatorio' }
      const { slug } = await given({ start: '2027-01-20T09:00', end: '2027-01-20T15:00' })
      const [ada] = await signedUp(slug, [someone()])
      const link = await linkOf(ada!.id)
      const isPromised = async (lang: 'en' | 'es' = 'en') =>
        (await get(`${link}?lang=${lang}`)).text.includes(said[lang])
      running().clock.now = new Date('2027-01-19T02:59:00Z')
      assert.deepEqual([await isPromised(), await isPromised('es')], [true, true])
      await running().admin('PATCH', `/trainings/${slug}`, { status: 'withdrawn' })
      assert.equal(await isPromised(), false)
      await running().admin('PATCH', `/trainings/${slug}`, { status: 'published' })
      running().clock.now = new Date('2027-01-19T03:00:00Z')
      assert.equal(await isPromised(), false)
    })
    test('is honest about every status', async () => {
      const { slug } = await given({ seats: { capacity: 1, waitlist: true } })
      const [, luis] = await signedUp(slug, [someone(), someone()])
      const waiting = await get(await linkOf(luis!.id))
      shows(waiting, 'on the waiting list', 'Do not come unless', '<span class="mark"><svg class="icon clock"')
      assert.match(waiting.text, /<h1>[^<]*you do not have a seat yet</)
      const inSpanish = await get(`${await linkOf(luis!.id)}?lang=es`)
      assert.match(inSpanish.text, /<h1>[^<]*todavía no tiene un cupo</)
      assert.ok(!waiting.text.includes('/calendar'))
      const asked = await given({ audience: { access: 'approval' } })
      const [rosa] = await signedUp(asked.slug, [someone()])
      shows(await get(await linkOf(rosa!.id)), 'isn’t confirmed yet', '<span class="mark"><svg class="icon person"')
      await running().admin('POST', `/registrations/${rosa!.id}/decline`)
      const declined = await get(await linkOf(rosa!.id))
      shows(declined, 'was declined', 'Delete my data')
      assert.doesNotMatch(declined.text, /\/(cancel|change|pass)\?/)
    })

    test('changes nothing when opened, whatever is opened', async () => {
      const { slug } = await given({ seats: { capacity: 1, waitlist: true } })
      const [ada, luis] = await signedUp(slug, [someone(), someone()])
      running().clock.now = new Date('2027-03-04T12:00:00Z')
      const before = await everything()
      for (const id of [ada!.id, luis!.id]) {
        const link = await linkOf(id)
        const actions = ['accept', 'decline', 'coming', 'keep', 'change', 'pass', 'cancel', 'erase', 'nonsense']
        for (const path of [link, ...actions.map((action) => `${link}/${action}`), `/t/${slug}/find`])
          for (const method of ['GET', 'HEAD']) await running().app.request(path, { method })
      }
      assert.deepEqual(await everything(), before)
    })
    test('accepts no one else’s link, and all links that do not work look alike', async () => {
      const server = running()
      const { slug } = await given()
      const [ada, luis] = await signedUp(slug, [someone(), someone()])
      const link = await linkOf(ada!.id)
      const strange = createManageTokens({ authSecret: 'b'.repeat(32) })
      const own = createManageTokens(server.context)
      const foreign = (await linkOf(luis!.id)).slice(0, 30) + link.slice(30)
      const links = [
        `/r/${strange.issue({ kind: 'registration', id: ada!.id, version: 1 })}`,
        `/r/${own.issue({ kind: 'registration', id: ada!.id, version: 2 })}`,
        `/r/${own.issue({ kind: 'group', id: ada!.id, version: 1 })}`,
        `/r/${own.issue({ kind: 'transfer', id: ada!.id, version: 1 })}`,
        `/r/pass/${own.issue({ kind: 'transfer', id: ada!.id, version: 1 })}`,
        `/r/pass${link.slice(2)}`,
        foreign,
        `${link.slice(0, -2)}AA`,
        '/r/nonsense',
        `/r/${'a'.repeat(66)}`,
        '/r/%00',
        `${link}/people/${ada!.id}/cancel`,
      ]
      const bodies = new Set<string>()
      for (const one of links) {
        const answer = await get(one)
        assert.equal(answer.status, 404, one)
        bodies.add(answer.text)
        assert.equal((await post(`${one}/cancel`)).status, 404)
      }
      // The training's end and thirty days.
      server.clock.now = new Date('2027-04-05T20:59:00Z')
      assert.equal((await get(link)).status, 200)
      server.clock.now = new Date('2027-04-05T21:01:00Z')
      assert.equal((await get(link)).to.replace(/\?.*/, ''), `${link}/erase`)
      assert.equal(bodies.size, 1)
      assert.match([...bodies][0]!, /This link doesn’t work/)
      assert.deepEqual(await statuses(slug), ['confirmed', 'confirmed'])
    })
    test('asks the database nothing about what cannot be a link', async () => {
      const read = mock.method(running().context.db.reader, 'selectFrom')
      for (const token of ['x', 'a'.repeat(65), 'a'.repeat(67), `${'a'.repeat(65)}.`]) await get(`/r/${token}`)
      assert.equal(read.mock.callCount(), 0)
    })

    test('corrects answers, with the faults of the form', async () => {
      const { slug } = await given({ audience: { access: 'attest', roles: ['police', 'fire'] } })
      const person = someone({ role: 'police', agency: 'KCPD', attestation: true, needs: 'a ramp' })
      const [ada] = await signedUp(slug, [person])
      const link = await linkOf(ada!.id)
      const form = await get(`${link}/change`)
      shows(form, 'a ramp', 'value="KCPD"', person['email'])
      assert.doesNotMatch(form.text, /name="email"/)
      const answers = { givenName: 'Ada', familyName: 'Lovelace', role: 'fire', agency: 'KCFD', attestation: 'true' }
      const wrong = await post(`${link}/change`, { ...answers, givenName: '', attestation: '', agency: '' })
      assert.equal(wrong.status, 422)
      shows(wrong, 'Enter your first name', 'Enter your agency', 'value="Lovelace"')
      const saved = await post(`${link}/change`, { ...answers, needs: '' })
      assert.equal(saved.status, 303)
      shows(await get(saved.to), 'The changes are saved', 'Ada Lovelace')
      const { body } = await running().admin('GET', `/registrations/${ada!.id}`)
      assert.deepEqual(
        [body.familyName, body.role, body.agency, body.email],
        ['Lovelace', 'fire', 'KCFD', person['email']],
      )
      assert.deepEqual(body.sensitive, {})
    })
    test('undoes no correction that an organizer made while the form was open', async () => {
      const { slug } = await given({ audience: { access: 'attest', roles: ['police', 'fire'] } })
      const person = someone({ role: 'police', agency: 'KCPD', attestation: true, needs: 'a ramp' })
      const [ada] = await signedUp(slug, [person])
      const link = await linkOf(ada!.id)
      const open = async () => shownIn((await get(`${link}/change`)).text)
      const correct = (changes: object) => running().admin('PATCH', `/registrations/${ada!.id}`, { person: changes })
      const stored = async () => {
        const { familyName, agency, sensitive } = (await running().admin('GET', `/registrations/${ada!.id}`)).body
        return { familyName, agency, ...sensitive }
      }
      const same = { givenName: 'Ada', role: 'police', attestation: 'true' }
      const answers = { ...same, familyName: 'Lovelace', agency: 'KCPD', needs: 'a ramp' }
      const shown = await open()
      assert.equal((await correct({ agency: 'Kansas City Police' })).status, 200)

      // Their own change is kept, and so is the organizer's, for them to save.
      const refused = await post(`${link}/change`, { ...answers, _shown: shown })
      assert.equal(refused.status, 409)
      shows(refused, 'Someone else changed these answers', 'value="Lovelace"', 'value="Kansas City Police"')
      assert.deepEqual(await stored(), { familyName: person.familyName, agency: 'Kansas City Police', needs: 'a ramp' })
      const merged = { ...answers, agency: 'Kansas City Police', _shown: shownIn(refused.text) }
      for (const _ of ['sent', 'sent twice']) assert.equal((await post(`${link}/change`, merged)).status, 303)
      assert.deepEqual(await stored(), { familyName: 'Lovelace', agency: 'Kansas City Police', needs: 'a ramp' })

      // What both changed is the person's to decide.
      const again = { ...merged, needs: 'two ramps', _shown: await open() }
      await correct({ needs: 'a wide door' })
      const both = await post(`${link}/change?lang=es`, again)
      assert.equal(both.status, 409)
      shows(both, 'Otra persona modificó esta respuesta', 'two ramps')
      await post(`${link}/change`, { ...again, _shown: shownIn(both.text) })
      assert.equal((await stored()).needs, 'two ramps')

      // A fault in between forgets nothing.
      const late = { ...again, _shown: await open() }
      await correct({ agency: 'KCMO PD' })
      const wrong = await post(`${link}/change`, { ...late, givenName: '' })
      assert.ok([409, 422].includes(wrong.status))
      assert.equal((await stored()).agency, 'KCMO PD')
    })
    test('saves once what is sent twice, with an answer to a question that others hide', async () => {
      const { slug } = await given({ audience: { access: 'attest', roles: ['police'] } })
      const person = someone({ role: 'other', roleOther: 'Chaplain', agency: 'KCPD', attestation: true })
      const [ada] = await signedUp(slug, [person])
      const link = await linkOf(ada!.id)
      const shown = shownIn((await get(`${link}/change`)).text)
      const { givenName, familyName } = person
      // A browser sends also what its style sheet hides.
      const answers = {
        givenName,
        familyName,
        role: 'police',
        roleOther: 'Chaplain',
        agency: 'KCPD',
        attestation: 'true',
      }
      for (const _ of ['sent', 'sent twice'])
        assert.equal((await post(`${link}/change`, { ...answers, _shown: shown })).status, 303)
      const { body } = await running().admin('GET', `/registrations/${ada!.id}`)
      assert.deepEqual([body.role, body.roleOther], ['police', undefined])
    })
    test('writes from then on in the language that is chosen there', async () => {
      const { slug } = await given({ fields: { language: 'optional' } })
      const person = someone()
      const [ada] = await signedUp(slug, [person])
      const { givenName, familyName } = person
      await post(`${await linkOf(ada!.id)}/change`, { givenName, familyName, language: 'es' })
      shows(await get(await linkOf(ada!.id)), '<html lang="es">')
    })
    test('does not merge two people', async () => {
      const { slug } = await given()
      const person = someone()
      const [ada] = await signedUp(slug, [person, { ...person, givenName: 'Luis' }])
      const changed = await post(`${await linkOf(ada!.id)}/change`, {
        givenName: 'Luis',
        familyName: person['familyName'],
      })
      assert.equal(changed.status, 422)
      shows(changed, 'Someone with this name is already registered with this address')
    })

    test('cancels: the next in line gets the seat, once, however often it is sent', async () => {
      const { slug } = await given({ seats: { capacity: 1, waitlist: true } })
      const [ada] = await signedUp(slug, [someone(), someone(), someone()])
      const link = await linkOf(ada!.id)
      shows(await get(`${link}/cancel`), 'Give up my seat', 'Never mind, go back')
      const answers = await Promise.all([1, 2, 3].map(() => post(`${link}/cancel`)))
      for (const { status, to } of [...answers, await post(`${link}/cancel`)]) {
        assert.equal(status, 303)
        assert.match(to, /done=(cancelled|otherwise)/)
      }
      const after = await get(answers[0]!.to)
      shows(after, 'Your registration is canceled', `/t/${slug}"`)
      assert.doesNotMatch(after.text, /The registration is canceled/)
      assert.deepEqual(await statuses(slug), ['cancelled', 'confirmed', 'waitlisted'])
      assert.deepEqual(await contradictions(running().context.db, slug), [])
      const mails = await running().rows('outbox', { registration_id: ada!.id })
      assert.deepEqual(mails.map(({ kind }) => kind).toSorted(), ['cancelled', 'confirmed'])
    })
    test('accepts and declines an offered seat', async () => {
      const { slug } = await given({ seats: { capacity: 1, waitlist: true, waitlistBy: 'offer' } })
      const [ada, luis, rosa] = await signedUp(slug, [someone(), someone(), someone()])
      await post(`${await linkOf(ada!.id)}/cancel`)
      const link = await linkOf(luis!.id)
      shows(await get(link), 'We’re holding a seat for you', 'Accept the seat')
      shows(await get((await post(`${link}/decline`)).to), 'You declined the seat')
      shows(await get((await post(`${link}/decline`)).to), 'You declined the seat')
      const next = await linkOf(rosa!.id)
      for (const _ of [1, 2])
        shows(await get((await post(`${next}/accept`)).to), 'The seat is yours', 'Your seat is confirmed')
      shows(await get((await post(`${link}/accept`)).to), 'we didn’t change anything')
      assert.deepEqual(await statuses(slug), ['cancelled', 'expired', 'confirmed'])
    })
    test('asks near the day whether the person still comes', async () => {
      const { slug } = await given()
      const [ada] = await signedUp(slug, [someone()])
      const link = await linkOf(ada!.id)
      assert.ok(!(await get(link)).text.includes('Are you still coming?'))
      running().clock.now = new Date('2027-03-04T12:00:00Z')
      shows(await get(link), 'Are you still coming?')
      for (const _ of [1, 2]) shows(await get((await post(`${link}/coming`)).to), 'Your seat is still yours')
      assert.ok(!(await get(link)).text.includes('Are you still coming?'))
      const said = async () => (await running().admin('GET', `/registrations/${ada!.id}`)).body.reconfirmedAt
      assert.equal(await said(), '2027-03-04T12:00:00.000Z')
      await running().admin('PATCH', `/trainings/${slug}`, { start: '2027-03-16T09:00', end: '2027-03-16T15:00' })
      running().clock.now = new Date('2027-03-14T12:00:00Z')
      shows(await get(link), 'Are you still coming?')
      await post(`${link}/coming`)
      assert.equal(await said(), '2027-03-14T12:00:00.000Z')
    })
    test('erases everything right away, and the link stops working', async () => {
      const { slug } = await given({ seats: { capacity: 1, waitlist: true } })
      const [ada] = await signedUp(slug, [someone(), someone()])
      const link = await linkOf(ada!.id)
      shows(await get(`${link}/erase`), 'You can’t undo this')
      shows(await post(`${link}/erase`), 'Your data has been deleted')
      assert.equal((await get(link)).status, 404)
      assert.equal((await post(`${link}/erase`)).status, 404)
      assert.deepEqual(await statuses(slug), ['confirmed'])
      assert.ok(!JSON.stringify(await everything()).includes(ada!.reference))
    })
    test('leaves no link in the log, whatever fails', async () => {
      const { slug } = await given()
      const [ada] = await signedUp(slug, [someone()])
      const link = await linkOf(ada!.id)
      running().logged.length = 0
      mock.method(running().context.db, 'transaction', async () => {
        throw new Error(`about ${link}`)
      })
      assert.equal((await post(`${link}/cancel`)).status, 500)
      mock.restoreAll()
      assert.match(running().logged.join(''), /a request failed/)
      assert.ok(!running().logged.join('').includes(link.slice(3)))
    })
    test('does nothing for an action that does not exist, whatever its name', async () => {
      const { slug } = await given()
      const [ada] = await signedUp(slug, [someone()])
      for (const name of ['nothing', 'constructor', '__proto__'])
        assert.equal((await post(`${await linkOf(ada!.id)}/${name}`)).status, 303, name)
    })
    test('offers nothing that is no longer possible', async () => {
      const { slug } = await given()
      const [ada] = await signedUp(slug, [someone()])
      const link = await linkOf(ada!.id)
      running().clock.now = new Date('2027-03-06T15:00:00Z')
      shows(await get((await post(`${link}/cancel`)).to), 'we didn’t change anything')
      await running().admin('PATCH', `/trainings/${slug}`, { status: 'cancelled' })
      const page = await get(link)
      shows(page, 'This training has been canceled', 'Delete my data')
      assert.doesNotMatch(page.text, /\/(cancel|change|pass)\?/)
      assert.deepEqual(await statuses(slug), ['confirmed'])
    })
  },
  mailing,
)

/** What a form says it showed. */
const shownIn = (page: string) => /name="_shown" value="([^"]*)"/.exec(page)?.[1] ?? ''
