import assert from 'node:assert/strict'
import { test } from 'mocha'
import { deliverMails } from '../../delivery/deliver.ts'
import { MailRefused } from '../../platform/outgoing-mail.ts'
import { adminToken, onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { recordStatements } from '../../testing/traces/statements.ts'
import { mailing, verifying } from '../../testing/verify.ts'

const signedIn = { Authorization: `Bearer ${adminToken}` }
const dayMs = 24 * 60 * 60_000

const unreachable = '@unreachable.example'
const server = {
  environment: mailing.environment,
  system: {
    sendMail: async ({ to }: { to: string }) => {
      if (to.endsWith(unreachable)) throw new MailRefused('550')
    },
  },
}

onBothDatabases(
  'the organizers’ first page',
  (given) => {
    const open = async (path = '') => {
      const response = await given().app.request(`/admin${path}`, { headers: signedIn })
      assert.equal(response.status, 200, path)
      return response.text()
    }
    const decisions = async (slug: string) => {
      const { body } = await given().admin('GET', '/today')
      return body.decisions.filter(({ training }: { training: string }) => training === slug)
    }
    const ada = (more: Parameters<typeof someone>[0] = {}) => ({ people: [someone(more)] })

    test('teaches what to do as long as there is no training', async () => {
      assert.match(await open(), /No trainings yet/)
    })

    test('names the requests to approve, with the oldest', async () => {
      const { givenTraining, signUp, clock } = given()
      const { slug } = await givenTraining({ audience: { access: 'approval', verify: 'never' } })
      await signUp(slug, ada())
      const since = clock.now.toISOString()
      clock.now = new Date(clock.now.getTime() + dayMs)
      await signUp(slug, ada())
      assert.deepEqual(await decisions(slug), [{ kind: 'approvals', training: slug, count: 2, since, until: null }])
      const page = await open()
      assert.match(page, /2 people need approval/)
      assert.match(
        page,
        /First aid, <span class="unbroken">March 6\s·<\/span> Oldest: Sunday, <span class="unbroken">January 10,<\/span> 6/,
      )
      assert.ok(page.includes(`href="/admin/trainings/${slug}?status=pending_approval"`))
    })

    test('names sign-ups that have waited long for their code, and no others', async () => {
      const { givenTraining, signUp, clock } = given()
      const { slug } = await givenTraining(verifying)
      await signUp(slug, ada())
      assert.deepEqual(await decisions(slug), [])
      clock.now = new Date(clock.now.getTime() + 20 * 60_000)
      assert.deepEqual(
        (await decisions(slug)).map(({ kind, count }: { kind: string; count: number }) => [kind, count]),
        [['requests', 1]],
      )
    })

    test('says when visitors can no longer register for a coming training', async () => {
      const { givenTraining, clock } = given()
      const { slug } = await givenTraining({ closesAt: '2027-03-01T12:00' })
      const row = async () =>
        (await open()).split('class="line"').find((one) => one.includes(`/trainings/${slug}"`)) ?? ''
      assert.doesNotMatch(await row(), /Registration is closed/)
      clock.now = new Date('2027-03-02T12:00:00Z')
      assert.match(await row(), /Registration is closed/)
    })

    test('names emails that failed, until a later one reaches the person', async () => {
      const { givenTraining, signUp, admin, context } = given()
      const { slug } = await givenTraining()
      const { email, ...person } = someone()
      await signUp(slug, { people: [{ ...person, email: email.replace(/@.*/, unreachable) }] })
      await deliverMails(context)
      assert.deepEqual(
        (await decisions(slug)).map(({ kind }: { kind: string }) => kind),
        ['failed-emails'],
      )
      const { registrations } = (await admin('GET', `/registrations?training=${slug}`)).body
      await admin('PATCH', `/registrations/${registrations[0].id}`, { person: { email } })
      await deliverMails(context)
      assert.deepEqual(await decisions(slug), [])
    })

    test('names accommodations three weeks before the day, and by when to book', async () => {
      const { givenTraining, signUp } = given()
      const fields = { needs: 'optional' } as const
      const near = await givenTraining({ fields, start: '2027-01-30T09:00', end: '2027-01-30T15:00' })
      const far = await givenTraining({ fields })
      for (const { slug } of [near, far]) {
        await signUp(slug, ada({ needs: 'ASL interpreter' }))
        await signUp(slug, ada())
      }
      assert.deepEqual(await decisions(near.slug), [
        { kind: 'accommodations', training: near.slug, count: 1, since: null, until: '2027-01-16T15:00:00.000Z' },
      ])
      assert.deepEqual(await decisions(far.slug), [])
      assert.ok((await open()).includes(`href="/admin/trainings/${near.slug}/accommodations"`))
      assert.match(await open(), /Book interpreters and captions by <span class="unbroken">January 16</)
      assert.doesNotMatch(await open(), /ASL/)
    })

    test('says what can still be done where two weeks are too few', async () => {
      const { givenTraining, signUp, clock } = given()
      const fields = { needs: 'optional' } as const
      const { slug } = await givenTraining({ fields, start: '2027-01-30T09:00', end: '2027-01-30T15:00' })
      await signUp(slug, ada({ needs: 'ASL interpreter' }))
      clock.now = new Date('2027-01-30T12:00:00.000Z')
      const page = await open()
      assert.match(page, /Less than 2 weeks left. Call an interpreter today, or ask what else helps/)
      assert.doesNotMatch(page, /Book interpreters|take about 2 weeks/)
      assert.match(await open('?lang=es'), /Llame hoy a un intérprete/)
    })

    test('shows no seats of a training that was called off', async () => {
      const { givenTraining, admin } = given()
      const { slug } = await givenTraining()
      const rowOf = async () =>
        (await open()).split('<a class="line"').find((row) => row.includes(`/trainings/${slug}"`)) ?? assert.fail(slug)
      assert.match(await rowOf(), /<svg class="bar"[^]*seats/)
      assert.equal((await admin('PATCH', `/trainings/${slug}`, { status: 'cancelled' })).status, 200)
      assert.match(await rowOf(), /Canceled/)
      assert.doesNotMatch(await rowOf(), /<svg class="bar"|legend/)
    })

    test('counts only those who still need something, and so do the list and its filter', async () => {
      const { givenTraining, signUp, admin } = given()
      const fields = { needs: 'optional' } as const
      const { slug } = await givenTraining({ fields, start: '2027-01-30T09:00', end: '2027-01-30T15:00' })
      for (let person = 0; person < 3; person++) await signUp(slug, ada({ needs: 'ASL interpreter' }))
      const ids = (await admin('GET', `/registrations?training=${slug}`)).body.registrations.map(
        ({ id }: { id: string }) => id,
      )
      const count = async () => (await decisions(slug)).map((one: { count: number }) => one.count)
      const listed = async (path: string, key: string) => (await admin('GET', path)).body[key].length
      await admin('POST', `/registrations/${ids[0]}/cancel`)
      assert.deepEqual(await count(), [2])
      assert.equal(await listed(`/registrations?training=${slug}&needs=1`, 'registrations'), 2)
      assert.equal(await listed(`/trainings/${slug}/accommodations`, 'accommodations'), 2)
      assert.match(await open(`/trainings/${slug}`), /needs=1[^>]*>[^<]*<[^>]*>2<|>2<[^]*needs=1/)
      for (const id of ids.slice(1)) {
        const noted = await admin('PUT', `/registrations/${id}/accommodation`, { owner: null, arranged: true })
        assert.equal(noted.status, 200, JSON.stringify(noted.body))
      }
      assert.deepEqual(await count(), [])
      // Someone who asks for something else needs it arranged again.
      await admin('PATCH', `/registrations/${ids[1]}`, { person: { needs: 'Captions' } })
      assert.deepEqual(await count(), [1])
    })

    test('names decisions that can still be undone, and leads to them', async () => {
      const { givenTraining, signUp, admin } = given()
      const { slug } = await givenTraining({ audience: { access: 'approval', verify: 'never' } })
      for (let count = 0; count < 2; count++) await signUp(slug, ada())
      const input = { action: 'approve', training: slug, filter: { status: ['pending_approval'] } }
      const { id, createdAt, dueAt } = (await admin('POST', '/bulk-actions', input)).body
      assert.deepEqual(await decisions(slug), [
        { kind: 'bulk-actions', training: slug, count: 2, since: createdAt, until: dueAt },
      ])
      assert.match(await open(), /2 people will be decided on.*You can undo it until 6:10\sAM</s)
      const { registrations } = (await admin('GET', `/registrations?training=${slug}`)).body
      await admin('POST', `/registrations/${registrations[0].id}/decline`)
      assert.match(await open(), /1 person will be decided on/)
      await admin('POST', `/bulk-actions/${id}/run`)
      assert.deepEqual(await decisions(slug), [])
    })

    test('names a training below its minimum in the last two weeks, and how many people are missing', async () => {
      const { givenTraining, signUp, clock, admin } = given()
      const days = { start: '2027-01-25T09:00', end: '2027-01-25T15:00', closesAt: '2027-01-20T12:00' }
      const { slug } = await givenTraining({ ...days, seats: { capacity: 3, minimum: 3 } })
      await signUp(slug, ada())
      assert.deepEqual(await decisions(slug), [])
      clock.now = new Date(Date.parse('2027-01-11T15:00:00.000Z'))
      const until = '2027-01-20T18:00:00.000Z'
      assert.deepEqual(await decisions(slug), [{ kind: 'minimum', training: slug, count: 2, since: null, until }])
      assert.match(
        await open(),
        /1 of the 3 people you need have registered.*Registration closes <span class="unbroken">January 20</s,
      )
      clock.now = new Date(Date.parse(until))
      assert.match(await open(), /1 of the 3 people you need have registered.*Registration is closed/s)
      const fewer = await admin('PATCH', `/trainings/${slug}`, { seats: { capacity: 2, minimum: 3 } })
      assert.equal(fewer.body.errors[0].pointer, '/seats/minimum')
      await admin('PATCH', `/trainings/${slug}`, { seats: { capacity: 2, minimum: 1 } })
      assert.deepEqual(await decisions(slug), [])
    })

    test('names a training that is full with a long waiting list', async () => {
      const { givenTraining, signUp } = given()
      const { slug } = await givenTraining({ seats: { capacity: 1, waitlist: true } })
      for (let count = 0; count < 5; count++) await signUp(slug, ada())
      assert.deepEqual(await decisions(slug), [])
      await signUp(slug, ada())
      assert.deepEqual(await decisions(slug), [{ kind: 'full', training: slug, count: 5, since: null, until: null }])
    })

    test('names a day that no one closed, once the training is over and people were seen there', async () => {
      const { givenTraining, signUp, admin, clock } = given()
      const times = { start: '2027-01-11T09:00', end: '2027-01-11T15:00' }
      const [held, unseen] = [await givenTraining(times), await givenTraining(times)]
      for (const { slug } of [held, unseen]) await signUp(slug, ada())
      const { registrations } = (await admin('GET', `/registrations?training=${held.slug}`)).body
      clock.now = new Date('2027-01-11T15:30:00Z')
      assert.equal((await admin('PUT', `/registrations/${registrations[0].id}/check-in`)).status, 204)
      assert.deepEqual(await decisions(held.slug), [])
      clock.now = new Date('2027-01-11T21:00:00Z')
      const unclosed = [{ kind: 'open-days', training: held.slug, count: 1, since: null, until: null }]
      assert.deepEqual(await decisions(held.slug), unclosed)
      assert.deepEqual(await decisions(unseen.slug), [])
      const page = await open()
      assert.match(
        page,
        /The day isn’t closed yet.*First aid, <span class="unbroken">January 11\s·<\/span> Check the times, then close it/s,
      )
      assert.ok(page.includes(`href="/admin/trainings/${held.slug}/attendance"`))
      assert.equal((await admin('PUT', `/trainings/${held.slug}/day/closed`)).status, 204)
      assert.deepEqual(await decisions(held.slug), [])
      assert.equal((await admin('DELETE', `/trainings/${held.slug}/day/closed`)).status, 204)
      assert.deepEqual(await decisions(held.slug), unclosed)
      clock.later({ days: 61 })
      assert.deepEqual(await decisions(held.slug), [])
    })

    test('lists coming trainings with their seats in words, and past ones and drafts apart', async () => {
      const { givenTraining, signUp } = given()
      const { slug } = await givenTraining({ title: { en: 'Swift water' }, seats: { capacity: 2, waitlist: true } })
      for (let count = 0; count < 3; count++) await signUp(slug, ada())
      await givenTraining({ title: { en: 'Long ago' }, start: '2026-03-06T09:00', end: '2026-03-06T15:00' })
      await givenTraining({ title: { en: 'Not sure yet' }, status: 'draft' })
      const page = await open()
      const words = page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
      assert.match(
        words,
        /Swift water Saturday, March 6, 9:00 AM – 3:00 PM · Kauffman Stadium 2 confirmed 1 waiting 2 seats/,
      )
      // The hours are not divided between two lines, nor is the dot after them left behind.
      assert.match(page, /, <span class="hours">9:00\u00A0AM – 3:00\u00A0PM\u00A0·<\/span> /)
      assert.doesNotMatch(page, /Long ago|Not sure yet/)
      assert.match(words, /Past and hidden trainings Drafts/)
      assert.match(await open('?show=past'), /Long ago/)
      assert.match(await open('?show=drafts'), /Not sure yet/)
      assert.match(await open('?lang=es'), /Próximas/)
    })

    test('needs as many statements for many trainings as for one', async () => {
      const count = async () => (await recordStatements(given().context, () => open())).length
      const before = await count()
      const { givenTraining, signUp } = given()
      for (let more = 0; more < 5; more++) await signUp((await givenTraining()).slug, ada())
      assert.equal(await count(), before)
      assert.ok(before <= 19, String(before))
    })
  },
  server,
)
