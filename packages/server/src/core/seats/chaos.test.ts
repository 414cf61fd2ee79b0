import assert from 'node:assert/strict'
import fc from 'fast-check'
import { after, before, describe, test } from 'mocha'
import { type Database, openDatabase } from '../../platform/db/database.ts'
import { classify } from '../../platform/db/failures.ts'
import { ProblemError } from '../../platform/problem.ts'
import { chaosPercent, failuresSoFar, inChaos } from '../../testing/databases/chaos.ts'
import { contradictions, oversoldSeats } from '../../testing/generated/recount.ts'
import { type Step, step, takeStep } from '../../testing/generated/steps.ts'
import { standings, wrongMails } from '../../testing/mails/expected-mails.ts'
import { someone, type TestApp, testApp } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { finishPromotions } from './waiting-list.ts'

const when = { start: '2027-01-17T09:00', end: '2027-01-17T15:00' }
const mostRetries = 200

describe(`when ${chaosPercent} of a hundred statements fail, or lose their connection`, () => {
  let app: TestApp
  /** Connections of the test's own, which no one breaks. */
  let db: Database
  before(async () => {
    app = await testApp('postgres', mailing)
    db = await openDatabase(app.environment.DATABASE_URL)
  })
  after(async () => {
    await db.close()
    await app.close()
  })

  /** A step that may fail, but only as someone who uses the server may be told. */
  async function tryStep(slug: string, ada: ReturnType<typeof someone>, one: Step) {
    await inChaos(() => takeStep(app, slug, ada, one)).catch((error: unknown) => {
      if (error instanceof ProblemError && error.problem.status !== 500) return
      // Looked up by the test.
      if (!['retry', 'unavailable'].includes(classify(error))) throw error
    })
  }

  /** One that a broken connection kept from being stored is stored by another. */
  async function given(training: Parameters<TestApp['givenTraining']>[0]): ReturnType<TestApp['givenTraining']> {
    return app.givenTraining(training).catch((error) => {
      if (error instanceof ProblemError) return given(training)
      throw error
    })
  }

  /** Whatever was left over is done by the jobs, however often they fail. */
  async function finish() {
    for (let tries = 0; tries < mostRetries; tries++)
      if (
        await inChaos(() => finishPromotions(app.context)).then(
          () => true,
          () => false,
        )
      )
        return
    assert.fail('the jobs never end')
  }

  for (const isTogether of [false, true])
    test(`seats, counts, the line, and emails stay in step, ${isTogether ? 'all at the same time' : 'in any order'}`, async () => {
      const begin = app.clock.now
      const earlier = failuresSoFar()
      await fc.assert(
        fc.asyncProperty(
          fc.record({
            capacity: fc.integer({ min: 1, max: 5 }),
            waitlistBy: fc.constantFrom('promotion' as const, 'offer' as const),
          }),
          fc.boolean(),
          fc.array(step, { minLength: 20, maxLength: 40 }),
          async (seats, isVerified, steps) => {
            app.clock.now = begin
            const { slug } = await given({
              ...when,
              seats: { ...seats, waitlist: true },
              audience: { verify: isVerified },
            })
            const ada = someone()
            // No one gets a seat beyond those that there were.
            const left = ['extra-seat', 'open-seats', 'wait']
            const possible = steps.filter(({ do: what }) => !what.startsWith('capacity') && !left.includes(what))
            const old = await standings(db, slug)
            if (isTogether) await Promise.all(possible.map((one) => tryStep(slug, ada, one)))
            else
              for (const one of possible) {
                const earlierStandings = await standings(db, slug)
                app.clock.later({ seconds: 1 })
                await tryStep(slug, ada, one)
                await app.context.groupCommit.settled()
                assert.deepEqual(wrongMails(earlierStandings, await standings(db, slug)), [])
              }
            await finish()
            assert.deepEqual(await contradictions(db, slug), [])
            assert.deepEqual(wrongMails(old, await standings(db, slug), { mostMoves: steps.length }), [])
          },
        ),
        { numRuns: 25 },
      )
      assert.equal(await oversoldSeats(db), 0)
      assert.ok(failuresSoFar() > earlier, 'nothing failed')
    })
})
