import assert from 'node:assert/strict'
import { test } from 'mocha'
import { addImpressionCounts } from '../../../core/partners/impression-counts.ts'
import { adminToken, newSlug, onBothDatabases, someone } from '../../../testing/servers/test-app.ts'

const signedIn = { authorization: `Bearer ${adminToken}` }

onBothDatabases('the numbers of a training', (running) => {
  const filled = async () => {
    const { admin, givenTraining, signUp, clock } = running()
    const partner = newSlug()
    await admin('POST', '/partners', { slug: partner, name: 'Rotary' })
    const roles = ['police', 'fire'] as const
    const { slug } = await givenTraining({
      audience: { access: 'open', roles: [...roles], verify: 'never' },
      seats: { capacity: 3, waitlist: true },
    })
    const person = (role: string, agency: string) => someone({ role, agency })
    await signUp(slug, { people: [person('police', 'Kansas City Police')], partner })
    // 7 PM in Chicago is already the next day in UTC.
    clock.now = new Date('2027-01-12T01:30:00.000Z')
    await signUp(slug, { people: [person('police', 'KANSAS CITY POLICE')], partner })
    await signUp(slug, { people: [person('fire', 'Lee’s Summit Fire')] })
    clock.later({ days: 1 })
    await signUp(slug, { people: [person('fire', 'Late Fire')] })
    return { slug, partner }
  }

  test('count people with a seat by their day, role, agency, and partner', async () => {
    const { slug, partner } = await filled()
    const { body } = await running().admin('GET', `/trainings/${slug}/numbers`)
    const { days, roles, agencies, partners, people, capacity } = body
    assert.deepEqual([people, capacity], [3, 3])
    assert.deepEqual(days, [
      { day: '2027-01-10', signUps: 1, total: 1 },
      { day: '2027-01-11', signUps: 2, total: 3 },
    ])
    assert.deepEqual(roles, [
      { role: 'police', label: 'Police officer or deputy', people: 2 },
      { role: 'fire', label: 'Firefighter', people: 1 },
    ])
    assert.deepEqual(
      agencies.map((one: { people: number }) => one.people),
      [2, 1],
    )
    assert.match(agencies[0].agency, /^kansas city police$/i)
    assert.deepEqual(partners, [
      { partner, name: 'Rotary', views: 0, starts: 0, signUps: 2, people: 2, rate: null },
      { partner: null, name: null, views: 0, starts: 0, signUps: 2, people: 1, rate: null },
    ])
  })

  test('call no two numbers of the page the same, and open from the training', async () => {
    const { slug } = await filled()
    const ask = async (path: string) => (await running().send('GET', `/admin${path}`, undefined, signedIn)).text()
    const roster = await ask(`/trainings/${slug}`)
    assert.ok(roster.includes(`href="/admin/numbers?training=${slug}"`))
    const page = await ask(`/numbers?training=${slug}`)
    const headings = (from: string) => {
      const [, table = ''] = page.split(from)
      return [...(table.split('</thead>')[0] ?? '').matchAll(/<th[^>]*>([^<]+)</g)].map(([, one]) => one)
    }
    assert.deepEqual(headings('Show as a table'), ['Day', 'Registrations', 'In all'])
    assert.deepEqual(headings('From page to seat'), [
      'Partner',
      'Views',
      'Started',
      'People on sent forms',
      'Seats',
      'Sent of views',
    ])
    assert.match(await ask(`/numbers?training=${slug}&lang=es`), /Personas en formularios enviados/)
  })

  test('write an agency as the report does, also if the spelling is that of someone who canceled', async () => {
    const { slug } = await running().givenTraining({ fields: { agency: 'optional' }, seats: { capacity: 20 } })
    for (const agency of ['kcpd', 'KCPD', 'kcpd', 'Kcpd', 'kcpd', 'kcpd', 'kcpd'])
      await running().signUp(slug, { people: [someone({ agency })] })
    const registrations = await running().people(slug)
    const { id } = registrations.find(({ agency }: { agency: string }) => agency === 'KCPD')
    await running().admin('POST', `/registrations/${id}/cancel`)
    const { agencies } = (await running().admin('GET', `/trainings/${slug}/numbers`)).body
    const { groups } = (await running().admin('GET', `/trainings/${slug}/report?by=agency`)).body
    assert.deepEqual(
      agencies.map(({ agency }: { agency: string }) => agency),
      groups.map(({ label }: { label: string }) => label),
    )
    assert.equal(agencies[0].agency, 'KCPD')
  })

  test('are shown as pictures with a table each, and exported', async () => {
    const { slug } = await filled()
    const page = await (await running().send('GET', `/admin/numbers?training=${slug}`, undefined, signedIn)).text()
    const words = page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
    assert.match(words, /3 confirmed registrations , of 3 seats \(dashed\)/)
    assert.match(page, /aria-label="Confirmed registrations rose to 3 between January 10 and January 11\."/)
    assert.match(words, /January 11 2 3 January 10 1 1/)
    // A printed page says which training it is about, and of when it is.
    assert.match(words, /First aid, March 6\. As of [^.]*January \d+, 2027, [^.]*\(Central Time\)/)
    assert.match(words, /Police officer or deputy 2 Firefighter 1/)
    assert.match(words, /Rotary 0 0 2 2 –/)
    const csv = await running().send('GET', `/api/v1/admin/trainings/${slug}/numbers.csv`, undefined, signedIn)
    assert.match(await csv.text(), /"role","Firefighter","1"\r\n/)
  })

  test('name a single day once below the curve', async () => {
    const { slug } = await running().givenTraining()
    await running().signUp(slug, { people: [someone()] })
    running().clock.now = new Date('2027-03-20T12:00:00.000Z')
    const page = await (await running().send('GET', `/admin/numbers?training=${slug}`, undefined, signedIn)).text()
    assert.match(page, /<ol class="days" aria-hidden="true">\s*<li>January \d+<\/li><\/ol>/)
  })

  test('compare views with the forms that were sent after them, whatever the number of their people', async () => {
    const { admin, givenTraining, signUp, clock, context, row } = running()
    clock.now = new Date('2027-01-10T12:00:00.000Z')
    const partner = newSlug()
    await admin('POST', '/partners', { slug: partner, name: 'Rotary' })
    const { slug } = await givenTraining({ seats: { capacity: 50 } })
    const { id: training_id } = await row('training', { slug })
    const seen = { partner, training_id, starts: 1, sign_ups: 0, sent: 0 }
    await context.db.transaction((tx) => addImpressionCounts([{ ...seen, day: '2027-01-10', views: 4 }]).execute(tx))
    const people = Array.from({ length: 6 }, () => someone())
    await signUp(slug, { people, coordinator: { name: 'Pat Lee', email: 'pat@kcpd.example' }, partner })
    await admin('POST', '/registrations', { training: slug, people: [someone()], channel: 'phone' })
    const rates = async () =>
      (await admin('GET', `/trainings/${slug}/numbers`)).body.partners.map(({ rate }: { rate: number | null }) => rate)
    assert.deepEqual(await rates(), [0.25, null])
    // On a day with more forms than views, each view counts once; a day before forms counted is left out.
    clock.later({ days: 1 })
    for (let count = 0; count < 2; count++) await signUp(slug, { people: [someone()], partner })
    await context.db.transaction(async (tx) => {
      await addImpressionCounts([{ ...seen, day: '2027-01-11', views: 1 }]).execute(tx)
      await addImpressionCounts([{ ...seen, day: '2026-12-01', views: 500 }]).execute(tx)
      await tx.updateTable('impression_count').set({ sent: null }).where('day', '=', '2026-12-01').execute()
    })
    assert.deepEqual(await rates(), [0.4, null])
  })

  test('say each value, mark today, and show how many people are needed', async () => {
    const { givenTraining, signUp, send, clock } = running()
    clock.now = new Date('2027-01-10T12:00:00.000Z')
    const { slug } = await givenTraining({ seats: { capacity: 20, minimum: 15 } })
    await signUp(slug, { people: [someone()] })
    clock.later({ days: 2 })
    const page = await (await send('GET', `/admin/numbers?training=${slug}`, undefined, signedIn)).text()
    const said = [...page.matchAll(/<li tabindex="(-?\d)"><span>([^<]*)/g)].map(([, stop, text]) => [stop, text])
    assert.deepEqual(said, [
      ['-1', 'January 10: 1 registered, 1 in all'],
      ['-1', 'January 11: 0 registered, 1 in all'],
      ['0', 'January 12: 0 registered, 1 in all'],
    ])
    assert.match(page, /, 15 needed \(dotted\), today January 12 \(vertical line\)/)
    assert.match(page, /<path class="need"[^>]*>[^]*<path class="today"/)
  })

  test('name no one', async () => {
    const { slug } = await filled()
    const page = await (await running().send('GET', `/admin/numbers?training=${slug}`, undefined, signedIn)).text()
    assert.doesNotMatch(page, /Reyes|Ada|@example/)
  })

  test('of a training without people say so', async () => {
    const { slug } = await running().givenTraining()
    const page = await (await running().send('GET', `/admin/numbers?training=${slug}`, undefined, signedIn)).text()
    assert.match(page, /No one has a seat yet/)
    assert.equal((await running().send('GET', '/admin/numbers?training=nowhere', undefined, signedIn)).status, 404)
  })
})
