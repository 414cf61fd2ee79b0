import assert from 'node:assert/strict'
import { test } from 'mocha'
import { contradictions } from '../../../testing/generated/recount.ts'
import { press } from '../../../testing/pages/press.ts'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { createSigner, mailing, verifying } from '../../../testing/verify.ts'

onBothDatabases(
  'requests that wait for a code, as organizers see them',
  (given) => {
    const signer = createSigner(given)

    test('are counted and listed apart from registrations, oldest first, a page at a time', async () => {
      const { slug } = await given().givenTraining(verifying)
      const people = [someone(), someone(), someone()]
      for (const person of people) await given().signUp(slug, { people: [person] })
      const { body: training } = await given().admin('GET', `/trainings/${slug}`)
      assert.deepEqual(training.waitingForCode, { requests: 3, heldSeats: 3 })
      assert.deepEqual(training.seats, { capacity: 10, taken: 3, counts: {} })
      assert.deepEqual(await signer.people(slug), [])
      const first = await given().admin('GET', `/requests?training=${slug}&limit=2`)
      const second = await given().admin('GET', `/requests?training=${slug}&limit=2&cursor=${first.body.nextCursor}`)
      assert.deepEqual(
        [...first.body.requests, ...second.body.requests].map(({ address }) => address),
        people.map(({ email }) => email),
      )
      assert.equal(second.body.nextCursor, null)
      const csv = await given().admin('GET', `/registrations?training=${slug}&q=${people[0]?.email}`)
      assert.deepEqual(csv.body.registrations, [])
    })

    test('show their answers, sensitive ones only when one is opened', async () => {
      const { slug } = await given().givenTraining({ ...verifying, fields: { needs: 'optional' } })
      await given().signUp(slug, { people: [someone({ needs: 'step-free seating' })] })
      const { body } = await given().admin('GET', `/requests?training=${slug}`)
      const [request] = body.requests
      assert.equal(request.people[0].needs, undefined)
      const opened = await given().admin('GET', `/requests/${request.id}`)
      assert.equal(opened.body.people[0].needs, 'step-free seating')
      assert.equal(opened.body.coordinator, null)
    })

    test('are completed without a code by an organizer who vouches for them, and then are gone', async () => {
      const { slug } = await given().givenTraining(verifying)
      const person = someone()
      const named = await signer.begin(slug, { people: [person] })
      const code = await signer.codeTo(person.email)
      const { body } = await given().admin('GET', `/requests?training=${slug}`)
      const [{ id }] = body.requests
      const vouched = await given().admin('POST', `/requests/${id}/vouch`)
      assert.deepEqual([vouched.status, vouched.body.registrations.length], [200, 1])
      const [registration] = vouched.body.registrations
      assert.deepEqual([registration.status, registration.reference], ['confirmed', named.reference])
      assert.equal((await given().admin('POST', `/requests/${id}/vouch`)).status, 409)
      assert.equal((await given().admin('GET', `/requests/${id}`)).status, 404)
      assert.deepEqual((await given().admin('GET', `/requests?training=${slug}`)).body.requests, [])
      // The code still leads to the answer.
      const typed = await signer.type(named, code)
      assert.deepEqual([typed.status, typed.body.reference], [200, named.reference])
    })

    test('are ended by an organizer: the held seats go to those who wait, and code and link lead nowhere', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 3, waitlist: true } })
      const waiting = someone()
      const coordinator = { name: 'Grace Lee', email: someone().email }
      const people = ['Ada', 'Luis', 'Rosa'].map((givenName) => ({ givenName, familyName: 'Reyes' }))
      const named = await signer.begin(slug, { people, coordinator, split: true, lang: 'es' })
      const [mail] = await signer.mailsTo(coordinator.email)
      const code = /\d{6}/.exec(mail?.subject ?? '')?.[0] ?? ''
      const link = /\/r\/verify\/[\w-]+/.exec(mail?.text ?? '')?.[0] ?? ''
      const alone = await signer.begin(slug, { people: [waiting] })
      await signer.type(alone, await signer.codeTo(waiting.email))
      assert.deepEqual(
        (await signer.people(slug)).map(({ status }) => status),
        ['waitlisted'],
      )
      // A mail that still waits is not sent either.
      signer.later(2)
      assert.equal((await signer.ask(named)).status, 202)

      const { body } = await given().admin('GET', `/requests?training=${slug}`)
      const [{ id, heldSeats }] = body.requests
      assert.equal(heldSeats, 3)
      assert.equal((await given().admin('DELETE', `/requests/${id}`)).status, 204)
      assert.deepEqual(
        (await signer.people(slug)).map(({ status }) => status),
        ['confirmed'],
      )
      assert.deepEqual((await given().admin('GET', `/requests?training=${slug}`)).body.requests, [])
      assert.deepEqual(await contradictions(given().context.db, slug), [])
      assert.deepEqual(await signer.mailsTo(coordinator.email), [])

      for (const answered of [await signer.type(named, code), await signer.ask(named)])
        assert.deepEqual([answered.status, answered.body.type], [409, '/problems/verification-over'])
      for (const [lang, says] of [
        ['en', 'This link doesn’t work'],
        ['es', 'Este enlace no funciona'],
      ])
        for (const method of ['GET', 'POST']) {
          const page = await given().app.request(`${link}?lang=${lang}`, method === 'GET' ? {} : press)
          assert.equal(page.status, 404)
          assert.ok((await page.text()).includes(says as string))
        }
      assert.equal((await given().admin('DELETE', `/requests/${id}`)).status, 404)
      assert.equal((await given().admin('GET', `/requests/${id}`)).status, 404)
    })

    test('cannot be ended once they are completed', async () => {
      const { slug } = await given().givenTraining(verifying)
      const person = someone()
      const named = await signer.begin(slug, { people: [person] })
      const [{ id }] = (await given().admin('GET', `/requests?training=${slug}`)).body.requests
      await signer.type(named, await signer.codeTo(person.email))
      const ended = await given().admin('DELETE', `/requests/${id}`)
      assert.deepEqual([ended.status, ended.body.type], [409, '/problems/wrong-status'])
      assert.equal((await signer.people(slug))[0]?.status, 'confirmed')
    })

    test('cannot be vouched for once their time is over', async () => {
      const { slug } = await given().givenTraining(verifying)
      await given().signUp(slug, { people: [someone()] })
      const { body } = await given().admin('GET', `/requests?training=${slug}`)
      signer.later(61)
      const vouched = await given().admin('POST', `/requests/${body.requests[0].id}/vouch`)
      assert.deepEqual([vouched.status, vouched.body.type], [409, '/problems/verification-over'])
      assert.deepEqual(await signer.people(slug), [])
    })
  },
  mailing,
)
