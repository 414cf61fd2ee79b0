import assert from 'node:assert/strict'
import { PartnerInput } from '@training-signup/contract'
import { describe, test } from 'mocha'
import { type Database, openDatabase } from '../../platform/db/database.ts'
import { contradictions } from '../../testing/generated/recount.ts'
import { kill, look, type RunningProgram, seedTrainings, startServerProcess } from '../../testing/servers/server.ts'
import { dialects, freshDatabaseUrl, newSlug, someone, testApp } from '../../testing/servers/test-app.ts'
import { until } from '../../testing/servers/until.ts'
import { type App, createContext } from '../context.ts'
import { register } from '../sign-up/register.ts'
import { noteImpression } from './impressions.ts'
import { createPartner } from './partners.ts'

const names = ['academy', 'county', 'hospital']
const rounds = 10
const turns = 10

for (const dialect of dialects) {
  describe(`several processes that count on ${dialect}`, () => {
    test(`servers that get a stop signal write everything first, on ${dialect}`, async () => {
      const place = await freshDatabaseUrl(dialect)
      const slugs = await look(place.url, (db) => seedTrainings(db, 'counted', 2))
      const servers = await Promise.all([1, 2].map(() => startServerProcess({ DATABASE_URL: place.url })))
      const statuses = await Promise.all(
        servers.flatMap((server) =>
          Array.from({ length: 40 }, (_, index) =>
            post(server, slugs[index % 2] as string, index < 30 ? 'view' : 'start'),
          ),
        ),
      )
      assert.deepEqual(new Set(statuses), new Set([204]))
      for (const { child } of servers) child.kill('SIGTERM')
      assert.deepEqual(await Promise.all(servers.map(({ ended }) => ended)), [0, 0])
      const rows = await look(place.url, readCounts)
      assert.deepEqual(
        rows.map(({ views, starts }) => [views, starts]),
        [
          [30, 10],
          [30, 10],
        ],
      )
      await place.remove()
    })

    test(`a server writes by itself, without being stopped, on ${dialect}`, async () => {
      const place = await freshDatabaseUrl(dialect)
      const [slug = ''] = await look(place.url, (db) => seedTrainings(db, 'counted', 1))
      const server = await startServerProcess({ DATABASE_URL: place.url })
      await post(server, slug, 'view')
      const rows = await look(place.url, async (db) => {
        await until(async () => (await readCounts(db)).length > 0)
        return readCounts(db)
      })
      await kill(server)
      assert.equal(rows[0]?.views, 1)
      await place.remove()
    })

    test(`views and sign-ups that are written at the same time lose nothing and never block each other, on ${dialect}`, async () => {
      const app = await testApp(dialect)
      const others = await openDatabase(app.context.config.databaseUrl)
      const tries = [countTries(app.context.db), countTries(others)]
      const instances = [app.context, createContext({ ...app.context, db: others })]
      const slugs = Array.from({ length: 4 }, newSlug)
      for (const slug of slugs) await app.givenTraining({ slug, seats: { capacity: null } })
      for (const slug of names)
        await app.context.db.transaction((tx) =>
          createPartner(app.context, tx, PartnerInput.parse({ slug, name: slug })),
        )
      await Promise.all([
        work(instances[0] as App, slugs, names),
        work(instances[1] as App, slugs.toReversed(), names.toReversed()),
      ])
      for (const { impressions } of instances) await impressions.write()

      const rows = await readCounts(others)
      assert.equal(rows.length, slugs.length * names.length)
      for (const { views, sign_ups } of rows) assert.deepEqual([views, sign_ups], [2 * rounds * turns, 2 * rounds])
      assert.deepEqual(await contradictions(others), [])
      // On SQLite they take turns by trying again; PostgreSQL makes them, where two wait for each
      // other.
      if (dialect === 'postgres')
        assert.deepEqual(
          tries.map((one) => one.again()),
          [0, 0],
        )
      await others.close()
      await app.close()
    })
  })
}

const post = async ({ url }: RunningProgram, slug: string, kind: string) =>
  (await fetch(`${url}/api/v1/trainings/${slug}/seen`, { method: 'POST', body: JSON.stringify({ kind }) })).status

const readCounts = (db: Database) =>
  db.reader.selectFrom('impression_count').select(['views', 'starts', 'sign_ups']).execute()

/**
 * Views, starts and sign-ups of all trainings by all partners, in the given order; the views are
 * written all the time.
 */
async function work(context: App, slugs: string[], partners: string[]) {
  const pairs = slugs.flatMap((slug) => partners.map((partner) => ({ slug, partner })))
  for (let round = 0; round < rounds; round++) {
    const signUps = pairs.map(({ slug, partner }) =>
      register(context, slug, { input: { people: [someone()], partner }, channel: 'embed', origin: null, lang: 'en' }),
    )
    for (let turn = 0; turn < turns; turn++) {
      for (const { slug, partner } of pairs)
        await noteImpression(context, slug, { kind: 'view', partner, origin: undefined })
      await context.impressions.write()
    }
    await Promise.all(signUps)
  }
}

/** How often a transaction had to be run again. */
function countTries(db: Database) {
  const { transaction } = db
  let [asked, run] = [0, 0]
  db.transaction = (each) => {
    asked += 1
    return transaction((tx) => {
      run += 1
      return each(tx)
    })
  }
  return { again: () => run - asked }
}
