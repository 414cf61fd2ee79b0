import assert from 'node:assert/strict'
import { test } from 'mocha'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { createVisitor } from '../../testing/visitor.ts'

onBothDatabases(
  '“send me my link” by reference',
  (running) => {
    const { get, post, linkOf } = createVisitor(running)
    const linkMails = async () => (await running().rows('outbox', { kind: 'your-link' })).length
    const askFor = (slug: string, reference: string, name: string, lang = 'en') =>
      post(`/t/${slug}/find?by=reference&lang=${lang}`, { reference, name })
    const givenPerson = async (person: Record<string, string> = {}) => {
      const { slug } = await running().givenTraining({
        contact: { name: 'Rosa Lima', phone: '816-555-0100', email: 'rosa@example.org' },
      })
      const own = someone({ familyName: 'Núñez Reyes', ...person })
      const { body } = await running().signUp(slug, { people: [own] })
      return { slug, own, reference: String(body.reference) }
    }

    test('mails the address on file alone, however reference and name are written', async () => {
      const { slug, own, reference } = await givenPerson()
      const { id } = await running().row('registration', { email: own.email })
      await running().deliver()
      for (const [typed, name] of [
        [reference, 'Núñez Reyes'],
        [` ${reference.replace('-', ' ').toLowerCase()} `, 'NUNEZ-REYES'],
      ] as const) {
        running().clock.later({ minutes: 16 })
        const before = await linkMails()
        const page = await askFor(slug, typed, name)
        assert.equal((await linkMails()) - before, 1, typed)
        const sent = await running().deliver()
        const link = await linkOf(id)
        assert.deepEqual(
          sent.filter(({ text }) => text.includes(link)).map(({ to }) => to),
          [own.email],
        )
        // Anyone who saw a printed sheet knows both.
        for (const secret of [link, own.email]) assert.ok(!page.text.includes(secret))
      }
    })

    test('answers the same whether a reference and a name belong together, and mails no one else', async () => {
      const { slug, reference } = await givenPerson()
      const other = await givenPerson()
      const before = await linkMails()
      const right = await askFor(slug, reference, 'Nunez Reyes')
      assert.equal(right.status, 200)
      for (const [typed, name] of [
        ['K7MQ-3FXA', 'Nunez Reyes'],
        [reference, 'Nunez'],
        [reference, 'Ada'],
        [other.reference, 'Nunez Reyes'],
      ] as const)
        assert.deepEqual(await askFor(slug, typed, name), right, typed + name)
      // Asked again, too: a second email has to wait.
      assert.deepEqual(await askFor(slug, reference, 'Nunez Reyes'), right)
      assert.equal((await linkMails()) - before, 1)
    })

    test('knows the reference of a second sign-up, and someone with one name', async () => {
      const { slug, own, reference } = await givenPerson({ familyName: '' })
      const again = await running().signUp(slug, { people: [own] })
      assert.notEqual(again.body.reference, reference)
      const before = await linkMails()
      await askFor(slug, String(again.body.reference), own.givenName)
      assert.equal((await linkMails()) - before, 1)
    })

    test('says who to call, in both languages, and leads there from the other way', async () => {
      const { slug, reference } = await givenPerson()
      assert.match(
        (await askFor(slug, reference, 'x')).text,
        /Contact Rosa Lima, <span class="unbroken">816-555-0100,<\/span> rosa@example\.org with/,
      )
      assert.match((await askFor(slug, reference, 'x', 'es')).text, /Comuníquese con Rosa Lima/)
      for (const page of [await get(`/t/${slug}/find`), await post(`/t/${slug}/find`, { email: 'a@example.org' })])
        assert.match(page.text, /find\?lang=en&(amp;)?by=reference/)
      assert.match((await get(`/t/${slug}/find?by=reference`)).text, /find\?lang=es&(amp;)?by=reference/)
    })

    test('wants a whole reference and a name, and shows again what was typed', async () => {
      const { slug } = await givenPerson()
      for (const typed of ['', 'K7MQ', 'K7MQ-3FXA-2', '"><b>']) {
        const page = await askFor(slug, typed, '')
        assert.equal(page.status, 422)
        assert.match(page.text, /Enter all 8 letters and numbers[\s\S]*Enter a last name/)
        assert.ok(!page.text.includes('"><b>'))
      }
      const page = await askFor(slug, 'K7MQ', 'Reyes')
      assert.match(page.text, /when you registered, like <span class="unbroken">K7MQ-3FXA<\/span>/)
      assert.match(page.text, /of your reference number, like <span class="unbroken">K7MQ-3FXA<\/span>/)
      assert.match(page.text, /value="K7MQ"[\s\S]*value="Reyes"/)
    })
  },
  mailing,
)
