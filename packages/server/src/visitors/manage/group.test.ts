import assert from 'node:assert/strict'
import type { TrainingDraft } from '@training-signup/contract'
import { test } from 'mocha'
import { closeDay } from '../../core/attendance/close-day.ts'
import { contradictions } from '../../testing/generated/recount.ts'
import { onBothDatabases } from '../../testing/servers/test-app.ts'
import { createVisitor } from '../../testing/visitor.ts'
import { readMembers } from './group-actions.ts'

onBothDatabases('a coordinator’s page', (running) => {
  const { get, post, groupLink, linkOf, statuses, everything } = createVisitor(running)
  const coordinator = { name: 'Sgt. Kim Doe', email: 'doe@kcpd.example' }

  /** A group as it was written down: some with an address of their own, some without. */
  async function grouped(
    people: Record<string, string>[],
    training: Partial<TrainingDraft> = {},
    before: Record<string, string>[] = [],
    split = true,
  ) {
    const { slug } = await running().givenTraining(training)
    for (const person of before) await running().signUp(slug, { people: [person] })
    const { status } = await running().signUp(slug, { people, coordinator, split })
    assert.equal(status, 201)
    const { id } = await running().row('registration_group', { slug })
    const members = await running().rows('registration', { group_id: id })
    return { slug, id, link: groupLink(id), members }
  }
  const withoutAddress = [
    { givenName: 'Ada', familyName: 'Reyes', needs: 'a ramp' },
    { givenName: 'Luis', familyName: 'Ortega' },
    { givenName: 'Rosa', familyName: 'Diaz' },
  ]

  test('shows each person and where they stand', async () => {
    const { link } = await grouped(withoutAddress, { seats: { capacity: 2, waitlist: true } })
    const { status, text } = await get(link)
    assert.equal(status, 200)
    assert.match(
      text,
      /Ada Reyes[\s\S]*Seat confirmed[\s\S]*Luis Ortega[\s\S]*Seat confirmed[\s\S]*Rosa Diaz[\s\S]*On the waiting list/,
    )
    assert.ok(!text.includes('a ramp'))
    // What is done most stands there, and the rest unfolds.
    const [, ada = ''] = text.split('Ada Reyes</h2>')
    const [shown = '', folded = ''] = (ada.split('</details>')[0] ?? '').split('<details>')
    assert.match(shown, />Change answers<\/a>/)
    assert.match(folded, /<summary aria-label="More: Ada Reyes">More<\/summary>/)
    for (const rare of ['Replace with someone else', 'Cancel'])
      assert.ok(!shown.includes(rare) && folded.includes(rare))
  })
  test('says after the day is closed who came and for how long, of those who have no address of their own', async () => {
    const own = { givenName: 'Kim', familyName: 'Own', email: 'kim.own@kcpd.example' }
    const known = { givenName: 'Lee', familyName: 'Known', email: 'lee.known@kcpd.example' }
    const { slug, link, members } = await grouped([...withoutAddress, own, known], {}, [known])
    const { admin, clock, context } = running()
    clock.now = new Date('2027-03-06T23:00:00.000Z')
    const everyone = await running().rows('registration', { slug })
    const marks = everyone
      .filter(({ given_name }) => given_name !== 'Luis')
      .map(({ id }) => ({ id: crypto.randomUUID(), registration: id, kind: 'in', at: '2027-03-06T16:00:00.000Z' }))
    await admin('POST', `/trainings/${slug}/marks`, { marks })
    assert.doesNotMatch((await get(link)).text, /ttend/)
    await closeDay(context, slug)
    const { text } = await get(link)
    assert.match(text, />2 attended<[\s\S]*>1 didn’t attend</)
    assert.match(text, /Ada Reyes<\/h2><span class="state ok">Attended, 300 minutes/)
    assert.match(text, /Luis Ortega<\/h2><span class="state">Didn’t attend/)
    // Someone who registered before looks like someone who has a link of their own.
    const shown = (name: string) => text.split(`${name}</h2>`)[1]?.split('</li>')[0]
    assert.equal(shown('Kim Own'), shown('Lee Known'))
    assert.doesNotMatch(shown('Kim Own') ?? '', /ttend/)
    assert.ok(members.length > 3)
    assert.match((await get(`${link}?lang=es`)).text, />2 asistieron<[\s\S]*Asistió, 300 minutos/)
    const registered = await running().row('registration', { email: known.email })
    assert.doesNotMatch((await get(await linkOf(registered.id))).text, /Ada Reyes/)
  })
  test('says in words how many people stand where, and of all with their own link once that it may have changed', async () => {
    const people = ['Kim', 'Lee'].map((givenName) => ({ givenName, email: `${givenName}@kcpd.example` }))
    const { link } = await grouped([...withoutAddress, ...people], { seats: { capacity: 2, waitlist: true } })
    const { text } = await get(link)
    assert.match(text, /<h1>Your group: 5 people<\/h1>/)
    assert.match(text, />2 have a seat<[\s\S]*>3 are on the waiting list<[\s\S]*<ol/)
    assert.equal(text.split('have their own link').length, 2)
    const spanish = (await get(`${link}?lang=es`)).text
    assert.match(spanish, /Su grupo: 5 personas[\s\S]*>2 tienen cupo<[\s\S]*>3 en la lista de espera</)
    const { link: alone } = await grouped(withoutAddress)
    assert.doesNotMatch((await get(alone)).text, /their own link/)
  })
  test('gives those who come the way to their calendar, and no one a calendar for a request', async () => {
    const { slug, link } = await grouped(withoutAddress)
    assert.match((await get(link)).text, new RegExp(`/t/${slug}/calendar"`))
    const { link: asked } = await grouped(withoutAddress, { audience: { access: 'approval' } })
    await running().admin('PATCH', `/trainings/${slug}`, { status: 'cancelled' })
    for (const none of [link, asked]) assert.doesNotMatch((await get(none)).text, /\/calendar"/)
  })
  test('corrects, replaces and cancels for each, and the seats follow', async () => {
    const { slug, link, members } = await grouped(withoutAddress, { seats: { capacity: 2, waitlist: true } })
    const [ada, luis, rosa] = members.map(({ id }) => `${link}/people/${id}`)
    assert.ok((await get(`${ada}/change`)).text.includes('a ramp'))
    await post(`${ada}/change`, { givenName: 'Ada', familyName: 'Lovelace' })
    assert.match((await get(link)).text, /Ada Lovelace/)
    const replaced = await post(`${luis}/substitute`, { givenName: 'Grace', familyName: 'Hopper' })
    assert.match(
      (await get(replaced.to)).text,
      /Someone else has taken over[\s\S]*Luis Ortega[\s\S]*Canceled[\s\S]*Grace Hopper[\s\S]*Seat confirmed/,
    )
    assert.match((await post(`${luis}/substitute`, { givenName: 'Ida' })).to, /done=otherwise/)
    assert.deepEqual(await statuses(slug), ['confirmed', 'cancelled', 'waitlisted', 'confirmed'])
    const place = await post(`${rosa}/substitute`, { givenName: 'Ida', familyName: 'Wells' })
    assert.equal(place.status, 303)
    for (const _ of [1, 2]) assert.match((await post(`${ada}/cancel`)).to, /done=cancelled/)
    assert.deepEqual(await statuses(slug), ['cancelled', 'cancelled', 'cancelled', 'confirmed', 'confirmed'])
    assert.deepEqual(await contradictions(running().context.db, slug), [])
  })
  test('holds the seat of a replacement who awaits approval as long as anyone’s', async () => {
    const { slug, link, members } = await grouped(withoutAddress, { audience: { access: 'approval' } })
    const server = running()
    const { id } = members[0]!
    assert.equal((await server.admin('POST', `/registrations/${id}/approve`)).status, 200)
    await post(`${link}/people/${id}/substitute`, { givenName: 'Grace', familyName: 'Hopper' })
    const { body } = await server.admin('GET', `/registrations?training=${slug}&q=hopper`)
    const [{ status, expiresAt }] = body.registrations
    assert.deepEqual([status, expiresAt], ['pending_approval', '2027-01-17T12:00:00.000Z'])
  })
  test('replaces no one with a person who is in the group already', async () => {
    const { link, members } = await grouped(withoutAddress)
    const answer = await post(`${link}/people/${members[0]!.id}/substitute`, {
      givenName: 'Luis',
      familyName: 'Ortega',
    })
    assert.equal(answer.status, 422)
    assert.match(answer.text, /already registered with this address/)
  })
  test('does not act for people who have their own link', async () => {
    const luis = { givenName: 'Luis', familyName: 'Ortega', email: 'luis@kcpd.example', needs: 'an interpreter' }
    const { slug, link, members } = await grouped([luis])
    const member = `${link}/people/${members[0]!.id}`
    for (const action of ['change', 'substitute', 'cancel']) {
      assert.equal((await get(`${member}/${action}`)).status, 303)
      assert.match((await post(`${member}/${action}`, { givenName: 'X' })).to, /done=otherwise/)
    }
    const { text } = await get(link)
    assert.match(text, /have their own link\. What’s listed for them may have changed since\.<\/p>\s*<ol/)
    assert.doesNotMatch(text, /interpreter|\/people\//)
    assert.equal((await get(await linkOf(members[0]!.id))).status, 200)
    assert.deepEqual(await statuses(slug), ['confirmed'])
  })
  test('does not reveal who was registered before, nor touch their registration', async () => {
    const known = { givenName: 'Luis', familyName: 'Ortega', email: 'luis@kcpd.example' }
    const people = [{ givenName: 'Ada', familyName: 'Reyes' }, known]
    const looks = []
    for (const before of [[], [known]]) {
      const { slug, link, id: groupId } = await grouped(people, {}, before)
      const bare = (text: string) =>
        text
          .replaceAll(link, '…')
          .replaceAll(slug, '…')
          .replace(/[\da-f]{8}-[\da-f-]{27}/g, '…')
          .replace(/[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}/g, '…')
      const seen = [bare((await get(link)).text)]
      const id = (await readMembers(running().context, groupId))[1]?.id
      for (const action of ['cancel', 'change', 'substitute', 'accept', 'decline']) {
        const form = await get(`${link}/people/${id}/${action}`)
        seen.push(`${form.status} ${bare(form.text)} ${bare(form.to)}`)
        const done = await post(`${link}/people/${id}/${action}`, { givenName: 'Lou', familyName: 'Ortega' })
        seen.push(`${done.status} ${bare(done.to)} ${bare((await get(done.to)).text)}`)
      }
      looks.push(seen)
      assert.deepEqual(await statuses(slug), ['confirmed', 'confirmed'])
    }
    assert.deepEqual(looks[0], looks[1])
  })
  test('accepts and turns down the seats that are offered, for each place in the line', async () => {
    const seats = { capacity: 1, waitlist: true, waitlistBy: 'offer' } as const
    const { slug, link, members } = await grouped(withoutAddress, { seats })
    await running().admin('PATCH', `/trainings/${slug}`, { seats: { capacity: 3 } })
    assert.deepEqual(await statuses(slug), ['confirmed', 'offered', 'offered'])
    const [ada, luis, rosa] = members.map(({ id }) => `${link}/people/${id}`)
    assert.match(
      (await get(link)).text,
      /We’re holding a seat for Luis Ortega[\s\S]*We’re holding a seat for Rosa Diaz/,
    )
    assert.match((await post(`${luis}/accept`)).to, /done=accepted-group/)
    assert.match((await post(`${rosa}/decline`)).to, /done=declined-group/)
    assert.match((await post(`${ada}/decline`)).to, /done=otherwise/)
    assert.match((await post(`${rosa}/accept`)).to, /done=otherwise/)
    assert.deepEqual(await statuses(slug), ['confirmed', 'confirmed', 'expired'])
    assert.deepEqual(await contradictions(running().context.db, slug), [])
  })
  test('erases the coordinator at any time, and the people stay', async () => {
    const server = running()
    const { slug, link } = await grouped(withoutAddress)
    server.clock.now = new Date('2027-03-20T12:00:00.000Z')
    assert.match((await get(link)).text, /Delete my data/)
    assert.match((await get(`${link}/erase`)).text, /keep their registrations/)
    assert.match((await post(`${link}/erase`)).text, /gone from this group/)
    const registrations = await server.people(slug)
    assert.deepEqual(
      registrations.map((one: { group: { coordinator: unknown } }) => one.group.coordinator),
      Array.from({ length: 3 }, () => ({ name: '', email: '' })),
    )
    assert.deepEqual(await statuses(slug), ['confirmed', 'confirmed', 'confirmed'])
    assert.equal((await get(link)).status, 404)
    const rows = await server.rows('registration', { slug })
    assert.ok(!rows.some(({ active_person }) => active_person?.includes(coordinator.email)))
  })
  test('reaches no one in another group, and changes nothing when opened', async () => {
    const { link, members } = await grouped(withoutAddress)
    const other = await grouped(withoutAddress)
    const before = await everything()
    for (const action of ['change', 'substitute', 'cancel']) {
      const path = `${other.link}/people/${members[0]!.id}/${action}`
      assert.equal((await get(path)).status, 404)
      assert.equal((await post(path, { givenName: 'X' })).status, 404)
      for (const method of ['GET', 'HEAD'])
        for (const one of [link, `${link}/cancel`, `${link}/erase`, `${link}/people/${members[0]!.id}/${action}`])
          await running().app.request(one, { method })
    }
    assert.deepEqual(await everything(), before)
  })
  test('stays the same whatever people do with their own link', async () => {
    const near = { start: '2027-01-12T09:00', end: '2027-01-12T15:00' }
    const acts: Record<string, [action: string, values: Record<string, string>]> = {
      corrects: ['change', { givenName: 'Luisa', familyName: 'Vega' }],
      comes: ['coming', {}],
      passes: ['pass', { givenName: 'Marcus', familyName: 'Bell', email: 'marcus@kcpd.example' }],
      cancels: ['cancel', {}],
    }
    for (const [name, [action, values]] of Object.entries(acts)) {
      const luis = { givenName: 'Luis', familyName: 'Ortega', email: `luis.${name}@kcpd.example` }
      const { slug, link, members } = await grouped([{ givenName: 'Ada', familyName: 'Reyes' }, luis], near)
      const { id } = members[1]!
      const before = (await get(link)).text
      assert.match(before, /Luis Ortega[\s\S]*Seat confirmed/)
      assert.equal((await post(`${await linkOf(id)}/${action}`, values)).status, 303, name)
      assert.equal((await get(link)).text, before, name)
      const stands = await statuses(slug)
      for (const one of ['cancel', 'accept', 'change', 'substitute'])
        assert.match((await post(`${link}/people/${id}/${one}`, { givenName: 'X' })).to, /done=otherwise/)
      assert.match((await post(`${link}/cancel`)).to, /done=cancelled-all/)
      assert.deepEqual(await statuses(slug), ['cancelled', stands[1]], name)
      assert.deepEqual(await contradictions(running().context.db, slug), [])
    }
  })
  test('shows people who are reached through the coordinator, whichever link they use', async () => {
    const { link, members } = await grouped(withoutAddress)
    await post(`${await linkOf(members[0]!.id)}/change`, { givenName: 'Ada', familyName: 'Lovelace' })
    assert.match((await get(link)).text, /Ada Lovelace[\s\S]*Luis Ortega/)
  })
  test('leaves an offer to the person with a link of their own', async () => {
    const seats = { capacity: 0, waitlist: true, waitlistBy: 'offer' } as const
    const luis = { givenName: 'Luis', familyName: 'Ortega', email: 'luis.offered@kcpd.example' }
    const { slug, link, members } = await grouped(
      [{ givenName: 'Ada', familyName: 'Reyes' }, luis],
      { seats },
      [],
      false,
    )
    await post(`${await linkOf(members[1]!.id)}/change`, { givenName: 'Luis', familyName: 'Vega' })
    await running().admin('PATCH', `/trainings/${slug}`, { seats: { capacity: 1 } })
    assert.deepEqual(await statuses(slug), ['waitlisted', 'waitlisted'])
    await running().admin('PATCH', `/trainings/${slug}`, { seats: { capacity: 2 } })
    assert.deepEqual(await statuses(slug), ['offered', 'offered'])
    assert.match((await post(`${link}/people/${members[0]!.id}/decline`)).to, /done=declined-group/)
    assert.deepEqual(await statuses(slug), ['expired', 'offered'])
    assert.match((await post(`${await linkOf(members[1]!.id)}/accept`)).to, /done=accepted/)
    assert.deepEqual(await statuses(slug), ['expired', 'confirmed'])
    assert.deepEqual(await contradictions(running().context.db, slug), [])
  })
})
