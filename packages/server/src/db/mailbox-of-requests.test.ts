import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mailboxOf } from '../people/person.ts'
import { type Fixture, givenFilledDatabase, readBesideMigrations } from '../testing/load-fixture.ts'
import { dialects } from '../testing/test-app.ts'
import { openDatabase } from './database.ts'

for (const dialect of dialects)
  test(`requests that an earlier release stored count by mailbox too, on ${dialect}`, async (t) => {
    const { url, remove } = await givenFilledDatabase(dialect, readBesideMigrations('filled-1.1.0.json') as Fixture)
    t.after(remove)
    const db = await openDatabase(url)
    t.after(() => db.close())
    const requests = await db.reader.selectFrom('verification').select(['address', 'mailbox']).execute()
    assert.ok(requests.length > 0)
    for (const { address, mailbox } of requests) assert.equal(mailbox, mailboxOf(address))
  })
