import assert from 'node:assert/strict'
import { TrainingAnswer, type TrainingDraft } from '@training-signup/contract'
import { test } from 'mocha'
import { newSlug, onBothDatabases, readJson, someone } from '../../testing/servers/test-app.ts'
import { createVisitor } from '../../testing/visitor.ts'

const on = (day: string): Partial<TrainingDraft> => ({ start: `${day}T09:00`, end: `${day}T15:00` })
const waiting = { ...on('2027-03-06'), seats: { capacity: 1, waitlist: true } } as const
const noSeat = { seats: { capacity: 0, waitlist: true } } as const
const label = 'See the April 3 date'
/** Whether a page says it: a day is in one line with its month. */
const says = (page: string, text = label) => page.replaceAll(/<\/?span[^>]*>/g, '').includes(text)

onBothDatabases('people on a waiting list', (given) => {
  const { get, linkOf, groupLink } = createVisitor(given)
  const read = async (slug: string, query = '') =>
    TrainingAnswer.parse(await readJson(await given().send('GET', `/api/v1/trainings/${slug}${query}`))).training

  async function series(...trainings: Partial<TrainingDraft>[]) {
    const name = newSlug()
    const added = []
    for (const training of trainings) added.push((await given().givenTraining({ series: name, ...training })).slug)
    return added as [string, ...string[]]
  }

  /** Sends the form of the page as a browser without JavaScript does. */
  async function send(path: string, values: Record<string, string>) {
    const form = await (await given().app.request(path)).text()
    given().clock.later({ seconds: 30 })
    const token = /name="_token" value="([^"]+)"/.exec(form)?.[1] ?? ''
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://signup.example' }
    const body = new URLSearchParams({ ...values, _token: token }).toString()
    return (await given().app.request(path, { method: 'POST', body, headers })).text()
  }

  test('get a date of the same training with seats in the answer, before and after it is full', async () => {
    const citizens = { ...on('2027-03-10'), title: { en: 'For citizens' } }
    const [here, , , next] = await series(waiting, citizens, { ...on('2027-03-20'), ...noSeat }, on('2027-04-03'))
    for (const state of ['open', 'waitlist']) {
      const { otherDate, next: ended, ...training } = await read(here, '?partner=rotary')
      assert.equal(training.state === 'waitlist' ? 'waitlist' : 'open', state)
      assert.deepEqual(
        [otherDate?.slug, otherDate?.label, otherDate?.state, otherDate?.page, ended],
        [next, label, 'open', `https://signup.example/t/${next}?p=rotary`, undefined],
      )
      assert.equal((await read(here, '?lang=es')).otherDate?.label, 'Ver la fecha del 3 de abril')
      await given().signUp(here, { people: [someone()] })
    }
    await given().admin('PATCH', `/trainings/${next}`, noSeat)
    assert.equal((await read(here)).otherDate, undefined, 'no date has seats')
  })

  test('get none where there is no list, no series, or no later date', async () => {
    const [open] = await series({ ...on('2027-03-06'), seats: { capacity: 9 } }, on('2027-04-03'))
    const [full] = await series({ ...on('2027-03-06'), seats: { capacity: 0 } }, on('2027-04-03'))
    const [last] = await series({ ...waiting, ...on('2027-05-06') }, on('2027-04-03'))
    const { slug: alone } = await given().givenTraining(waiting)
    for (const slug of [open, full, last, alone]) assert.equal((await read(slug)).otherDate, undefined)
  })

  test('see it on the page with their result, and people with a seat do not', async () => {
    const [here, next] = await series(waiting, on('2027-04-03'))
    const row = `<a class="row" href="https://signup.example/t/${next}">`
    const confirmed = await send(`/t/${here}`, { ...someone() })
    assert.ok(confirmed.includes('You’re in') && !confirmed.includes(row), confirmed)
    const listed = await send(`/t/${here}`, { ...someone() })
    assert.ok(listed.includes('you do not have a seat yet') && listed.includes(row) && says(listed), listed)
    const spanish = await send(`/t/${here}?lang=es`, { ...someone() })
    assert.ok(says(spanish, 'Ver la fecha del 3 de abril'), spanish)
  })

  test('see it on their own page until they have a seat, with the partner who brought them', async () => {
    const [here, next] = await series(waiting, on('2027-04-03'))
    const [first, second] = [someone(), someone()]
    await given().signUp(here, { people: [first] })
    await given().signUp(here, { people: [second], partner: 'rotary' })
    const pageOf = async ({ email }: { email: string }) =>
      (await get(await linkOf((await given().row('registration', { email })).id))).text
    assert.ok(!says(await pageOf(first)))
    const listed = await pageOf(second)
    assert.ok(listed.includes(`<a class="row" href="https://signup.example/t/${next}?p=rotary">`), listed)
    await given().admin('PATCH', `/trainings/${next}`, noSeat)
    assert.ok(!(await pageOf(second)).includes('2027, 9'), 'a list leads to no other list')
    await given().admin('PATCH', `/trainings/${next}`, { seats: { capacity: 9 } })
    assert.ok(says(await pageOf(second)))
    await given().admin('PATCH', `/trainings/${here}`, { seats: { capacity: 2 } })
    assert.ok(!says(await pageOf(second)))
  })

  test('see it on the page of their group, where someone waits', async () => {
    const [here] = await series(waiting, on('2027-04-03'))
    const coordinator = { name: 'Sgt. Kim Doe', email: 'doe@kcpd.example' }
    const people = ['Ada', 'Luis'].map((givenName) => ({ givenName, familyName: 'Reyes' }))
    await given().signUp(here, { people, coordinator, split: true })
    const { id } = await given().row('registration_group', { slug: here })
    assert.ok(says((await get(groupLink(id))).text))
    await given().admin('PATCH', `/trainings/${here}`, { seats: { capacity: 2 } })
    assert.ok(!says((await get(groupLink(id))).text))
  })
})
