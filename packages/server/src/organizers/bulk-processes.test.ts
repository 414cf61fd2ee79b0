import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { kill, look, type RunningProgram, seedTrainings, startServerProcess } from '../testing/server.ts'
import { startSmtpServer } from '../testing/smtp.ts'
import { adminToken, dialects, freshDatabaseUrl, readJson, somebody } from '../testing/test-app.ts'

const patienceMs = 90_000
const people = 70

async function ask({ url }: RunningProgram, method: string, path: string, body?: unknown) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${adminToken}` }
  return readJson(
    await fetch(`${url}/api/v1${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  )
}

async function until(isSo: () => Promise<boolean>) {
  for (const end = performance.now() + patienceMs; performance.now() < end; await delay(50)) if (await isSo()) return
  assert.fail('waited in vain')
}

for (const dialect of dialects)
  describe(`a bulk action on ${dialect}`, () => {
    test(`that two processes carry out is whole, though one of them is killed midway, on ${dialect}`, async (t) => {
      const place = await freshDatabaseUrl(dialect)
      const [slug = ''] = await look(place.url, (db) =>
        seedTrainings(db, 'decided-on', 1, () => ({ seats: { capacity: null }, audience: { access: 'approval' } })),
      )
      const smtp = await startSmtpServer()
      const environment = {
        DATABASE_URL: place.url,
        ADMIN_TOKEN: adminToken,
        SMTP_URL: smtp.url,
        MAIL_FROM: 'signup@example.org',
      }
      const servers = await Promise.all([1, 2].map(() => startServerProcess(environment)))
      t.after(async () => {
        await Promise.all(servers.map(kill))
        await smtp.close()
        place.remove()
      })
      const [first, second] = servers as [RunningProgram, RunningProgram]
      for (let person = 0; person < people; person++)
        await ask(first, 'POST', `/trainings/${slug}/registrations`, { people: [somebody()] })
      const input = { action: 'approve', training: slug, filter: {} }
      const { id, people: chosen } = await ask(first, 'POST', '/admin/bulk-actions', input)
      assert.equal(chosen, people)
      const ran = await ask(first, 'POST', `/admin/bulk-actions/${id}/run`)
      assert.equal(ran.state, 'running')
      await kill(first)
      await until(async () => (await ask(second, 'GET', `/admin/bulk-actions/${id}`)).state === 'done')
      const { counts } = await ask(second, 'GET', `/admin/bulk-actions/${id}`)
      assert.equal(counts.done, people)
      const told = await look(place.url, ({ reader }) =>
        reader.selectFrom('outbox').select('registration_id').where('kind', '=', 'approved').execute(),
      )
      assert.equal(told.length, people)
      assert.equal(new Set(told.map(({ registration_id }) => registration_id)).size, people)
    })
  })
