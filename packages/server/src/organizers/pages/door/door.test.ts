import assert from 'node:assert/strict'
import { test } from 'mocha'
import { operator } from '../../../platform/access/caller.ts'
import { adminToken, onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { readDoor } from '../../api/people/door.ts'

const signedIn = { Authorization: `Bearer ${adminToken}` }
const wordsOf = (page: string) =>
  page
    .replaceAll(/<script.*?<\/script>/gs, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')

onBothDatabases('the door', (given) => {
  const open = async (path: string) => {
    const response = await given().app.request(`/admin${path}`, { headers: signedIn })
    assert.equal(response.status, 200, path)
    return response.text()
  }
  const tap = async (path: string, fields: Record<string, string> = {}) => {
    const body = new URLSearchParams(fields)
    const response = await given().app.request(`/admin${path}`, { method: 'POST', headers: signedIn, body })
    return [response.status, response.headers.get('location')]
  }
  const givenDoor = async () => {
    const { givenTraining, signUp, admin } = given()
    const { slug } = await givenTraining({
      seats: { capacity: 2, waitlist: true },
      fields: { agency: 'optional', needs: 'optional' },
    })
    const people = [
      { familyName: 'Reyes', agency: 'Kansas City Police', needs: 'ASL interpreter' },
      { familyName: 'Brewer', agency: 'Jackson County' },
      { familyName: 'Moreno', agency: 'Harbor House' },
    ]
    for (const one of people) await signUp(slug, { people: [someone(one)] })
    const { body } = await admin('GET', `/registrations?training=${slug}&sort=name`)
    const [brewer, moreno, reyes] = body.registrations.map(({ id }: { id: string }) => id) as [string, string, string]
    return { slug, brewer, moreno, reyes }
  }

  test('checks in and undoes in one tap, keeps the search, and counts who is here', async () => {
    const { slug, reyes } = await givenDoor()
    assert.match(wordsOf(await open(`/door/${slug}`)), / 0 of 2 here/)
    const back = `/admin/door/${slug}`
    assert.deepEqual(await tap(`/door/${slug}/${reyes}/check-in`, { q: 'rey' }), [303, `${back}?q=rey`])
    const page = wordsOf(await open(`/door/${slug}?q=rey`))
    assert.match(page, / 1 of 2 here/)
    assert.match(page, /Reyes, Ada Kansas City Police Here since 6:00.AM Undo/)
    assert.doesNotMatch(page, /Brewer/)
    // A second tap elsewhere does not change the time.
    given().clock.now = new Date(given().clock.now.getTime() + 3_600_000)
    await tap(`/door/${slug}/${reyes}/check-in`)
    assert.match(wordsOf(await open(`/door/${slug}`)), /Here since 6:00.AM/)
    assert.deepEqual(await tap(`/door/${slug}/${reyes}/undo`), [303, back])
    assert.match(wordsOf(await open(`/door/${slug}`)), / 0 of 2 here/)
  })

  test('says once the day is closed that certificates follow', async () => {
    const { slug } = await givenDoor()
    const said = [
      /The day is closed\. What you tap here still counts/,
      /El día está cerrado\. Lo que marque aquí/,
    ] as const
    given().clock.now = new Date('2027-03-06T22:00:00.000Z')
    assert.doesNotMatch(wordsOf(await open(`/door/${slug}`)), said[0])
    assert.equal((await given().admin('PUT', `/trainings/${slug}/day/closed`)).status, 204)
    assert.match(wordsOf(await open(`/door/${slug}`)), said[0])
    assert.match(wordsOf(await open(`/door/${slug}?lang=es`)), said[1])
  })

  test('shows only those who are expected and not here yet, also while they are searched and checked in', async () => {
    const { slug, reyes, brewer } = await givenDoor()
    await tap(`/door/${slug}/${brewer}/check-in`)
    const rowsOf = (page: string) => [...page.matchAll(/<div class="line[^]*?<b>(\w+), /g)].map(([, name]) => name)
    const all = await open(`/door/${slug}`)
    const [, link = ''] = /href="\/admin([^"]*only=away)" data-only="away">Not here yet</.exec(all) ?? []
    assert.deepEqual(rowsOf(all), ['Brewer', 'Moreno', 'Reyes'])
    const away = await open(link.replaceAll('&amp;', '&'))
    assert.match(away, /data-only="away" aria-current="true">Not here yet</)
    assert.deepEqual(rowsOf(away), ['Reyes'])
    assert.match(away, /<input type="hidden" name="only" value="away">/)
    assert.match(await open(`${link.replaceAll('&amp;', '&')}&lang=es`), /aria-current="true">Aún no llegan</)
    const back = `/admin/door/${slug}?only=away`
    assert.deepEqual(await tap(`/door/${slug}/${reyes}/check-in`, { only: 'away' }), [303, back])
    const none = await open(`/door/${slug}?only=away`)
    assert.deepEqual(rowsOf(none), [])
    assert.match(none, /Everyone who is expected is here\./)
    assert.doesNotMatch(wordsOf(none), /Moreno/)
    assert.match(wordsOf(await open(`/door/${slug}?only=away&way=out`)), /Reyes/)
  })

  test('says that no one is registered yet, and speaks of a name only where one was searched', async () => {
    const { slug } = await given().givenTraining()
    const name = /No one by that name is registered\.|Nadie con ese nombre tiene una inscripción\./
    for (const [query, said] of [
      ['lang=en', 'No one is registered yet.'],
      ['lang=es', 'Todavía no se ha inscrito nadie.'],
      ['lang=en&way=out', 'No one is here yet.'],
      ['lang=es&way=out', 'Todavía no ha llegado nadie.'],
    ] as const) {
      const page = await open(`/door/${slug}?${query}`)
      assert.match(page, new RegExp(`<p class="card" data-none>${said}</p>`), query)
      assert.doesNotMatch(wordsOf(page), name)
      assert.match(wordsOf(await open(`/door/${slug}?${query}&q=reyes`)), name)
    }
    // Those who are registered and have not come are not here either.
    const { slug: filled } = await givenDoor()
    assert.match(await open(`/door/${filled}?lang=en&way=out`), /data-none>No one is here yet\./)
    assert.match(await open(`/door/${filled}?lang=en`), /data-none hidden>/)
  })

  test('finds any words of a name and an agency, in any order and without titles', async () => {
    const { slug } = await givenDoor()
    const shown = async (q: string) => {
      const page = await open(`/door/${slug}?q=${q}`)
      return [...page.matchAll(/<b>(\w+), Ada<\/b>/g)].map(([, name]) => name)
    }
    assert.deepEqual(await shown('re'), ['Reyes'])
    assert.deepEqual(await shown('HARBOR'), ['Moreno'])
    assert.deepEqual(await shown('nobody'), [])
    for (const q of [
      'Ada Reyes',
      'ADA REY',
      'Reyes, Ada',
      'reyes ada',
      'Reyes, A',
      'Sgt. Reyes',
      'Detective Ada Reyes',
    ])
      assert.deepEqual(await shown(q), ['Reyes'], q)
    assert.deepEqual(await shown('ada'), ['Brewer', 'Moreno', 'Reyes'])
    assert.deepEqual(await shown('police city reyes'), ['Reyes'])
    // Contact is not shown at the door, so it isn’t searched there, either.
    assert.deepEqual(await shown('example.org'), [])
  })

  test('tells two people of one name and one agency apart by the end of their references, and no one else', async () => {
    const { givenTraining, signUp } = given()
    const { slug } = await givenTraining({
      seats: { capacity: 4, waitlist: true },
      fields: { agency: 'optional', withoutName: 'optional' },
    })
    const mail = ['one@example.org', 'two@example.org', 'three@example.org', 'four@example.org', 'five@example.org']
    for (const [index, one] of [
      { familyName: 'Reyes', agency: 'Harbor House' },
      { familyName: 'Reyes', agency: 'Jackson County' },
      { familyName: 'Reyes', agency: 'Jackson County', withoutName: true },
      { familyName: 'Brewer', agency: 'Jackson County' },
      { familyName: 'REYES', agency: 'Jackson County' },
    ].entries())
      await signUp(slug, { people: [someone({ ...one, email: mail[index]! })] })
    const { people } = await readDoor(given().context, operator, slug)
    const twins = people.filter(({ familyName, agency }) => familyName !== 'Brewer' && agency === 'Jackson County')
    assert.equal(twins.length, 3)
    const page = await open(`/door/${slug}`)
    const lines = page.split('<div class="line').slice(1).map(wordsOf)
    for (const [index, { reference, number, status, agency }] of people.entries()) {
      const line = lines[index] ?? ''
      const end = `Reference ends in ${reference.slice(-4)}`
      const isTwin = twins.some((one) => one.reference === reference)
      const what = status === 'confirmed' ? 'Check in' : 'Give a seat'
      assert.equal(line.includes(`, ${end}`), isTwin, line)
      assert.equal(line.includes(`Jackson County ${end}`), isTwin && number === null, line)
      const more = isTwin ? ', Jackson County, Ref' : agency === 'Harbor House' ? ', Harbor House ' : ' '
      assert.match(line, new RegExp(`${what} : (Reyes|REYES|Brewer), Ada${more}`))
    }
    const spanish = wordsOf(await open(`/door/${slug}?lang=es`))
    assert.match(spanish, new RegExp(`La referencia termina en ${twins[0]?.reference.slice(-4)}`))
  })

  test('has no button that checks in someone who waits, and refuses to', async () => {
    const { slug, moreno } = await givenDoor()
    const page = await open(`/door/${slug}?q=moreno`)
    assert.match(wordsOf(page), /Waiting list, no seat yet/)
    assert.doesNotMatch(page, /check-in"/)
    assert.deepEqual(await tap(`/door/${slug}/${moreno}/check-in`), [303, `/admin/door/${slug}?failed=wrong-status`])
    assert.match(wordsOf(await open(`/door/${slug}?failed=wrong-status`)), /has no seat/)
    assert.equal((await given().admin('PUT', `/registrations/${moreno}/check-in`)).status, 409)
    assert.equal((await given().admin('GET', `/registrations/${moreno}`)).body.checkedInAt, null)
  })

  test('shows names, agencies, and references only', async () => {
    const { slug } = await givenDoor()
    const page = await open(`/door/${slug}`)
    assert.doesNotMatch(page, /@example\.org|ASL/)
    const { people } = await readDoor(given().context, { ...operator, role: 'door' }, slug)
    const shown = [
      'id',
      'givenName',
      'familyName',
      'reference',
      'number',
      'agency',
      'status',
      'checkedInAt',
      'place',
      'marks',
      'isSeatOpen',
      'search',
    ]
    assert.deepEqual(Object.keys(people[0] ?? {}), shown)
    assert.ok(people.every(({ number }) => number === null))
    const agency = { trainings: 'all' as const, agency: 'jackson county' }
    const seen = await readDoor(given().context, { ...operator, scope: agency }, slug)
    assert.deepEqual(
      seen.people.map(({ familyName }) => familyName),
      ['Brewer'],
    )
  })

  test('finds who shows a reference, and knows those of people who canceled without their names', async () => {
    const { slug, reyes, brewer } = await givenDoor()
    const { people } = await readDoor(given().context, operator, slug)
    const referenceOf = (id: string) => people.find((one) => one.id === id)?.reference ?? ''
    const [reference, cancelled] = [referenceOf(reyes), referenceOf(brewer)]
    for (const typed of [reference, reference.toLowerCase(), reference.replace('-', '')]) {
      const found = wordsOf(await open(`/door/${slug}?q=${typed}`))
      assert.match(found, /Reyes, Ada/, typed)
      assert.doesNotMatch(found, /Brewer|Moreno/)
    }
    await given().admin('POST', `/registrations/${brewer}/cancel`)
    const list = await readDoor(given().context, operator, slug)
    assert.deepEqual(list.cancelled, [cancelled])
    assert.ok(list.people.every(({ familyName }) => familyName !== 'Brewer'))
    const scope = { trainings: 'all' as const, agency: 'harbor house' }
    assert.deepEqual((await readDoor(given().context, { ...operator, scope }, slug)).cancelled, [])
  })

  const halfDays = {
    sessions: [
      { start: '2027-03-06T09:00', end: '2027-03-06T12:00', label: { en: 'Morning' } },
      { start: '2027-03-06T13:00', end: '2027-03-06T15:00', label: { en: 'Afternoon' } },
    ],
  }

  test('notes each half day, and who leaves, without a script', async () => {
    const { slug, reyes, brewer } = await givenDoor()
    await given().admin('PATCH', `/trainings/${slug}`, halfDays)
    given().clock.now = new Date('2027-03-06T16:00:00Z')
    const morning = { session: '2027-03-06T09:00', way: 'in', q: '' }
    for (const id of [reyes, brewer]) await tap(`/door/${slug}/${id}/check-in`, morning)
    const afternoon = encodeURIComponent('2027-03-06T13:00')
    assert.match(wordsOf(await open(`/door/${slug}`)), / 2 of 2 here .*Here since 10:00.AM/)
    assert.match(wordsOf(await open(`/door/${slug}?session=${afternoon}`)), / 0 of 2 here/)
    const leaving = wordsOf(await open(`/door/${slug}?way=out`))
    assert.match(leaving, / 2 of 2 still here .*Brewer, Ada .*In since 10:00.AM Check out/)
    assert.doesNotMatch(leaving, /Moreno/)
    const [, back] = await tap(`/door/${slug}/${reyes}/check-out`, { ...morning, way: 'out' })
    assert.match(String(back), /way=out/)
    assert.match(wordsOf(await open(`/door/${slug}?way=out`)), / 1 of 2 still here .*Out at 10:00.AM Undo/)
    await tap(`/door/${slug}/${reyes}/undo`, { ...morning, way: 'out' })
    assert.match(wordsOf(await open(`/door/${slug}?way=out`)), / 2 of 2 still here/)
  })

  test('leads who leaves at noon to the morning, and who comes back to the afternoon', async () => {
    const { slug } = await givenDoor()
    await given().admin('PATCH', `/trainings/${slug}`, halfDays)
    given().clock.now = new Date('2027-03-06T18:05:00Z')
    const text = await open(`/door/${slug}?session=${encodeURIComponent('2027-03-06T09:00')}`)
    const chosenBy = async (way: string) => {
      const [, href = ''] = new RegExp(`<a href="/admin([^"]*)" data-way="${way}"`).exec(text) ?? []
      return /<option value="([^"]+)" selected/.exec(await open(href.replaceAll('&amp;', '&')))?.[1]
    }
    assert.deepEqual([await chosenBy('out'), await chosenBy('in')], ['2027-03-06T09:00', '2027-03-06T13:00'])
  })

  test('goes on with the clock after a press and a search, unless someone chose a half day', async () => {
    const { slug, reyes } = await givenDoor()
    await given().admin('PATCH', `/trainings/${slug}`, halfDays)
    const [morning, afternoon] = ['2027-03-06T09:00', '2027-03-06T13:00']
    const at = (query: Record<string, string>) => open(`/door/${slug}?${new URLSearchParams(query).toString()}`)
    const chosenIn = (page: string) => /<option value="([^"]+)" selected/.exec(page)?.[1]
    const sentBy = (page: string) =>
      Object.fromEntries(
        [...page.matchAll(/<input type="hidden" name="(session|shown)" value="([^"]*)">/g)].map(([, name, value]) => [
          name,
          value,
        ]),
      )
    given().clock.now = new Date('2027-03-06T17:55:00Z')
    const byClock = sentBy(await at({}))
    assert.deepEqual(byClock, { session: morning, shown: morning })
    const chosen = await at({ session: afternoon, shown: morning })
    assert.equal(chosenIn(chosen), afternoon)
    assert.deepEqual(sentBy(chosen), { session: afternoon })
    const query = `session=${encodeURIComponent(afternoon)}`
    assert.ok(chosen.includes(`/admin/door/${slug}?${query}&amp;only=away" data-only="away"`))
    const back = `/admin/door/${slug}`
    assert.deepEqual(await tap(`/door/${slug}/${reyes}/check-in`, sentBy(chosen)), [303, `${back}?${query}`])
    given().clock.now = new Date('2027-03-06T18:05:00Z')
    // It shows the morning until it is loaded again, and so that is what a press notes.
    assert.deepEqual(await tap(`/door/${slug}/${reyes}/check-in`, byClock), [303, back])
    assert.match(wordsOf(await at({ session: morning })), /Reyes, Ada Kansas City Police Here since 12:05/)
    assert.equal(chosenIn(await at({ session: morning, shown: morning, q: 'rey' })), afternoon)
    assert.equal(chosenIn(await at({ session: morning, q: 'rey' })), morning)
  })

  test('keeps what it records when a search is cleared', async () => {
    const { slug } = await givenDoor()
    assert.match(await open(`/door/${slug}?way=out&q=zzz`), new RegExp(`<a href="/admin/door/${slug}\\?way=out">`))
  })

  test('opens with the half day that goes on', async () => {
    const { slug } = await givenDoor()
    await given().admin('PATCH', `/trainings/${slug}`, halfDays)
    const chosen = async (now: string) => {
      given().clock.now = new Date(now)
      return /<option value="([^"]+)" selected/.exec(await open(`/door/${slug}`))?.[1]
    }
    assert.equal(await chosen('2027-03-06T17:59:00Z'), '2027-03-06T09:00')
    assert.equal(await chosen('2027-03-06T18:00:00Z'), '2027-03-06T13:00')
    assert.equal(await chosen('2027-03-07T18:00:00Z'), '2027-03-06T13:00')
  })

  test('has a page to keep that names no one, and a script that keeps it below the doors alone', async () => {
    const { slug } = await givenDoor()
    const kept = await open(`/door/${slug}/kept`)
    assert.match(kept, /data-people/)
    assert.doesNotMatch(kept, /Reyes|Brewer|Moreno|Kansas City Police/)
    const worker = await given().app.request('/admin/door/worker.js')
    assert.equal(worker.status, 200)
    assert.equal(worker.headers.get('cache-control'), 'no-cache')
    assert.match(worker.headers.get('content-security-policy') ?? '', /connect-src 'self'/)
  })

  test('hears what other doors note, without an entry in the log', async () => {
    const { slug, reyes } = await givenDoor()
    const news = async (after = '') => (await given().admin('GET', `/trainings/${slug}/marks${after}`)).body
    const first = await news()
    assert.deepEqual(first.marks, [])
    const entries = (await given().rows('audit')).length
    await news(`?after=${first.after}`)
    assert.equal((await given().rows('audit')).length, entries)
    await given().admin('PUT', `/registrations/${reyes}/check-in`)
    const { marks, people } = await news(`?after=${first.after}`)
    assert.deepEqual([marks[0].registration, marks[0].kind, marks[0].session], [reyes, 'in', '2027-03-06T09:00'])
    assert.equal(people, first.people)
    given().clock.later({ seconds: 1 })
    await given().admin('POST', `/registrations/${reyes}/cancel`)
    assert.notEqual((await news()).people, people)
  })

  test('adds a walk-in by name and checks them in, with a reason where no seat is free', async () => {
    const { givenTraining, people } = given()
    const { slug } = await givenTraining({ seats: { capacity: 1 } })
    const add = async (fields: Record<string, string>) => {
      const body = new URLSearchParams(fields)
      const sent = { method: 'POST', headers: signedIn, body }
      const response = await given().app.request(`/admin/door/${slug}/walk-in`, sent)
      return { status: response.status, to: response.headers.get('location'), text: wordsOf(await response.text()) }
    }
    assert.match(wordsOf(await open(`/door/${slug}/walk-in`)), /1 seat is free/)
    const first = await add({ givenName: 'Ada', familyName: 'Reyes' })
    assert.deepEqual([first.status, first.to], [303, `/admin/door/${slug}?q=Ada+Reyes`])
    assert.match(wordsOf(await open(`/door/${slug}`)), / 1 of 1 here .*Reyes, Ada .*Here since/)
    const same = await add({ givenName: 'ADA', familyName: 'reyes' })
    assert.match(same.text, /ADA reyes is already on the list/)
    const full = await add({ givenName: 'Kim', familyName: 'Brewer' })
    assert.equal(full.status, 422)
    assert.match(full.text, /No seats are free/)
    assert.match(full.text, /Why do they get a seat\?/)
    const extra = await add({ givenName: 'Kim', familyName: 'Brewer', _reason: 'Sent by the chief' })
    assert.equal(extra.status, 303)
    assert.match(wordsOf(await open(`/door/${slug}`)), / 2 of 2 here/)
    assert.equal((await add({ givenName: '' })).status, 422)
    const channels = (await people(slug)).map(({ channel }: { channel: string }) => channel)
    assert.deepEqual(channels, ['walk-in', 'walk-in'])
  })

  test('says that a walk-in without a reason waits where no seat is free, and has them wait', async () => {
    const waits = /Without a reason, they go on the waiting list, and aren’t checked in/
    const { slug } = await given().givenTraining({ seats: { capacity: 1, waitlist: true } })
    const body = new URLSearchParams({ givenName: 'Ada' })
    const add = () => given().app.request(`/admin/door/${slug}/walk-in`, { method: 'POST', headers: signedIn, body })
    assert.doesNotMatch(wordsOf(await open(`/door/${slug}/walk-in`)), waits)
    await add()
    body.set('givenName', 'Kim')
    assert.match(wordsOf(await open(`/door/${slug}/walk-in`)), waits)
    await add()
    assert.match(wordsOf(await open(`/door/${slug}`)), / 1 of 1 here .*Kim Waiting list, no seat yet/)
    const { slug: without } = await given().givenTraining({ seats: { capacity: 0, waitlist: false } })
    assert.doesNotMatch(wordsOf(await open(`/door/${without}/walk-in`)), waits)
  })

  test('lists the trainings that have one', async () => {
    const { slug } = await givenDoor()
    assert.ok((await open('/door')).includes(`href="/admin/door/${slug}"`))
  })
})
