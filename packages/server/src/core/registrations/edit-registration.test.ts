import assert from 'node:assert/strict'
import type { TrainingDraft } from '@training-signup/contract'
import { test } from 'mocha'
import { deliverMails } from '../../delivery/deliver.ts'
import { contradictions } from '../../testing/generated/recount.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { createVisitor } from '../../testing/visitor.ts'

onBothDatabases('a correction', (given) => {
  const { get, post, linkOf, groupLink, signedUp } = createVisitor(given)

  test('of the address ends the links that the wrong one got, and sends one to the right one', async () => {
    const { row, rows, admin, context, givenTraining } = given()
    const { slug } = await givenTraining()
    const [ada] = await signedUp(slug, [someone()])
    const { id, email } = ada!
    const link = await linkOf(id)
    const { training_id } = await row('registration', { id })
    const asked = {
      id: context.newId(),
      training_id,
      registration_id: id,
      given_name: 'Theo',
      family_name: 'Wells',
      email: 'theo@kcpd.example',
      lang: 'en' as const,
      expires_at: '2027-02-01T00:00:00.000Z',
      created_at: context.now().toISOString(),
    }
    await context.db.transaction((tx) => tx.insertInto('transfer').values(asked).execute())
    const linksSent = async () => (await rows('outbox', { registration_id: id, kind: 'your-link' })).length
    const correct = (person: object) => admin('PATCH', `/registrations/${id}`, { person })
    await correct({ givenName: 'Adah', email: email.toUpperCase() })
    assert.deepEqual([(await get(link)).status, await linksSent()], [200, 0])
    assert.equal((await correct({ email: `right.${email}` })).status, 200)
    assert.deepEqual([(await get(link)).status, await linksSent()], [404, 1])
    assert.equal((await get(await linkOf(id))).status, 200)
    assert.equal((await row('transfer', { id: asked.id })).expires_at, context.now().toISOString())
    await admin('POST', `/registrations/${id}/cancel`)
    await correct({ email })
    assert.equal(await linksSent(), 1)
  })

  const told = async (id: string) => (await given().rows('outbox', { registration_id: id })).map(({ kind }) => kind)
  const approving: Partial<TrainingDraft> = {
    audience: { access: 'approval' },
    fields: { agency: 'optional' },
    seats: { capacity: 1, waitlist: true },
  }
  test('of one’s own name or agency has to be approved again, with the seat held in the meantime', async () => {
    const { admin, givenTraining } = given()
    for (const change of [{ familyName: 'Hopper' }, { agency: 'FBI' }]) {
      const { slug } = await givenTraining(approving)
      const [ada] = await signedUp(slug, [someone({ familyName: 'Reyes', agency: 'KCPD' })])
      const { id } = ada!
      await admin('POST', `/registrations/${id}/approve`)
      const now = async () => (await admin('GET', `/registrations/${id}`)).body
      const link = await linkOf(id)
      const answers = { givenName: 'ada', familyName: 'Reyes', agency: 'kcpd' }
      await post(`${link}/change`, answers)
      assert.equal((await now()).status, 'confirmed')
      assert.match((await post(`${link}/change`, { ...answers, ...change })).to, /done=changed/)
      const { status, expiresAt } = await now()
      assert.deepEqual([status, expiresAt], ['pending_approval', '2027-01-17T12:00:00.000Z'])
      assert.equal((await admin('GET', `/trainings/${slug}`)).body.seats.taken, 1)
      await post(`${link}/change`, { ...answers, familyName: 'Meitner' })
      await admin('POST', `/registrations/${id}/approve`)
      assert.deepEqual(await told(id), ['pending-approval', 'approved', 'approval-again', 'approved'])
      assert.deepEqual(await contradictions(given().context.db, slug), [])
      await admin('PATCH', `/registrations/${id}`, { person: { familyName: 'Lovelace' } })
      assert.equal((await now()).status, 'confirmed')
    }
  })
  test('that has to be approved sends a mail of its own kind, not that of a new request', async () => {
    const { admin, context, givenTraining, mails } = given()
    const { slug } = await givenTraining(approving)
    const [ada] = await signedUp(slug, [someone({ familyName: 'Reyes' })])
    const subjectsSent = async () => {
      mails.length = 0
      await deliverMails(context)
      return mails.filter(({ to }) => to === ada!.email).map(({ subject }) => subject)
    }
    assert.deepEqual(await subjectsSent(), ['We received your request: Saturday, March 6, 9 AM'])
    await admin('POST', `/registrations/${ada!.id}/approve`)
    await post(`${await linkOf(ada!.id)}/change`, { givenName: 'Ada', familyName: 'Hopper' })
    // The mail that it was confirmed is not sent, because that is no longer true.
    assert.deepEqual(await subjectsSent(), ['Your registration needs to be approved again: Saturday, March 6, 9 AM'])
    assert.match(mails.at(-1)?.text ?? '', /It was changed, so it needs to be approved again/)
    await admin('POST', `/registrations/${ada!.id}/approve`)
    assert.deepEqual(await subjectsSent(), ['Your seat is confirmed: Saturday, March 6, 9 AM'])
  })
  test('by a coordinator is no way around approval, nor in the waiting list', async () => {
    const { admin, people, statuses, signUp, givenTraining } = given()
    const { slug } = await givenTraining(approving)
    const members = [{ givenName: 'Ada' }, { givenName: 'Rosa' }]
    await signUp(slug, { people: members, coordinator: { name: 'Kim Doe', email: 'doe@kcpd.example' }, split: true })
    const ids = (await people(slug)).map(({ id }) => id)
    for (const id of ids) await admin('POST', `/registrations/${id}/approve`)
    assert.deepEqual(await statuses(slug), ['confirmed', 'waitlisted'])
    const { group_id } = await given().row('registration', { id: ids[0] })
    for (const id of ids) await post(`${groupLink(group_id!)}/people/${id}/change`, { givenName: `Eve ${id}` })
    assert.deepEqual(await statuses(slug), ['pending_approval', 'pending_approval'])
    assert.deepEqual(await contradictions(given().context.db, slug), [])
  })
})
