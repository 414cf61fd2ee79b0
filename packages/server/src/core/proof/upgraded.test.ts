import assert from 'node:assert/strict'
import { after, before, describe, test } from 'mocha'
import { openDatabase } from '../../platform/db/database.ts'
import { type Fixture, givenFilledDatabase, readFixture } from '../../testing/databases/load-fixture.ts'
import { contradictions } from '../../testing/generated/recount.ts'
import { dialects, type TestApp, testApp } from '../../testing/servers/test-app.ts'
import { createSigner, mailing } from '../../testing/verify.ts'
import { createVisitor } from '../../testing/visitor.ts'

interface SignUp {
  slug: string
  reference: string
  secret: string
  code: string
}

/** What people typed, and what they had in their emails. */
interface Waiting extends Fixture {
  signUps: { alone: SignUp; group: SignUp; done: SignUp & { answer: object } }
  moving: { link: string; code: string }
  later: string
  alert: { secret: string; code: string }
}

const stored = readFixture('waiting-070.json') as Waiting
const rowsOf = (table: string) => stored.tables[table] ?? []

for (const dialect of dialects)
  describe(`addresses that waited while each kind had a table of its own, on ${dialect}`, () => {
    let server: TestApp
    let close: () => Promise<void>
    const signer = createSigner(() => server)
    const { post } = createVisitor(() => server)
    const proofs = () => server.context.db.reader.selectFrom('proof').selectAll().orderBy('id').execute()
    before(async () => {
      const { url, remove } = await givenFilledDatabase(dialect, stored)
      const db = await openDatabase(url)
      server = await testApp(dialect, { ...mailing, system: { db, authSecret: stored.authSecret } })
      server.clock.now = new Date(stored.now)
      close = async () => {
        await server.close()
        await db.close()
        await remove()
      }
    })
    after(() => close())

    test('are all kept, as they were typed, with their codes', async () => {
      const all = await proofs()
      const rows = [...rowsOf('verification'), ...rowsOf('alert')].map((one) => [one['id'], one] as const)
      assert.deepEqual(new Set(all.map(({ id }) => id)), new Set(rows.map(([id]) => id)))
      for (const { id, subject: _, email, ...row } of all) {
        const { address, ...was } = new Map(rows).get(id) ?? {}
        for (const [column, value] of Object.entries(row)) assert.equal(value, was[column] ?? value, column)
        assert.equal(address, email.toLowerCase())
      }
      const subjects = Map.groupBy(all, ({ subject }) => subject)
      assert.deepEqual(
        ['sign-up', 'address-change', 'alert'].map((one) => subjects.get(one as 'alert')?.length),
        [5, 2, 3],
      )
      for (const typed of ['Ada.Reyes@kcpd.example', 'Pat.Lee+desk@kcpd.example', 'Asked.Once@kcpd.example'])
        assert.ok(
          all.some(({ email }) => email === typed),
          typed,
        )
      assert.deepEqual(await contradictions(server.context.db), [])
    })
    test('are named by the emails that named them', async () => {
      const mails = await server.context.db.reader.selectFrom('outbox').select(['id', 'proof_id', 'alert_id']).execute()
      const named = new Set(mails.map(({ id, proof_id, alert_id }) => `${id} ${proof_id} ${alert_id}`))
      const namedBefore = rowsOf('outbox').map((one) => `${one['id']} ${one['verification_id']} ${one['alert_id']}`)
      assert.deepEqual(named, new Set(namedBefore))
      // Its email still waits.
      const [changed] = rowsOf('verification').filter((one) => one['verified_at'] !== null && one['registration_id'])
      const [mail, ...others] = await signer.mailsTo(JSON.parse(String(changed?.['request'])).from)
      assert.deepEqual([mail?.subject.includes('address'), others], [true, []])
    })
    test('are proven with the codes that were sent', async () => {
      const { alone, group, done } = stored.signUps
      assert.deepEqual((await signer.type(done, done.code)).body, done.answer)
      for (const one of [alone, group]) {
        const { status, body } = await signer.type(one, one.code)
        assert.deepEqual([status, body.status], [200, 'confirmed'])
      }
      const { link, code } = stored.moving
      assert.match((await post(`${link}/address-code`, { _code: code })).text, /is changed/)
      const asked = { _secret: stored.alert.secret, _step: 'verify', _code: stored.alert.code }
      const told = await post(`/t/${stored.later}/notify/verify?lang=en`, asked)
      assert.equal(told.status, 200)
      const unproven = (await proofs()).filter(({ verified_at }) => verified_at === null)
      assert.deepEqual(unproven, [])
      assert.deepEqual(await contradictions(server.context.db), [])
    })
  })
