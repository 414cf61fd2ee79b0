import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { test } from 'mocha'
import { filterBy } from '../../../core/registrations/query.ts'
import { organizerPages } from '../../../testing/pages/organizer-pages.ts'
import { adminToken, onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { columnSorts, orderedParts } from '../../api/people/lists/column-order.ts'

const namesOn = (page: string) =>
  [...page.matchAll(/<td role="cell" class="name"><a [^>]*>([^<]*)/g)].map(([, name = '']) => name.replace(', Ada', ''))
const unescaped = (text = '') => text.replaceAll('&amp;', '&')

onBothDatabases('a list in the order of a column', (given) => {
  const pages = () => organizerPages(given())
  const givenList = async () => {
    const { slug } = await given().givenTraining({
      audience: { access: 'attest', roles: ['police', 'fire'], verify: 'never' },
      fields: { agency: 'optional', needs: 'optional' },
      seats: { capacity: 4, waitlist: true },
    })
    const people = [
      { familyName: 'Reyes', role: 'police', agency: 'KCPD' },
      { familyName: 'Abel', role: 'fire', agency: 'Lee’s Summit Fire' },
      { familyName: 'Mora', role: 'police', agency: 'KCPD', needs: 'ASL interpreter' },
      { familyName: 'Boll', role: 'fire' },
      { familyName: 'Zoë', role: 'police', agency: 'KCPD', needs: 'Ramp' },
    ]
    const partners = [{ partner: 'rotary' }, undefined, { partner: 'lions' }, {}, { partner: 'lions' }]
    for (const [index, one] of people.entries()) {
      const from = partners[index]
      const { status } = from
        ? await given().signUp(slug, { people: [someone(one)], ...from })
        : await given().admin('POST', '/registrations', { training: slug, channel: 'phone', people: [someone(one)] })
      assert.equal(status, 201)
    }
    return slug
  }

  test('is led to by its heading, and turned around by pressing it again', async () => {
    const slug = await givenList()
    const press = async (page: string, heading: string) => {
      const link = new RegExp(`<th [^>]*><a href="/admin([^"]*)">${heading}</a>`).exec(page)?.[1]
      return pages().open(unescaped(link ?? assert.fail(heading)))
    }
    let page = await pages().open(`/trainings/${slug}?status=confirmed`)
    assert.match(page, /aria-sort="ascending"><a [^>]*>Name</)
    page = await press(page, 'Agency')
    // Blank ones are last, and within an agency people stand by last name.
    assert.deepEqual(namesOn(page), ['Mora', 'Reyes', 'Abel', 'Boll'])
    page = await press(page, 'Agency')
    assert.match(page, /aria-sort="descending"><a [^>]*>Agency</)
    assert.deepEqual(namesOn(page), ['Abel', 'Mora', 'Reyes', 'Boll'])
    assert.deepEqual(namesOn(await press(page, 'Role')), ['Abel', 'Boll', 'Mora', 'Reyes'])
    assert.deepEqual(namesOn(await press(page, 'Registered')), ['Boll', 'Mora', 'Abel', 'Reyes'])
    page = await press(page, 'Accommodations')
    assert.match(page, /aria-sort="ascending"><a [^>]*>Accommodations</)
    assert.deepEqual(namesOn(page), ['Mora', 'Abel', 'Boll', 'Reyes'])
    assert.deepEqual(namesOn(await press(page, 'Accommodations')), ['Abel', 'Boll', 'Reyes', 'Mora'])
    // People without a partner come last, by how they registered.
    page = await press(page, 'Source')
    assert.deepEqual(namesOn(page), ['Mora', 'Reyes', 'Boll', 'Abel'])
    assert.deepEqual(namesOn(await press(page, 'Source')), ['Reyes', 'Mora', 'Abel', 'Boll'])
    assert.deepEqual(namesOn(await press(page, 'Name')), ['Abel', 'Boll', 'Mora', 'Reyes'])
    const all = await pages().open(`/trainings/${slug}?sort=-status`)
    assert.deepEqual(namesOn(all), ['Zoë', 'Abel', 'Boll', 'Mora', 'Reyes'])
  })

  test('comes in pages that end anywhere, and know their own cursors only', async () => {
    const slug = await givenList()
    const { admin } = given()
    for (const sort of columnSorts) {
      const ask = async (more: string) =>
        (await admin('GET', `/registrations?training=${slug}&sort=${encodeURIComponent(sort)}${more}`)).body
      const nameOf = ({ familyName }: { familyName: string }) => familyName
      const all = (await ask('')).registrations.map(nameOf)
      assert.equal(all.length, 5)
      const paged: string[] = []
      let cursor = ''
      for (let page = 0; page < 6; page++) {
        const { registrations, nextCursor } = await ask(`&limit=1${cursor}`)
        paged.push(...registrations.map(nameOf))
        if (nextCursor === null) break
        cursor = `&cursor=${nextCursor}`
      }
      assert.deepEqual(paged, all, sort)
    }
    const { nextCursor } = (await admin('GET', `/registrations?training=${slug}&sort=role&limit=1`)).body
    const other = await admin('GET', `/registrations?training=${slug}&sort=agency&cursor=${nextCursor}`)
    assert.equal(other.status, 422)
    assert.equal((await admin('GET', '/registrations?sort=agency')).status, 422)
  })

  test('has partners by the name that people read, in the page, the API, and files', async () => {
    const slug = await givenList()
    const { admin, app } = given()
    const inApi = async (sort: string) =>
      (await admin('GET', `/registrations?training=${slug}&sort=${sort}`)).body.registrations.map(
        ({ familyName }: { familyName: string }) => familyName,
      )
    // Without a name of their own, people read the short name.
    assert.deepEqual(await inApi('partner'), ['Mora', 'Zoë', 'Reyes', 'Boll', 'Abel'])
    for (const [short, name] of [
      ['lions', 'Zonta and Lions'],
      ['rotary', 'Águilas'],
    ])
      assert.equal((await admin('POST', '/partners', { slug: short, name })).status, 201)
    assert.deepEqual(await inApi('partner'), ['Reyes', 'Mora', 'Zoë', 'Boll', 'Abel'])
    assert.deepEqual(await inApi('-partner'), ['Mora', 'Zoë', 'Reyes', 'Abel', 'Boll'])
    assert.deepEqual(namesOn(await pages().open(`/trainings/${slug}?sort=partner`)), await inApi('partner'))
    const path = `/api/v1/admin/registrations.csv?training=${slug}&sort=partner&columns=all&lang=en`
    const file = await (await app.request(path, { headers: { Authorization: `Bearer ${adminToken}` } })).text()
    const places = (await inApi('partner')).map((name: string) => file.indexOf(name))
    assert.ok(places.every((place: number, index: number) => place > (places[index - 1] ?? 0)))
    // Someone who renames a partner while another reads on changes no page that was read.
    const first = (await admin('GET', `/registrations?training=${slug}&sort=partner&limit=2`)).body
    const renamed = { slug: 'rotary', name: 'Zzz Rotary' }
    assert.equal((await admin('PUT', '/partners/rotary', renamed, { 'if-match': '*' })).status, 200)
    const next = (await admin('GET', `/registrations?training=${slug}&sort=partner&limit=9&cursor=${first.nextCursor}`))
      .body
    assert.equal(next.registrations[0].familyName, 'Zoë')
  })

  test('is chosen only where the list can have the column', async () => {
    const { slug } = await given().givenTraining({ fields: { needs: 'off' } })
    const offered = async (path: string) =>
      [
        ...(/<select[^>]*name="sort"[^]*?<\/select>/
          .exec(await pages().open(`/trainings/${path}`))?.[0]
          .matchAll(/<option value="([^"]*)"/g) ?? []),
      ].map(([, value]) => value)
    assert.equal((await given().signUp(slug, { people: [someone()] })).status, 201)
    assert.deepEqual(await offered(slug), ['name', '-created', 'created', 'status', '-status', 'partner', '-partner'])
    assert.ok((await offered(await givenList())).includes('-needs'))
  })

  test('comes from an index for each of its parts, however long it is', async () => {
    const { db } = given().context
    if (db.name !== 'sqlite') return
    for (const sort of ['needs', 'partner'] as const) {
      const people = filterBy(db.reader, {}, 'a-training')
      const plans = orderedParts(people, sort, ['rotary', 'lions']).map((part) =>
        part.limit(201).explain<{ detail: string }>(undefined, sql`query plan`),
      )
      for (const plan of await Promise.all(plans)) {
        const said = plan.map(({ detail }) => detail).join()
        assert.match(said, /INDEX registration_training_(?:needs_|partner_|channel_)?name /, sort)
        assert.doesNotMatch(said, /B-TREE/, sort)
      }
    }
  })

  test('is exported as it is shown: who is on it, and their order', async () => {
    const slug = await givenList()
    const exported = async (query: string) => {
      const list = await pages().open(`/trainings/${slug}${query}`)
      const link = /href="\/admin(\/trainings\/[^"]*\/export[^"]*)"/.exec(list)?.[1]
      const page = await pages().open(unescaped(link ?? assert.fail('no link')))
      const form = /<form [^>]*registrations\.xlsx"[^]*?<\/form>/.exec(page)?.[0] ?? ''
      const fields = [...form.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)]
      const params = new URLSearchParams(
        fields.map(([, name = '', value = '']): [string, string] => [name, unescaped(value)]),
      )
      const csv = async (columns: string) => {
        const path = `/admin/trainings/${slug}/registrations.csv?${params.toString()}&columns=${columns}&lang=en`
        const response = await given().app.request(path, { headers: { Authorization: `Bearer ${adminToken}` } })
        assert.equal(response.status, 200, path)
        const [head = '', ...rows] = (await response.text())
          .replace('\uFEFF', '')
          .replaceAll('"', '')
          .trim()
          .split('\r\n')
        const at = head.split(',').findIndex((one) => /last name/i.test(one))
        return rows.map((row) => row.split(',')[at])
      }
      return { shown: namesOn(list), isNamed: page.includes('as you narrowed it'), csv }
    }
    for (const query of [
      '?status=waitlisted,confirmed&sort=-agency',
      '?q=re',
      '?role=fire&sort=-created',
      '?sort=role',
      '',
    ]) {
      const { shown, isNamed, csv } = await exported(query)
      assert.deepEqual(await csv('all'), shown, query)
      assert.deepEqual(await csv('list'), shown, query)
      assert.equal(isNamed, /status|q=|role=/.test(query), query)
    }
    // A registrar’s columns stay what they are: those with a seat, who want credit.
    assert.deepEqual(await (await exported('?sort=-agency')).csv('roster'), ['Abel', 'Mora', 'Reyes', 'Boll'])
  })
})
