import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import { kill, look } from '../../../testing/servers/server.ts'
import { dialects, someone } from '../../../testing/servers/test-app.ts'
import { ask, startTestMail, startTwoServers } from '../../../testing/servers/two-servers.ts'
import { until } from '../../../testing/servers/until.ts'

const people = 70

for (const dialect of dialects)
  describe(`a bulk action on ${dialect}`, () => {
    test(`that two processes carry out is whole, though one of them is killed midway, on ${dialect}`, async () => {
      const { environment } = await startTestMail()
      const draft = { audience: { access: 'approval' } } as const
      const { url, slug, servers } = await startTwoServers(dialect, { draft, environment })
      const [first, second] = servers
      for (let person = 0; person < people; person++)
        await ask(first, 'POST', `/trainings/${slug}/registrations`, { people: [someone()] })
      const input = { action: 'approve', training: slug, filter: {} }
      const { id, people: chosen } = await ask(first, 'POST', '/admin/bulk-actions', input)
      assert.equal(chosen, people)
      const ran = await ask(first, 'POST', `/admin/bulk-actions/${id}/run`)
      assert.equal(ran.state, 'running')
      await kill(first)
      await until(async () => (await ask(second, 'GET', `/admin/bulk-actions/${id}`)).state === 'done')
      const { counts } = await ask(second, 'GET', `/admin/bulk-actions/${id}`)
      assert.equal(counts.done, people)
      const told = await look(url, ({ reader }) =>
        reader.selectFrom('outbox').select('registration_id').where('kind', '=', 'approved').execute(),
      )
      assert.equal(told.length, people)
      assert.equal(new Set(told.map(({ registration_id }) => registration_id)).size, people)
    })
  })
