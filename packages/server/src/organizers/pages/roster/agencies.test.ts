import assert from 'node:assert/strict'
import { test } from 'mocha'
import { organizerPages } from '../../../testing/pages/organizer-pages.ts'
import { newSlug, onBothDatabases, someone } from '../../../testing/servers/test-app.ts'

onBothDatabases('the page of agencies', (given) => {
  const pages = () => organizerPages(given())
  const wordsOf = (page: string) => page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
  const givenPeople = async (...agencies: string[]) => {
    const { slug } = await given().givenTraining({ fields: { agency: 'optional' }, seats: { capacity: null } })
    for (const agency of agencies) await given().signUp(slug, { people: [someone({ agency })] })
    return slug
  }

  test('says what will stand there while no one has named an agency', async () => {
    const page = await pages().open('/agencies')
    assert.match(wordsOf(page), /No one has named an agency yet/)
  })

  test('is linked from the settings and from the roster’s filters', async () => {
    const slug = await givenPeople('Harbor House')
    for (const path of ['/settings', `/trainings/${slug}`])
      assert.match(await pages().open(path), /href="\/admin\/agencies"/, path)
  })

  test('leads from likely spellings to one name, and says who it is about and that no one is emailed', async () => {
    const slug = await givenPeople('Olathe Police Department', 'OPD', 'Olathe PD', 'Olathe PD')
    const page = await pages().open('/agencies')
    const [, query] = /href="\/admin\/agencies\/merge\?([^"]*)"/.exec(page) ?? []
    const asked = await pages().open(`/agencies/merge?${query?.replaceAll('&amp;', '&')}`)
    const words = wordsOf(asked)
    assert.match(words, /4 people get this name, in 1 training\. No one is emailed\./)
    assert.match(words, /No agency coordinator will see more people/)
    assert.match(words, /Everyone then has what they typed again, unless someone corrected their agency since/)
    const spelling = [...asked.matchAll(/type="hidden" name="spelling" value="([^"]*)"/g)].map(([, one = '']) => one)
    assert.deepEqual(spelling.toSorted(), ['OPD', 'Olathe PD', 'Olathe Police Department'])
    const { location } = await pages().post('/agencies/merge', { spelling, name: 'Olathe Police Department' })
    const done = await pages().open((location ?? '').replace('/admin', ''))
    assert.match(wordsOf(done), /4 people are from Olathe Police Department now/)
    assert.match(wordsOf(done), /Also: Olathe PD · OPD/)
    const { registrations } = (await given().admin('GET', `/registrations?training=${slug}`)).body
    for (const { agency } of registrations) assert.equal(agency, 'Olathe Police Department')

    assert.match(wordsOf(done), /Olathe Police Department is always written this way/)
    const offered = [...done.matchAll(/type="checkbox" name="spelling" value="(O[^"]*)"/g)]
    const merged = new Set(offered.map(([, one = '']) => one))
    assert.deepEqual(merged, new Set(['OPD', 'Olathe PD', 'Olathe Police Department']))
    const split = await pages().post('/agencies/split', { spelling: [...merged] })
    const after = await pages().open((split.location ?? '').replace('/admin', ''))
    for (const one of merged) assert.match(wordsOf(after), new RegExp(`3 people have what they typed again: .*${one}`))
    assert.doesNotMatch(after, /counts as|always written this way/)
    assert.equal((await pages().post('/agencies/split')).location, '/admin/agencies?done=untick')
    assert.match(await pages().open('/agencies?cursor=Gone'), /Olathe Police Department/)
  })

  test('undoes a merge: everyone has the agency from before, and someone who was later hears it', async () => {
    const slug = await givenPeople('Liberty Police', 'LPD', 'Liberty cops')
    await given().admin('POST', '/agencies/merge', { spellings: ['LPD'], name: 'Liberty Police' })
    const { location } = await pages().post('/agencies/merge', {
      spelling: ['Liberty Police', 'Liberty cops'],
      name: 'Liberty cops',
    })
    const done = await pages().open((location ?? '').replace('/admin', ''))
    assert.match(wordsOf(done), /3 people are from Liberty cops now Undo this merge/)
    const [, edit = ''] = /name="edit" value="([^"]*)"/.exec(done) ?? []
    const undone = await pages().post('/agencies/undo', { edit })
    const agencies = async () =>
      (await given().admin('GET', `/registrations?training=${slug}&sort=created`)).body.registrations.map(
        ({ agency }: { agency: string }) => agency,
      )
    assert.deepEqual(await agencies(), ['Liberty Police', 'Liberty Police', 'Liberty cops'])
    const after = wordsOf(await pages().open((undone.location ?? '').replace('/admin', '')))
    assert.match(after, /2 people have the agency from before again: Liberty Police · Liberty cops/)
    assert.match(after, /LPD counts as Liberty Police/)
    const late = await pages().post('/agencies/undo', { edit })
    assert.match(
      wordsOf(await pages().open((late.location ?? '').replace('/admin', ''))),
      /This merge was undone already\. Nothing was changed\./,
    )
  })

  test('says in the history of a person and in the audit log who merged what into what', async () => {
    const slug = await givenPeople('Grandview PD')
    await pages().post('/agencies/merge', { spelling: ['Grandview PD'], name: 'Grandview Police' })
    const [person] = (await given().admin('GET', `/registrations?training=${slug}`)).body.registrations
    await given().signUp(slug, { people: [someone({ agency: 'grandview pd' })] })
    assert.match(
      wordsOf(await pages().open(`/registrations/${person.id}`)),
      /Agency “Grandview PD” merged into “Grandview Police”/,
    )
    const [late] = (await given().admin('GET', `/registrations?training=${slug}`)).body.registrations.filter(
      ({ id }: { id: string }) => id !== person.id,
    )
    assert.match(
      wordsOf(await pages().open(`/registrations/${late.id}`)),
      /Agency “grandview pd” merged into “Grandview Police”/,
    )
    await pages().post('/agencies/split', { spelling: ['Grandview PD'] })
    const history = wordsOf(await pages().open(`/registrations/${person.id}`))
    assert.match(history, /Merge of agencies ended: “Grandview PD” again, as typed \(before: “Grandview Police”\)/)
    const log = wordsOf(await pages().open('/audit'))
    assert.match(log, /Merged Grandview PD → Grandview Police/)
    assert.match(log, /Ended a merge Grandview PD, as people typed it/)
  })

  test('shows who sees more people before it merges, also when another agency’s name is typed', async () => {
    await givenPeople('Raytown Police', 'Raytown cops', 'Raytown cops')
    const account = { name: 'Sam Park', role: 'agency', agency: 'Raytown Police' }
    const { body } = await given().admin('POST', '/accounts', { ...account, email: `${newSlug()}@example.org` })
    const fields = { spelling: ['Raytown cops'], name: 'Raytown cops', other: 'raytown police' }
    const page = await pages().open('/agencies/merge?spelling=Raytown+cops')
    assert.doesNotMatch(page, /Sam Park/)
    const shown = await pages().post('/agencies/merge', fields)
    assert.equal(shown.status, 422)
    assert.match(
      wordsOf(shown.text),
      /Who will see more people .* Sam Park, for Raytown Police: 1 now, 3 after the merge/,
    )
    assert.equal(
      (await given().admin('GET', '/agencies')).body.agencies.some(({ people }: { people: number }) => people === 3),
      false,
    )
    const merged = await pages().post('/agencies/merge', { ...fields, seen: [body.id] })
    assert.equal(merged.status, 303)
    assert.equal((await given().admin('GET', `/accounts/${body.id}`)).body.agency, 'raytown police')
  })

  test('asks for a spelling and for a name that fits, and shows what people typed as text', async () => {
    const { location } = await pages().ask('/agencies/merge')
    assert.equal(location, '/admin/agencies?done=untick')
    assert.match(await pages().open('/agencies?done=untick'), /Check at least one spelling/)
    const evil = '<img src=x onerror=alert(1)>'
    await givenPeople(evil)
    assert.doesNotMatch(await pages().open('/agencies'), /<img/)
    assert.doesNotMatch(await pages().open(`/agencies/merge?spelling=${encodeURIComponent(evil)}`), /<img/)
    const long = await pages().post('/agencies/merge', { spelling: [evil], name: 'x'.repeat(201) })
    assert.equal(long.status, 422)
    assert.match(wordsOf(long.text), /Choose or type a name of up to 200 characters/)
    const other = await pages().post('/agencies/merge', { spelling: [evil], name: evil, other: 'y'.repeat(201) })
    assert.match(other.text, /name="other" value="y{201}"/)
  })
})
