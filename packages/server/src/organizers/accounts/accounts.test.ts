import assert from 'node:assert/strict'
import { test } from 'mocha'
import { askAs } from '../../testing/keys.ts'
import { signedInAs } from '../../testing/pages/signed-in.ts'
import { adminToken, onBothDatabases, readJson } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { inviteAccount } from './accounts.ts'
import { runOrganizerCommand } from './command.ts'

let people = 0
const input = (more: object = {}) => ({
  email: `Pat${(people += 1)}@Example.org`,
  name: 'Pat Lee',
  role: 'organizer',
  ...more,
})

onBothDatabases(
  'accounts',
  (given) => {
    const add = async (more: object = {}) => given().admin('POST', '/accounts', input(more))

    test('are added under one spelling of an address, and told where to sign in', async () => {
      const { slug } = await given().givenTraining()
      const { status, body } = await add({ trainings: [slug], lang: 'es' })
      assert.equal(status, 201)
      assert.equal(body.email, body.email.toLowerCase())
      assert.deepEqual(body.trainings, [slug])
      const mail = given().mails.findLast(({ to }) => to === body.email)
      assert.match(mail?.text ?? '', /https:\/\/signup\.example\/admin\/sign-in/)
      assert.match(mail?.subject ?? '', /^Ya puede iniciar sesión/)
      assert.equal((await given().admin('POST', '/accounts', { ...input(), email: body.email })).status, 409)
    })

    test('are told who added them, and to whose trainings', async () => {
      const account = { email: 'kit@example.org', lang: 'en' } as const
      const invite = async (by?: { kind: 'person' | 'operator'; name: string }) => {
        assert.equal(await inviteAccount(given().context, account, by), true)
        return given().mails.at(-1) ?? assert.fail('no email')
      }
      const byDana = await invite({ kind: 'person', name: 'Dana Ortiz' })
      assert.equal(byDana.subject, 'You can now sign in to the trainings')
      assert.match(byDana.text, /^Dana Ortiz added you\. You have an account under kit@example\.org\./m)
      const organizer = { organizer: { name: 'Jackson County' } }
      assert.equal((await given().admin('PUT', '/organizer', organizer, { 'If-Match': '*' })).status, 200)
      const byOperator = await invite({ kind: 'operator', name: 'ADMIN_TOKEN' })
      assert.equal(byOperator.subject, 'You can now sign in to the trainings of Jackson County')
      assert.match(byOperator.text, /^You have an account under/m)
      assert.match((await invite()).text, /^You have an account under/m)
    })

    test('have a reach that fits their role', async () => {
      for (const wrong of [
        { role: 'agency' },
        { role: 'partner' },
        { role: 'owner', trainings: ['nowhere'] },
        { trainings: [] },
        { agency: 'KCPD' },
        { partner: 'rotary' },
        { trainings: ['nowhere'] },
        { role: 'partner', partner: 'nowhere' },
      ])
        assert.equal((await add(wrong)).status, 422, JSON.stringify(wrong))
      const { body } = await add({ role: 'agency', agency: 'Kansas City PD' })
      assert.equal(body.agency, 'Kansas City PD')
      const changed = await given().admin('PATCH', `/accounts/${body.id}`, { role: 'auditor' })
      assert.equal(changed.status, 422)
      const fits = await given().admin('PATCH', `/accounts/${body.id}`, { role: 'auditor', agency: null })
      assert.deepEqual([fits.status, fits.body.role, fits.body.agency], [200, 'auditor', null])
    })

    test('always have an owner among them', async () => {
      const [first, second] = [(await add({ role: 'owner' })).body, (await add({ role: 'owner' })).body]
      const owners = (await given().admin('GET', '/accounts?limit=200')).body.accounts.filter(
        ({ role }: { role: string }) => role === 'owner',
      )
      for (const { id } of owners)
        if (id !== first.id && id !== second.id) await given().admin('DELETE', `/accounts/${id}`)
      const both = await Promise.all([first, second].map(({ id }) => given().admin('DELETE', `/accounts/${id}`)))
      assert.deepEqual(
        both.map(({ status }) => status).toSorted((one, other) => one - other),
        [204, 409],
      )
    })

    test('are decided on by owners who are signed in and the operator, and by no API key', async () => {
      const [owner, organizer] = [await signedInAs(given(), 'owner'), await signedInAs(given(), 'organizer')]
      const { id } = (await add()).body
      const key = { ...(await askAs(given(), { role: 'owner' })), 'sec-fetch-site': 'same-origin' }
      const byKey = async (method: string, path: string, body?: object) =>
        (await given().send(method, `/api/v1/admin${path}`, body, key)).status
      for (const [method, path, body] of [
        ['GET', '/accounts'],
        ['POST', '/accounts', input({ role: 'owner' })],
        ['GET', `/accounts/${id}`],
        ['PATCH', `/accounts/${id}`, { role: 'owner' }],
        ['PATCH', `/accounts/${id}/profile`, { name: 'Kit' }],
        ['GET', `/accounts/${id}/sign-ins`],
        ['DELETE', `/accounts/${id}/sessions`],
        ['DELETE', `/accounts/${id}`],
        ['GET', '/keys'],
      ] as const)
        assert.equal(await byKey(method, path, body), 403, `${method} ${path}`)
      const page = { method: 'POST', headers: key, body: new URLSearchParams({ name: 'Kit' }) }
      for (const path of ['/accounts/new', `/accounts/${id}`, `/accounts/${id}/remove`, '/keys'])
        assert.equal((await given().app.request(`/admin${path}`, page)).status, 403, path)
      assert.equal((await organizer.api('GET', '/accounts')).status, 403)
      assert.equal((await owner.api('GET', `/accounts/${id}`)).status, 200)
    })

    test('are added, listed, and removed by a command, which prints a link', async () => {
      const asked = { email: 'boss@example.org', name: 'The Boss', role: undefined }
      const [added, ...links] = await runOrganizerCommand(given().context, { action: 'add', ...asked })
      assert.equal(added, 'Added boss@example.org as owner.')
      assert.match(links.at(-1) ?? '', /https:\/\/signup\.example\/admin\/sign-in\/link\?token=[\w-]{43}$/)
      const again = await runOrganizerCommand(given().context, { action: 'add', ...asked })
      assert.match(again[0] ?? '', /already has an account/)
      const list = await runOrganizerCommand(given().context, { ...asked, action: 'list' })
      assert.ok(list.includes('boss@example.org  owner  The Boss'))
      await add({ role: 'owner' })
      assert.match((await runOrganizerCommand(given().context, { ...asked, action: 'remove' }))[0] ?? '', /^Removed/)
      await assert.rejects(runOrganizerCommand(given().context, { ...asked, action: 'remove' }), /has no account/)
      await assert.rejects(
        runOrganizerCommand(given().context, { ...asked, action: 'add', role: 'agency' }),
        /Use one of the roles/,
      )
    })
  },
  mailing,
)

