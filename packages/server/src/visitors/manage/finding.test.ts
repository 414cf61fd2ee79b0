import assert from 'node:assert/strict'
import { test } from 'mocha'
import { eraseExpired } from '../../core/erasing/retention.ts'
import { onBothDatabases, readJson, someone } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { createVisitor } from '../../testing/visitor.ts'

onBothDatabases(
  '“send me my link”',
  (running) => {
    const { get, post, signedUp, linkOf, groupLink } = createVisitor(running)
    const linkMails = async () => (await running().rows('outbox', { kind: 'your-link' })).length

    test('sends the links of an address to it, and no one else learns anything', async () => {
      const { slug } = await running().givenTraining()
      const person = someone()
      const [ada] = await signedUp(slug, [person])
      const before = await linkMails()
      const known = await post(`/t/${slug}/find`, { email: ` ${person.email.toUpperCase()} ` })
      const unknown = await post(`/t/${slug}/find`, { email: 'nobody@example.org' })
      assert.equal(known.status, 200)
      assert.deepEqual(known, unknown)
      assert.equal((await linkMails()) - before, 1)
      await running().deliver()
      const link = await linkOf(ada!.id)
      const withLink = running().mails.filter(({ subject, text }) => /link/.test(subject) && text.includes(link))
      assert.deepEqual(
        withLink.map(({ to }) => to),
        [person.email],
      )
    })
    test('finds a person who signed up a group', async () => {
      const { slug } = await running().givenTraining()
      const coordinator = { name: 'Sgt. Kim Doe', email: 'Doe@KCPD.example' }
      await running().signUp(slug, { people: [{ givenName: 'Ada' }, { givenName: 'Luis' }], coordinator })
      const group = await running().row('registration_group', { coordinator_name: coordinator.name })
      await post(`/t/${slug}/find`, { email: 'doe@kcpd.example' })
      await running().deliver()
      assert.ok(
        running().mails.some(
          ({ to, subject, text }) =>
            to === coordinator.email && /link/i.test(subject) && text.includes(groupLink(group.id)),
        ),
      )
    })
    test('sends no second one within a quarter of an hour, however often it is asked', async () => {
      const { slug } = await running().givenTraining()
      const person = someone()
      await signedUp(slug, [person])
      const before = await linkMails()
      const ask = () => post(`/t/${slug}/find`, { email: person.email })
      const answers = await Promise.all([ask(), ask(), ask(), ask()])
      assert.equal(new Set(answers.map(({ text }) => text)).size, 1)
      assert.equal((await linkMails()) - before, 1)
      running().clock.later({ minutes: 15, ms: 1 })
      await ask()
      assert.equal((await linkMails()) - before, 2)
    })
    test('is there when the training is full, closed or canceled, in both languages', async () => {
      for (const training of [
        { seats: { capacity: 0, waitlist: false } },
        { closesAt: '2027-01-09T09:00' },
        { status: 'cancelled' },
      ] as const) {
        const { slug } = await running().givenTraining(training)
        assert.ok((await get(`/t/${slug}`)).text.includes(`/t/${slug}/find"`))
        const page = await get(`/t/${slug}/find?lang=es`)
        assert.equal(page.status, 200)
        assert.match(page.text, /<html lang="es">[\s\S]*Obtener mi enlace/)
        assert.equal((await post(`/t/${slug}/find`, { email: 'a@example.org' })).status, 200)
      }
      assert.equal((await get('/t/nowhere/find')).status, 404)
    })
    test('is linked from the answer to a sent form, whether there is a seat or not', async () => {
      const { slug } = await running().givenTraining({ seats: { capacity: 1, waitlist: false } })
      const open = async () => /name="_token" value="([^"]+)"/.exec((await get(`/t/${slug}`)).text)?.[1] ?? ''
      const [first, second] = [await open(), await open()]
      running().clock.later({ seconds: 30 })
      for (const [title, status, token] of [
        ['You’re in, Ada. ', 200, first],
        ['This training is full', 409, second],
      ] as const) {
        const sent = await post(`/t/${slug}`, { ...someone(), _token: token })
        assert.deepEqual([sent.status, sent.text.includes(`<h1>${title}`)], [status, true], sent.text)
        assert.ok(sent.text.includes(`href="https://signup.example/t/${slug}/find"`), title)
      }
    })
    test('is linked where the widget shows the contact', async () => {
      const { slug } = await running().givenTraining()
      const { training } = await readJson(await running().app.request(`/api/v1/trainings/${slug}?lang=es`))
      assert.deepEqual(training.help[0], {
        heading: '¿Ya se inscribió?',
        lines: [{ text: 'Obtener su enlace', href: `https://signup.example/t/${slug}/find?lang=es` }],
      })
    })
    test('sends the link after the training too, for as long as there is something to delete', async () => {
      const { slug } = await running().givenTraining()
      const person = someone()
      const [ada] = await signedUp(slug, [person])
      const link = await linkOf(ada!.id)
      for (const [day, status] of [
        ['2027-03-08T12:00:00Z', 200],
        ['2027-04-05T12:00:00Z', 200],
        ['2027-04-06T12:00:00Z', 303],
        ['2027-06-03T12:00:00Z', 303],
        ['2027-06-06T12:00:00Z', 404],
      ] as const) {
        running().clock.now = new Date(day)
        await eraseExpired(running().context)
        await post(`/t/${slug}/find`, { email: person.email })
        await running().deliver()
        assert.equal(
          running().mails.some(({ to, text }) => to === person.email && text.includes(link)),
          status !== 404,
          day,
        )
        assert.equal((await get(link)).status, status, day)
      }
    })
    test('wants an address that can be one', async () => {
      const { slug } = await running().givenTraining()
      for (const [email, fault] of [
        ['', 'Enter your email address'],
        ['"><b>', 'Enter a complete email address'],
        ['ada@kcpd', 'Check the part after the @'],
      ] as const) {
        const page = await post(`/t/${slug}/find`, { email })
        assert.equal(page.status, 422)
        assert.ok(page.text.includes(fault) && !page.text.includes('"><b>'))
      }
    })
  },
  mailing,
)

onBothDatabases('a server without mail', (running) => {
  const { get, post } = createVisitor(running)
  test('promises no link, and names the contact', async () => {
    const { slug } = await running().givenTraining({ contact: { email: 'rosa@example.org' } })
    assert.ok(!(await get(`/t/${slug}`)).text.includes('/find'))
    for (const page of [await get(`/t/${slug}/find`), await post(`/t/${slug}/find`, { email: 'a@example.org' })]) {
      assert.equal(page.status, 200)
      assert.match(page.text, /contact the organizer[\s\S]*rosa@example\.org/)
      assert.doesNotMatch(page.text, /<form/)
    }
  })
})
