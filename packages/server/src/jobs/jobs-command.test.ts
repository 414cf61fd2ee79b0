import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openDatabase } from '../db/database.ts'
import { authSecret, runCommand, seedTrainings } from '../ops/server-for-tests.ts'
import { dialects, freshDatabaseUrl } from '../testing.ts'

describe('the command jobs', { concurrency: 2 }, () => {
  for (const dialect of dialects) {
    test(`does what is due, and ends, on ${dialect}`, async () => {
      const { url, remove } = await freshDatabaseUrl(dialect)
      const db = await openDatabase(url)
      try {
        const [slug = ''] = await seedTrainings(db, 'jobs', 1, () => ({}))
        const { id } = await db.reader
          .selectFrom('training')
          .select('id')
          .where('slug', '=', slug)
          .executeTakeFirstOrThrow()
        const old = '2020-01-01T00:00:00.000Z'
        await db.transaction((tx) =>
          tx
            .insertInto('idempotency')
            .values({ training_id: id, key: 'k', request_hash: '', reference: 'r', answer: '{}', expires_at: old })
            .execute(),
        )
        const { code, output } = await runCommand(['jobs'], { DATABASE_URL: url, AUTH_SECRET: authSecret })
        assert.equal(code, 0, output)
        assert.deepEqual(await db.reader.selectFrom('idempotency').selectAll().execute(), [])
      } finally {
        await db.close()
        remove()
      }
    })
  }
})
