import assert from 'node:assert/strict'
import { test } from 'mocha'
import { onBothDatabases } from '../../testing/servers/test-app.ts'

onBothDatabases('pages without a form', (given) => {
  test('may be kept in the language of their address, for partners that the organizer has added', async () => {
    const { app, admin, givenTraining } = given()
    const { slug } = await givenTraining()
    await admin('POST', '/partners', { slug: 'rotary', name: 'Rotary' })
    const kept = async (path: string, accept = 'en') => {
      const answer = await app.request(path, { headers: { 'accept-language': accept } })
      return answer.headers.get('cache-control')
    }
    const forAll = 'public, max-age=10, s-maxage=60, stale-while-revalidate=60, stale-if-error=86400'
    for (const path of ['/', '/accessibility', '/problems', '/problems/not-found', `/t/${slug}/share`]) {
      assert.equal(await kept(`${path}?lang=en`), forAll, path)
      assert.equal(await kept(`${path}?lang=es`, 'en'), forAll, path)
      assert.equal(await kept(path), 'no-store', path)
      assert.equal(await kept(`${path}?lang=fr`), 'no-store', path)
    }
    assert.equal(await kept('/?lang=en&p=rotary'), forAll)
    assert.equal(await kept('/?lang=en&p=made-up'), 'no-store')
    // A form holds a token that is one visitor’s alone.
    for (const path of [`/t/${slug}`, `/t/${slug}/group`, `/t/${slug}/notify`])
      assert.equal(await kept(`${path}?lang=en`), 'no-store', path)
    assert.equal(await kept('/problems/unknown?lang=en'), 'no-store')
  })
})
