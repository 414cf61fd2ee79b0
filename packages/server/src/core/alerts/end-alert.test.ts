import assert from 'node:assert/strict'
import { beforeEach, test } from 'mocha'
import { newSlug, onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { createVisitor } from '../../testing/visitor.ts'
import { createWaiter, on, opening, upcoming } from '../../testing/waiter.ts'
import { erase } from '../erasing/erase.ts'
import { eraseExpired } from '../erasing/retention.ts'
import { forgetProofs } from '../proof/proofs.ts'
import { enqueueAlerts } from './enqueue-alerts.ts'

onBothDatabases(
  'the address of a visitor who asked to be told',
  (given) => {
    const { get, post } = createVisitor(given)
    const { alerts, ask, change, forgetAll, later, told, wait } = createWaiter(given)
    beforeEach(forgetAll)

    test('is forgotten within the hour without a proof, and hears nothing', async () => {
      const { slug } = await given().givenTraining(upcoming)
      const ada = someone()
      const { code, type } = await ask(slug, ada.email)
      later(61)
      assert.match((await type({ _code: code })).text, /Time ran out/)
      await forgetProofs(given().context)
      assert.deepEqual(await alerts(), [])
      const over = await type({ _code: code })
      assert.equal(over.status, 409)
      assert.match(over.text, /enter it again/)
      given().clock.now = opening
      assert.deepEqual(await told(ada.email), [])
    })

    test('can stop with the link in the first email, before the second one is sent', async () => {
      const { slug } = await given().givenTraining(upcoming)
      const { email, mail } = await wait(slug)
      const link = (mail?.unsubscribe ?? '').replace('https://signup.example', '')
      assert.match((await get(link)).text, /We’ll delete your address/)
      assert.equal((await alerts()).length, 1)
      given().clock.now = opening
      await enqueueAlerts(given().context)
      assert.match((await post(link)).text, /Your address is deleted here/)
      assert.deepEqual(await alerts(), [])
      assert.deepEqual(await told(email), [])
    })

    test('is forgotten with a training that is withdrawn, canceled or over, and hears nothing', async () => {
      for (const patch of [{ status: 'withdrawn' }, { status: 'cancelled' }, { ...on('2027-01-05'), opensAt: null }]) {
        const { slug } = await given().givenTraining(upcoming)
        await wait(slug)
        await change(slug, patch)
        assert.deepEqual(await told(), [])
        assert.deepEqual(await alerts(), [])
      }
    })

    test('is forgotten with the records of the training', async () => {
      const { slug } = await given().givenTraining({ series: newSlug(), status: 'cancelled' })
      await wait(slug)
      given().clock.now = new Date('2027-06-05T12:00:00Z')
      assert.deepEqual(await told(), [])
      assert.equal((await alerts()).length, 1)
      await eraseExpired(given().context)
      assert.deepEqual(await alerts(), [])
    })

    test('is forgotten with a registration of the address', async () => {
      const { slug } = await given().givenTraining(upcoming)
      const other = await given().givenTraining()
      const ada = someone()
      await wait(slug, ada.email.toUpperCase())
      await given().signUp(other.slug, { people: [ada] })
      const [{ id }] = (await given().admin('GET', `/registrations?training=${other.slug}`)).body.registrations
      await erase(given().context, id)
      assert.deepEqual(await alerts(), [])
    })
  },
  mailing,
)
