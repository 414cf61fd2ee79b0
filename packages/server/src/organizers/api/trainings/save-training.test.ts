import assert from 'node:assert/strict'
import { test } from 'mocha'
import { readEverything } from '../../../testing/everything.ts'
import { afterTest } from '../../../testing/servers/after-test.ts'
import { onBothDatabases, someone, type TestApp } from '../../../testing/servers/test-app.ts'
import { mailing } from '../../../testing/verify.ts'
import { previewChange } from './save-training.ts'

const queued = async ({ rows }: TestApp, slug: string) => {
  const news = (await rows('outbox', { slug })).filter(({ kind }) => /^(training-.*|promoted)$/.test(kind))
  return Object.fromEntries([...Map.groupBy(news, ({ kind }) => kind)].map(([kind, { length }]) => [kind, length]))
}

/** Two people with a seat, and two who wait. */
async function givenPeople(app: TestApp) {
  const { slug } = await app.givenTraining({ seats: { capacity: 2, waitlist: true } })
  for (let count = 0; count < 4; count++) await app.signUp(slug, { people: [someone()] })
  return slug
}

onBothDatabases(
  'what a change of a training leads to',
  (given) => {
    const preview = async (slug: string, patch: object, query = '') =>
      given().admin('POST', `/trainings/${slug}/preview-change${query}`, patch)
    const readAll = async () => {
      const { audit: _, ...tables } = await readEverything(given().context)
      return tables
    }
    const countsOf = (emails: { kind: string; count: number }[]) =>
      Object.fromEntries(emails.map(({ kind, count }) => [kind, count]))

    const moved = { venue: { name: 'City Hall' } }
    for (const [name, patch] of Object.entries({
      'another place': moved,
      'more seats': { seats: { capacity: 3, waitlist: true } },
      both: { ...moved, seats: { capacity: 4, waitlist: true } },
      'calling it off': { status: 'cancelled' },
      'taking it off the site': { status: 'withdrawn' },
      'another title': { title: { en: 'First aid, again' } },
    }))
      test(`is told before, changes nothing, and is what then happens: ${name}`, async () => {
        const slug = await givenPeople(given())
        const before = await readAll()
        const { status, body } = await preview(slug, patch)
        assert.equal(status, 200)
        assert.deepEqual(await readAll(), before)
        await given().admin('PATCH', `/trainings/${slug}`, patch)
        assert.deepEqual(countsOf(body.emails), await queued(given(), slug))
      })

    test('of a training that is called off is told without a transaction, and is what each of them then gets', async () => {
      const slug = await givenPeople(given())
      const { email: _, ...member } = someone()
      await given().admin('PATCH', `/trainings/${slug}`, { seats: { capacity: 9, waitlist: true } })
      const coordinator = { name: 'Rosa Diaz', email: 'rosa@example.org' }
      await given().signUp(slug, { people: [someone(), member, { ...member, givenName: 'Luis' }], coordinator })
      const { context } = given()
      const { transaction } = context.db
      afterTest(() => {
        context.db.transaction = transaction
      })
      let transactions = 0
      context.db.transaction = (work) => {
        transactions += 1
        return transaction(work)
      }
      const { training, emails } = await previewChange(context, slug, (present) => ({
        ...present,
        status: 'cancelled',
      }))
      assert.equal(transactions, 0)
      assert.equal(training.training.status, 'cancelled')
      assert.deepEqual(countsOf(emails), { 'training-cancelled': 6 })
      assert.match(emails[0]?.mail?.subject ?? '', /^The training has been canceled/)
      await given().admin('PATCH', `/trainings/${slug}`, { status: 'cancelled' })
      assert.equal((await queued(given(), slug))['training-cancelled'], 6)
    })

    test('is told with one email of each kind, as people would get it', async () => {
      const slug = await givenPeople(given())
      const { emails } = (await preview(slug, moved)).body
      assert.deepEqual(countsOf(emails), { 'training-changed': 4 })
      assert.equal(emails[0].mail.subject, 'The training has changed: Saturday, March 6, 9 AM')
      assert.match(emails[0].mail.text, /City Hall/)
      assert.match(emails[0].mail.html, /<html/)
    })

    test('is no email of a new place where no one is to be told, and this holds for the change too', async () => {
      const slug = await givenPeople(given())
      assert.deepEqual((await preview(slug, moved, '?notify=false')).body.emails, [])
      const { body } = await given().admin('PATCH', `/trainings/${slug}?notify=false`, moved)
      assert.equal(body.training.venue.name, 'City Hall')
      assert.deepEqual(await queued(given(), slug), {})
    })

    test('is an email in any case where people would come in vain, or stay away', async () => {
      const slug = await givenPeople(given())
      await given().admin('PATCH', `/trainings/${slug}?notify=false`, { status: 'cancelled' })
      assert.deepEqual(await queued(given(), slug), { 'training-cancelled': 4 })
      await given().admin('PATCH', `/trainings/${slug}?notify=false`, { status: 'published' })
      assert.deepEqual(await queued(given(), slug), { 'training-restored': 4 })
    })

    test('is refused as the change would be', async () => {
      const slug = await givenPeople(given())
      const { status, body } = await preview(slug, { end: '2027-03-06T08:00' })
      assert.equal(status, 422)
      assert.equal(body.errors[0].pointer, '/end')
      assert.equal((await given().admin('PATCH', `/trainings/${slug}?notify=maybe`, {})).status, 422)
    })
  },
  mailing,
)

onBothDatabases('a server without emails', (given) => {
  test('says that no one is told', async () => {
    const slug = await givenPeople(given())
    const { body } = await given().admin('POST', `/trainings/${slug}/preview-change`, { status: 'cancelled' })
    assert.deepEqual(body.emails, [])
  })
})
