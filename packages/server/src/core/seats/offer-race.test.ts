import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { after, before, describe, test } from 'mocha'
import { type Database, openDatabase } from '../../platform/db/database.ts'
import { contradictions } from '../../testing/generated/recount.ts'
import { sendAllMails } from '../../testing/mails/expected-mails.ts'
import type { Round } from '../../testing/servers/racer.ts'
import { endRacers, raceAll, startRacers } from '../../testing/servers/racers.ts'
import { seedTrainings } from '../../testing/servers/server.ts'
import { dialects, freshDatabaseUrl } from '../../testing/servers/test-app.ts'

const racers = 4
const trainings = 16
const mostControls = 5
const dayMs = 24 * 60 * 60_000

for (const dialect of dialects) {
  describe(`processes that offer seats on ${dialect}`, () => {
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

    /**
     * One person gets the only seat of each training and others wait; then all racers give the same
     * seats back.
     */
    async function freeSeats(name: string) {
      const seats = { capacity: 1, waitlist: true, waitlistBy: 'offer' } as const
      const slugs = await seedTrainings(db, name, trainings, () => ({ seats }))
      await raceAll(processes, (index) => {
        return { name: `${name}-${index}`, slugs, atOnce: 6, each: 1, lock: 'on', cancels: false }
      })
      const seated = await registrationsOf(name).where('registration.status', '=', 'confirmed').execute()
      await raceAll(processes, () => ({ giveBack: seated.map(({ id }) => id) }))
    }

    async function lapse(days: number, lock: Round['lock']) {
      await sendAllMails(db)
      await raceAll(processes, () => ({ lapseAt: new Date(Date.now() + days * dayMs).toISOString(), lock }))
    }

    const registrationsOf = (name: string) =>
      db.reader
        .selectFrom('registration')
        .innerJoin('training', 'training.id', 'training_id')
        .where('slug', 'like', `${name}-%`)
        .select(['registration.id', 'registration.status'])

    async function statusesOf(name: string) {
      const rows = await registrationsOf(name).execute()
      const count = (status: string) => rows.filter((row) => row.status === status).length
      return { cancelled: count('cancelled'), offered: count('offered'), expired: count('expired') }
    }

    test(`a freed seat is offered to one person, and to one other when they do not answer, on ${dialect}`, async () => {
      await freeSeats('offers')
      assert.deepEqual(await statusesOf('offers'), { cancelled: trainings, offered: trainings, expired: 0 })
      await lapse(5, 'on')
      assert.deepEqual(await statusesOf('offers'), { cancelled: trainings, offered: trainings, expired: trainings })
      await lapse(10, 'on')
      assert.deepEqual(await statusesOf('offers'), { cancelled: trainings, offered: trainings, expired: 2 * trainings })
      assert.deepEqual(await contradictions(db), [])
    })

    test(`without the lock a person is notified twice, or the test above proves nothing, on ${dialect}`, async () => {
      let found: string[] = []
      for (let rounds = 1; found.length === 0 && rounds <= mostControls; rounds++) {
        await freeSeats(`unlocked-${rounds}`)
        await lapse(20 * rounds, 'off')
        found = await contradictions(db)
      }
      assert.notDeepEqual(found, [])
    })
  })
}
