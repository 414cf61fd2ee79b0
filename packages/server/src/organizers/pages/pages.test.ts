import assert from 'node:assert/strict'
import { test } from 'mocha'
import { sentControls } from '../../testing/pages/sent-controls.ts'
import { adminToken, onBothDatabases } from '../../testing/servers/test-app.ts'

const signedIn = { Authorization: `Bearer ${adminToken}` }

onBothDatabases('the organizers’ pages', (running) => {
  const ask = async (path: string, init?: RequestInit) => running().app.request(`/admin${path}`, init)

  test('are shown to someone who is signed in, and ask everyone else to sign in', async () => {
    const shown = await ask('/settings', { headers: signedIn })
    assert.equal(shown.status, 200)
    assert.match(await shown.text(), /<h1>Settings<\/h1>/)
    const refused = await ask('/settings')
    assert.equal(refused.status, 303)
    assert.equal(refused.headers.get('location'), '/admin/sign-in?to=%2Fadmin%2Fsettings')
  })

  test('load only from here, show in no frame, and stay in no cache', async () => {
    const { headers } = await ask('/settings', { headers: signedIn })
    const policy = headers.get('content-security-policy') ?? ''
    for (const directive of ["default-src 'none'", "frame-ancestors 'none'", "script-src 'self'", "style-src 'self'"])
      assert.ok(policy.includes(directive), directive)
    assert.doesNotMatch(policy, /unsafe/)
    assert.equal(headers.get('cache-control'), 'no-store')
  })

  test('say in words that an address leads nowhere', async () => {
    for (const path of ['/nowhere', '/trainings/nowhere/edit']) {
      const page = await ask(path, { headers: signedIn })
      assert.equal(page.status, 404)
      assert.match(page.headers.get('content-type') ?? '', /^text\/html/)
      assert.match(await page.text(), /href="\/admin"/)
    }
    assert.equal((await ask('/nowhere')).status, 303)
  })

  test('say in the page’s words why something is refused, never in the API’s', async () => {
    for (const [path, said] of [
      ['/trainings/nowhere?lang=es', /<h1>[^<]*<\/h1><p>Nada tiene esta dirección/],
      ['/trainings/nowhere', /<p>Nothing has this address or name/],
    ] as const) {
      const text = await (await ask(path, { headers: signedIn })).text()
      assert.match(text, said)
      assert.doesNotMatch(text, /slug nowhere/)
    }
    await running().admin('POST', '/partners', { slug: 'rotary', name: 'Rotary' })
    await running().givenTraining({ sponsors: ['rotary'] })
    const init = { method: 'POST', headers: signedIn }
    const refused = await (await ask('/partners/rotary/delete?lang=es', init)).text()
    assert.match(refused, /Quite primero esta organización aliada de los patrocinadores/)
    assert.doesNotMatch(refused, /Used by|detalle/)
  })

  test('name the methods that an address takes, and know no address that takes none', async () => {
    const removed = await ask('/settings', { method: 'DELETE', headers: signedIn })
    assert.deepEqual([removed.status, removed.headers.get('allow')], [405, 'GET, HEAD'])
    for (const method of ['POST', 'DELETE']) {
      const { status, headers } = await ask('/nowhere', { method, headers: signedIn })
      assert.deepEqual([status, headers.get('content-type')], [404, 'application/problem+json; charset=utf-8'], method)
    }
  })

  test('refuse forms that another site sends', async () => {
    const headers = { ...signedIn, 'Sec-Fetch-Site': 'cross-site' }
    assert.equal((await ask('/settings', { method: 'POST', headers })).status, 403)
  })

  test('speak the language that the address names', async () => {
    const page = await ask('/settings?lang=es', { headers: signedIn })
    assert.equal(page.headers.get('content-language'), 'es')
    assert.match(await page.text(), /<h1>Ajustes<\/h1>/)
  })

  test('keep that language when a form comes back', async () => {
    const shown = await ask('/keys?lang=es', { headers: signedIn })
    const body = sentControls(await shown.text())
    const page = await ask('/keys', { method: 'POST', headers: signedIn, body })
    assert.deepEqual([page.status, page.headers.get('content-language')], [422, 'es'])
    const again = await ask('/keys', { method: 'POST', headers: signedIn, body: sentControls(await page.text()) })
    assert.equal(again.headers.get('content-language'), 'es')
  })
})
