import assert from 'node:assert/strict'
import { test } from 'mocha'
import { operator } from '../../platform/access/caller.ts'
import { readWorkbook } from '../../testing/pages/workbook.ts'
import { collect } from '../../testing/servers/collect.ts'
import { adminToken, onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { say } from '../../words/index.ts'
import { type FileQuery, type FileType, openFile } from './files.ts'

const training = {
  title: { en: 'First aid', es: 'Primeros auxilios' },
  audience: { roles: ['police', { id: 'clergy', label: { en: 'Clergy', es: 'Clero' } }] },
  fields: { agency: 'optional', needs: 'optional', diet: 'optional', phone: 'optional' },
  questions: [
    {
      id: 'shirt',
      type: 'radio',
      label: { en: 'Shirt size', es: 'Talla de camisa' },
      options: [
        { value: 's', label: { en: 'Small', es: 'Chica' } },
        { value: 'l', label: { en: 'Large', es: 'Grande' } },
      ],
    },
  ],
  seats: { capacity: 10, waitlist: true },
} as const

onBothDatabases('an export', (given) => {
  const givenPeople = async (people: Record<string, string | boolean>[], more: object = {}) => {
    const { slug } = await given().givenTraining({ ...structuredClone(training), ...more } as never)
    for (const person of people) {
      const { status, body } = await given().signUp(slug, { people: [someone({ role: 'police', ...person })] })
      assert.equal(status, 201, JSON.stringify(body))
    }
    return slug
  }
  const ask = async (path: string) =>
    given().app.request(`/api/v1/admin/${path}`, { headers: { authorization: `Bearer ${adminToken}` } })
  const csvOf = async (query: string) => recordsIn(await (await ask(`registrations.csv?${query}`)).text())
  const bytesOf = async (type: FileType, query: Partial<FileQuery>, caller = operator) => {
    const all: FileQuery = { columns: 'all', lang: 'en', sensitive: false, ...query }
    const { body } = await openFile(given().context, caller, type, all)
    return collect(body)
  }

  test('says in words and local times what the ids and instants next to them say', async () => {
    // 2027-01-10T12:00Z is 6 in the morning in Kansas City.
    const slug = await givenPeople([{ familyName: 'Reyes', role: 'clergy', shirt: 'l' }])
    const [row] = await csvOf(`training=${slug}`)
    assert.deepEqual(
      [row?.['status'], row?.['status in words'], row?.['role'], row?.['role in words'], row?.['channel in words']],
      ['confirmed', 'Confirmed', 'clergy', 'Clergy', 'On a partner’s page'],
    )
    assert.deepEqual(
      [row?.['registered at (UTC)'], row?.['registered at (local time)']],
      ['2027-01-10T12:00:00.000Z', 'Sun, Jan 10, 6:00 AM'],
    )
    assert.deepEqual([row?.['other answers'], row?.['Shirt size']], ['shirt: l', 'Large'])
    assert.equal(row?.['title of the training'], 'First aid')
  })

  test('longer than a page has everyone once, in order, with their groups', async () => {
    const slug = await givenPeople([], { seats: { capacity: null } })
    const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.example' }
    for (let group = 0; group < 30; group++) {
      const people = Array.from({ length: 10 }, (_, index) => {
        const number = group * 10 + index
        return someone({ role: 'police', familyName: `Person ${(number * 7) % 300}`, email: `p${number}@example.org` })
      })
      const { status, body } = await given().signUp(slug, { people, coordinator })
      assert.equal(status, 201, JSON.stringify(body))
    }
    const oldestFirst = await csvOf(`training=${slug}`)
    assert.deepEqual(
      oldestFirst.map((row) => row['last name']),
      Array.from({ length: 300 }, (_, index) => `Person ${(index * 7) % 300}`),
    )
    assert.deepEqual(
      Object.values(Object.groupBy(oldestFirst, (row) => row['group'] ?? '')).map((group) => group?.length),
      Array(30).fill(10),
    )
    assert.ok(
      oldestFirst.every((row) => row['coordinator'] === 'Pat Lee' && row['coordinator email'] === coordinator.email),
    )
    const byName = (await csvOf(`training=${slug}&columns=roster`)).map((row) => row['last name'] ?? '')
    assert.equal(byName.length, 300)
    assert.deepEqual(byName, byName.toSorted())
  })

  test('has each answer in its column where others are missing', async () => {
    const slug = await givenPeople([])
    const added = { training: slug, channel: 'phone', people: [{ givenName: 'Wilma', agency: 'City Fire' }] }
    assert.equal((await given().admin('POST', '/registrations', added)).status, 201)
    const [row] = await csvOf(`training=${slug}`)
    assert.deepEqual(
      ['first name', 'last name', 'email', 'phone', 'role', 'agency', 'channel'].map((column) => row?.[column]),
      ['Wilma', '', '', '', '', 'City Fire', 'phone'],
    )
  })

  test('keeps every value in its column, whatever stands in it', async () => {
    const slug = await givenPeople([{}])
    const texts = ['a,b', 'say "x"', '1;2|3', '\u001e', '\u001f', 'one\ntwo', '{"a":1}', '\u2028', 'ñ 🚒', 'null']
    const columns = ['given_name', 'family_name', 'agency', 'email', 'phone', 'role', 'partner', 'origin'] as const
    const headings = ['first name', 'last name', 'agency', 'email', 'phone', 'role', 'partner', 'page']
    for (const [shift] of texts.entries()) {
      const values = columns.map((_, at) => texts[(at + shift) % texts.length] ?? '')
      // No form accepts most of these.
      await given().context.db.transaction((tx) =>
        tx
          .updateTable('registration')
          .set({ ...Object.fromEntries(columns.map((name, at) => [name, values[at]])), consents: '["a;b","c"]' })
          .where('training_id', 'in', tx.selectFrom('training').select('id').where('slug', '=', slug))
          .execute(),
      )
      const [row] = await csvOf(`training=${slug}`)
      assert.deepEqual(
        headings.map((heading) => row?.[heading]),
        values,
      )
      assert.equal(row?.['consents'], 'a;b; c')
      const { rows } = readWorkbook(await bytesOf('xlsx', { training: slug }))
      assert.deepEqual(
        headings.map((heading) => rows[1]?.[rows[0]!.indexOf(heading)]),
        values,
      )
    }
  })

  test('has words before ids where people read it, and leaves what programs read as it is', async () => {
    const slug = await givenPeople([{ role: 'clergy' }])
    const headings = async (columns: string) => {
      const [first = ''] = (await (await ask(`registrations.csv?training=${slug}&columns=${columns}`)).text()).split(
        '\r\n',
      )
      return [...first.matchAll(/"([^"]*)"/g)].map(([, heading = '']) => heading)
    }
    const roster = [
      'agency',
      'last name',
      'first name',
      'role in words',
      'role',
      'status in words',
      'status',
      'reference',
    ]
    assert.deepEqual((await headings('roster')).slice(0, roster.length), roster)
    const credit = await headings('credit')
    for (const [words, id] of [
      ['role in words', 'role'],
      ['title of the training', 'training'],
      ['starts at (local time)', 'starts at (UTC)'],
    ] as const)
      assert.ok(credit.includes(words) && credit.indexOf(words) < credit.indexOf(id), words)
    const all = await headings('all')
    assert.ok(all.indexOf('role') < all.indexOf('role in words'))
  })

  test('is in Spanish when asked to be', async () => {
    const slug = await givenPeople([{ role: 'clergy', shirt: 'l' }])
    const [row] = await csvOf(`training=${slug}&lang=es`)
    assert.deepEqual(
      [row?.['estado'], row?.['función'], row?.['Talla de camisa'], row?.['capacitación']],
      ['Con cupo', 'Clero', 'Grande', 'Primeros auxilios'],
    )
    assert.equal(row?.['se inscribió (hora local)'], 'dom, 10 de ene, 6:00 a. m.')
  })

  test('of all trainings says the answers to each training’s own questions', async () => {
    await givenPeople([{ familyName: 'Everywhere', shirt: 's' }])
    const [row] = await csvOf('q=everywhere')
    assert.equal(row?.['other answers in words'], 'Shirt size: Small')
  })

  test('has sensitive answers apart, at the end, and only when asked for', async () => {
    const slug = await givenPeople([{ needs: 'a ramp', diet: 'vegan' }])
    for (const columns of ['all', 'roster', 'credit']) {
      const plain = await (await ask(`registrations.csv?training=${slug}&columns=${columns}`)).text()
      assert.ok(!plain.includes('a ramp') && !plain.includes('vegan'), columns)
    }
    const [row = {}] = await csvOf(`training=${slug}&sensitive=1`)
    const headings = Object.keys(row)
    assert.equal(row[say('en', 'field.needs')], 'a ramp')
    assert.ok(headings.indexOf('sensitive answers') > headings.indexOf('Shirt size'))
  })

  test('gives sensitive answers and meals only to those who may read them', async () => {
    const slug = await givenPeople([{ needs: 'a ramp' }])
    const auditor = { ...operator, role: 'auditor' } as const
    for (const query of [
      { sensitive: true },
      { columns: 'catering' as const, training: slug },
      { needs: true, training: slug },
      { sort: 'needs' as const, training: slug },
      { sort: '-needs' as const, training: slug },
    ])
      await assert.rejects(bytesOf('csv', query, auditor), { problemName: 'forbidden' })
    assert.ok((await bytesOf('csv', { training: slug }, auditor)).length > 0)
  })

  test('has only what is within the caller’s scope', async () => {
    const mine = await givenPeople([
      { familyName: 'Scopeone', agency: 'KCPD' },
      { familyName: 'Scopetwo', agency: 'Raytown' },
    ])
    const other = await givenPeople([{ familyName: 'Scopethree', agency: 'KCPD' }])
    const { id } = await given().row('training', { slug: mine })
    const namesFor = async (scope: typeof operator.scope, query: Partial<FileQuery> = { q: 'scope' }) =>
      recordsIn((await bytesOf('csv', query, { ...operator, scope })).toString()).map((row) => row['last name'])
    assert.deepEqual(await namesFor({ trainings: 'all' }), ['Scopeone', 'Scopetwo', 'Scopethree'])
    assert.deepEqual(await namesFor({ trainings: [id] }), ['Scopeone', 'Scopetwo'])
    assert.deepEqual(await namesFor({ trainings: [id], agency: 'kcpd' }), ['Scopeone'])
    assert.deepEqual(await namesFor({ trainings: [] }), [])
    await assert.rejects(namesFor({ trainings: [id] }, { training: other }), { problemName: 'not-found' })
  })

  test('for the caterer counts meals and names no one', async () => {
    const slug = await givenPeople([
      { familyName: 'Diner', diet: 'Vegan' },
      { diet: 'vegan' },
      { diet: 'Vegan' },
      { diet: 'no nuts' },
      {},
    ])
    const csv = await (await ask(`registrations.csv?training=${slug}&columns=catering`)).text()
    assert.equal(
      csv,
      '\uFEFF"dietary needs","people"\r\n"Everyone with a seat","5"\r\n"No answer","1"\r\n"Vegan","3"\r\n"no nuts","1"\r\n'.replace(
        '\uFEFF',
        '',
      ),
    )
    assert.equal((await ask('registrations.csv?columns=catering')).status, 422)
  })

  test('as a workbook has texts that are no formulas, dates that are dates, and a heading that stays', async () => {
    const slug = await givenPeople([
      { familyName: '=1+1', agency: '00123 <&> _x0041_', phone: '816-555-0100' },
      { familyName: 'Nguyễn', givenName: 'Hằng' },
    ])
    const { rows, sheet, styles } = readWorkbook(await bytesOf('xlsx', { training: slug }))
    const at = (heading: string) => rows[0]!.indexOf(heading)
    assert.deepEqual(
      [rows[1]?.[at('last name')], rows[1]?.[at('agency')], rows[2]?.[at('last name')]],
      ['=1+1', '00123 <&> _x0041_', 'Nguyễn'],
    )
    // 2027-01-10 06:00 as spreadsheets count.
    assert.equal(rows[1]?.[at('registered at (local time)')], 46397.25)
    assert.match(styles, /formatCode="ddd, mmm d, yyyy, h:mm AM\/PM"/)
    assert.ok(!sheet.includes('<f>'))
    assert.match(sheet, /<pane ySplit="1" [^>]*state="frozen"\/>/)
    assert.match(sheet, /<autoFilter ref="A1:\w+3"\/>/)
    assert.match(sheet, /<col min="1" max="1" width="12"/)
  })

  test('that a database breaks off breaks off too, and the log says so', async () => {
    const { logged, context } = given()
    const slug = await givenPeople([{}])
    await context.db.transaction((tx) =>
      // Only a row that was written by hand can be so broken.
      tx.updateTable('registration').set({ answers: '{' }).where('public_name', 'is', null).execute(),
    )
    const response = await ask(`registrations.csv?training=${slug}`)
    await assert.rejects(response.text())
    assert.ok(logged.some((line) => line.includes('an export was interrupted')))
  })
})

/** Reads a CSV file by RFC 4180. */
function recordsIn(csv: string): Record<string, string>[] {
  const rows = csv
    .replace('\uFEFF', '')
    .split('\r\n')
    .filter(Boolean)
    .map((line) => [...line.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = '']) => cell.replaceAll('""', '"')))
  const [headings = [], ...others] = rows
  return others.map((cells) => Object.fromEntries(headings.map((heading, index) => [heading, cells[index] ?? ''])))
}
