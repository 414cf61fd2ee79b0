import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { test } from 'mocha'
import { adminToken, onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { hashOf, sealAudit, verifyAudit } from './seal.ts'

const signedIn = { authorization: `Bearer ${adminToken}` }

onBothDatabases('the audit log', (running) => {
  const entriesOf = async (object: string) =>
    (await running().admin('GET', `/audit?object=${object}`)).body.entries.map(
      ({ action, route, isRefused }: Record<string, unknown>) => [action, route, isRefused],
    )
  const registered = async () => {
    const { slug } = await running().givenTraining()
    const person = someone()
    await running().signUp(slug, { people: [person] })
    const { body } = await running().admin('GET', `/registrations?training=${slug}`)
    return { slug, person, id: body.registrations[0].id as string }
  }
  const seal = async () => {
    running().clock.later({ minutes: 2 })
    await sealAudit(running().context)
  }

  test('says who viewed, changed, and deleted what, latest first', async () => {
    const { id } = await registered()
    await running().admin('GET', `/registrations/${id}`)
    await running().admin('POST', `/registrations/${id}/cancel`)
    await running().admin('DELETE', `/registrations/${id}`)
    assert.deepEqual(await entriesOf(id), [
      ['deleted', 'DELETE /api/v1/admin/registrations/:id', false],
      ['changed', 'POST /api/v1/admin/registrations/:id/:action', false],
      ['viewed', 'GET /api/v1/admin/registrations/:id', false],
    ])
  })

  test('says so where a request was refused', async () => {
    const { id } = await registered()
    await running().admin('POST', `/registrations/${id}/promote`)
    assert.deepEqual(await entriesOf(id), [['changed', 'POST /api/v1/admin/registrations/:id/:action', true]])
  })

  test('keeps exports with their filters, and no value that could name a person', async () => {
    const { slug, person } = await registered()
    await running().send(
      'GET',
      `/api/v1/admin/registrations.csv?training=${slug}&q=${person.familyName}`,
      undefined,
      signedIn,
    )
    await running().admin('GET', `/registrations?training=${slug}&q=${person.email}`)
    const { body } = await running().admin('GET', '/audit?action=exported&limit=1')
    assert.deepEqual(body.entries[0].filters, { training: slug, q: true })
    const all = JSON.stringify(await running().rows('audit'))
    for (const value of [person.familyName, person.email, person.givenName]) assert.ok(!all.includes(value), value)
  })

  test('has no entry for what visitors do, nor for what shows no one', async () => {
    const count = async () => (await running().rows('audit')).length
    const before = await count()
    const { slug } = await running().givenTraining()
    await running().signUp(slug, { people: [someone()] })
    await running().admin('GET', '/trainings')
    assert.equal(await count(), before)
  })

  test('is no log if it misses something: without an entry, nothing happens', async () => {
    const { id } = await registered()
    const { reader, writer } = running().context.db
    await sql`alter table audit rename to audit_away`.execute(writer)
    try {
      assert.equal((await running().admin('DELETE', `/registrations/${id}`)).status, 500)
    } finally {
      await sql`alter table audit_away rename to audit`.execute(writer)
    }
    assert.ok(await reader.selectFrom('registration').select('id').where('id', '=', id).executeTakeFirst())
  })

  test('is chained a minute later, and shows every change and every gap', async () => {
    const { id } = await registered()
    for (let times = 0; times < 4; times++) await running().admin('GET', `/registrations/${id}`)
    await sealAudit(running().context)
    const { db } = running().context
    const unsealed = db.reader.selectFrom('audit').select('id').where('sequence', 'is', null)
    assert.ok((await unsealed.execute()).length >= 4)
    await seal()
    assert.equal((await unsealed.execute()).length, 0)
    const whole = await verifyAudit(db.reader)
    assert.equal(whole.brokenAt, undefined)

    const middle = whole.entries - 1
    const entry = await running().row('audit', { sequence: middle })
    const put = (row: typeof entry) => db.writer.updateTable('audit').set(row).where('sequence', '=', middle).execute()
    for (const change of [
      { at: '2020-01-01T00:00:00.000Z' },
      { caller_id: 'someone-else' },
      { caller_kind: 'key' },
      { action: 'viewed-not' },
      { route: 'GET /' },
      { object_kind: null },
      { object_id: 'other' },
      { filters: '{"q":true}' },
      { is_refused: 1 },
    ] as Partial<typeof entry>[]) {
      await put({ ...entry, ...change })
      assert.equal((await verifyAudit(db.reader)).brokenAt, middle, JSON.stringify(change))
      // Even with a hash that fits it, the next entry gives it away.
      await put({ ...entry, ...change, hash: hashOf('', { ...entry, ...change }) })
      assert.notEqual((await verifyAudit(db.reader)).brokenAt, undefined)
      await put(entry)
    }
    assert.equal((await verifyAudit(db.reader)).brokenAt, undefined)
    for (const sequence of [middle, whole.entries]) {
      const [gone] = await db.writer.deleteFrom('audit').where('sequence', '=', sequence).returningAll().execute()
      assert.equal((await verifyAudit(db.reader)).brokenAt, sequence)
      if (gone) await db.writer.insertInto('audit').values(gone).execute()
    }
    const set = (end: { sequence: number; hash: string }) =>
      db.writer.updateTable('audit_seal').set(end).where('id', '=', 1).execute()
    for (const sequence of [0, middle, whole.entries + 1]) {
      await set({ sequence, hash: sequence === 0 ? '' : whole.hash })
      assert.equal((await verifyAudit(db.reader)).brokenAt, Math.min(sequence, whole.entries) + 1, `${sequence}`)
    }
    await set({ sequence: whole.entries, hash: whole.hash })
    assert.deepEqual(await verifyAudit(db.reader), whole)
  })

  test('has one chain, also where several processes add to it', async () => {
    const { id } = await registered()
    for (let times = 0; times < 20; times++) await running().admin('GET', `/registrations/${id}`)
    running().clock.later({ minutes: 2 })
    await Promise.all([1, 2, 3].map(() => sealAudit(running().context)))
    assert.equal((await verifyAudit(running().context.db.reader)).brokenAt, undefined)
  })

  test('is exported with its hashes', async () => {
    const { id } = await registered()
    await running().admin('GET', `/registrations/${id}`)
    await seal()
    const csv = await running().send('GET', `/api/v1/admin/audit.csv?object=${id}`, undefined, signedIn)
    const [heading, ...rows] = (await csv.text()).trim().split('\r\n')
    assert.match(heading ?? '', /"time \(UTC\)","who".*"hash"$/)
    assert.equal(rows.length, 1)
    assert.match(rows[0] ?? '', /,"operator","operator","viewed",/)
    assert.match(rows[0] ?? '', /"[\da-f]{64}"$/)
  })
})
