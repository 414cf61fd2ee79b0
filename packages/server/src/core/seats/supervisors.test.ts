import assert from 'node:assert/strict'
import type { TrainingDraft } from '@training-signup/contract'
import { test } from 'mocha'
import { deliverMails } from '../../delivery/deliver.ts'
import { placesOf } from '../../testing/erased.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { createSigner, mailing } from '../../testing/verify.ts'
import { createVisitor } from '../../testing/visitor.ts'
import { erase } from '../erasing/erase.ts'
import { eraseExpired } from '../erasing/retention.ts'
import { approve } from './approval.ts'

const audience = { access: 'approval', supervisor: 'optional' } as const

let supervisors = 0
/** A supervisor who has had no mail yet: an address gets few mails an hour. */
const someSupervisor = () => `sergeant${(supervisors += 1)}@precinct.example`

onBothDatabases(
  'a supervisor',
  (running) => {
    const { get, post, linkOf, passLink, signedUp } = createVisitor(running)
    const signer = createSigner(running)
    const given = async (training: Partial<TrainingDraft> = {}) =>
      (await running().givenTraining({ audience: { ...audience, domains: ['precinct.example'] }, ...training })).slug
    async function sent() {
      await deliverMails(running().context)
      return running().mails.splice(0)
    }
    const askedBy = async () => (await sent()).map(({ to }) => to).filter((to) => to.endsWith('@precinct.example'))
    const linkIn = (text = '') => /https:\/\/signup\.example(\/r\/confirm\/\S+)/.exec(text)?.[1] ?? ''
    const detail = async (id: string) => (await running().admin('GET', `/registrations/${id}`)).body
    const correct = async (id: string, person: object) =>
      (await running().admin('PATCH', `/registrations/${id}`, { person })).status

    test('is asked once for each person who names them, and no one is asked where none is named', async () => {
      const slug = await given()
      const [one, two] = [someSupervisor(), someSupervisor()]
      const people = [{ ...someone(), supervisorEmail: one }, { ...someone(), supervisorEmail: two }, someone()]
      const coordinator = { name: 'Kim', email: 'kim.of.the.precinct@example.org' }
      assert.equal((await running().signUp(slug, { people, coordinator })).status, 201)
      assert.deepEqual((await askedBy()).toSorted(), [one, two].toSorted())
      assert.deepEqual(await askedBy(), [])
    })

    test('is asked in one mail about everyone in a group who named them, registered before or not', async () => {
      const seen = []
      for (const isKnown of [true, false]) {
        const slug = await given()
        const [supervisorEmail, other] = [someSupervisor(), someSupervisor()]
        const people = [someone(), someone(), someone({ givenName: 'evil.example/x' }), someone(), someone()]
        if (isKnown) await signedUp(slug, people.slice(0, 2))
        await sent()
        const named = people.map((one, index) => ({
          ...one,
          supervisorEmail: index === 3 ? other : index === 1 ? supervisorEmail.toUpperCase() : supervisorEmail,
        }))
        const coordinator = { name: 'Kim', email: someone().email }
        await running().signUp(slug, { people: named, coordinator, split: true })
        const mails = await sent()
        const [mail, ...more] = mails.filter(({ to }) => to.toLowerCase() === supervisorEmail)
        assert.deepEqual(more, [])
        assert.ok(mails.some(({ to }) => to === other))
        const links = [...(mail?.text ?? '').matchAll(/(.+):\nhttps:\/\/signup\.example(\/r\/confirm\/\S+)/g)]
        assert.deepEqual(
          links.map(([, name]) => name),
          people
            .filter((_, index) => index !== 3)
            .map(({ givenName, familyName }, index) => (index === 2 ? 'Someone' : `${givenName} ${familyName}`)),
        )
        for (const [, , link] of links) assert.equal((await post(`${link}/yes`)).status, 303)
        seen.push([mail?.subject, links.length, mails.filter(({ to }) => to.endsWith('precinct.example')).length])
        assert.deepEqual(
          await running().statuses(slug),
          isKnown
            ? ['pending_approval', 'pending_approval', 'confirmed', 'pending_approval', 'confirmed']
            : ['confirmed', 'confirmed', 'confirmed', 'pending_approval', 'confirmed'],
        )
      }
      assert.deepEqual(seen[0], seen[1])
    })

    test('reads of several that they asked and named them, in both languages', async () => {
      const askedIn = async (lang: 'en' | 'es') => {
        const { slug } = await running().givenTraining({
          title: { en: 'First aid', es: 'Primeros auxilios' },
          audience,
        })
        const supervisorEmail = someSupervisor()
        const people = [someone(), someone()].map((one) => ({ ...one, supervisorEmail }))
        await running().signUp(slug, { people, coordinator: { name: 'Kim', email: someone().email }, lang })
        return (await sent()).find(({ to }) => to === supervisorEmail)?.text.replace(/\s+/g, ' ') ?? ''
      }
      const [en, es] = [await askedIn('en'), await askedIn('es')]
      assert.match(en, / These people asked to attend this training and named you as their supervisor\. /)
      assert.match(
        es,
        / Estas personas desean participar en esta capacitación e indicaron que usted es su supervisor\/a\. /,
      )
      assert.match(es, / Indíquenos quiénes pueden asistir\. /)
    })

    test('is asked about all of a group who are there still, whichever is decided or erased before the mail leaves', async () => {
      for (const [become, count] of [
        [approve, 3],
        [erase, 2],
      ] as const) {
        const slug = await given()
        const supervisorEmail = someSupervisor()
        const people = [someone(), someone(), someone()].map((one) => ({ ...one, supervisorEmail }))
        await running().signUp(slug, { people, coordinator: { name: 'Kim', email: someone().email } })
        const [first] = await running().people(slug)
        await become(running().context, first.id)
        const mails = (await sent()).filter(({ to }) => to === supervisorEmail)
        assert.equal(mails.length, 1)
        assert.equal(mails[0]!.text.match(/\/r\/confirm\//g)?.length, count)
      }
    })

    test('is not asked about people who need no approval, nor about people an organizer adds', async () => {
      const slug = await given({
        audience: { access: 'domain', domains: ['precinct.example'], supervisor: 'optional' },
      })
      const supervisorEmail = someSupervisor()
      const own = someone({ email: 'ada@precinct.example' })
      await running().signUp(slug, { people: [{ ...own, supervisorEmail }] })
      const added = { training: slug, people: [{ ...someone(), supervisorEmail }], channel: 'phone' }
      assert.equal((await running().admin('POST', '/registrations', added)).status, 201)
      assert.deepEqual(
        (await askedBy()).filter((to) => to !== own.email),
        [],
      )
      await running().signUp(slug, { people: [{ ...someone(), supervisorEmail }] })
      assert.deepEqual(await askedBy(), [supervisorEmail])
    })

    test('is asked whatever happened to the request in the meantime, whether the person was registered before or not', async () => {
      for (const isKnown of [true, false]) {
        const slug = await given()
        const [person, supervisorEmail] = [someone(), someSupervisor()]
        if (isKnown) await signedUp(slug, [person])
        const [found] = await signedUp(slug, [{ ...person, supervisorEmail }])
        await approve(running().context, found!.id)
        assert.deepEqual(await askedBy(), [supervisorEmail])
      }
    })

    test('is not written to about a training that has begun', async () => {
      const slug = await given()
      await signedUp(slug, [{ ...someone(), supervisorEmail: someSupervisor() }])
      running().clock.now = new Date('2027-03-06T15:00:00.000Z')
      assert.deepEqual(await askedBy(), [])
    })

    test('gets no more mails an hour than any address that strangers can type', async () => {
      const slug = await given()
      const supervisorEmail = someSupervisor()
      await signedUp(
        slug,
        Array.from({ length: 7 }, () => ({ ...someone(), supervisorEmail })),
      )
      assert.equal((await askedBy()).length, 5)
      running().clock.later({ minutes: 61 })
      assert.equal((await askedBy()).length, 2)
    })

    test('is changed by an organizer only: then the new one is asked, and the link of the other is dead', async () => {
      const slug = await given()
      const [first, second, third] = [someSupervisor(), someSupervisor(), someSupervisor()]
      const [ada] = await signedUp(slug, [{ ...someone(), supervisorEmail: first }])
      const { id } = ada!
      const old = linkIn((await sent()).find(({ to }) => to === first)?.text)
      const change = `${await linkOf(id)}/change`
      assert.doesNotMatch((await get(change)).text, /supervisor/i)
      await post(change, { givenName: 'Ada', familyName: 'Reyes', supervisorEmail: third })
      assert.equal((await detail(id)).supervisor.address, first)

      running().clock.later({ seconds: 1 })
      assert.equal(await correct(id, { supervisorEmail: third }), 200)
      assert.equal(await correct(id, { supervisorEmail: second }), 200)
      const mails = await sent()
      assert.deepEqual(
        mails.map(({ to }) => to),
        [second],
      )
      assert.equal((await get(old)).status, 404)
      assert.equal((await post(`${old}/yes`)).status, 404)
      assert.deepEqual(await placesOf(running(), [first, third]), new Map())
      assert.equal((await post(`${linkIn(mails[0]!.text)}/yes`)).status, 303)
      const { status, supervisor } = await detail(id)
      assert.deepEqual([status, supervisor.address, supervisor.answer], ['confirmed', second, 'yes'])
      assert.equal(await correct(id, { supervisorEmail: '' }), 200)
      assert.equal((await detail(id)).supervisor, null)
    })

    test('is asked about the name that an organizer has spelled right', async () => {
      const supervisorEmail = someSupervisor()
      const [ada] = await signedUp(await given(), [{ ...someone({ givenName: 'Adda' }), supervisorEmail }])
      const link = linkIn((await sent()).find(({ to }) => to === supervisorEmail)?.text)
      await correct(ada!.id, { givenName: 'Ada' })
      assert.match((await get(link)).text, /Approve Ada Reyes[a-j]+ for/)
      await post(`${link}/yes`)
      assert.equal((await detail(ada!.id)).status, 'confirmed')
      assert.deepEqual(await askedBy(), [])
    })

    test('is asked about a colleague who takes a seat', async () => {
      const supervisorEmail = someSupervisor()
      const slug = await given()
      const [sender] = await signedUp(slug, [{ ...someone() }])
      await approve(running().context, sender!.id)
      const colleague = someone()
      await post(`${await linkOf(sender!.id)}/pass`, { ...colleague })
      const transfer = await running().row('transfer', { registration_id: sender!.id })
      const own = { ...colleague, supervisorEmail: colleague.email }
      assert.match((await post(passLink(transfer.id), own)).text, /not your own/)
      await post(passLink(transfer.id), { ...colleague, supervisorEmail })
      assert.deepEqual(await askedBy(), [supervisorEmail])
    })

    test('is seen by organizers who ask for sensitive answers, and by no one else', async () => {
      const slug = await given()
      const address = someSupervisor()
      const [ada] = await signedUp(slug, [{ ...someone(), supervisorEmail: address }])
      const asked = { address, answer: null, answeredAt: null, reason: null, isConfirmed: false }
      assert.deepEqual((await detail(ada!.id)).supervisor, asked)
      const list = async (more: string) => (await running().people(slug, more))[0]
      assert.deepEqual((await list('&sensitive=1')).supervisor, asked)
      assert.ok(!JSON.stringify(await list('')).includes('precinct'))
      const link = linkIn((await sent()).find(({ to }) => to === address)?.text)
      await post(`${link}/yes`)
      const csv = async (more: string) => {
        const headers = { authorization: `Bearer ${running().context.config.adminTokens[0]}` }
        const path = `/api/v1/admin/registrations.csv?training=${slug}${more}`
        return (await running().send('GET', path, undefined, headers)).text()
      }
      assert.ok(!(await csv('')).includes('precinct'))
      assert.match(await csv('&sensitive=1'), /"supervisor’s answer"[\s\S]*supervisorEmail: sergeant[\s\S]*"yes"/)
    })

    test('is asked after the code only, whether the person was registered before or not', async () => {
      const verified = { audience: { ...audience, verify: true } }
      const single = await given(verified)
      const supervisorEmail = someSupervisor()
      const ada = someone()
      const sentIn = await signer.begin(single, { people: [{ ...ada, supervisorEmail }] })
      const code = await signer.codeTo(ada.email)
      assert.ok(!running().mails.some(({ to }) => to === supervisorEmail))
      await signer.type(sentIn, code)
      assert.deepEqual(await askedBy(), [supervisorEmail])

      for (const isKnown of [true, false]) {
        const slug = await given(verified)
        const vera = someone()
        if (isKnown) await signer.type(await signer.begin(slug, { people: [vera] }), await signer.codeTo(vera.email))
        const [of, coordinator] = [someSupervisor(), { name: 'Kim', email: someone().email }]
        const group = await signer.begin(slug, { people: [{ ...vera, supervisorEmail: of }], coordinator })
        const groupCode = await signer.codeTo(coordinator.email)
        assert.ok(!running().mails.some(({ to }) => to === of))
        assert.equal((await signer.type(group, groupCode)).body.status, 'pending_approval')
        const mails = (await sent()).filter(({ to }) => to === of)
        assert.equal(mails.length, 1)
        assert.match((await get(linkIn(mails[0]!.text))).text, new RegExp(`Approve Ada ${vera.familyName} for`))
      }
    })

    test('goes with the extras, and is in no log', async () => {
      const slug = await given()
      const address = someSupervisor()
      const person = { ...someone(), supervisorEmail: address }
      const [ada] = await signedUp(slug, [person, { ...person, supervisorEmail: someSupervisor() }])
      await sent()
      running().clock.now = new Date('2027-04-06T12:00:00.000Z')
      await eraseExpired(running().context)
      assert.deepEqual(await placesOf(running(), [address]), new Map())
      assert.equal((await detail(ada!.id)).supervisor, null)
      assert.deepEqual(await running().rows('supervisor_request', { registration_id: ada!.id }), [])
      assert.ok(!running().logged.some((line) => line.includes('@precinct.example')))
    })
  },
  mailing,
)
