import assert from 'node:assert/strict'
import { test } from 'mocha'
import { mailboxOf } from '../../core/people/person.ts'
import { type Fixture, givenFilledDatabase, readFixture } from '../../testing/databases/load-fixture.ts'
import { afterTest } from '../../testing/servers/after-test.ts'
import { dialects } from '../../testing/servers/test-app.ts'
import { openDatabase } from './database.ts'

for (const dialect of dialects)
  test(`requests that an earlier release stored count by mailbox too, on ${dialect}`, async () => {
    const { url, remove } = await givenFilledDatabase(dialect, readFixture('filled-1.1.0.json') as Fixture)
    afterTest(remove)
    const db = await openDatabase(url)
    afterTest(() => db.close())
    const requests = await db.reader.selectFrom('proof').select(['address', 'mailbox']).execute()
    assert.ok(requests.length > 0)
    for (const { address, mailbox } of requests) assert.equal(mailbox, mailboxOf(address))
  })
