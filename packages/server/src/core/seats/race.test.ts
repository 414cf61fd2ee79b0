import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { after, before, describe, test } from 'mocha'
import { type Database, openDatabase } from '../../platform/db/database.ts'
import { contradictions, oversoldSeats } from '../../testing/generated/recount.ts'
import type { Ended, Round } from '../../testing/servers/racer.ts'
import { endRacers, raceAll, startRacers } from '../../testing/servers/racers.ts'
import { seedTrainings } from '../../testing/servers/server.ts'
import { dialects, freshDatabaseUrl } from '../../testing/servers/test-app.ts'

const racers = 4
const trainings = 30
const capacity = 2
const mostControls = 5

for (const dialect of dialects) {
  describe(`processes that race for seats on ${dialect}`, () => {
    let place: Awaited<ReturnType<typeof freshDatabaseUrl>>
    let db: Database
    let processes: ChildProcess[] = []

    before(async () => {
      place = await freshDatabaseUrl(dialect)
      db = await openDatabase(place.url)
      processes = await startRacers(racers, place.url)
    })
    after(async () => {
      await endRacers(processes)
      await db.close()
      await place.remove()
    })

    async function raceFor(name: string, round: Pick<Round, 'lock' | 'cancels'>) {
      const slugs = await seedTrainings(db, name, trainings, (index) => ({
        seats: { capacity, waitlist: index % 2 === 0 },
      }))
      // Two take the trainings in the opposite order, so that locks taken in a wrong order would
      // block each other. Without locks the writes do just that, a second each time.
      return raceAll(processes, (index) => ({
        ...round,
        name: `${name}-${index}`,
        slugs: round.lock === 'on' && index % 2 === 1 ? slugs.toReversed() : slugs,
        atOnce: 6,
        each: 1,
      }))
    }

    test(`no one gets a seat that does not exist, on ${dialect}`, async () => {
      const ended = await raceFor('locked', { lock: 'on', cancels: false })
      assert.equal(ended.length, racers * trainings)
      assert.deepEqual(await contradictions(db), [])
      assert.equal(await oversoldSeats(db), 0)
      assert.equal(ended.filter(({ result }) => result?.status === 'confirmed').length, trainings * capacity)
      assert.deepEqual(await untold(db, ended), [])
    })

    test(`a seat that is given back does not stay empty while people wait, on ${dialect}`, async () => {
      const ended = await raceFor('moved', { lock: 'on', cancels: true })
      assert.ok(ended.every(({ status }) => status === 201 || status === 409))
      assert.deepEqual(await contradictions(db), [])
    })

    test(`without the lock seats are oversold, or the tests above prove nothing, on ${dialect}`, async () => {
      let rounds = 0
      while ((await oversoldSeats(db)) === 0 && rounds < mostControls) {
        rounds += 1
        await raceFor(`unlocked-${rounds}`, { lock: 'off', cancels: false })
      }
      assert.ok((await oversoldSeats(db)) > 0)
    })
  })
}

/** Answers that say something else than what is stored. */
async function untold(db: Database, ended: Ended[]): Promise<string[]> {
  const rows = await db.reader
    .selectFrom('registration')
    .select(['email', 'reference', 'status', 'holds_seat'])
    .execute()
  return ended.flatMap(({ email, status, result }) => {
    const stored = rows.filter((row) => row.email === email)
    const [row] = stored
    const isRefused = status === 409 && stored.length === 0
    const isTold =
      status === 201 && stored.length === 1 && row?.reference === result?.reference && row?.status === result?.status
    const isSeated = row?.holds_seat === (result?.status === 'confirmed' ? 1 : 0)
    return isRefused || (isTold && isSeated)
      ? []
      : [`${email} was answered ${status}, and ${stored.length} rows are stored`]
  })
}
