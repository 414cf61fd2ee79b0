import assert from 'node:assert/strict'
import { test } from 'mocha'
import { askAs } from '../../../testing/keys.ts'
import { shownForms } from '../../../testing/pages/shown-forms.ts'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'

const tapped = '2027-03-06T14:52:00.000Z'
const wordsOf = (page: string) => page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
const kim = { givenName: 'Kim', familyName: 'Brewer', agency: 'Harbor House', email: 'kim@example.org' }

onBothDatabases('a walk-in that a door could not add', (given) => {
  const givenDoor = async (seats: object = { capacity: 2, waitlist: true }) => {
    given().clock.now = new Date('2027-03-05T15:00:00Z')
    const { slug } = await given().givenTraining({ seats, fields: { agency: 'optional' } })
    await given().signUp(slug, { people: [someone({ givenName: 'Ada', familyName: 'Reyes' })] })
    given().clock.now = new Date('2027-03-06T15:20:00Z')
    const headers = await askAs(given(), { role: 'door' })
    const path = `/admin/door/${slug}/walk-in`
    const post = async (fields: [string, string][]) => {
      const body = new URLSearchParams(fields)
      const response = await given().app.request(path, { method: 'POST', headers, body })
      return { status: response.status, to: response.headers.get('location'), page: await response.text() }
    }
    const id = crypto.randomUUID()
    const noted = { _id: id, _at: tapped, _session: '2027-03-06T09:00', _tappedBy: 'sam' }
    const openWith = (person: object) => post(Object.entries({ ...person, ...noted, _open: '1' }))
    /** Sends the form that is shown, with some of its fields changed. */
    const send = (page: string, changes: Record<string, string> = {}) => {
      const [form] = shownForms(page, '').filter(({ paths }) => paths.includes(path))
      const fields = form?.sent().filter(([name]) => name !== '_enter' && !(name in changes)) ?? []
      return post([...fields, ...Object.entries(changes)])
    }
    /** Presses a button of the form that is shown, which sends it elsewhere. */
    const press = async (page: string, word: RegExp) => {
      const buttons = [...page.matchAll(/<button [^>]*formaction="([^"]*)">([^<]*)</g)]
      const [, to = ''] = buttons.find(([, , said = '']) => word.test(said)) ?? assert.fail(`no ${word.source}`)
      const [form] = shownForms(page, '').filter(({ paths }) => paths.includes(path))
      const body = new URLSearchParams(form?.sent() ?? [])
      const response = await given().app.request(to, { method: 'POST', headers, body })
      return { status: response.status, to: response.headers.get('location') }
    }
    return { slug, id, openWith, send, press, people: () => given().rows('registration', { slug }) }
  }

  test('is on the page as they were typed, with when they came, and what is wrong', async () => {
    const { openWith, people } = await givenDoor()
    const { page } = await openWith({ ...kim, email: 'kim@example' })
    for (const value of ['Kim', 'Brewer', 'Harbor House', 'kim@example'])
      assert.match(page, new RegExp(`value="${value}"`))
    assert.match(wordsOf(page), /Came at 8:52.AM/)
    assert.match(wordsOf(page), /the part after the @/)
    assert.doesNotMatch(wordsOf(page), /is already on the list/)
    assert.equal((await people()).length, 1)
  })

  test('is added from there with the time of the tap and who tapped, once, and no address names them', async () => {
    const { slug, id, openWith, send, people } = await givenDoor()
    const { page } = await openWith({ ...kim, email: 'kim@example' })
    const added = await send(page, { email: '' })
    const registration = (await people()).find(({ given_name }) => given_name === 'Kim')
    assert.deepEqual([added.status, added.to], [303, `/admin/door/${slug}?added=${id}&as=${registration?.id}`])
    assert.equal(registration?.checked_in_at, tapped)
    const marks = await given().rows('mark', { registration_id: registration?.id ?? '' })
    assert.deepEqual(
      marks.map((mark) => [mark.id, mark.at, mark.tapped_by]),
      [[id, tapped, 'sam']],
    )
    // Also where the answer was lost, and it is opened or sent again.
    assert.equal((await openWith(kim)).to, added.to)
    assert.equal((await send(page, { email: '' })).to, added.to)
    assert.equal((await people()).length, 2)
  })

  test('is not added where they were added and erased in between, and the door forgets them', async () => {
    const { slug, id, openWith, send, people } = await givenDoor()
    const { page } = await openWith({ ...kim, email: 'kim@example' })
    await send(page, { email: '' })
    const added = (await people()).find(({ given_name }) => given_name === 'Kim')
    await given().admin('DELETE', `/registrations/${added?.id}`)
    for (const again of [await openWith(kim), await send(page, { email: '', _other: 'true' })])
      assert.deepEqual([again.status, again.to], [303, `/admin/door/${slug}?added=${id}`])
    assert.equal((await people()).length, 1)
  })

  test('can be someone on the list, who came when they were tapped, once', async () => {
    const { slug, id, openWith, press, send, people } = await givenDoor()
    const { page } = await openWith({ givenName: 'ADA', familyName: 'reyes' })
    const [ada] = await people()
    const to = `/admin/door/${slug}?added=${id}&as=${ada?.id}`
    for (let times = 0; times < 2; times++)
      assert.deepEqual(await press(page, /^Check in Ada Reyes$/), { status: 303, to })
    assert.deepEqual(
      (await people()).map(({ checked_in_at }) => checked_in_at),
      [tapped],
    )
    const marks = await given().rows('mark', { registration_id: ada?.id ?? '' })
    assert.deepEqual(
      marks.map((mark) => [mark.id, mark.at, mark.tapped_by]),
      [[id, tapped, 'sam']],
    )
    const entry = (await given().rows('audit')).find(({ route }) => route.endsWith('/:id/check-in'))
    assert.deepEqual(
      [entry?.object_id, JSON.parse(entry?.filters ?? '')],
      [ada?.id, { training: slug, tappedBy: 'sam' }],
    )
    await given().admin('DELETE', `/registrations/${ada?.id}`)
    assert.equal((await send(page)).to, `/admin/door/${slug}?added=${id}`)
    assert.deepEqual(await people(), [])
  })

  test('can be one of two with the same name, and no one who has no seat or is elsewhere', async () => {
    const { openWith, press, send, people, slug } = await givenDoor({ capacity: 2, waitlist: true })
    const ada = { givenName: 'Ada', familyName: 'Reyes' }
    await send((await openWith(ada)).page, { _other: 'true', _id: crypto.randomUUID() })
    given().clock.now = new Date('2027-03-05T15:00:00Z')
    await given().signUp(slug, { people: [someone(ada)] })
    given().clock.now = new Date('2027-03-06T15:20:00Z')
    const [first, second, waiting] = await people()
    assert.equal(waiting?.status, 'waitlisted')
    const { page } = await openWith(ada)
    assert.equal(page.match(/Check in Ada Reyes/g)?.length, 2)
    assert.match((await press(page, new RegExp(first?.reference ?? ''))).to ?? '', new RegExp(first?.id ?? ''))
    assert.notEqual(second?.id, first?.id)
    const elsewhere = await givenDoor()
    const [other] = await elsewhere.people()
    const forged = (of: string | undefined) =>
      page.replaceAll(/formaction="[^"]*"/g, `formaction="/admin/door/${slug}/${of}/check-in"`)
    assert.deepEqual(await press(forged(waiting?.id), /Ada/), {
      status: 303,
      to: `/admin/door/${slug}?failed=wrong-status`,
    })
    assert.equal((await press(forged(other?.id), /Ada/)).status, 404)
    assert.equal((await elsewhere.people())[0]?.checked_in_at, null)
  })

  test('can be someone else with the same name', async () => {
    const { openWith, send, people } = await givenDoor()
    const { page } = await openWith({ givenName: 'ADA', familyName: 'reyes' })
    assert.match(wordsOf(page), /ADA reyes is already on the list/)
    assert.match((await send(page)).page, /is already on the list/)
    assert.equal((await send(page, { _other: 'true' })).status, 303)
    assert.equal((await people()).length, 2)
  })

  test('gets a seat with a reason or waits, where none is free', async () => {
    const { openWith, send, people } = await givenDoor({ capacity: 1, waitlist: true })
    const { page } = await openWith(kim)
    assert.match(wordsOf(page), /No seats are free .*Why do they get a seat\?/)
    assert.equal((await send(page, { _reason: 'Sent by the chief' })).status, 303)
    const statuses = (await people()).map(({ status, checked_in_at }) => [status, checked_in_at])
    assert.deepEqual(statuses.at(-1), ['confirmed', tapped])
    const other = await givenDoor({ capacity: 1, waitlist: true })
    const waits = await other.send((await other.openWith(kim)).page)
    assert.match(waits.to ?? '', new RegExp(`added=${other.id}`))
    assert.deepEqual((await other.people()).map(({ status, checked_in_at }) => [status, checked_in_at]).at(-1), [
      'waitlisted',
      null,
    ])
  })

  test('is what the form in the kept page is for, which names no one', async () => {
    const { slug } = await givenDoor()
    const ask = async (path: string) => {
      const headers = await askAs(given(), { role: 'door' })
      return (await given().app.request(`/admin/door/${slug}${path}`, { headers })).text()
    }
    const kept = await ask('/kept')
    assert.doesNotMatch(kept, /Reyes/)
    for (const [lang, said] of [
      ['en', /They count as here now, and are added as soon as there’s a connection/],
      ['es', /Ya cuenta como presente, y se agrega en cuanto haya conexión/],
    ] as const) {
      const [, form = ''] =
        /<section [^>]*data-add hidden>(.*?)<\/section>/s.exec(await ask(`/kept?lang=${lang}`)) ?? []
      assert.match(wordsOf(form), said)
      for (const name of ['givenName', 'familyName', 'agency', 'email'])
        assert.match(form, new RegExp(`<input [^>]*name="${name}"`))
    }
  })
})
