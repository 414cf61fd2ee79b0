import assert from 'node:assert/strict'
import { test } from 'mocha'
import { comparePeople } from '../../../core/registrations/compare-people.ts'
import { organizerPages } from '../../../testing/pages/organizer-pages.ts'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'

onBothDatabases('the page of those who may be the same person', (given) => {
  const pages = () => organizerPages(given())
  const wordsOf = (page: string) => page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
  let names = 0
  const twice = async () => {
    const { slug } = await given().givenTraining({ fields: { agency: 'optional' } })
    const name = `Adeyemi${'abcdefghij'[(names += 1)]}`
    for (const [email, agency] of [
      ['one', 'KCPD'],
      ['other', 'Harbor <b>House</b>'],
    ])
      await given().signUp(slug, {
        people: [someone({ familyName: name, email: `${email}.${name}@x.example`, agency: agency ?? '' })],
      })
    await comparePeople(given().context)
    return { slug, name }
  }

  test('is led to from the list and from the first page only while there is someone', async () => {
    const { slug } = await given().givenTraining()
    await given().signUp(slug, { people: [someone()] })
    const link = (of: string) => new RegExp(`href="/admin/trainings/${of}/duplicates"`)
    assert.doesNotMatch(await pages().open(`/trainings/${slug}`), link(slug))
    const { slug: other } = await twice()
    assert.match(await pages().open(`/trainings/${other}`), link(other))
    const home = await pages().open('')
    assert.match(home, link(other))
    assert.match(wordsOf(home), /1 pair may be the same person/)
    assert.match(wordsOf(await pages().open(`/trainings/${slug}/duplicates`)), /No one seems to be here twice/)
  })

  test('shows both, says in words what differs, how each was made, and who is emailed', async () => {
    const { slug, name } = await twice()
    const page = await pages().open(`/trainings/${slug}/duplicates`)
    const words = wordsOf(page)
    assert.match(words, /Same name/)
    assert.match(words, /Email one\.\w+@x\.example Different/)
    assert.match(words, /KCPD Different/)
    assert.match(words, /Registered .* · Embedded form/)
    assert.equal(words.match(/Confirmed/g)?.length, 2)
    assert.ok(words.includes(`The other one is canceled. An email to other.${name}@x.example says so.`))
    assert.doesNotMatch(page, /<b>House/)
  })

  test('keeps one, or says that they are two people', async () => {
    const { slug } = await twice()
    const page = await pages().open(`/trainings/${slug}/duplicates`)
    const [, action = '', kept = ''] = /href="\/admin([^"]*\/keep)\?registration=([^"]*)"/.exec(page) ?? []
    const asked = await pages().open(`${action}?registration=${kept}`)
    assert.match(wordsOf(asked), /The other one is canceled\. .* This can’t be undone\. Keep this one/)
    assert.ok(asked.includes(`name="registration" value="${kept}"`))
    const { location } = await pages().post(action, { registration: kept })
    const after = await pages().open((location ?? '').replace('/admin', ''))
    assert.match(wordsOf(after), /One stays, and the other is canceled .* No one seems to be here twice/)
    const again = await pages().post(action, { registration: kept })
    assert.match(again.location ?? '', /failed=wrong-status/)

    const two = await twice()
    const [, apart = ''] =
      /action="\/admin([^"]*\/apart)"/.exec(await pages().open(`/trainings/${two.slug}/duplicates`)) ?? []
    const done = await pages().post(apart)
    assert.match(
      wordsOf(await pages().open((done.location ?? '').replace('/admin', ''))),
      /Both stay as they are .* No one seems to be here twice/,
    )
  })

  test('shows what someone said who registered again', async () => {
    const { slug } = await given().givenTraining({ fields: { agency: 'optional' } })
    const person = someone({ agency: 'KCPD' })
    for (const agency of ['KCPD', 'Olathe PD']) await given().signUp(slug, { people: [{ ...person, agency }] })
    await comparePeople(given().context)
    const words = wordsOf(await pages().open(`/trainings/${slug}/duplicates`))
    assert.match(words, /The same person registered again and said something else/)
    assert.match(words, /Olathe PD Different/)
    assert.match(words, /This took no seat and changed nothing/)
    assert.match(words, /Correct the registration Leave it as it is/)
    assert.doesNotMatch(words, /Keep this one/)
  })
})
