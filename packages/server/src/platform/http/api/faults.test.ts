import assert from 'node:assert/strict'
import { test } from 'mocha'
import { type Json, newSlug, onBothDatabases, readJson, someone } from '../../../testing/servers/test-app.ts'

onBothDatabases('a refusal', (given) => {
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Json> =>
    readJson(await given().send('POST', `/api/v1/trainings/${path}`, body, headers))
  const signUp = (slug: string, body: unknown, headers?: Record<string, string>) =>
    post(`${slug}/registrations`, body, headers)
  const coordinator = { name: 'Grace', email: 'grace@example.org' }
  const two = [someone(), someone()]

  test('has one status and one code for a missing member, whatever lacks it', async () => {
    const { admin, givenTraining } = given()
    const { slug } = await givenTraining()
    const secret = { secret: 'x' }
    const sent: [Promise<Json>, pointer: string][] = [
      [signUp(slug, {}), '/people'],
      [signUp(slug, { people: two }), '/coordinator'],
      [signUp(slug, { people: two, coordinator: { email: coordinator.email } }), '/coordinator/name'],
      [signUp(slug, { people: [{ familyName: 'Reyes' }] }), '/people/0/givenName'],
      [signUp(slug, { people: [someone()], replaces: { secret: 'x' } }), '/replaces/reference'],
      [post(`${slug}/registrations/K7Q-2MX/verification`, secret), '/code'],
      [post(`${slug}/seen`, {}, { 'content-type': 'text/plain' }), '/kind'],
      [
        admin('POST', '/registrations', { people: [someone()], channel: 'phone' }).then(({ body }) => body),
        '/training',
      ],
      [admin('POST', '/partners', { slug: 'a' }).then(({ body }) => body), '/name'],
      [admin('POST', '/webhooks', {}).then(({ body }) => body), '/url'],
      [admin('PATCH', `/trainings/${slug}`, { title: null }).then(({ body }) => body), '/title'],
    ]
    for (const [answer, pointer] of sent) {
      const { status, errors } = await answer
      const fault = errors.find((one: Json) => one.pointer === pointer)
      assert.deepEqual([status, fault?.code], [422, 'required'], `${pointer} ${JSON.stringify(errors)}`)
    }
  })

  test('names a parameter as a parameter, and points only into bodies', async () => {
    const { admin } = given()
    const { errors } = (await admin('GET', '/registrations?limit=0')).body
    assert.deepEqual(errors, [{ parameter: 'limit', code: 'too-small', message: 'Use 1 or more' }])
    const { body } = await admin('POST', '/partners', { slug: 'a', name: 'A', origins: ['https://a.example/path'] })
    assert.equal(body.errors[0].pointer, '/origins/0')
  })

  test('speaks the language of the request, and no sentence is the validator’s', async () => {
    const { slug } = await given().givenTraining()
    const wrong: [body: unknown, message: string, headers?: Record<string, string>][] = [
      [{ people: 'Ada', lang: 'es' }, 'Envíe una lista'],
      [{ people: [], lang: 'es' }, 'Envíe una lista de 1 o más'],
      [{ people: [7], lang: 'es' }, 'Este valor no es del tipo debido'],
      [{ people: two, lang: 'es' }, 'Esto es obligatorio'],
      [
        { people: two, coordinator: { ...coordinator, email: 'x' }, lang: 'es' },
        'Use una dirección como nombre@ejemplo.com',
      ],
      [{ people: two, coordinator: { ...coordinator, name: 'a\nb' }, lang: 'es' }, 'Use una sola línea'],
      [{ people: [someone()], lang: 'es', more: 1 }, 'Propiedad o parámetro desconocido'],
      [{ people: [someone()], lang: 'es', partner: 'We The People' }, 'Este valor no tiene el formato debido'],
      [{ people: [someone()], lang: 'es', elapsedMs: -1 }, 'Use 0 o más'],
      [{ people: 'Ada' }, 'Envíe una lista', { 'accept-language': 'es-MX, en;q=0.5' }],
      [{ people: 'Ada', lang: 'en' }, 'Send a list', { 'accept-language': 'es' }],
      [{ people: [someone()], lang: 'fr' }, 'Use one of: en, es'],
    ]
    for (const [body, message, headers] of wrong) {
      const { title, errors } = await signUp(slug, body, headers)
      assert.equal(errors[0].message, message)
      assert.equal(
        title,
        /^(Send|Use one)/.test(message) ? 'Some values need attention' : 'Algunos valores requieren atención',
      )
    }
    for (const [path, body] of [
      ['/partners', { slug: newSlug(), name: 'Rotary', url: 'nowhere' }],
      ['/partners', { slug: newSlug(), name: 'Rotary', origins: [7] }],
      ['/webhooks', { url: 'https://example.org', events: ['registration'] }],
      ['/messages', { training: slug, subject: {}, text: { en: '' }, about: 'me', filter: { status: [] } }],
      ['/trainings', { slug: newSlug(), fields: { nonsense: 'off' }, audience: { minimumAge: 0.5 } }],
    ] as const) {
      const { errors } = (await given().admin('POST', path, body)).body
      for (const { message } of errors) assert.doesNotMatch(message, /Invalid|expected|Too (big|small)/, path)
    }
    const role = { slug: newSlug(), audience: { roles: [{ id: 'Two words', label: { en: 'Two words' } }] } }
    const { errors: unlike } = (await given().admin('POST', '/trainings', role)).body
    const ofRole = unlike.find(({ pointer }: Json) => pointer === '/audience/roles/0/id')
    assert.deepEqual([ofRole?.code, ofRole?.message], ['format', 'This value has the wrong format'])
    const unreadable = await given().send('POST', `/api/v1/trainings/${slug}/registrations`, '{', {
      'accept-language': 'es',
    })
    assert.equal(unreadable.headers.get('content-language'), 'es')
    assert.equal((await readJson(unreadable)).title, 'No se pudo leer la solicitud')
    const missing = await readJson(await given().app.request('/api/v1/trainings/nowhere?lang=es'))
    assert.equal(missing.title, 'No encontrado')
  })
})
