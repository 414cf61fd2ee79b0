import assert from 'node:assert/strict'
import { test } from 'mocha'
import { eraseExpired } from '../../core/erasing/retention.ts'
import { operator } from '../../platform/access/caller.ts'
import { readPdf, squeeze } from '../../testing/pages/pdf.ts'
import { collect } from '../../testing/servers/collect.ts'
import { adminToken, onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { openBadgeFile, openSheetFile } from './paper.ts'

const training = {
  fields: { agency: 'optional', licenceNumber: 'optional', withoutName: 'optional' },
  questions: [{ id: 'preferredName', type: 'text', label: { en: 'Name on your badge' } }],
} as const
const hidden = {
  givenName: 'Zelda',
  familyName: 'Byrd',
  agency: 'Vice Unit',
  licenceNumber: 'MO-77QZX',
  preferredName: 'Zee',
  withoutName: true,
}
const traces = /Zelda|Byrd|Vice|QZX|Zee/
const signedIn = { Authorization: `Bearer ${adminToken}` }

onBothDatabases('someone who wants no name on paper', (given) => {
  const givenHidden = async () => {
    const { slug } = await given().givenTraining(structuredClone(training) as never)
    const others = [
      { familyName: 'Abel', agency: 'Alpha PD' },
      { familyName: 'Mills', agency: 'Zulu EMS' },
    ]
    for (const one of [hidden, ...others]) await given().signUp(slug, { people: [someone(one)] })
    const { body } = await given().admin('GET', `/registrations?training=${slug}&q=Byrd`)
    const { id, reference, hidesName, sensitive } = body.registrations[0]
    return { slug, id, reference: reference as string, hidesName, sensitive }
  }
  const textOf = async (path: string) => (await given().app.request(path, { headers: signedIn })).text()
  const paperOf = async (slug: string, sort: 'name' | 'agency') => {
    const sheet = { sort, license: 'masked', blank: 8, lang: 'en' } as const
    const badges = { sort, sheet: '5395', agencies: true, lang: 'en' } as const
    const files = [
      await openSheetFile(given().context, operator, slug, sheet),
      await openBadgeFile(given().context, operator, slug, badges),
    ]
    return Promise.all(files.map(async ({ body }) => (await readPdf(await collect(body))).join('')))
  }

  test('stands on the sheet and the badges last, with a number and nothing else', async () => {
    const { slug, reference } = await givenHidden()
    for (const sort of ['name', 'agency'] as const)
      for (const text of await paperOf(slug, sort)) {
        assert.doesNotMatch(text, traces)
        assert.ok(text.includes('Abel') && text.indexOf(squeeze(reference)) > text.indexOf('Mills'), text)
      }
  })

  test('is a number in the roster, and a name in the files of staff and of the board', async () => {
    const { slug, reference } = await givenHidden()
    const csv = (query: string) => textOf(`/api/v1/admin/registrations.csv?training=${slug}&${query}`)
    const roster = await csv('columns=roster&sort=name')
    assert.doesNotMatch(roster, /Zelda|Byrd|Vice/)
    assert.equal(roster.split(reference).length - 1, 2, roster)
    assert.ok(roster.indexOf(reference) > roster.indexOf('Mills'), roster)
    assert.match(await csv('columns=all'), /Byrd/)
    assert.doesNotMatch(await csv('columns=all'), /withoutName/)
    assert.match(await csv('columns=all&sensitive=1'), /withoutName: yes/)
    assert.match(await csv('columns=credit'), /Byrd/)
  })

  test('is found at the door by name and by number, which the door shows', async () => {
    const { slug, reference } = await givenHidden()
    const door = async (q: string) => (await textOf(`/admin/door/${slug}?q=${q}`)).replaceAll(/<[^>]+>/g, ' ')
    for (const q of ['byrd', reference, reference.replace('-', '').toLowerCase(), reference.slice(0, 4)]) {
      const page = await door(q)
      assert.ok(page.includes(`No name on paper: ${reference.replace('-', '\u2011')}`) && !page.includes('Abel'), q)
    }
    const { people } = (await given().admin('GET', `/trainings/${slug}/door`)).body
    const numbers = people.map((one: { familyName: string; number: string | null }) => [one.familyName, one.number])
    assert.deepEqual(numbers, [
      ['Abel', null],
      ['Byrd', reference],
      ['Mills', null],
    ])
    // The code that people show is their number, too.
    const abel = (await given().admin('GET', `/registrations?training=${slug}&q=Abel`)).body.registrations[0]
    assert.match(await door(abel.reference), /Abel/)
  })

  test('is marked on organizers’ pages, also for those who may not read sensitive answers', async () => {
    const { slug, id, reference, hidesName, sensitive } = await givenHidden()
    assert.deepEqual([hidesName, sensitive], [true, undefined])
    for (const path of [`/trainings/${slug}`, `/registrations/${id}`])
      assert.equal((await textOf(`/admin${path}`)).split('No name on paper').length - 1, 1, path)
    const roster = await textOf(`/admin/trainings/${slug}`)
    assert.ok(roster.includes(`<span class="on-paper">${reference}</span>`))
    assert.equal((await given().admin('GET', `/registrations/${id}`)).body.sensitive.withoutName, true)
    const found = await textOf('/admin/find?q=Byrd')
    assert.match(found, /class="line unnamed"[\s\S]*No name on paper/)
    assert.doesNotMatch(await textOf('/admin/find?q=Abel'), /unnamed|No name on paper/)
  })

  test('comes last and by number where a list of people is printed', async () => {
    const { slug, reference } = await givenHidden()
    const last = new RegExp(`Mills[\\s\\S]*<ul class="paper-lines" aria-hidden="true"><li>${reference}</li></ul>`)
    for (const path of ['', '/attendance']) {
      const page = await textOf(`/admin/trainings/${slug}${path}`)
      assert.match(page, last)
      // Its own row, between two names, is not printed.
      assert.match(page, /<tr[^>]*class="[^"]*unnamed"[^>]*>(?:(?!<\/tr>)[\s\S])*Byrd/)
    }
    const door = await textOf(`/admin/door/${slug}`)
    assert.match(door, last)
    assert.match(door, /<div class="line unnamed"[^>]*>\s*<span><b>Byrd/)
    // What is not shown has no number on paper.
    for (const query of ['?q=abel', '?way=out'])
      assert.doesNotMatch(await textOf(`/admin/door/${slug}${query}`), /paper-lines/, query)
    const [css = ''] = /\/[\w/-]*organizers-[\da-f]+\.css/.exec(await textOf(`/admin/trainings/${slug}`)) ?? []
    assert.match(await textOf(css), /@media print[\s\S]*\.unnamed \{\s*display: none !important/)
  })

  test('stays off paper for as long as there is a name', async () => {
    const { slug, id } = await givenHidden()
    assert.equal((await given().admin('PATCH', `/trainings/${slug}`, { fields: { withoutName: 'off' } })).status, 200)
    given().clock.now = new Date('2027-04-06T12:00:00.000Z')
    await eraseExpired(given().context)
    assert.deepEqual((await given().admin('GET', `/registrations/${id}`)).body.sensitive, { withoutName: true })
    for (const text of await paperOf(slug, 'name')) assert.doesNotMatch(text, traces)
    given().clock.now = new Date('2027-06-06T12:00:00.000Z')
    await eraseExpired(given().context)
    assert.deepEqual(await given().rows('registration', { id }), [])
  })
})
