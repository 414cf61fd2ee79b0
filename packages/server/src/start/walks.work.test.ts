import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'mocha'
import { createManageTokens } from '../core/registrations/manage-token.ts'
import { press } from '../testing/pages/press.ts'
import { someone, type TestApp, testApp } from '../testing/servers/test-app.ts'
import { filesEntered } from '../testing/traces/trace.ts'
import { createSigner, mailing, verifying } from '../testing/verify.ts'

const document = readFileSync(new URL('../../../../docs/architecture.md', import.meta.url), 'utf8')

/**
 * What every request stands on: it opens the database, speaks HTTP, and writes words, emails and
 * counts.
 */
const foundation = /^(start\/app\.ts|(platform|words|core\/(people|outbox|webhooks|partners))\/)/

/** The files that the docs name for a walk, in their order. */
function documented(walk: string): string[] {
  const list = document.split(`<!-- walk:${walk}:start -->`)[1]?.split('<!-- walk')[0] ?? ''
  return [...list.matchAll(/^\d+\. `([^`]+)`/gm)].map(([, file = '']) => file)
}

describe('the walks that the docs describe', () => {
  let server: TestApp
  before(async () => {
    server = await testApp('sqlite', mailing)
  })
  after(() => server.close())

  const walked = async (prepare: () => Promise<() => Promise<unknown>>) =>
    (await filesEntered(prepare)).filter((file) => !foundation.test(file))

  test('a sign-up', async () => {
    const { slug } = await server.givenTraining()
    const signUp = () => server.signUp(slug, { people: [someone()] }, { 'idempotency-key': crypto.randomUUID() })
    assert.deepEqual(await walked(async () => signUp), documented('sign-up'))
    assert.ok(documented('sign-up').length <= 14)
  })

  test('a typed code', async () => {
    const { slug } = await server.givenTraining(verifying)
    const signer = createSigner(() => server)
    const begin = async () => {
      const person = someone()
      const named = await signer.begin(slug, { people: [person] })
      const code = await signer.codeTo(person.email)
      return () => signer.type(named, code)
    }
    assert.deepEqual(await walked(begin), documented('typed-code'))
    assert.ok(documented('typed-code').length <= 16)
  })

  test('a cancellation with promotion', async () => {
    const { slug } = await server.givenTraining({ seats: { capacity: 1, waitlist: true } })
    for (let count = 0; count < 4; count++) await server.signUp(slug, { people: [someone()] })
    const cancel = async () => {
      const path = `/registrations?training=${slug}&status=confirmed`
      const [{ id }] = (await server.admin('GET', path)).body.registrations
      const token = createManageTokens(server.context).issue({ kind: 'registration', id, version: 1 })
      return async () => {
        const answer = await server.app.request(`/r/${token}/cancel`, press)
        assert.equal(answer.status, 303)
      }
    }
    assert.deepEqual(await walked(cancel), documented('cancellation'))
    assert.ok(documented('cancellation').length <= 16)
  })
})
