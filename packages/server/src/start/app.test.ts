import assert from 'node:assert/strict'
import { test } from 'mocha'
import { adminToken, onBothDatabases, readJson, someone, testApp } from '../testing/servers/test-app.ts'

onBothDatabases('the API', (given) => {
  test('finds every path but those with routers of their own by one regular expression', () => {
    const { router } = given().app
    router.match('GET', '/')
    assert.equal(router.name, 'SmartRouter + RegExpRouter')
  })

  const post = (slug: string, body: string, headers: Record<string, string> = {}) =>
    given().app.request(`/api/v1/trainings/${slug}/registrations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })

  const malformed: [string, string][] = [
    ['not JSON', '{"people": ['],
    ['empty', ''],
    ['null', 'null'],
    ['an array', '[]'],
    ['no people', '{}'],
    ['no one', '{"people":[]}'],
    ['an unknown member', '{"people":[{"givenName":"A","email":"a@b.example"}],"status":"confirmed"}'],
    [
      'a status, approval and id set by the client',
      '{"people":[{"givenName":"A","email":"a@b.example"}],"id":"x","approved":true}',
    ],
    ['a prototype key', '{"people":[{"givenName":"A","email":"a@b.example"}],"__proto__":{"lang":"es"}}'],
    ['a wrong type', '{"people":"Ada"}'],
    ['51 people', JSON.stringify({ people: Array.from({ length: 51 }, () => ({ givenName: 'A' })) })],
  ]
  for (const [name, body] of malformed) {
    test(`a body with ${name} is refused as problem+json, and nothing is stored`, async () => {
      const { admin, givenTraining } = given()
      const { slug } = await givenTraining()
      const response = await post(slug, body)
      assert.ok([400, 422].includes(response.status))
      assert.equal(response.headers.get('content-type'), 'application/problem+json; charset=utf-8')
      const problem = await readJson(response)
      assert.equal(problem.status, response.status)
      assert.match(problem.type, /^\/problems\/(malformed|invalid-input)$/)
      assert.equal((await admin('GET', `/trainings/${slug}`)).body.seats.taken, 0)
    })
  }

  const wrongPeople: [string, string, string][] = [
    ['an unknown field', '{"givenName":"A","email":"a@b.example","shoe":"42"}', '/people/0/shoe'],
    ['a prototype key', '{"givenName":"A","email":"a@b.example","__proto__":"x"}', '/people/0/__proto__'],
    ['a name as a field', '{"givenName":"A","email":"a@b.example","Jane Roe":"x"}', '/people/0'],
    ['a constructor', '{"givenName":"A","email":"a@b.example","constructor":"x"}', '/people/0/constructor'],
    ['5 000 letters', `{"givenName":"${'x'.repeat(5000)}","email":"a@b.example"}`, '/people/0/givenName'],
    ['a number', '{"givenName":7,"email":"a@b.example"}', '/people/0/givenName'],
    ['an object', '{"givenName":{"a":1},"email":"a@b.example"}', '/people/0/givenName'],
    ['a missing address', '{"givenName":"A"}', '/people/0/email'],
    ['a name with a line break', '{"givenName":"A\\nBcc: x","email":"a@b.example"}', '/people/0/givenName'],
    ['a bidirectional override', '{"givenName":"A\\u202Eb","email":"a@b.example"}', '/people/0/givenName'],
    ['NUL', '{"givenName":"A\\u0000","email":"a@b.example"}', '/people/0/givenName'],
    ['a lone surrogate', '{"givenName":"A","email":"a@b.example","needs":"\\ud800"}', '/people/0/needs'],
    [
      'five combining marks',
      '{"givenName":"Z\\u0301\\u0301\\u0301\\u0301\\u0301","email":"a@b.example"}',
      '/people/0/givenName',
    ],
    ['101 letters', `{"givenName":"${'é'.repeat(101)}","email":"a@b.example"}`, '/people/0/givenName'],
    [
      '1 001 characters of needs',
      `{"givenName":"A","email":"a@b.example","needs":"${'x'.repeat(1001)}"}`,
      '/people/0/needs',
    ],
    ...[
      'a b@c.example',
      'a@b',
      '@b.example',
      'a@',
      '"a b"@c.example',
      'ä@c.example',
      'a\\u200b@c.example',
      'a@c..example',
      'a@@c.example',
      'a@c.example\\r\\nBcc: x@y.example',
    ].map((email): [string, string, string] => [
      `the address ${email}`,
      `{"givenName":"A","email":"${email.replaceAll('"', '\\"')}"}`,
      '/people/0/email',
    ]),
  ]
  for (const [name, person, pointer] of wrongPeople) {
    test(`a person with ${name} is told where`, async () => {
      const { slug } = await given().givenTraining()
      const response = await post(slug, `{"people":[${person}]}`)
      const problem = await readJson(response)
      assert.deepEqual([response.status, problem.type], [422, '/problems/invalid-answers'])
      assert.equal(problem.errors[0].pointer, pointer)
      assert.ok(problem.errors[0].message.length > 5)
    })
  }

  const goodPeople = ['Ο’Κόννορ', '李', "D'Arcy-Ñuñez", 'Ada 🚒', 'م‌ر', 'X Æ A-12']
  for (const givenName of goodPeople) {
    test(`${givenName} can register`, async () => {
      const { slug } = await given().givenTraining()
      const person = {
        ...someone(),
        givenName,
        email: `a+${Buffer.from(givenName).toString('hex').slice(0, 20)}@bücher.example`,
      }
      assert.equal((await post(slug, JSON.stringify({ people: [person] }))).status, 201)
    })
  }

  test('an answer nested however deep is an answer of the wrong form', async () => {
    const { slug } = await given().givenTraining()
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
    const response = await post(slug, `{"people":[{"givenName":${deep},"email":"a@b.example"}]}`, {
      'idempotency-key': 'deep-0123456789-0123',
    })
    assert.equal(response.status, 422)
    const patch = `{"contact":${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}}`
    assert.equal((await given().admin('PATCH', `/trainings/${slug}`, patch)).status, 422)
  })

  test('messages come in the language of the request', async () => {
    const { slug } = await given().givenTraining()
    const { errors } = await readJson(
      await post(slug, JSON.stringify({ people: [{ givenName: '', email: 'x' }], lang: 'es' })),
    )
    assert.equal(errors[0].message, 'Ingrese su nombre')
    const typed = await readJson(
      await post(slug, JSON.stringify({ people: [{ givenName: 5, email: 'a@b.example' }], lang: 'es' })),
    )
    assert.deepEqual(
      [typed.errors[0].code, typed.errors[0].message],
      ['wrong-type', 'Esta respuesta no tiene el formato esperado: Nombre'],
    )
  })

  test('what is too large is refused, declared or not, and other types of content too', async () => {
    const { slug } = await given().givenTraining()
    const large = JSON.stringify({ people: [someone({ needs: 'x'.repeat(70_000) })] })
    assert.equal((await post(slug, large, { 'content-length': String(large.length) })).status, 413)
    assert.equal((await post(slug, large)).status, 413)
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const response = await post(slug, JSON.stringify({ people: [someone()] }), { 'content-type': type })
      assert.deepEqual(
        [response.status, (await readJson(response)).type],
        [415, '/problems/unsupported-media-type'],
        type,
      )
    }
  })

  test('a filled trap and a form sent too quickly get the remedy, never a success', async () => {
    const { slug } = await given().givenTraining()
    const send = async (more: object) => readJson(await post(slug, JSON.stringify({ people: [someone()], ...more })))
    const trapped = await send({ trap: 'x' })
    assert.deepEqual([trapped.status, trapped.errors[0].code], [422, 'trap'])
    assert.equal((await send({ elapsedMs: 300 })).errors[0].code, 'too-quick')
    assert.equal((await send({ trap: '', elapsedMs: 41_000 })).status, 'confirmed')
  })

  test('pages of every origin may read and sign up, without credentials; the organizer’s routes know no other origin', async () => {
    const { app, signUp, givenTraining } = given()
    const { slug } = await givenTraining()
    const preflight = await app.request(`/api/v1/trainings/${slug}/registrations`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://sponsor.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type, idempotency-key',
      },
    })
    assert.equal(preflight.status, 204)
    assert.deepEqual(
      ['allow-origin', 'allow-headers', 'max-age', 'allow-credentials'].map((name) =>
        preflight.headers.get(`access-control-${name}`),
      ),
      ['*', 'Content-Type, Idempotency-Key', '7200', null],
    )
    const origin = { origin: 'https://sponsor.example' }
    for (const response of [
      await app.request(`/api/v1/trainings/${slug}`, { headers: origin }),
      await app.request('/api/v1/trainings', { headers: origin }),
      await app.request('/api/v1/trainings/nowhere', { headers: origin }),
      await signUp(slug, { people: [someone()] }, origin),
      await signUp(slug, { people: [{}] }, origin),
      await signUp(slug, { people: [someone({ needs: 'x'.repeat(70_000) })] }, origin),
    ]) {
      assert.equal(response.headers.get('access-control-allow-origin'), '*')
      assert.equal(response.headers.get('access-control-expose-headers'), 'Retry-After, Date')
    }
    const admin = await app.request('/api/v1/admin/trainings', {
      headers: { ...origin, authorization: `Bearer ${adminToken}` },
    })
    assert.equal(admin.headers.get('access-control-allow-origin'), null)
    assert.equal(
      (await app.request('/api/v1/admin/trainings', { method: 'OPTIONS', headers: origin })).headers.get(
        'access-control-allow-origin',
      ),
      null,
    )
  })

  test('organizers’ routes want the token in the header, whole, and say nothing else', async () => {
    const { app } = given()
    const get = (path: string, authorization?: string) =>
      app.request(`/api/v1/admin${path}`, authorization === undefined ? {} : { headers: { authorization } })
    const paths = [
      '/trainings',
      '/trainings/x',
      '/partners',
      '/registrations',
      '/registrations.csv',
      '/registrations/x',
      '/registrations/x/cancel',
    ]
    const wrong = [
      undefined,
      '',
      'Bearer',
      'Bearer x',
      `Bearer ${adminToken}x`,
      `Bearer ${adminToken.slice(1)}`,
      `Basic ${btoa(`a:${adminToken}`)}`,
      adminToken,
    ]
    for (const path of paths) {
      for (const header of wrong) {
        const response = await get(path, header)
        assert.deepEqual(
          [response.status, response.headers.get('www-authenticate')],
          [401, 'Bearer'],
          `${path} ${header}`,
        )
      }
      assert.equal((await get(`${path}?token=${adminToken}&access_token=${adminToken}`)).status, 401)
    }
    assert.equal((await get('/registrations', `bearer ${adminToken}`)).status, 200)
  })

  test('what does not exist is a problem too', async () => {
    const { app } = given()
    for (const path of [
      '/nowhere',
      '/api/v1/nowhere',
      '/api/v1/trainings/nowhere',
      '/api/v1/trainings/%00',
      '/api/v1/trainings/..%2f..',
    ]) {
      const response = await app.request(path)
      assert.deepEqual(
        [response.status, response.headers.get('content-type')?.split(';')[0]],
        [404, path.startsWith('/api') || path === '/nowhere' ? 'application/problem+json' : 'text/html'],
        path,
      )
    }
    for (const path of [
      '/registrations/%00',
      '/trainings/%00',
      '/partners/%00',
      '/registrations?q=%00%00',
      '/registrations?role=%00',
      '/registrations?training=%00',
    ]) {
      assert.equal((await given().admin('GET', path)).status, 422, path)
    }
    assert.equal((await given().signUp('nowhere', { people: [someone()] })).status, 404)
  })

  test('what does not exist is a page for a person who opens it, below the site’s own path, too', async () => {
    const headers = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'accept-language': 'es' }
    for (const path of ['/nowhere', '/embed/nowhere', '/r', '/t']) {
      const response = await given().app.request(path, { headers })
      assert.equal(response.status, 404, path)
      assert.match(await response.text(), /<html lang="es">.*<h1>Esta página no existe<\/h1>.*href="tel:911"/s, path)
    }
    const program = await given().app.request('/api/v1/nowhere', { headers })
    assert.equal(program.headers.get('content-type'), 'application/problem+json; charset=utf-8')
    const other = await given().app.request('/t/nowhere', { method: 'PUT', headers })
    assert.deepEqual([other.status, other.headers.get('allow')], [405, 'GET, HEAD, POST'])
  })

  test('a server fault reveals nothing and is logged without the request', async () => {
    const { context, logged, signUp, givenTraining } = given()
    const { slug } = await givenTraining()
    const submit = context.groupCommit.submit
    context.groupCommit.submit = () => Promise.reject(new Error('relation "x" near ada.secret@example.org'))
    const { status, body } = await signUp(slug, { people: [someone({ email: 'ada.secret@example.org' })] })
    context.groupCommit.submit = submit
    const { requestId, ...problem } = body
    assert.deepEqual(
      [status, problem],
      [500, { type: '/problems/internal', title: 'Something went wrong on the server', status: 500 }],
    )
    assert.match(requestId, /^[\da-f]{32}$/)
    assert.ok(logged.some((line) => line.includes('a request failed')))
    assert.ok(!logged.join('').includes('secret'))
  })

  test('is alive without and ready with its database, and shows nothing else', async () => {
    const { app } = given()
    assert.equal(await (await app.request('/livez')).text(), 'alive\n')
    assert.equal(await (await app.request('/readyz')).text(), 'ready\n')
  })
})

test('with allowed origins listed, a sign-up from another page is refused, one without an origin is not', async () => {
  const { signUp, givenTraining, close } = await testApp('sqlite', {
    environment: { ALLOWED_ORIGINS: 'https://sponsor.example' },
  })
  const { slug } = await givenTraining()
  const status = async (headers: Record<string, string>) =>
    (await signUp(slug, { people: [someone()] }, headers)).status
  assert.equal(await status({ origin: 'https://sponsor.example' }), 201)
  assert.equal(await status({ origin: 'https://signup.example' }), 201)
  assert.equal(await status({}), 201)
  assert.equal(await status({ origin: 'https://evil.example' }), 403)
  const refused = await signUp(slug, { people: [someone()] }, { origin: 'https://evil.example' })
  assert.deepEqual(
    [refused.body.type, refused.headers.get('access-control-allow-origin')],
    ['/problems/origin-not-allowed', '*'],
  )
  assert.equal(await status({ origin: 'null' }), 403)
  await close()
})

test('without an admin token no one gets in; with two tokens, both work', async () => {
  const without = await testApp('sqlite', { environment: { ADMIN_TOKEN: '' } })
  assert.equal((await without.admin('GET', '/trainings')).status, 401)
  await without.close()
  const rotating = await testApp('sqlite', { environment: { ADMIN_TOKEN: `${'n'.repeat(32)}, ${adminToken}` } })
  assert.equal((await rotating.admin('GET', '/trainings')).status, 200)
  await rotating.close()
})

test('under a public address with a path, routes answer with and without it', async () => {
  const { app, givenTraining, close } = await testApp('sqlite', {
    environment: { PUBLIC_URL: 'https://example.org/sign-up/' },
  })
  const { slug } = await givenTraining()
  for (const prefix of ['', '/sign-up']) {
    const { training } = await readJson(await app.request(`${prefix}/api/v1/trainings/${slug}`))
    assert.equal(training.links.page, `https://example.org/sign-up/t/${slug}`)
  }
  await close()
})
