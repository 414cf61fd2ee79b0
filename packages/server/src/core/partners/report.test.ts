import assert from 'node:assert/strict'
import { test } from 'mocha'
import { newSlug, onBothDatabases, someone } from '../../testing/servers/test-app.ts'

onBothDatabases('the report on partners', (given) => {
  const givenPartner = async (name: string) => {
    const slug = newSlug()
    await given().admin('POST', '/partners', { slug, name })
    return slug
  }
  const seen = async (training: string, kind: string, partner?: string) => {
    const body = JSON.stringify({ kind, partner })
    assert.equal(
      (await given().send('POST', `/api/v1/trainings/${training}/seen`, body, { 'content-type': 'text/plain' })).status,
      204,
    )
  }
  /**
   * Two days at two trainings: three views, a start and a sign-up of the partner, a view without a
   * partner.
   */
  const givenCounts = async () => {
    const { signUp, clock, context, givenTraining } = given()
    const [one, two] = [(await givenTraining()).slug, (await givenTraining()).slug].toSorted() as [string, string]
    const partner = await givenPartner('We The People')
    await seen(two, 'view', partner)
    await seen(one, 'view', partner)
    await seen(one, 'start', partner)
    await seen(one, 'view')
    const first = clock.now
    clock.now = new Date('2027-01-12T18:00:00Z')
    await seen(one, 'view', partner)
    await signUp(one, { people: [someone()], partner })
    clock.now = first
    await context.impressions.write()
    return { one, two, partner }
  }

  test('shows what a partner’s pages have brought, by day and training, and no person', async () => {
    const { one, two, partner } = await givenCounts()
    const { status, body } = await given().admin('GET', `/partners/${partner}/report`)
    assert.equal(status, 200)
    assert.deepEqual(body, {
      partner,
      rows: [
        { training: one, day: '2027-01-10', views: 1, starts: 1, signUps: 0 },
        { training: two, day: '2027-01-10', views: 1, starts: 0, signUps: 0 },
        { training: one, day: '2027-01-12', views: 1, starts: 0, signUps: 1 },
      ],
      totals: { views: 3, starts: 1, signUps: 1 },
    })
  })

  test('is narrowed by training, first and last day', async () => {
    const { one, two, partner } = await givenCounts()
    const days = async (query: string) => {
      const { rows } = (await given().admin('GET', `/partners/${partner}/report?${query}`)).body
      return rows.map((row: { training: string; day: string }) => [row.training, row.day])
    }
    assert.deepEqual(await days(`training=${two}`), [[two, '2027-01-10']])
    assert.deepEqual(await days('from=2027-01-11'), [[one, '2027-01-12']])
    assert.deepEqual(await days(`to=2027-01-10&training=${one}`), [[one, '2027-01-10']])
    assert.deepEqual(await days('from=2027-01-12&to=2027-01-12'), [[one, '2027-01-12']])
    for (const path of [`${partner}/report`, 'report'])
      assert.equal((await given().admin('GET', `/partners/${path}?training=nowhere`)).status, 404)
  })

  test('lists all partners by name, also those without counts, and last the pages without a partner', async () => {
    const { admin } = given()
    const { one, partner } = await givenCounts()
    const quiet = await givenPartner('Academy')
    const { body } = await admin('GET', `/partners/report?training=${one}`)
    const own = body.partners.filter((row: { partner: string | null }) => [partner, quiet, null].includes(row.partner))
    assert.deepEqual(own, [
      { partner: quiet, name: 'Academy', views: 0, starts: 0, signUps: 0 },
      { partner, name: 'We The People', views: 2, starts: 1, signUps: 1 },
      { partner: null, name: null, views: 1, starts: 0, signUps: 0 },
    ])
    assert.deepEqual(body.totals, { views: 3, starts: 1, signUps: 1 })
    const names = body.partners.map((row: { name: string | null }) => row.name)
    assert.deepEqual(names, [...names.slice(0, -1).toSorted(), null])
  })

  test('counts a partner that was deleted among those without one', async () => {
    const { admin } = given()
    const { one, partner } = await givenCounts()
    assert.equal((await admin('DELETE', `/partners/${partner}`)).status, 204)
    const { body } = await admin('GET', `/partners/report?training=${one}`)
    assert.deepEqual(body.partners.at(-1), { partner: null, name: null, views: 3, starts: 1, signUps: 1 })
    assert.equal((await admin('GET', `/partners/${partner}/report`)).status, 404)
  })

  test('counts people who sign up again, as if they were new', async () => {
    const { signUp, clock, admin, givenTraining } = given()
    const { slug } = await givenTraining()
    const partner = await givenPartner('Echo')
    const people = [someone()]
    await signUp(slug, { people })
    clock.now = new Date('2027-01-13T18:00:00Z')
    await signUp(slug, { people, partner })
    const { rows } = (await admin('GET', `/partners/${partner}/report`)).body
    assert.deepEqual(rows, [{ training: slug, day: '2027-01-13', views: 0, starts: 0, signUps: 1 }])
  })

  test('refuses what it does not understand, and no partner can be called after it', async () => {
    const { admin } = given()
    const { partner } = await givenCounts()
    for (const path of [partner, '']) {
      for (const query of [
        'from=yesterday',
        'to=2027-02-30',
        'from=2027-01-02&to=2027-01-01',
        'training=A%20B',
        'day=1',
      ]) {
        const { status, body } = await admin('GET', `/partners/${path && `${path}/`}report?${query}`)
        assert.deepEqual([status, body.type], [422, '/problems/invalid-input'], query)
      }
    }
    assert.equal((await admin('GET', '/partners/nobody/report')).status, 404)
    assert.equal((await admin('POST', '/partners', { slug: 'report', name: 'Report' })).status, 422)
    assert.equal((await given().send('GET', '/api/v1/admin/partners/report')).status, 401)
  })
})
