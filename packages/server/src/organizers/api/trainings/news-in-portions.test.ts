import assert from 'node:assert/strict'
import { test } from 'mocha'
import type { App } from '../../../core/context.ts'
import { copyPerson } from '../../../testing/generated/copy-person.ts'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { mailing } from '../../../testing/verify.ts'
import { finishNews, peopleAtOnce, withNews } from './notify-all.ts'
import { previewChange, saveTraining } from './save-training.ts'

const people = 2 * peopleAtOnce + 50

onBothDatabases(
  'news of a training with many people',
  (given) => {
    async function givenCrowd() {
      const { slug } = await given().givenTraining({ seats: { capacity: null } })
      await given().signUp(slug, { people: [someone()] })
      const [{ id }] = await given().people(slug)
      await copyPerson(given(), id, people - 1, (index) => ({
        reference: given().context.newId(),
        email: `one${index}@example.org`,
        active_person: null,
      }))
      return slug
    }
    const readMails = async (slug: string) =>
      (await given().rows('outbox', { slug })).filter(({ kind }) => /^training-(changed|cancelled)$/.test(kind))
    const readIds = async (slug: string) => (await given().rows('registration', { slug })).map(({ id }) => id)
    const idsIn = (mails: Awaited<ReturnType<typeof readMails>>) => mails.map((mail) => mail.registration_id)
    const callOff = (app: App, slug: string) =>
      saveTraining(app, slug, (present) => ({ ...present, status: 'cancelled' }), {})
    const moveTo = (app: App, slug: string, hour: number) =>
      saveTraining(
        app,
        slug,
        (present) => ({ ...present, start: `2027-03-06T${hour}:00`, end: '2027-03-06T18:00' }),
        {},
      )
    /** A process that ends after the change, and so many batches. */
    const stoppedAfter = (batches: number): App => {
      let begun = 0
      return { ...given().context, isStopping: () => (begun += 1) > batches }
    }

    test('is queued once each in the order of people, few in each transaction', async () => {
      const slug = await givenCrowd()
      const { context } = given()
      const { transaction } = context.db
      const perTransaction: number[] = []
      const db = {
        ...context.db,
        transaction: (async (work) => {
          const before = (await readMails(slug)).length
          const result = await transaction(work)
          perTransaction.push((await readMails(slug)).length - before)
          return result
        }) as typeof transaction,
      }
      const { emails } = await callOff({ ...context, db }, slug)
      assert.deepEqual(
        emails.map(({ kind, count }) => [kind, count]),
        [['training-cancelled', people]],
      )
      assert.deepEqual(idsIn(await readMails(slug)), await readIds(slug))
      assert.equal(perTransaction[0], 0, 'the training is canceled before anyone is told')
      assert.ok(Math.max(...perTransaction) <= peopleAtOnce, String(perTransaction))
    })

    test('goes on where a process ended, and no one registers from the change on', async () => {
      const slug = await givenCrowd()
      await callOff(stoppedAfter(1), slug)
      assert.equal((await readMails(slug)).length, peopleAtOnce)
      assert.equal(
        (await given().signUp(slug, { people: [someone()] })).body.type.split('/').at(-1),
        'training-cancelled',
      )
      await Promise.all([finishNews(given().context), finishNews(given().context)])
      assert.deepEqual(idsIn(await readMails(slug)), await readIds(slug))
    })

    test('of the next change waits for it, and says what each person knew', async () => {
      const slug = await givenCrowd()
      await moveTo(stoppedAfter(1), slug, 10)
      const [first] = await readMails(slug)
      await moveTo(given().context, slug, 11)
      const mails = await readMails(slug)
      assert.deepEqual(idsIn(mails), await readIds(slug))
      assert.deepEqual(new Set(mails.map((mail) => mail.known_schedule)), new Set([first?.known_schedule]))
    })

    test('is counted for a preview that changes nothing', async () => {
      const slug = await givenCrowd()
      const { emails } = await previewChange(given().context, slug, (present) => ({
        ...present,
        start: '2027-03-06T08:00',
      }))
      assert.deepEqual(
        emails.map(({ kind, count }) => [kind, count]),
        [['training-changed', people]],
      )
      assert.match(emails[0]?.mail?.text ?? '', /8/)
      assert.deepEqual(await readMails(slug), [])
      assert.deepEqual(await given().rows('training_news'), [])
    })

    test('is refused while another process tells of the change before', async () => {
      const slug = await givenCrowd()
      await moveTo(stoppedAfter(1), slug, 10)
      await assert.rejects(moveTo(stoppedAfter(0), slug, 11), /busy/)
      const done = await withNews(given().context, async () => 'done')
      assert.equal(done, 'done')
      assert.equal((await readMails(slug)).length, people)
    })
  },
  mailing,
)
