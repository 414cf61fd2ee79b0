import assert from 'node:assert/strict'
import type { TrainingDraft } from '@training-signup/contract'
import { test } from 'mocha'
import { eraseCoordinator } from '../../core/erasing/erase.ts'
import { contradictions } from '../../testing/generated/recount.ts'
import { type Json, onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { createVisitor } from '../../testing/visitor.ts'

const field = (page: string, name: string) => new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(page)?.[1] ?? ''
/** The people in a result, with where they stand. */
const outcomes = (page: string) =>
  [...page.matchAll(/<li class="row"><b>([^<]+)<\/b><span[^>]*>([^<]+)</g)].map(
    ([, name, status]) => `${name}: ${status}`,
  )
const row = (index: number, givenName: string, more: Record<string, string> = {}) =>
  Object.fromEntries(
    Object.entries({ givenName, familyName: 'Reyes', ...more }).map(([id, answer]) => [
      `people_${index}_${id}`,
      answer,
    ]),
  )

onBothDatabases(
  'people that a coordinator adds to their group',
  (given) => {
    const { get, post, groupLink, linkOf } = createVisitor(given)
    const coordinator = { name: 'Kim Doe', email: 'doe@kcpd.example', agency: 'KCPD' }

    /** A group of people without an address, and the page behind the link in its coordinator's mailbox. */
    async function grouped(
      training: Partial<TrainingDraft> = {},
      { people = [{ givenName: 'Ada' }], split = true }: { people?: Record<string, string>[]; split?: boolean } = {},
    ) {
      const audience = { verify: 'never' as const, ...training.audience }
      const { slug } = await given().givenTraining({ ...training, audience })
      const { status } = await given().signUp(slug, { people, coordinator, split })
      assert.equal(status, 201)
      const { id, reference } = await given().row('registration_group', { slug })
      const link = groupLink(id)
      const open = async () => {
        const { text } = await get(`${link}/add`)
        given().clock.later({ seconds: 30 })
        return { _token: field(text, '_token'), shared_agency: field(text, 'shared_agency') }
      }
      return {
        slug,
        id,
        reference,
        link,
        open,
        add: async (values: Record<string, string>) => post(`${link}/add`, { ...(await open()), ...values }),
        listed: async () => (await given().people(slug)).map((one: Json) => `${one.givenName} ${one.status}`),
      }
    }

    test('get what a group gets: seats, the waiting list, the same sentences, and the same emails', async () => {
      const { slug, id, reference, link, add, listed } = await grouped({ seats: { capacity: 2, waitlist: true } })
      assert.match((await get(link)).text, /\/add\?lang=en"[\s\S]*Add people to your group/)
      const answer = await add({ ...row(0, 'Luis', { email: 'luis@kcpd.example' }), ...row(1, 'Rosa') })
      assert.equal(answer.status, 200)
      assert.match(answer.text, /Luis Reyes should stay home unless we email them or you/)
      assert.deepEqual(outcomes(answer.text), ['Luis Reyes: On the waiting list', 'Rosa Reyes: Has a seat'])
      assert.ok(answer.text.includes(reference) && answer.text.includes('emailing the list to'))
      assert.match(answer.text, new RegExp(`href="${link}\\?lang=en">See your whole group`))
      assert.deepEqual(await listed(), ['Ada confirmed', 'Luis waitlisted', 'Rosa confirmed'])
      const group = await given().rows('registration', { group_id: id })
      assert.deepEqual(
        group.map(({ channel }) => channel),
        ['embed', 'link', 'link'],
      )
      const mails = await given().rows('outbox', { slug })
      assert.deepEqual(mails.map(({ kind }) => kind).toSorted(), ['group-summary', 'group-summary', 'waitlisted'])
      assert.match((await get(link)).text, /Your group: 3 people[\s\S]*Ada[\s\S]*Luis Reyes[\s\S]*Rosa Reyes/)
      assert.deepEqual(await contradictions(given().context.db, slug), [])
    })
    test('need no code, and the link has proven whose group it is', async () => {
      const { slug, id, add, listed } = await grouped()
      assert.equal((await given().row('registration_group', { id })).proven_at, null)
      await given().admin('PATCH', `/trainings/${slug}`, { audience: { verify: 'everyone' } })
      const names = ['Luis', 'Rosa', 'Grace', 'Ida', 'Kit', 'Uma']
      const people = Object.assign({}, ...names.map((name, index) => row(index, name)))
      assert.equal((await add(people)).status, 200)
      assert.deepEqual(
        await listed(),
        ['Ada', ...names].map((name) => `${name} confirmed`),
      )
      assert.ok((await given().row('registration_group', { id })).proven_at)
    })
    test('ask for approval where everyone does', async () => {
      const { add, listed } = await grouped({ audience: { access: 'approval' } })
      const answer = await add(row(0, 'Luis'))
      assert.deepEqual(outcomes(answer.text), ['Luis Reyes: Waiting for approval'])
      assert.deepEqual(await listed(), ['Ada pending_approval', 'Luis pending_approval'])
    })
    test('are added once, however often the form is sent, and other people after it was sent are asked about', async () => {
      const { slug, link, open, listed } = await grouped()
      const sent = { ...(await open()), ...row(0, 'Luis') }
      const answers = []
      for (const _ of [1, 2, 3]) answers.push((await post(`${link}/add`, sent)).text)
      assert.equal(new Set(answers).size, 1)
      assert.deepEqual(await listed(), ['Ada confirmed', 'Luis confirmed'])
      const other = await post(`${link}/add`, { ...sent, ...row(0, 'Rosa') })
      assert.equal(other.status, 422)
      assert.match(other.text, /This form was already sent[\s\S]*value="Rosa"/)
      const again = { ...sent, ...row(0, 'Rosa'), _token: field(other.text, '_token') }
      assert.equal((await post(`${link}/add`, again)).status, 200)
      assert.deepEqual(await listed(), ['Ada confirmed', 'Luis confirmed', 'Rosa confirmed'])
      assert.deepEqual(await contradictions(given().context.db, slug), [])
    })
    test('have their answers checked like any, with what was typed kept, and rows added', async () => {
      const { slug, add, listed } = await grouped(
        { audience: { roles: ['police', 'fire'] } },
        {
          people: [{ givenName: 'Ada', role: 'fire', agency: 'KCPD' }],
        },
      )
      const wrong = await add({ ...row(0, 'Luis'), ...row(2, 'Rosa', { role: 'police', email: 'rosa@' }) })
      assert.equal(wrong.status, 422)
      assert.match(wrong.text, /Person 1: Select a role[\s\S]*Person 3: /)
      assert.ok(wrong.text.includes('value="rosa@"') && wrong.text.includes('name="_pressed"'))
      const doubted = await add(row(0, 'Luis', { role: 'fire', email: 'luis@gmial.com' }))
      assert.match(doubted.text, /luis@gmail\.com/)
      const more = await add({ ...row(0, 'Luis'), _step: 'rows' })
      assert.match(more.text, /people_5_givenName/)
      assert.deepEqual(await listed(), ['Ada confirmed'])
      // The agency of the group is there already.
      assert.equal((await add(row(0, 'Luis', { role: 'fire' }))).status, 200)
      const [, luis] = await given().rows('registration', { slug })
      assert.equal(luis?.agency, 'KCPD')
    })
    test('who are in the group without an address of their own are not added twice', async () => {
      const { add, listed } = await grouped({}, { people: [{ givenName: 'Ada', familyName: 'Reyes' }] })
      const answer = await add({ ...row(0, 'Luis'), ...row(1, 'ADA') })
      assert.equal(answer.status, 422)
      assert.match(answer.text, /href="#field-people_1_givenName"/)
      assert.deepEqual(await listed(), ['Ada confirmed'])
    })
    test('cannot join a group that stays together, that is called off, or whose link has ended', async () => {
      const together = await grouped({}, { split: false })
      const { text } = await get(`${together.link}/add`)
      assert.match(text, /You asked to keep this group together[\s\S]*\/t\/[\w-]+\/group\?lang=en/)
      assert.doesNotMatch(text, /<form/)
      const { _token, shared_agency } = await (await grouped()).open()
      assert.notEqual((await post(`${together.link}/add`, { _token, shared_agency, ...row(0, 'Luis') })).status, 200)
      assert.deepEqual(await together.listed(), ['Ada confirmed'])
      const off = await grouped()
      const opened = await off.open()
      await post(`${off.link}/cancel`)
      assert.doesNotMatch((await get(off.link)).text, /\/add\?/)
      assert.match((await post(`${off.link}/add`, { ...opened, ...row(0, 'Luis') })).to, /done=otherwise/)
      assert.deepEqual(await off.listed(), ['Ada cancelled'])
      const ended = await grouped()
      const before = await ended.open()
      await eraseCoordinator(given().context, ended.id)
      assert.equal((await post(`${ended.link}/add`, { ...before, ...row(0, 'Luis') })).status, 404)
      assert.deepEqual(await ended.listed(), ['Ada confirmed'])
    })
    test('find no form where the training takes no one', async () => {
      const { slug, link, open } = await grouped({ seats: { capacity: 2, waitlist: false } })
      const opened = await open()
      const tooMany = await post(`${link}/add`, { ...opened, ...row(0, 'Luis'), ...row(1, 'Rosa') })
      assert.match(tooMany.text, /There aren’t enough seats for all of you[\s\S]*value="Rosa"/)
      await given().signUp(slug, { people: [someone()] })
      const shown = await get(`${link}/add`)
      assert.match(shown.text, /This training is full/)
      assert.doesNotMatch(shown.text, /<form/)
      const full = await post(`${link}/add`, { ...opened, ...row(0, 'Luis') })
      assert.deepEqual([full.status, /This training is full/.test(full.text)], [409, true])
      await given().admin('PATCH', `/trainings/${slug}`, { closesAt: '2027-01-10T06:00' })
      assert.doesNotMatch((await get(link)).text, /\/add\?/)
      assert.equal((await get(`${link}/add`)).status, 303)
    })
    test('are fifty at most with those there, also when two forms are sent together', async () => {
      const people = Array.from({ length: 45 }, (_, index) => ({ givenName: `Ada${index}` }))
      const { slug, id, link, open, add } = await grouped({ seats: { capacity: null } }, { people })
      const rows = (from: number, count: number) =>
        Object.assign({}, ...Array.from({ length: count }, (_, index) => row(index, `Luis${from + index}`)))
      const refused = await add(rows(0, 6))
      assert.equal(refused.status, 422)
      assert.match(refused.text, /A group has room for 50 people, counting those who canceled, and yours has 45/)
      assert.match(refused.text, /value="Luis5"/)
      const forms = [await open(), await open(), await open()]
      const sent = await Promise.all(
        forms.map((form, index) => post(`${link}/add`, { ...form, ...rows(10 * index, 3) })),
      )
      assert.deepEqual(sent.map(({ status }) => String(status)).toSorted(), ['200', '422', '422'])
      assert.equal((await given().rows('registration', { group_id: id })).length, 48)
      assert.deepEqual(await contradictions(given().context.db, slug), [])
    })
    test('race with strangers and with each other for the last seats, and no seat is given twice', async () => {
      const { slug, link, open } = await grouped({ seats: { capacity: 6, waitlist: true } })
      const forms = await Promise.all(Array.from({ length: 6 }, open))
      await Promise.all(
        forms.flatMap((form, index) => [
          post(`${link}/add`, {
            ...form,
            ...row(0, `Luis${index}`),
            ...row(1, 'Rosa', { email: `r${index}@kcpd.example` }),
          }),
          given().signUp(slug, { people: [someone()] }),
        ]),
      )
      const statuses = await given().statuses(slug)
      assert.equal(statuses.length, 19)
      assert.equal(statuses.filter((one) => one === 'confirmed').length, 6)
      assert.deepEqual(await contradictions(given().context.db, slug), [])
    })
    test('keep their group from being ended by a correction, and outlive their coordinator', async () => {
      const { slug } = await given().givenTraining({ audience: { verify: 'never' } })
      const people = [{ givenName: 'Ada' }]
      const { body } = await given().signUp(slug, { people, coordinator, split: true })
      const { id } = await given().row('registration_group', { slug })
      const { text } = await get(`${groupLink(id)}/add`)
      given().clock.later({ seconds: 30 })
      const sent = { _token: field(text, '_token'), shared_agency: 'KCPD', ...row(0, 'Luis') }
      const added = await post(`${groupLink(id)}/add`, sent)
      assert.equal(added.status, 200)
      const replaces = { reference: body.reference, secret: body.correction.secret }
      await given().signUp(slug, { people, coordinator: { ...coordinator, email: 'other@kcpd.example' }, replaces })
      assert.deepEqual(await given().statuses(slug), ['confirmed', 'confirmed', 'confirmed'])
      await eraseCoordinator(given().context, id)
      assert.deepEqual(await given().rows('idempotency', { reference: body.reference }), [])
      assert.deepEqual(await contradictions(given().context.db, slug), [])
    })
    test('are answered alike, registered elsewhere or not, and so is all that follows', async () => {
      const vera = { givenName: 'Vera', familyName: 'Reyes', email: 'vera@kcpd.example' }
      const seen = await Promise.all(
        [true, false].map(async (isRegistered) => {
          const { slug, reference, link, add } = await grouped({ seats: { capacity: 3, waitlist: true } })
          await given().signUp(slug, {
            people: [isRegistered ? vera : { ...vera, givenName: 'Nell', email: 'n@x.example' }],
          })
          const clean = (text: string) =>
            [slug, reference, link.slice(3)]
              .reduce((all, one) => all.replaceAll(one, '…'), text)
              .replaceAll(/"[\w-]+\.[\w-]+\.[\w-]+"|(?<=people\/)[\w-]{36}/g, '…')
          const answers = []
          for (const values of [
            { ...row(0, 'Vera', { email: vera.email }), ...row(1, 'Rosa') },
            { ...row(0, 'Vera', { email: vera.email }), ...row(1, 'Luis') },
          ])
            answers.push((await add(values)).text, (await get(link)).text)
          return answers.map(clean)
        }),
      )
      assert.match(seen[0]?.[0] ?? '', /Vera Reyes/)
      assert.deepEqual(seen[0], seen[1])
    })
    test('manage their own seat where they have an address, and read of it in their language', async () => {
      const { slug, add } = await grouped()
      await add(row(0, 'Luis', { email: 'luis@kcpd.example' }))
      const [, luis] = await given().people(slug)
      assert.match((await get(await linkOf(luis.id))).text, /Your seat is confirmed/)
    })
  },
  mailing,
)
