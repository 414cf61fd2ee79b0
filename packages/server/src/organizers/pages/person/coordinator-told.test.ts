import assert from 'node:assert/strict'
import { test } from 'mocha'
import { acceptTransfer } from '../../../core/registrations/accept-transfer.ts'
import { offerTransfer } from '../../../core/registrations/offer-transfer.ts'
import {
  type Coordinator,
  coordinated,
  coordinatorOf,
  mailsLater,
  ownAgency,
  registerFor,
} from '../../../testing/coordinator.ts'
import { organizerPages } from '../../../testing/pages/organizer-pages.ts'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { mailing } from '../../../testing/verify.ts'

onBothDatabases(
  'a coordinator hears',
  (given) => {
    const named = (givenName: string) => ({ ...someone(), givenName })
    const read = (pat: Coordinator) => mailsLater(given(), pat)
    const save = async (slug: string, patch: object, query = '') => {
      const { status } = await given().admin('PATCH', `/trainings/${slug}${query}`, patch)
      assert.equal(status, 200)
    }
    const cancel = async (id: string) =>
      assert.ok((await given().admin('POST', `/registrations/${id}/cancel`)).status < 300)
    /** Someone gives their seat to a colleague, who takes it. Returns the registration of that one. */
    async function giveSeat(slug: string, id: string, agency: string): Promise<string> {
      const { context } = given()
      const colleague = { givenName: 'Marcus', familyName: 'Bell', email: someone().email }
      await offerTransfer(context, id, colleague, 'en')
      const [transfer] = await given().rows('transfer', { slug })
      const person = { ...colleague, phone: null, role: null, agency, answers: {}, sensitive: {} }
      const receiver = { person, needsApproval: false, consents: [], lang: 'en' as const }
      return acceptTransfer(context, transfer?.id ?? '', receiver)
    }

    test('in one email that a training of their people was called off', async () => {
      const pat = await coordinatorOf(given())
      const lee = await coordinatorOf(given(), { name: 'Lee Park' })
      const slug = await coordinated(given(), { fields: { agency: 'optional' } })
      await registerFor(pat, slug, named('Ada'))
      await registerFor(pat, slug, named('Bo'))
      await pat.giveUp(await registerFor(pat, slug, named('Cy')))
      await registerFor(lee, slug, named('Di'))
      await given().signUp(slug, { people: [{ ...named('Eve'), agency: ownAgency }] })
      await read(pat)
      const { open } = organizerPages(given())
      // Ada, Bo, Di, Eve, and the two coordinators.
      assert.match(await open(`/trainings/${slug}/call-off`), /Call off this training and send 6 emails/)
      await save(slug, { status: 'cancelled' })
      const [mail, ...more] = await read(pat)
      assert.deepEqual(more, [])
      assert.match(mail?.subject ?? '', /^The training has been canceled: /)
      assert.doesNotMatch(mail?.subject ?? '', /Ada|Bo|First aid/)
      assert.match(
        mail?.text ?? '',
        /won’t take place\.\sEveryone\syou\sregistered\swhose\s.*\sLet\sthe\sothers\sknow\./s,
      )
      assert.match(mail?.text ?? '', /Ada .*Bo /s)
      assert.doesNotMatch(mail?.text ?? '', /Cy |Di |Eve |Seat confirmed|\/r\//)
      assert.match(mail?.text ?? '', new RegExp(`/admin/trainings/${slug}`))
      assert.equal(given().mails.filter(({ to }) => to === lee.email).length, 1)
    })

    test('of a new day with the day before, once with all that follows within a minute, and that it takes place after all', async () => {
      const pat = await coordinatorOf(given())
      await given().admin('PATCH', `/accounts/${pat.id}/profile`, { lang: 'es' })
      const slug = await coordinated(given())
      await registerFor(pat, slug, named('Ada'))
      await read(pat)
      await save(slug, { start: '2027-03-06T11:00', end: '2027-03-06T15:00' }, '?notify=false')
      assert.deepEqual(await read(pat), [])
      await save(slug, { start: '2027-03-06T12:00' })
      await save(slug, { start: '2027-03-06T13:00' })
      const [mail, ...more] = await read(pat)
      assert.deepEqual(more, [])
      assert.match(mail?.subject ?? '', /^La capacitación cambió: /)
      assert.match(mail?.text ?? '', /Nueva fecha y hora: .*1\sp\.\sm\. \(antes: .*9\sa\.\sm\.\)/s)
      assert.match(mail?.text ?? '', /Ada .*Cupo confirmado/s)
      await save(slug, { status: 'cancelled' })
      await save(slug, { status: 'published' })
      const after = await read(pat)
      assert.deepEqual(
        after.map(({ subject }) => subject.split(':')[0]),
        ['La capacitación sí se llevará a cabo'],
      )
    })

    test('nothing of a training whose people gave up, or that they no longer see', async () => {
      const pat = await coordinatorOf(given())
      const gone = await coordinatorOf(given(), { name: 'Lee Park' })
      const slug = await coordinated(given())
      await pat.giveUp(await registerFor(pat, slug, named('Ada')))
      await registerFor(gone, slug, named('Bo'))
      await read(pat)
      await given().admin('DELETE', `/accounts/${gone.id}`)
      await save(slug, { status: 'cancelled' })
      assert.deepEqual([await read(pat), given().mails.filter(({ to }) => to === gone.email)], [[], []])
    })

    test('what happens to the colleague of their agency who was given the seat, and not to one of another', async () => {
      for (const agency of [ownAgency, 'Somewhere else']) {
        const pat = await coordinatorOf(given())
        const slug = await coordinated(given(), { fields: { agency: 'optional' } })
        const id = await registerFor(pat, slug, named('Ada'))
        await read(pat)
        await cancel(await giveSeat(slug, id, agency))
        const mails = await read(pat)
        assert.equal(mails.length, agency === ownAgency ? 1 : 0)
        for (const { text } of mails) assert.match(text, /Marcus Bell/)
      }
    })

    test('what happens to those that an organizer puts in their people’s place, or moved twice', async () => {
      const pat = await coordinatorOf(given())
      const [slug, second, third] = [await coordinated(given()), await coordinated(given()), await coordinated(given())]
      const id = await registerFor(pat, slug, named('Ada'))
      const replaced = await given().admin('POST', `/registrations/${id}/replace`, { person: named('Bo') })
      const once = await given().admin('POST', `/registrations/${replaced.body.id}/move`, { training: second })
      const twice = await given().admin('POST', `/registrations/${once.body.id}/move`, { training: third })
      await read(pat)
      await cancel(twice.body.id)
      const mails = await read(pat)
      assert.equal(mails.length, 1)
      assert.match(mails[0]?.text ?? '', /Bo /)
    })
  },
  mailing,
)
