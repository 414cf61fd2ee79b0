import assert from 'node:assert/strict'
import { test } from 'mocha'
import { deleteUnusedLogos } from '../../core/logos/logos.ts'
import { createOrganizer, signedIn } from '../../testing/organizer.ts'
import { picture } from '../../testing/pages/pictures.ts'
import { sentControls } from '../../testing/pages/sent-controls.ts'
import { addOwner, sessionBrowser } from '../../testing/pages/session-browser.ts'
import { newSlug, onBothDatabases } from '../../testing/servers/test-app.ts'

const dayMs = 24 * 60 * 60_000
const input = () => ({
  slug: newSlug(),
  title: { en: 'Earlier' },
  start: '2027-03-06T09:00',
  end: '2027-03-06T15:00',
  timeZone: 'America/Denver',
  venue: { name: 'Hall' },
  organizer: { name: 'County' },
  contact: { phone: '816-555-0100' },
})

onBothDatabases('the page of the organizer', (given) => {
  const { open, send, stored } = createOrganizer(given)
  const path = '/organizer'
  const fill = async () => sentControls((await open(path)).text)
  const create = async (template: string) => {
    const form = sentControls((await open('/trainings/new')).text)
    const typed = {
      'title.en': 'New',
      'dates.0.start': '2027-05-03T09:00',
      'venue.name': 'City Hall',
      'seats.capacity': '40',
    }
    const { to, text } = await send('/trainings/new', form, { ...typed, template, do: 'save' })
    return stored(/trainings\/([^/]+)\/edit/.exec(to ?? text)?.[1] ?? assert.fail(text))
  }

  test('proposes what the newest training has, and says that nothing is saved', async () => {
    assert.doesNotMatch((await open(path)).text, /Nothing is saved yet/)
    await given().admin('POST', '/trainings', input())
    const { text } = await open(path)
    assert.match(text, /Nothing is saved yet\. This comes from your newest training/)
    const form = sentControls(text)
    assert.deepEqual(
      [form.get('organizer.name'), form.get('contact.phone'), form.get('timeZone')],
      ['County', '816-555-0100', 'America/Denver'],
    )
    assert.deepEqual((await given().admin('GET', '/organizer')).body, { timeZone: 'America/Chicago' })
  })

  test('does not say of what comes back after signing in again that a training has it', async () => {
    const { email } = await addOwner(given())
    const browser = sessionBrowser(given)
    await browser.signIn(email)
    const form = sentControls(await (await browser.open(`/admin${path}`)).text())
    form.set('organizer.name', 'Typed County')
    browser.endSession()
    const asked = await (await browser.send(`/admin${path}`, [...form, ['do', 'save']])).text()
    const carried = /name="carried" value="([^"]*)"/.exec(asked)?.[1] ?? assert.fail(asked)
    await browser.signIn(email)
    const { headers } = await browser.send('/admin/sign-in/resume', [['carried', carried]])
    const back = await (await browser.open(headers.get('location') ?? '')).text()
    assert.match(back, /You’re signed in again[^]*value="Typed County"/)
    assert.doesNotMatch(back, /This comes from your newest training/)
  })

  test('fills new trainings, and leaves those that exist as they are', async () => {
    const { slug } = (await given().admin('POST', '/trainings', input())).body.training
    const added = sentControls((await send(path, await fill(), { do: 'add:helplines' })).text)
    const { to } = await send(path, added, {
      'organizer.name': 'Jackson County',
      'organizer.privacyUrl': 'https://county.example.org/privacy',
      'contact.email': 'trainings@example.org',
      timeZone: 'America/New_York',
      'helplines.0.label.en': 'County line',
      'helplines.0.tel': '816-555-0100',
      agencies: 'Sheriff\r\nKCPD',
      do: 'save',
    })
    assert.equal(to, '/admin/organizer?done=saved')
    assert.match((await open('/organizer?done=saved')).text, /Saved\. New trainings start with this\./)
    assert.doesNotMatch((await open(path)).text, /Nothing is saved yet/)
    for (const template of ['first-responders', 'empty']) {
      const { organizer, contact, timeZone, helplines, agencies } = await create(template)
      assert.deepEqual(organizer, { name: 'Jackson County', privacyUrl: 'https://county.example.org/privacy' })
      assert.deepEqual(contact, { email: 'trainings@example.org', phone: '816-555-0100' })
      assert.equal(timeZone, 'America/New_York')
      assert.deepEqual(helplines, [{ label: { en: 'County line' }, tel: '816-555-0100' }])
      assert.deepEqual(agencies, ['Sheriff', 'KCPD'])
    }
    assert.equal((await stored(slug)).organizer?.name, 'County')
  })

  test('has the seats that a new training starts with, which each can have otherwise', async () => {
    const seatsOfNew = async () => sentControls((await open('/trainings/new')).text).get('seats.capacity')
    await send(path, await fill(), { 'organizer.name': 'County', capacity: '', do: 'save' })
    assert.equal(await seatsOfNew(), '')
    assert.equal((await given().admin('GET', '/organizer')).body.capacity, undefined)
    await send(path, await fill(), { 'organizer.name': 'County', capacity: '55', do: 'save' })
    assert.equal((await given().admin('GET', '/organizer')).body.capacity, 55)
    assert.equal(await seatsOfNew(), '55')
    assert.match((await open(`${path}?lang=es`)).text, /Cupos de una capacitación nueva/)
    const form = sentControls((await open('/trainings/new')).text)
    const typed = { 'title.en': 'New', 'dates.0.start': '2027-05-03T09:00', 'venue.name': 'City Hall', do: 'save' }
    for (const [chosen, capacity] of [
      [{}, 55],
      [{ 'seats.capacity': '12' }, 12],
    ] as const) {
      const { to, text } = await send('/trainings/new', form, { ...typed, template: 'first-responders', ...chosen })
      const { seats } = await stored(/trainings\/([^/]+)\/edit/.exec(to ?? text)?.[1] ?? assert.fail(text))
      assert.equal(seats.capacity, capacity)
    }
    assert.equal((await send(path, await fill(), { capacity: '0', do: 'save' })).status, 422)
  })

  test('says what is wrong in words for people, and keeps what was typed', async () => {
    const wrong = { 'organizer.name': '', 'organizer.url': 'county.example', 'contact.email': 'nowhere', do: 'save' }
    const { status, text } = await send(path, await fill(), wrong)
    assert.equal(status, 422)
    assert.match(text, /href="#f-organizer-url">Organizer’s website<\/a>: Use an address that starts with https/)
    assert.match(text, /href="#f-contact-email">Contact’s email<\/a>: [^<]*name@example\.com/)
    assert.equal(sentControls(text).get('organizer.url'), 'county.example')
  })

  test('takes no new phone number that no phone can dial, and says so', async () => {
    for (const [lang, said] of [
      ['en', /Contact’s phone<\/a>: Use a phone number, like 816-555-0100/],
      ['es', /Use un número de teléfono, como 816-555-0100/],
    ] as const) {
      const { status, text } = await send(`${path}?lang=${lang}`, await fill(), { 'contact.phone': 'xyz', do: 'save' })
      assert.equal(status, 422)
      assert.match(text, said)
    }
  })

  test('keeps a logo that only it names', async () => {
    const body = new FormData()
    for (const [name, value] of await fill()) body.append(name, value)
    body.set('organizer.name', 'Jackson County')
    body.set('do', 'save')
    body.set('organizer.logo.file', new File([picture()], 'logo.png', { type: 'image/png' }))
    const { app, admin, clock, context } = given()
    assert.equal((await app.request(`/admin${path}`, { method: 'POST', headers: signedIn, body })).status, 303)
    const { logo } = (await admin('GET', '/organizer')).body.organizer
    clock.now = new Date(clock.now.getTime() + 2 * dayMs)
    await deleteUnusedLogos(context)
    assert.equal((await app.request(`/logos/${logo}.png`)).status, 200)
    await send(path, await fill(), { 'organizer.logo.remove': 'on', do: 'save' })
    clock.now = new Date(clock.now.getTime() + 2 * dayMs)
    await deleteUnusedLogos(context)
    assert.equal((await app.request(`/logos/${logo}.png`)).status, 404)
  })

  test('can be replaced by a program that has read it, and by no other', async () => {
    const { admin } = given()
    const county = { organizer: { name: 'County' }, timeZone: 'America/Chicago' }
    assert.equal((await admin('PUT', '/organizer', county)).status, 428)
    const unknown = { ...county, organizer: { name: 'County', logo: 'f'.repeat(32) } }
    const refused = await admin('PUT', '/organizer', unknown, { 'If-Match': '*' })
    assert.deepEqual([refused.status, refused.body.errors[0].pointer], [422, '/organizer/logo'])
    assert.equal((await admin('PUT', '/organizer', county, { 'If-Match': '*' })).status, 200)
    assert.deepEqual((await admin('GET', '/organizer')).body, county)
    const { entries } = (await admin('GET', '/audit?limit=10')).body
    assert.ok(entries.some(({ route }: { route: string }) => route === 'PUT /api/v1/admin/organizer'))
  })

  test('speaks Spanish', async () => {
    const { text } = await open(`${path}?lang=es`)
    assert.match(text, /<h1>Organización<\/h1>/)
    assert.doesNotMatch(text, /admin\.(organizer|training)\./)
  })
})