onBothDatabases('API keys', (given) => {
  const make = async (more: object = {}) =>
    given().admin('POST', '/keys', { name: 'Nightly export', role: 'organizer', days: 30, ...more })
  const read = async (path: string, key: string) => {
    const response = await given().send('GET', `/api/v1/admin${path}`, undefined, { authorization: `Bearer ${key}` })
    return { status: response.status, body: await readJson(response) }
  }

  test('work until their day, and are shown once', async () => {
    const { status, body } = await make()
    assert.equal(status, 201)
    assert.match(body.key, /^tsk_[\w-]{32}$/)
    assert.equal((await read('/trainings', body.key)).status, 200)
    const list = await given().admin('GET', '/keys?limit=200')
    assert.ok(!JSON.stringify(list.body).includes(body.key))
    const shown = list.body.keys.find(({ id }: { id: string }) => id === body.id)
    assert.equal(shown.prefix, body.key.slice(0, 8))
    assert.equal(shown.lastUsedAt, given().clock.now.toISOString())
    const stored = await given().rows('auth_key')
    assert.ok(!JSON.stringify(stored).includes(body.key))
    assert.ok(!given().logged.join('').includes(body.key))
    given().clock.later({ days: 30 })
    assert.equal((await read('/trainings', body.key)).status, 401)
  })

  test('work no longer once they are ended', async () => {
    const { body } = await make()
    assert.equal((await given().admin('DELETE', `/keys/${body.id}`)).status, 204)
    assert.equal((await read('/trainings', body.key)).status, 401)
    assert.equal((await given().admin('DELETE', `/keys/${body.id}`)).status, 404)
  })

  test('reach what they say, and make no keys', async () => {
    const [own, other] = [(await given().givenTraining()).slug, (await given().givenTraining()).slug]
    const { body } = await make({ trainings: [own] })
    assert.equal((await read(`/trainings/${own}`, body.key)).status, 200)
    assert.equal((await read(`/trainings/${other}`, body.key)).status, 404)
    const { trainings } = (await read('/trainings', body.key)).body
    assert.deepEqual(
      trainings.map(({ training }: { training: { slug: string } }) => training.slug),
      [own],
    )
    const more = { name: 'More', role: 'door', days: 1 }
    const headers = { authorization: `Bearer ${body.key}` }
    assert.equal((await given().send('POST', '/api/v1/admin/keys', more, headers)).status, 403)
  })

  test('are no wrong tokens, and no query has them', async () => {
    const headers = await askAs(given(), { role: 'auditor' })
    const key = headers.authorization.replace('Bearer ', '')
    const url = `/api/v1/admin/trainings?token=${key}&access_token=${adminToken}`
    assert.equal((await given().send('GET', url)).status, 401)
  })
})
