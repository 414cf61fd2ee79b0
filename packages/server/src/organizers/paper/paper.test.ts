import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'mocha'
import { operator } from '../../platform/access/caller.ts'
import { readPdf, squeeze } from '../../testing/pages/pdf.ts'
import { collect } from '../../testing/servers/collect.ts'
import { adminToken, onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { openBadgeFile, openSheetFile } from './paper.ts'
import { daysOf } from './sign-in-sheet.ts'

const training = {
  title: { en: 'Recognizing human trafficking', es: 'Reconocer la trata de personas' },
  venue: { name: 'Kauffman Stadium', city: 'Kansas City' },
  presenter: { name: 'Training Center', trainers: ['Dan Nash'] },
  seats: { capacity: 1000, waitlist: true },
  fields: { agency: 'optional', licenceNumber: 'optional', phone: 'optional' },
  questions: [
    { id: 'preferredName', type: 'text', label: { en: 'Name on your badge' } },
    { id: 'hideAgency', type: 'checkbox', label: { en: 'Leave my agency off my badge' } },
  ],
} as const
const sheet = { sort: 'name', license: 'blank', blank: 8, lang: 'en' } as const
const badges = { sort: 'name', sheet: '5395', agencies: true, lang: 'en' } as const

type Answers = Record<string, string | boolean>

onBothDatabases('on paper', (given) => {
  const givenPeople = async (people: Answers[]) => {
    const { slug } = await given().givenTraining(structuredClone(training) as never)
    for (let start = 0; start < people.length; start += 50) {
      const input = {
        training: slug,
        channel: 'phone',
        people: people.slice(start, start + 50).map((one) => someone(one)),
        coordinator: { name: 'Pat Lee', email: 'pat@kcpd.example' },
        split: true,
      }
      const { status, body } = await given().admin('POST', '/registrations', input)
      assert.equal(status, 201, JSON.stringify(body))
    }
    return slug
  }
  const read = async ({ body }: { body: AsyncIterable<Uint8Array> }) => readPdf(await collect(body))
  const readSheet = async (slug: string, choice: object = {}) =>
    read(await openSheetFile(given().context, operator, slug, { ...sheet, ...choice }))
  const readBadges = async (slug: string, choice: object = {}) =>
    read(await openBadgeFile(given().context, operator, slug, { ...badges, ...choice }))

  test('a sign-in sheet names the training and its place on every page, and counts the pages', async () => {
    const slug = await givenPeople(Array.from({ length: 20 }, () => ({ agency: 'KCPD' })))
    const pages = await readSheet(slug)
    assert.equal(pages.length, 2)
    for (const [index, page] of pages.entries())
      for (const text of [
        'Recognizing human trafficking',
        'Saturday, March 6, 2027, 9 AM – 3 PM (Central Time)',
        'Kauffman Stadium, Kansas City',
        'Training Center (Dan Nash)',
        'Signature',
        `Page ${index + 1} of 2`,
      ])
        assert.ok(page.includes(squeeze(text)), `${text} in ${page}`)
    // 20 people and at least 8 empty rows are 28; two pages have 30.
    assert.ok(pages[1]?.includes('30'))
    assert.equal((await readSheet(slug, { blank: 11 })).length, 3)
  })

  test('a training of several days has a sheet for each of them, with everyone on each', async () => {
    const slug = await givenPeople(Array.from({ length: 20 }, (_, index) => ({ familyName: `Person${index}` })))
    const longer = { start: '2027-03-05T08:00', end: '2027-03-07T12:00' }
    assert.equal((await given().admin('PATCH', `/trainings/${slug}`, longer)).status, 200)
    const pages = await readSheet(slug)
    assert.equal(pages.length, 6)
    for (const [index, page] of pages.entries()) {
      const day = Math.floor(index / 2)
      const name = ['Friday, March 5, 2027', 'Saturday, March 6, 2027', 'Sunday, March 7, 2027'][day]
      assert.ok(page.includes(squeeze(`${name} · Day ${day + 1} of 3`)), page)
      assert.ok(page.includes(squeeze(`Page ${index + 1} of 6`)), page)
    }
    const first = (page = '') => page.slice(page.indexOf('Signature'), page.indexOf('Tocorrect'))
    assert.equal(first(pages[0]), first(pages[2]))
    const [spanish = ''] = await readSheet(slug, { lang: 'es' })
    assert.ok(spanish.includes(squeeze('de marzo de 2027 · Día 1 de 3')), spanish)
  })

  test('a night is one day, and midnight ends the day before', () => {
    const days = (start: string, end: string) => daysOf({ start, end, timeZone: 'America/Chicago' })
    assert.deepEqual(days('2027-03-06T18:00', '2027-03-07T02:00'), ['2027-03-06'])
    assert.deepEqual(days('2027-03-06T08:00', '2027-03-08T00:00'), ['2027-03-06', '2027-03-07'])
    assert.deepEqual(days('2027-02-28T08:00', '2027-03-01T12:00'), ['2027-02-28', '2027-03-01'])
    assert.equal(days('2027-03-01T08:00', '2027-06-01T12:00').length, 14)
  })

  test('a sign-in sheet is in Spanish when asked to be', async () => {
    const [page = ''] = await readSheet(await givenPeople([{}]), { lang: 'es' })
    for (const text of ['Reconocer la trata de personas', 'Sábado 6 de marzo de 2027', 'Firma', 'Página 1 de 1'])
      assert.ok(page.includes(squeeze(text)), text)
  })

  test('a sign-in sheet has no email address and no phone number, and a license only masked', async () => {
    const slug = await givenPeople([
      { email: 'ada@precinct.example', phone: '816-555-0147', licenceNumber: 'MO-12QZX' },
    ])
    const plain = (await readSheet(slug)).join('')
    const masked = (await readSheet(slug, { license: 'masked' })).join('')
    for (const text of [plain, masked]) assert.doesNotMatch(text, /precinct|0147|MO-12/)
    assert.ok(masked.includes('•••QZX') && !plain.includes('QZX'))
    const auditor = { ...operator, role: 'auditor' } as const
    await assert.rejects(openSheetFile(given().context, auditor, slug, { ...sheet, license: 'masked' }), {
      problemName: 'forbidden',
    })
  })

  test('people stand by last name, or by agency and then by last name', async () => {
    const slug = await givenPeople([
      { familyName: 'Zamora', agency: 'Alpha PD' },
      { familyName: 'Abel', agency: '' },
      { familyName: 'Mills', agency: 'Beta EMS' },
      { familyName: 'Byrd', agency: 'Alpha PD' },
    ])
    const order = (text = '') => text.match(/Zamora|Abel|Mills|Byrd/g)
    assert.deepEqual(order((await readSheet(slug))[0]), ['Abel', 'Byrd', 'Mills', 'Zamora'])
    assert.deepEqual(order((await readSheet(slug, { sort: 'agency' }))[0]), ['Byrd', 'Zamora', 'Mills', 'Abel'])
  })

  test('badges have the name that someone prefers, and no agency where they asked for none', async () => {
    const slug = await givenPeople([
      { givenName: 'Margaret', familyName: 'Abel', agency: 'Raytown PD', preferredName: 'Peggy', hideAgency: true },
      { givenName: 'Marcus', familyName: 'Bell', agency: 'Independence Fire' },
    ])
    const [page] = await readBadges(slug)
    assert.equal(page, squeeze('Peggy Abel Marcus Bell Independence Fire'))
    assert.equal((await readBadges(slug, { agencies: false }))[0], squeeze('Peggy Abel Marcus Bell'))
  })

  test('every person stands on a sheet and on a badge once, whole, in order, whatever their names', async () => {
    const name = fc.oneof(
      fc.constantFrom('Núñez de la Peña', 'Đặng', 'Łukasz', 'Иван', 'Ó Súilleabháin', "O'Neill-Ibáñez", 'X'),
      fc.stringMatching(/^[A-Z][a-z]{0,90}$/),
    )
    const names = fc.array(fc.record({ givenName: name, familyName: name }), { minLength: 1, maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(names, fc.constantFrom('5395', '5390', '74459'), async (invented, label) => {
        // A number tells namesakes apart.
        const people = invented.map((one, index) => ({ ...one, familyName: `${one.familyName} ${letters(index)}` }))
        const slug = await givenPeople(people)
        const inOrder = (await listed(slug)).map(
          (familyName) => people.find((one) => squeeze(one.familyName) === squeeze(familyName))!,
        )
        const [onSheet, onBadges] = [await readSheet(slug), await readBadges(slug, { sheet: label })]
        requireInOrder(
          onSheet.join(''),
          inOrder.map((one) => `${one.familyName},${one.givenName}`),
        )
        requireInOrder(
          onBadges.join(''),
          inOrder.map((one) => `${one.givenName}${one.familyName}`),
        )
      }),
      { numRuns: 4 },
    )
  })

  test('a name that can’t be printed has its reference number there, and the sheet says so', async () => {
    // Letters of 2024, which hardly any font has.
    const [name, agency] = ['\u{10d50}\u{10d51}', '\u{10d52}\u{10d53}']
    const slug = await givenPeople([
      { givenName: name, familyName: 'Abel', agency: 'Raytown PD' },
      { givenName: 'Marcus', familyName: 'Bell', agency, licenceNumber: 'MO-12QZX' },
    ])
    const { registrations } = (await given().admin('GET', `/registrations?training=${slug}&sort=name`)).body
    const [{ reference }] = registrations
    const [page = ''] = await readSheet(slug, { license: 'masked' })
    assert.ok(page.includes(squeeze(`1 ${reference} Raytown PD 2 Bell, Marcus – •••QZX`)), page)
    assert.ok(page.includes(squeeze('A reference number or a dash stands for letters')), page)
    assert.equal((await readBadges(slug))[0], squeeze(`${reference} Raytown PD Marcus Bell`))
    const told = given().logged.filter((line) => line.includes('no font here'))
    assert.deepEqual(
      told.map((line) => JSON.parse(line).script),
      ['another'],
    )
    assert.doesNotMatch(told.join(), /Bell|QZX|[^\p{ASCII}]/u)
    const [plain = ''] = await readSheet(await givenPeople([{ givenName: 'Đặng', familyName: 'Иванов' }]))
    assert.ok(!plain.includes(squeeze('A reference number')), plain)
  })

  const listed = async (slug: string): Promise<string[]> =>
    (await given().admin('GET', `/registrations?training=${slug}&sort=name&limit=200`)).body.registrations.map(
      ({ familyName }: { familyName: string }) => familyName,
    )

  test('the pages open the same files as the API, in the browser', async () => {
    const slug = await givenPeople([{}])
    for (const path of [`/api/v1/admin/trainings/${slug}`, `/admin/trainings/${slug}`])
      for (const file of ['sign-in-sheet.pdf', 'badges.pdf']) {
        const response = await given().app.request(`${path}/${file}`, {
          headers: { authorization: `Bearer ${adminToken}` },
        })
        assert.equal(response.headers.get('content-type'), 'application/pdf')
        assert.match(
          response.headers.get('content-disposition') ?? '',
          /^inline; filename="[a-z-]+-training-\d+\.pdf"$/,
        )
        assert.equal(response.headers.get('cache-control'), 'no-store')
        assert.equal((await readPdf(new Uint8Array(await response.arrayBuffer()))).length, 1)
      }
  })
})

/** Each text stands after the one before it, and once. */
function requireInOrder(printed: string, texts: string[]): void {
  let after = 0
  for (const text of texts.map(squeeze)) {
    const place = printed.indexOf(text, after)
    assert.ok(place >= after, `${text} in ${printed}`)
    after = place + text.length
  }
}

/** Digits are no part of a name that emails repeat. */
const letters = (index: number) => [...String(index)].map((digit) => 'abcdefghij'[Number(digit)]).join('')
