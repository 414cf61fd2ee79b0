import assert from 'node:assert/strict'
import { TrainingAnswer, type TrainingDraft } from '@training-signup/contract'
import { test } from 'mocha'
import { newSlug, onBothDatabases, readJson, someone } from '../../testing/servers/test-app.ts'

const on = (day: string): Partial<TrainingDraft> => ({ start: `${day}T09:00`, end: `${day}T15:00` })
const hours = /(?<=\d) (?=[AaPp])|(?<=a\.) (?=m)|(?<=p\.) (?=m)|(?<=Central) |(?<=hora) | (?=Centro)/g
const noBreak = '\u00A0'
const full = { seats: { capacity: 0, waitlist: false } }

onBothDatabases('a training that takes no more sign-ups', (given) => {
  const read = async (slug: string, query = '') =>
    TrainingAnswer.parse(await readJson(await given().send('GET', `/api/v1/trainings/${slug}${query}`))).training
  const nextOf = async (slug: string, query = '') => (await read(slug, query)).next
  const textOf = async (slug: string, query = '') => (await read(slug, query)).notice.text

  /** Adds trainings to a series of their own, and returns their slugs. */
  async function series(...trainings: Partial<TrainingDraft>[]) {
    const name = newSlug()
    const added = []
    for (const training of trainings) added.push((await given().givenTraining({ series: name, ...training })).slug)
    return added as [string, ...string[]]
  }

  test('names the next date of its series that takes some, and leads there with the partner', async () => {
    const [here, , , , next] = await series(
      { ...on('2027-03-06'), ...full },
      { ...on('2027-02-01') },
      { ...on('2027-03-20'), ...full },
      { ...on('2027-03-25'), status: 'draft' },
      { ...on('2027-04-03') },
      { ...on('2027-05-01') },
    )
    assert.deepEqual(await nextOf(here, '?partner=rotary'), {
      slug: next,
      title: 'First aid',
      start: '2027-04-03T09:00:00-05:00',
      label: 'See the April 3 date',
      page: `https://signup.example/t/${next}?p=rotary`,
      when: {
        text: 'Saturday, April 3, 2027, 9 AM – 3 PM (Central Time)'.replaceAll(hours, noBreak),
        tile: { month: 'Apr', day: '3' },
      },
      venue: { name: 'Kauffman Stadium' },
      state: 'open',
      notice: { title: 'Seats available', text: '' },
    })
    assert.deepEqual(await nextOf(here, '?lang=es'), {
      slug: next,
      title: 'Primeros auxilios',
      start: '2027-04-03T09:00:00-05:00',
      label: 'Ver la fecha del 3 de abril',
      page: `https://signup.example/t/${next}?lang=es`,
      when: {
        text: 'Sábado 3 de abril de 2027, 9 a. m. – 3 p. m. (hora del Centro)'.replaceAll(hours, noBreak),
        tile: { month: 'Abr', day: '3' },
      },
      venue: { name: 'Kauffman Stadium' },
      state: 'open',
      notice: { title: 'Cupos disponibles', text: '' },
    })
    assert.match(await textOf(here), / Next date: Saturday, April 3, 2027, Kauffman Stadium\. Seats available\.$/)
    assert.match(
      await textOf(here, '?lang=es'),
      / Próxima fecha: sábado 3 de abril de 2027, Kauffman Stadium\. Cupos disponibles\.$/,
    )
  })

  test('prefers the same training to another one, which it names', async () => {
    const other = { ...on('2027-03-20'), title: { en: 'For citizens' } }
    const [here, citizens] = await series({ ...on('2027-03-06'), ...full }, other)
    assert.match(await textOf(here), / Next date: Saturday, March 20, 2027 \(For citizens\), Kauffman Stadium\. /)
    const found = await nextOf(here)
    assert.deepEqual([found?.slug, found?.label], [citizens, 'For citizens: See the March 20 date'])
    const [again, , same] = await series({ ...on('2027-03-06'), ...full }, other, on('2027-06-05'))
    assert.equal((await nextOf(again))?.slug, same)
  })

  test('prefers a date with seats to one with a waiting list, which it says otherwise', async () => {
    const waiting = { seats: { capacity: 0, waitlist: true } }
    const own = { ...on('2027-03-06'), ...full }
    const [here, , free] = await series(own, { ...on('2027-03-20'), ...waiting }, on('2027-06-05'))
    assert.equal((await nextOf(here))?.slug, free)
    const other = { ...on('2027-03-27'), title: { en: 'For citizens' } }
    const [again, list] = await series(own, { ...on('2027-03-20'), ...waiting }, other)
    const found = await nextOf(again)
    assert.deepEqual([found?.slug, found?.label], [list, 'See the March 20 waiting list'])
    assert.equal((await nextOf(again, '?lang=es'))?.label, 'Ver la lista de espera del 20 de marzo')
    assert.match(await textOf(again), /Kauffman Stadium\. Waiting list open\.$/)
  })

  test('does so when it is full, closed, canceled, or over, and only then', async () => {
    const { admin, signUp, clock } = given()
    const [here, next] = await series({ ...on('2027-03-06'), seats: { capacity: 1 } }, on('2027-04-03'))
    assert.equal(await nextOf(here), undefined, 'seats are left')
    await signUp(here, { people: [someone()] })
    assert.equal((await nextOf(here))?.slug, next, 'full')
    const change = (patch: object) => admin('PATCH', `/trainings/${here}`, patch)
    await change({ seats: { waitlist: true } })
    assert.equal(await nextOf(here), undefined, 'it has a waiting list')
    await change({ closesAt: '2027-01-01T09:00' })
    assert.equal((await nextOf(here))?.slug, next, 'closed')
    await change({ closesAt: null, opensAt: '2027-02-01T09:00' })
    assert.equal(await nextOf(here), undefined, 'it opens later')
    await change({ status: 'cancelled' })
    assert.equal((await nextOf(here))?.slug, next, 'canceled')
    await change({ status: 'published' })
    clock.now = new Date('2027-03-07T12:00:00Z')
    assert.equal((await nextOf(here))?.slug, next, 'over')
    await admin('PATCH', `/trainings/${next}`, { status: 'cancelled' })
    assert.equal(await nextOf(here), undefined, 'the next one is canceled too')
  })

  test('names none of another series, and none without a series', async () => {
    await series(on('2027-04-03'))
    const [alone] = await series({ ...on('2027-03-06'), ...full })
    assert.equal(await nextOf(alone), undefined)
    await given().givenTraining(on('2027-04-03'))
    const { slug } = await given().givenTraining({ ...on('2027-03-06'), ...full })
    assert.equal(await nextOf(slug), undefined)
  })

  test('leads there from its page', async () => {
    const [here, next] = await series({ ...on('2027-03-06'), ...full }, on('2027-04-03'))
    const page = await (await given().send('GET', `/t/${here}?p=rotary`)).text()
    const [, row = ''] = page.split(`<a class="row" href="https://signup.example/t/${next}?p=rotary">`)
    assert.match(
      row,
      /^<span class="tile" aria-hidden="true"><b>Apr<\/b>3<\/span><span><b>See the <span class="unbroken">April 3<\/span> date<\/b>[\s\S]*?>Saturday, <span class="unbroken">April 3,<\/span> 2027, <span class="unbroken">9.AM[\s\S]*?Kauffman Stadium[\s\S]*?Seats available<\/span>/,
    )
    assert.ok(!page.includes('Next date'), 'the row says it')
    const open = await (await given().send('GET', `/t/${next}`)).text()
    assert.ok(!open.includes('class="row"'), 'a training that takes sign-ups needs none')
  })
})
