import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { webhookEvents } from '@training-signup/contract'
import { test } from 'mocha'
import { readDocument } from '../testing/pages/served-document.ts'
import { adminToken, type Json, onBothDatabases, readJson } from '../testing/servers/test-app.ts'

onBothDatabases('the contract', (given) => {
  test('an address with another method is told which ones it takes', async () => {
    const { send, givenTraining } = given()
    const { slug } = await givenTraining()
    const api = '/api/v1'
    for (const [method, path, allowed] of [
      ['DELETE', `${api}/trainings`, 'GET, HEAD'],
      ['GET', `${api}/trainings/${slug}/registrations`, 'POST'],
      ['POST', `${api}/admin/trainings/${slug}`, 'GET, HEAD, PUT, PATCH, DELETE'],
      ['GET', `${api}/admin/registrations/0/cancel`, 'POST'],
      ['PUT', '/t/nowhere', 'GET, HEAD, POST'],
      ['POST', '/openapi.json', 'GET, HEAD'],
    ] as const) {
      const response = await send(method, path, undefined, { authorization: `Bearer ${adminToken}` })
      const { type } = await readJson(response)
      assert.deepEqual(
        [response.status, type, response.headers.get('allow')],
        [405, '/problems/method-not-allowed', allowed],
        `${method} ${path}`,
      )
    }
    assert.equal((await send('DELETE', `${api}/admin/trainings`)).status, 401)
    assert.equal((await send('POST', `${api}/nowhere`)).headers.get('allow'), null)
  })

  test('describes every operation with an id, a summary, its parameters, an example, and its refusals', async () => {
    const { document, operations, requireValid } = await readDocument(given())
    assert.equal(new Set(operations.map(({ id }) => id)).size, operations.length)
    assert.ok(operations.every(({ id }) => /^[a-z][A-Za-z]+$/.test(id)))
    for (const { id, path, method, described } of operations) {
      const isAdmin = path.includes('/admin/')
      for (const { name, description } of described.parameters ?? [])
        assert.ok(description?.length > 5, `${id} says nothing about ${name}`)
      assert.deepEqual(described.security, isAdmin ? [{ bearer: [] }] : [], id)
      const must = ['405', '500', '503', ...(isAdmin ? ['401', '429'] : [])]
      if (path.includes('{')) must.push('404')
      if (described.requestBody) must.push('400', '413', '415', '422')
      for (const status of must) assert.ok(described.responses[status], `${id} ${status}`)
      const bodies: [where: string[], content: Json][] = [
        [['requestBody'], described.requestBody?.content],
        ...Object.entries(described.responses).map(([status, answer]): [string[], Json] => [
          ['responses', status],
          (answer as Json).content,
        ]),
      ]
      for (const [where, content] of bodies)
        for (const [type, body] of Object.entries(content ?? {})) {
          if (type === 'application/problem+json') continue
          assert.ok((body as Json).example !== undefined, `${id} ${where.join(' ')} has no example`)
          const at = ['paths', path, method.toLowerCase(), ...where, 'content', type, 'schema']
          requireValid((body as Json).example, `the example of ${id}`, ...at)
        }
    }
    assert.deepEqual(Object.keys(document.webhooks), [...webhookEvents, 'webhook.test'])
    for (const event of Object.keys(document.webhooks)) {
      const { example } = document.webhooks[event].post.requestBody.content['application/json']
      requireValid(example, event, 'components', 'schemas', 'WebhookEvent')
    }
  })

  test('says what a key that is sent again does, and so does the guide for programs', async () => {
    const { operations } = await readDocument(given())
    const { described } = operations.find(({ id }) => id === 'signUp') ?? assert.fail('it is gone')
    assert.match(described.description, /same key with \w+ bytes is refused/)
    const guide = readFileSync(new URL('../../../../docs/api.md', import.meta.url), 'utf8')
    assert.match(guide.replaceAll(/\s+/g, ' '), /same key with \w+ bytes is refused with 422/)
  })

  test('lists each type of problem once, with its meaning and a page', async () => {
    const { document } = await readDocument(given())
    const types = Object.values(document.components.schemas).flatMap((schema) => {
      const { properties, description } = schema as Json
      const [type] = properties?.type?.enum ?? []
      return typeof type === 'string' && type.startsWith('/problems/') ? [[type, description] as const] : []
    })
    assert.equal(new Set(types.map(([type]) => type)).size, types.length)
    assert.ok(types.length > 25)
    for (const [type, description] of types) {
      assert.ok(description.length > 20, type)
      for (const lang of ['en', 'es']) {
        const page = await given().app.request(`${type}?lang=${lang}`)
        const text = await page.text()
        assert.deepEqual([page.status, page.headers.get('content-language')], [200, lang], type)
        if (lang === 'en') assert.ok(text.includes(description.split('. ')[0]), type)
      }
    }
    assert.equal((await given().app.request('/problems/nothing')).status, 404)
    const all = await (await given().app.request('/problems')).text()
    for (const [type] of types) assert.ok(all.includes(`href="${type}?lang=en"`), type)
  })

  test('shows each type of problem as it is sent', async () => {
    const { document, requireValid } = await readDocument(given())
    const isProblem = (name: string) => name.endsWith('Problem') && name !== 'Problem'
    const names = Object.keys(document.components.schemas).filter(isProblem)
    assert.ok(names.length > 25)
    for (const name of names) {
      const [example] = document.components.schemas[name].examples
      requireValid(example, name, 'components', 'schemas', name)
    }
    const sent: Json = await readJson(await given().send('GET', '/api/v1/trainings/nowhere'))
    const [shown] = document.components.schemas.NotFoundProblem.examples
    assert.deepEqual([shown.type, shown.title, shown.status], [sent.type, sent.title, sent.status])
  })

  test('says how long a text may be', async () => {
    const { document } = await readDocument(given())
    const { title, contact } = document.components.schemas.TrainingInput.properties
    assert.ok(title.properties.en.maxLength > 0)
    assert.ok(contact.properties.name.maxLength > 0)
  })

  test('has no fault that the linter of descriptions knows', async () => {
    const source = JSON.stringify((await readDocument(given())).document)
    const found = await lintFromString({ source, config: await createConfig({ extends: ['recommended'] }) })
    assert.deepEqual(
      found.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`),
      [],
    )
  })
})
