import assert from 'node:assert/strict'
import { test } from 'mocha'
import { readConfig, StartError } from '../../platform/config.ts'
import { onBothDatabases, someone, type TestApp, testApp } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'

/** A twentieth of 2,000 people, and of each limit. */
const people = 100
const usual = 50

async function openHour(app: TestApp): Promise<number> {
  const { slug } = await app.givenTraining({ seats: { capacity: null, waitlist: false } })
  for (let left = people; left > 0; left -= 20)
    await Promise.all(Array.from({ length: 20 }, () => app.signUp(slug, { people: [someone()] })))
  return (await app.deliver()).length
}

onBothDatabases(
  'the emails of an opening hour',
  (given) => {
    const dialect = () => given().context.db.name

    test('leave at the limit for what strangers cause, and all of them where the operator expects so many', async () => {
      assert.equal(await openHour(given()), usual)
      const larger = await testApp(dialect(), {
        environment: { ...mailing.environment, MAILS_PER_HOUR: String(people) },
      })
      assert.equal(await openHour(larger), people)
      // The shield stands where it was set to.
      assert.equal(await openHour(larger), people)
      assert.equal(await openHour(larger), people)
      assert.equal(await openHour(larger), 0)
      await larger.close()
    })
  },
  { environment: { ...mailing.environment, MAILS_PER_HOUR: String(usual) } },
)

test('a limit that is no number is named', () => {
  for (const value of ['9', '0', 'many', '-50', '1e9'])
    assert.throws(
      () => readConfig({ MAILS_PER_HOUR: value }),
      (error) => {
        assert.ok(error instanceof StartError)
        assert.match(error.message, /MAILS_PER_HOUR/)
        return true
      },
    )
  assert.equal(readConfig({}).mailsPerHour, 1000)
})
