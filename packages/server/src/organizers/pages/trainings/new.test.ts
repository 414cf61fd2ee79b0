import assert from 'node:assert/strict'
import { test } from 'mocha'
import { createOrganizer } from '../../../testing/organizer.ts'
import { sentControls } from '../../../testing/pages/sent-controls.ts'
import { newSlug, onBothDatabases } from '../../../testing/servers/test-app.ts'

const enough = {
  'title.en': 'A training for nurses',
  'dates.0.start': '2027-05-03T09:00',
  'venue.name': 'City Hall',
  'seats.capacity': '40',
  do: 'save',
}
const slugIn = (to: string | null) => /^\/admin\/trainings\/([^/]+)\/edit\?done=created/.exec(to ?? '')?.[1] ?? ''

onBothDatabases('the page for a new training', (given) => {
  const { open, send, stored } = createOrganizer(given)
  const path = '/trainings/new'
  const fill = async () => sentControls((await open(path)).text)

  test('needs a title, a date, a place, and seats, and makes a draft', async () => {
    const { to } = await send(path, await fill(), enough)
    const slug = slugIn(to)
    assert.equal(slug, 'a-training-for-nurses')
    const { status, start, end, venue, audience, helplines, seats } = await stored(slug)
    assert.deepEqual(
      [status, start, end, venue],
      ['draft', '2027-05-03T09:00', '2027-05-03T17:00', { name: 'City Hall' }],
    )
    assert.ok(audience.roles.includes('police') && helplines?.length === 1)
    assert.deepEqual([seats.capacity, seats.waitlist], [40, true])
    const page = await open(`/trainings/${slug}/edit?done=created&count=1`)
    assert.match(page.text, /Created as a draft/)
    const again = await send(path, await fill(), enough)
    assert.equal(slugIn(again.to), 'a-training-for-nurses-2027-05-03')
  })

  test('starts from nothing, too, with who ran the last one', async () => {
    given().clock.now = new Date(given().clock.now.getTime() + 60_000)
    await given().admin('POST', '/trainings', {
      slug: newSlug(),
      title: { en: 'Earlier' },
      start: '2027-03-06T09:00',
      end: '2027-03-06T15:00',
      timeZone: 'America/Denver',
      venue: { name: 'Hall' },
      organizer: { name: 'County' },
      contact: { phone: '816-555-0100' },
    })
    const form = await fill()
    assert.equal(form.get('timeZone'), 'America/Denver')
    const { to } = await send(path, form, { ...enough, template: 'empty', slug: 'nurses-1' })
    const { organizer, contact, audience, helplines } = await stored('nurses-1')
    assert.equal(slugIn(to), 'nurses-1')
    assert.deepEqual(
      [organizer?.name, contact?.phone, audience.roles, helplines],
      ['County', '816-555-0100', [], undefined],
    )
  })

  test('takes an online training without a place, and one without a limit on seats', async () => {
    const online = { 'venue.name': '', onlineUrl: 'https://meet.example.org/1', 'seats.capacity': '', unlimited: 'on' }
    const { to, text } = await send(path, await fill(), { ...enough, ...online, 'title.en': 'Online' })
    const { venue, onlineUrl, seats } = await stored(slugIn(to) || assert.fail(text))
    assert.deepEqual([venue, onlineUrl, seats.capacity], [undefined, 'https://meet.example.org/1', null])
  })

  test('makes a series of several dates', async () => {
    let form = sentControls((await send(path, await fill(), { ...enough, 'title.en': 'Series', do: 'add:dates' })).text)
    assert.equal(form.get('title.en'), 'Series')
    form = sentControls((await send(path, form, { 'dates.1.start': '2027-06-07T13:00', do: 'add:dates' })).text)
    const { to } = await send(path, form, { 'dates.1.end': '2027-06-07T15:30', do: 'save' })
    assert.match(to ?? '', /edit\?done=created&count=2$/)
    const [first, second] = [await stored('series'), await stored('series-2027-06-07')]
    assert.deepEqual([first.series, second.series], ['series', 'series'])
    assert.deepEqual([second.start, second.end, second.status], ['2027-06-07T13:00', '2027-06-07T15:30', 'draft'])
  })

  test('says what is missing where it is missing, creates nothing, and loses nothing', async () => {
    const before = (await given().admin('GET', '/trainings')).body.trainings.length
    const { status, text } = await send(path, await fill(), {
      'venue.name': '',
      'seats.capacity': '',
      'title.es': 'Solo español',
      do: 'save',
    })
    assert.equal(status, 422)
    for (const name of ['title-en', 'dates-0-start', 'venue-name', 'seats-capacity'])
      assert.match(text, new RegExp(`href="#f-${name}"`))
    assert.match(text, /Fix 4 things/)
    // Nothing else about a place is there to clear.
    assert.match(text, /href="#f-venue-name">Place<\/a>: Enter a place, an online address, or both\./)
    assert.match(text, /href="#f-dates-0-start">Starts<\/a>: This is required/)
    const two = await send(path, await fill(), { ...enough, 'dates.1': '1', 'dates.1.end': '2027-05-04T12:00' })
    assert.match(two.text, /href="#f-dates-1-start">Starts 2<\/a>: This is required/)
    assert.equal(sentControls(text).get('title.es'), 'Solo español')
    const past = await send(path, await fill(), { ...enough, 'dates.0.start': '2020-05-03T09:00' })
    assert.match(past.text, /href="#f-dates-0-start">Starts<\/a>: The start[^<]*has passed/)
    const { slug } = await given().givenTraining()
    const taken = await send(path, await fill(), { ...enough, slug })
    assert.match(taken.text, /id="f-slug-fault">[^]*?Another training has this name/)
    assert.equal((await given().admin('GET', '/trainings')).body.trainings.length, before + 1)
  })

  test('names what is wrong in the order of the form', async () => {
    const sent = { ...enough, 'title.en': '', 'dates.0.start': '', 'venue.name': '', slug: 'No good' }
    const { text } = await send(path, await fill(), sent)
    const [, summary = ''] = /id="faults">([^]*?)<\/ul>/.exec(text) ?? []
    const named = [...summary.matchAll(/href="#f-([^"]*)"/g)].map(([, name]) => name)
    assert.deepEqual(named, ['title-en', 'dates-0-start', 'venue-name', 'slug'])
  })

  test('copies a training to new dates, which are then offered together', async () => {
    const source = await given().givenTraining({
      opensAt: '2027-02-01T08:00',
      closesAt: '2027-03-05T12:00',
      doors: '08:30',
      audience: { access: 'approval', roles: ['police'] },
    })
    const copy = `/trainings/${source.slug}/copy`
    let form = sentControls((await open(copy)).text)
    const dateless = await send(copy, form, { 'dates.0.start': '', do: 'save' })
    assert.match(dateless.text, /Fix one thing/)
    assert.match(dateless.text, /href="#f-dates-0-start">Starts<\/a>: This is required/)
    form = sentControls((await send(copy, form, { 'dates.0.start': '2027-04-10T10:00', do: 'add:dates' })).text)
    const { to } = await send(copy, form, { 'dates.1.start': '2027-05-08T09:00', do: 'save' })
    assert.match(to ?? '', /count=2$/)
    const { series, ...rest } = await stored(slugIn(to))
    const { closesAt: _, opensAt: __, ...kept } = source
    assert.deepEqual(rest, {
      ...kept,
      slug: slugIn(to),
      status: 'draft',
      start: '2027-04-10T10:00',
      end: '2027-04-10T16:00',
      opensAt: '2027-03-08T09:00',
      closesAt: '2027-04-09T13:00',
      doors: '09:30',
    })
    assert.equal(series, source.slug)
    assert.equal((await stored(source.slug)).series, source.slug)
    assert.equal((await stored(source.slug)).status, 'published')
    const alone = sentControls((await open(copy)).text)
    alone.delete('series')
    const one = await send(copy, alone, { 'dates.0.start': '2027-07-10T10:00', do: 'save' })
    assert.equal((await stored(slugIn(one.to))).series, undefined)
    assert.equal((await send(copy, alone, { 'dates.0.start': '', do: 'save' })).status, 422)
  })

  test('speaks Spanish', async () => {
    const { text } = await open(`${path}?lang=es`)
    // Or a Spanish title goes where the English one belongs, and no one is offered Spanish.
    assert.match(text, /Título[^]*?Escríbalo en inglés[^]*?Título, en español/)
    assert.match(text, /<h1>Nueva capacitación<\/h1>/)
    assert.doesNotMatch(text, /admin\.(new|training|edit)\./)
    assert.doesNotMatch((await open(path)).text, /admin\.(new|training|edit)\./)
  })
})
