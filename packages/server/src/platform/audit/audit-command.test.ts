import assert from 'node:assert/strict'
import { test } from 'mocha'
import { authSecret, runCommand } from '../../testing/servers/server.ts'
import { adminToken, testApp } from '../../testing/servers/test-app.ts'
import { sealAudit } from './seal.ts'

test('the command audit tells a whole log from one that was changed', async () => {
  const { admin, clock, close, context, environment } = await testApp('sqlite')
  try {
    for (let times = 0; times < 3; times++) await admin('GET', '/registrations')
    clock.later({ minutes: 2 })
    await sealAudit(context)
    const settings = { ...environment, AUTH_SECRET: authSecret, ADMIN_TOKEN: adminToken }
    const whole = await runCommand(['audit'], settings)
    assert.equal(whole.code, 0, whole.output)
    assert.match(whole.output, /The audit log is whole\. Entries: 3\. Last hash: [\da-f]{64}/)
    await context.db.writer.deleteFrom('audit').where('sequence', '=', 2).execute()
    const broken = await runCommand(['audit'], settings)
    assert.equal(broken.code, 1)
    assert.match(broken.output, /The audit log was changed: its chain breaks at entry 2\./)
  } finally {
    await close()
  }
})
