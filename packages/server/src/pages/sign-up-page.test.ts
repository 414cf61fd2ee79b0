import assert from 'node:assert/strict'
import { test } from 'node:test'
import { onBothDatabases, somebody } from '../testing.ts'

onBothDatabases('the hosted page', (given) => {
  /** Opens a training's page and sends its form, as a browser without JavaScript does. */
  async function send(slug: string, answers: Record<string, string>, token?: string) {
    const { app, clock } = given()
    const page = await (await app.request(`/t/${slug}?p=we-the-people`)).text()
    const issued = token ?? /name="_token" value="([^"]+)"/.exec(page)?.[1] ?? ''
    clock.now = new Date(clock.now.getTime() + 30_000)
    const response = await app.request(`/t/${slug}?p=we-the-people`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://signup.example' },
      body: new URLSearchParams({ ...answers, _token: issued }),
    })
    return { status: response.status, text: await response.text(), token: issued, headers: response.headers }
  }

  test('signs somebody up without JavaScript; sent again it is the same registration, with another name another one', async () => {
    const { admin, givenTraining } = given()
    const { slug } = await givenTraining()
    const ada = somebody()
    const first = await send(slug, ada)
    assert.equal(first.status, 200)
    assert.equal(first.headers.get('cache-control'), 'no-store')
    const reference = /[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}/.exec(first.text)?.[0]
    const again = await send(slug, ada, first.token)
    assert.ok(again.text.includes(reference ?? 'no reference'))
    await send(slug, { ...ada, givenName: 'Grace' }, first.token)
    const { registrations } = (await admin('GET', `/registrations?training=${slug}&sort=created`)).body
    assert.deepEqual(
      registrations.map((one: Record<string, string>) => [
        one['givenName'],
        one['channel'],
        one['partner'],
        one['reference'] === reference,
      ]),
      [
        ['Ada', 'link', 'we-the-people', true],
        ['Grace', 'link', 'we-the-people', false],
      ],
    )
  })

  test('keeps every answer when something is wrong', async () => {
    const { slug } = await given().givenTraining()
    const { status, text } = await send(slug, {
      ...somebody({ givenName: 'A "quoted" <b>' }),
      email: 'nonsense',
      needs: 'a ramp',
    })
    assert.equal(status, 422)
    for (const kept of ['A &quot;quoted&quot; &lt;b&gt;', 'nonsense', 'a ramp', 'There is a problem'])
      assert.ok(text.includes(kept), kept)
  })

  test('says when it is full, and a page that is gone says so', async () => {
    const { app, admin, givenTraining } = given()
    const { slug } = await givenTraining({ seats: { capacity: 0, waitlist: false } })
    const full = await app.request(`/t/${slug}`)
    assert.ok((await full.text()).includes('This training is full'))
    await admin('PATCH', `/trainings/${slug}`, { status: 'withdrawn' })
    for (const [path, status] of [
      [`/t/${slug}`, 410],
      ['/t/nowhere', 404],
      ['/t/%00', 404],
    ] as const) {
      const response = await app.request(path)
      assert.deepEqual([response.status, response.headers.get('content-type')], [status, 'text/html; charset=UTF-8'])
    }
  })

  test('a form that is too large is told so on a page', async () => {
    const { slug } = await given().givenTraining()
    const { status, headers } = await send(slug, somebody({ needs: 'x'.repeat(70_000) }))
    assert.deepEqual([status, headers.get('content-type')], [413, 'text/html; charset=UTF-8'])
  })

  test('lists what is public, in both languages', async () => {
    const { app, givenTraining } = given()
    const { slug } = await givenTraining()
    const draft = await givenTraining({ status: 'draft' })
    const text = await (await app.request('/?lang=es')).text()
    assert.ok(text.includes(`/t/${slug}`) && text.includes('Primeros auxilios') && !text.includes(`/t/${draft.slug}"`))
  })
})
