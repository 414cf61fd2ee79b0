import assert from 'node:assert/strict'
import { test } from 'mocha'
import { organizerPages, valueOf } from '../../../testing/pages/organizer-pages.ts'
import { onBothDatabases } from '../../../testing/servers/test-app.ts'

const whole = { role: 'organizer', reach: 'all', name: 'Dana Ortiz', email: 'dana@example.org', days: '90' }

onBothDatabases('the pages of accounts and keys', (given) => {
  const post = (path: string, fields: Record<string, string>) => organizerPages(given()).post(path, fields)
  for (const [path, fields, field, fault] of [
    ['/accounts/new', { email: 'dana' }, 'email', 'Enter a complete email address, like name@example.com'],
    ['/accounts/new?lang=es', { email: 'dana' }, 'email', 'Escriba una dirección completa, como nombre@example.com'],
    ['/accounts/new', { name: '' }, 'name', 'Enter a name'],
    ['/accounts/new', { role: 'agency' }, 'agency', 'Enter the agency whose people they coordinate'],
    ['/keys', { name: '' }, 'name', 'Enter a name'],
    ['/keys?lang=es', { role: 'partner' }, 'partner', 'Elija la organización cuyas estadísticas ve'],
  ] as const)
    test(`say next to a field what to correct: ${path} ${JSON.stringify(fields)}`, async () => {
      const { status, text } = await post(path, { ...whole, ...fields })
      assert.equal(status, 422)
      assert.match(text, new RegExp(`<p class="fault" id="f-${field}-fault"><svg.*?</svg><span>${fault}</span></p>`))
      assert.match(
        text,
        new RegExp(`id="f-${field}"[^>]* aria-describedby="[^"]*f-${field}-fault" aria-invalid="true"`),
      )
      assert.match(text, new RegExp(`role="alert"[^]*<li><a href="#f-${field}">${fault}</a></li>`))
    })

  for (const [path, fields, fault] of [
    ['/keys', { reach: 'some', training: 'gone' }, 'Choose trainings that still exist'],
    ['/keys', { reach: 'some' }, 'Choose at least one training, or all of them'],
    ['/accounts/new?lang=es', { reach: 'some' }, 'Elija al menos una capacitación, o todas'],
  ] as const)
    test(`ask for trainings that can be reached: ${path} ${JSON.stringify(fields)}`, async () => {
      const { status, text } = await post(path, { ...whole, ...fields })
      assert.equal(status, 422)
      assert.match(text, new RegExp(`aria-describedby="f-trainings-fault">[^]*id="f-trainings-fault">.*${fault}`))
    })

  test('lead from a field to its hint, with and without a fault', async () => {
    const fresh = await organizerPages(given()).open('/accounts/new')
    for (const name of ['agency', 'partner']) {
      assert.match(fresh, new RegExp(`id="f-${name}"[^>]* aria-describedby="f-${name}-hint"`))
      assert.match(fresh, new RegExp(`<p class="hint" id="f-${name}-hint">`))
    }
    const { text } = await post('/accounts/new', { ...whole, role: 'agency' })
    assert.match(text, /id="f-agency"[^>]* aria-describedby="f-agency-hint f-agency-fault"/)
  })

  test('say what is wrong where no field is', async () => {
    const { status, text } = await post('/keys', { ...whole, days: '1000' })
    assert.equal(status, 422)
    assert.match(text, /role="alert"><svg.*?<\/svg><span>Check what you typed<\/span>/)
    assert.doesNotMatch(text, /aria-invalid/)
  })

  test('keep all that was typed, also what does not belong to the role', async () => {
    const typed = { ...whole, role: 'auditor', reach: 'some', agency: 'Olathe PD', lang: 'es' }
    const { text } = await post('/accounts/new', typed)
    for (const kept of [
      /value="auditor" checked/,
      /name="reach" value="some" checked/,
      /name="agency" value="Olathe PD"/,
      /value="Dana Ortiz"/,
      /value="dana@example.org"/,
      /value="es" selected/,
    ])
      assert.match(text, kept)
  })

  test('call an account by its stored name while the one that was typed is wrong', async () => {
    const { body } = await given().admin('POST', '/accounts', { email: 'kit@example.org', name: 'Kit', role: 'door' })
    const base = valueOf(await organizerPages(given()).open(`/accounts/${body.id}`), '_base')
    const { status, text } = await post(`/accounts/${body.id}`, { ...whole, role: 'door', name: '', _base: base })
    assert.equal(status, 422)
    assert.match(text, /<title>Kit<\/title>[^]*<h1>Kit<\/h1>[^]*name="name" value=""/)
  })

  test('do not let an account reach no training when it is changed', async () => {
    const { body } = await given().admin('POST', '/accounts', { email: 'lee@example.org', name: 'Lee', role: 'door' })
    const base = valueOf(await organizerPages(given()).open(`/accounts/${body.id}`), '_base')
    const shown = await post(`/accounts/${body.id}`, { ...whole, role: 'door', reach: 'some', _base: base })
    assert.equal(shown.status, 422)
    assert.match(shown.text, /Choose at least one training, or all of them/)
    const path = `/accounts/${body.id}`
    assert.deepEqual((await given().admin('GET', path)).body.trainings, 'all')
    const { status, body: problem } = await given().admin('PATCH', path, { trainings: [] })
    assert.deepEqual(
      [status, problem.errors],
      [422, [{ pointer: '/trainings', code: 'too-few', message: 'Send a list of 1 or more' }]],
    )
    assert.equal((await given().admin('PATCH', path, { name: 'Lee Park' })).status, 200)
  })
})
