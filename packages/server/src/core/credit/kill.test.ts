import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import { test } from 'mocha'
import { creditedDay } from '../../testing/credited-day.ts'
import { copyPerson } from '../../testing/generated/copy-person.ts'
import { authSecret, kill, runCommand, startCommand } from '../../testing/servers/server.ts'
import { onBothDatabases } from '../../testing/servers/test-app.ts'
import { closeDay } from '../attendance/close-day.ts'

const people = 2_000
const dayMs = 24 * 60 * 60_000

onBothDatabases('a process that is killed while it issues certificates', (given) => {
  async function fullDay() {
    const retention = { extrasDays: 3650, recordDays: 3650 }
    const { id, slug, ids } = await creditedDay(given(), [{}], { draft: { retention } })
    // Other processes go by the real time, which may be long before this server's.
    const [day] = new Date(Date.now() - 2 * dayMs).toISOString().split('T')
    await given().admin('PATCH', `/trainings/${slug}`, { start: `${day}T09:00`, end: `${day}T16:00` })
    await copyPerson(given(), ids[0] ?? '', people - 1, (index) => ({
      reference: `R${index}`,
      active_person: null,
      family_name: `Person ${index}`,
      email: `person.${index}@example.org`,
      email_canonical: `person.${index}@example.org`,
    }))
    const { db, newId } = given().context
    const [mark] = await given().rows('mark', { training_id: id })
    const at = `${day}T13:00:00.000Z`
    const like = { ...(mark ?? assert.fail()), at, received_at: at }
    await db.transaction((tx) =>
      tx.updateTable('mark').set({ at, received_at: at }).where('training_id', '=', id).execute(),
    )
    const others = (await given().rows('registration', { training_id: id })).filter((one) => one.id !== ids[0])
    for (let start = 0; start < others.length; start += 500) {
      const marks = others.slice(start, start + 500).map((one) => ({ ...like, id: newId(), registration_id: one.id }))
      await db.transaction((tx) => tx.insertInto('mark').values(marks).execute())
    }
    await Promise.all([closeDay(given().context, slug), closeDay(given().context, slug)])
    return id
  }
  const count = async (id: string) => {
    const { db } = given().context
    const row = await db.reader
      .selectFrom('certificate')
      .select(({ fn }) => fn.countAll<number | string>().as('count'))
      .where('training_id', '=', id)
      .executeTakeFirstOrThrow()
    return Number(row.count)
  }

  test('leaves the rest to the next, and 2,000 people get one certificate and one email each', async () => {
    const id = await fullDay()
    const { databaseUrl } = given().context.config
    const environment = { DATABASE_URL: databaseUrl, AUTH_SECRET: authSecret }
    const kills: number[] = []
    for (const share of [0.1, 0.5]) {
      const worker = startCommand(['jobs'], environment)
      const hasEnded = worker.ended.then(() => true)
      while ((await count(id)) < people * share) if (await Promise.race([hasEnded, delay(2, false)])) break
      await kill(worker)
      kills.push(await count(id))
    }
    assert.ok(
      kills.every((some) => some > 0 && some < people),
      `killed in the middle: ${kills.join(', ')}`,
    )
    assert.equal((await given().row('training', { id })).day_settled_at, null)
    const both = await Promise.all([runCommand(['jobs'], environment), runCommand(['jobs'], environment)])
    assert.deepEqual(
      both.map(({ code }) => code),
      [0, 0],
      both.map(({ output }) => output).join('\n'),
    )
    const certificates = await given().rows('certificate', { training_id: id })
    assert.equal(certificates.length, people)
    assert.equal(new Set(certificates.map(({ registration_id }) => registration_id)).size, people)
    assert.equal(certificates.filter(({ revoked_at }) => revoked_at !== null).length, 0)
    const mails = (await given().rows('outbox', { training_id: id })).filter(({ kind }) => kind === 'certificate')
    assert.equal(mails.length, people)
    assert.equal(new Set(mails.map(({ registration_id }) => registration_id)).size, people)
    assert.notEqual((await given().row('training', { id })).day_settled_at, null)
  })
})
