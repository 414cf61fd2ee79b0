import assert from 'node:assert/strict'
import { test } from 'node:test'
import { adminToken, onBothDatabases, readJson } from './testing/test-app.ts'

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

  test('describes itself: every route, every schema by name', async () => {
    const { app } = given()
    const document = await readJson(await app.request('/openapi.json'))
    assert.equal(document.openapi, '3.1.0')
    const described = Object.entries(document.paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    assert.deepEqual(described.toSorted(), [
      'DELETE /api/v1/admin/messages/{id}',
      'DELETE /api/v1/admin/partners/{slug}',
      'DELETE /api/v1/admin/registrations/{id}',
      'DELETE /api/v1/admin/trainings/{slug}',
      'DELETE /api/v1/admin/webhooks/{id}',
      'GET /api/v1/admin/mails',
      'GET /api/v1/admin/messages',
      'GET /api/v1/admin/messages/{id}',
      'GET /api/v1/admin/partners',
      'GET /api/v1/admin/partners/report',
      'GET /api/v1/admin/partners/{slug}',
      'GET /api/v1/admin/partners/{slug}/report',
      'GET /api/v1/admin/registrations',
      'GET /api/v1/admin/registrations.csv',
      'GET /api/v1/admin/registrations/{id}',
      'GET /api/v1/admin/requests',
      'GET /api/v1/admin/requests/{id}',
      'GET /api/v1/admin/trainings',
      'GET /api/v1/admin/trainings/{slug}',
      'GET /api/v1/admin/webhooks',
      'GET /api/v1/admin/webhooks/{id}',
      'GET /api/v1/admin/webhooks/{id}/deliveries',
      'GET /api/v1/trainings',
      'GET /api/v1/trainings/{slug}',
      'PATCH /api/v1/admin/messages/{id}',
      'PATCH /api/v1/admin/registrations/{id}',
      'PATCH /api/v1/admin/trainings/{slug}',
      'PATCH /api/v1/admin/webhooks/{id}',
      'POST /api/v1/admin/mails/{id}/retry',
      'POST /api/v1/admin/messages',
      'POST /api/v1/admin/messages/{id}/preview',
      'POST /api/v1/admin/messages/{id}/send',
      'POST /api/v1/admin/messages/{id}/test',
      'POST /api/v1/admin/partners',
      'POST /api/v1/admin/registrations',
      'POST /api/v1/admin/registrations/{id}/{action}',
      'POST /api/v1/admin/requests/{id}/vouch',
      'POST /api/v1/admin/trainings',
      'POST /api/v1/admin/webhooks',
      'POST /api/v1/admin/webhooks/deliveries/{id}/replay',
      'POST /api/v1/admin/webhooks/{id}/rotate',
      'POST /api/v1/admin/webhooks/{id}/rotate/finish',
      'POST /api/v1/admin/webhooks/{id}/test',
      'POST /api/v1/trainings/{slug}/registrations',
      'POST /api/v1/trainings/{slug}/registrations/{reference}/verification',
      'POST /api/v1/trainings/{slug}/registrations/{reference}/verification/code',
      'POST /api/v1/trainings/{slug}/seen',
      'PUT /api/v1/admin/partners/{slug}',
      'PUT /api/v1/admin/trainings/{slug}',
    ])
    for (const name of [
      'TrainingInput',
      'TrainingAnswer',
      'RegistrationInput',
      'RegistrationResult',
      'AdminRegistration',
      'NotFoundProblem',
      'Field',
    ])
      assert.ok(document.components.schemas[name], name)
  })
})
