import assert from 'node:assert/strict'
import type { RegistrationInput } from '@training-signup/contract'
import { sql } from 'kysely'
import { test } from 'mocha'
import { deliverMails } from '../../delivery/deliver.ts'
import { certify } from '../../testing/after-training.ts'
import { curiousTraining, placesOf, searched, secrets, textsInFiles } from '../../testing/erased.ts'
import { contradictions } from '../../testing/generated/recount.ts'
import { onBothDatabases, someone, type TestApp } from '../../testing/servers/test-app.ts'
import { createSigner, mailing, verifying } from '../../testing/verify.ts'
import { requestAlert } from '../alerts/request-alert.ts'
import { noteEvaluated, randomId, writeBox } from '../evaluation/box.ts'
import { startChange } from '../registrations/change-address.ts'
import { keepSeat, offerTransfer } from '../registrations/offer-transfer.ts'
import { eraseCoordinator } from './erase.ts'
import { wipeFile } from './wipe-file.ts'

// Every other table must hold something about the person before they are erased. If you add a
// table, list it here if it holds no people, or extend `everythingOf` so that the person is in it.
const holdNobody = new Set([
  'erased',
  'left_mail',
  'restoration',
  'training',
  'training_count',
  'training_news',
  // The address is in `proof`.
  'alert',
  'bulk_action',
  'partner',
  'logo',
  'organizer_defaults',
  'impression_count',
  'held_count',
  'erasure',
  'heartbeat',
  'agency_alias',
  'agency_edit',
  'compared',
  'search_state',
  'likeness',
  'likely_pair',
  'migration',
  'message',
  'message_mail',
  'message_template',
  'reminder_text',
  // What is asked, and answers that wait, sealed and marked with keys that are not in the database.
  'evaluation',
  'waiting_answer',
  'waiting_mark',
  'unsubscribed',
  'mail_hour',
  'mailbox_slot',
  'reminded',
  'webhook',
  'webhook_event',
  'webhook_delivery',
  // It has mail domains, for a week.
  'wrong_code',
  // They hold sites and pages of partners, and the end of a chain of hashes.
  'partner_host',
  'partner_page',
  'script_host',
  'audit_seal',
  // They hold people of the organizer, who sign in.
  'auth_user',
  'auth_session',
  'single_use',
  'auth_passkey',
  'auth_key',
  'account_notice',
  'audit_refusal',
  'door_pass',
  // The person it spoke to last, by id, until the next.
  'kiosk',
  'credit_profile',
  'training_credit',
  'credential_key',
  // Random ids of files that no longer count.
  'ended_credential',
  // Their rows are two ids, of people who stayed registered.
  'deleted_certificate',
  'told_coordinator',
  // They hold what was typed, sealed, for a day at most, and ids of forms that were sent.
  'kept_form',
  'form_press',
])

/**
 * A person who signs up, again, and for a colleague, offers their seat to another, names a
 * supervisor, verifies, and waits.
 */
async function everythingOf(server: TestApp) {
  const { rows, row, context, signUp, givenTraining } = server
  const { slug } = await givenTraining(curiousTraining)
  const { role: _, ...rest } = secrets
  const person = { ...rest, role: 'police', credit: true }
  const key = 'a-key-of-wilhelmina-1'
  const first = await signUp(slug, { people: [person] }, { 'idempotency-key': key })
  assert.equal(first.status, 201, JSON.stringify(first.body))
  await signUp(slug, { people: [person] })
  const coordinator = {
    name: `${secrets.givenName} ${secrets.familyName}`,
    email: secrets.email,
    agency: secrets.agency,
  }
  const { email: __, ...colleague } = someone({ phone: '816-555-0100', role: 'police' })
  const together = await signUp(slug, { people: [person, colleague], coordinator })
  assert.equal(together.status, 201, JSON.stringify(together.body))
  const [{ id, reference }] = await server.people(slug, `&q=${secrets.familyName}`)
  const { training_id } = await row('registration', { id })
  await server.admin('PUT', `/registrations/${id}/accommodation`, { owner: 'Pat Lee', arranged: false })
  await server.admin('PATCH', `/registrations/${id}`, { person: {} })
  const decided = await server.admin('POST', '/bulk-actions', { action: 'cancel', training: slug, registrations: [id] })
  assert.equal(decided.status, 201)
  await certify(context, { id, training_id, lang: 'en' }, { name: `${secrets.givenName} ${secrets.familyName}` })
  const message = { training: slug, subject: { en: 'Parking' }, text: { en: 'Use lot B.' }, about: 'seat' }
  assert.equal((await server.admin('POST', '/messages', { ...message, registrations: [id] })).status, 201)
  const instant = context.now().toISOString()
  await context.db.transaction((tx) =>
    tx
      .insertInto('transfer')
      .values({
        id: context.newId(),
        training_id,
        registration_id: id,
        given_name: 'Theodora',
        family_name: 'Vanderplank',
        email: 'theodora@vanderplank.example',
        lang: 'en',
        expires_at: instant,
        created_at: instant,
      })
      .execute(),
  )
  const [duplicate] = await rows('duplicate', { registration_id: id })
  const asked = {
    given_name: secrets.givenName,
    family_name: secrets.familyName,
    agency: secrets.agency,
    role: 'other',
    role_other: secrets.rank,
    reason: `${secrets.familyName} is on leave`,
    answer: 'no',
    answered_at: instant,
    lang: 'en',
    created_at: instant,
  } as const
  const address = 'lieutenant@precinct-nine.example'
  await context.db.transaction((tx) =>
    tx
      .insertInto('supervisor_request')
      .values([
        { id: context.newId(), registration_id: id, duplicate_id: null, address, ...asked },
        { id: context.newId(), registration_id: id, duplicate_id: duplicate?.id ?? '', address, ...asked },
      ])
      .execute(),
  )
  const mail = await row('outbox', { training_id, kind: 'group-summary' })
  await context.db.transaction((tx) =>
    tx.insertInto('outbox_person').values({ outbox_id: mail.id, registration_id: id }).execute(),
  )
  await context.db.transaction((tx) =>
    tx
      .insertInto('status_change')
      .values({
        id: context.newId(),
        registration_id: id,
        at: instant,
        action: 'review',
        from_status: 'confirmed',
        to_status: 'confirmed',
        actor: 'person',
        account_id: null,
      })
      .execute(),
  )
  await context.db.transaction((tx) =>
    tx
      .insertInto('agency_change')
      .values({
        id: context.newId(),
        registration_id: id,
        at: instant,
        action: 'merge',
        agency_from: secrets.agency,
        agency_to: 'Zanesville PD',
        account_id: null,
      })
      .execute(),
  )
  const seen = { id: crypto.randomUUID(), registration: id, source: 'correction', reason: secrets.needs } as const
  const marks = await server.admin('POST', `/trainings/${slug}/marks`, { marks: [{ ...seen, kind: 'in' }] })
  assert.equal(marks.body.marks[0].outcome, 'stored')
  await evaluate(server, training_id, id)
  await mention(server, slug, person)
  await askForCode(server, slug, person)
  const wish = { trainingId: training_id, kind: 'seat' as const, lang: 'en' as const, partner: undefined, nonce: key }
  await requestAlert(context, { ...wish, email: secrets.email })
  await startChange(context, { kind: 'registration', id }, { email: 'new@vanderplank.example', lang: 'en' })
  return { slug, id, reference, texts: [...searched, 'Theodora', 'Vanderplank', address, id, reference, key] }
}

/** Answers with their name, a test, and an address for questions that come later. */
async function evaluate({ context }: TestApp, training_id: string, registration_id: string) {
  const answers = { change: `${secrets.givenName} will call first` }
  const { email } = secrets
  const due_at = context.now().toISOString()
  await context.db.transaction(async (tx) => {
    await writeBox(tx, training_id, 'evaluation', [{ id: randomId(context), registration: registration_id, answers }])
    await noteEvaluated(tx, training_id, [registration_id])
    const tried = { registration_id, training_id, tries: 1, score: 0, wrong: '[]', passed_on: null }
    await tx.insertInto('test_try').values(tried).execute()
    const asked = { id: randomId(context), training_id, lang: 'en', due_at, is_queued: 0, is_answered: 0 } as const
    await tx
      .insertInto('follow_up')
      .values({ ...asked, registration_id, email })
      .execute()
  })
}

/** Someone offers them a seat and withdraws the offer, another offers one, and a coordinator waits for a code. */
async function mention(
  { admin, context, people: peopleOf, signUp }: TestApp,
  slug: string,
  person: RegistrationInput['people'][number],
) {
  const colleague = { givenName: secrets.givenName, familyName: secrets.familyName, email: secrets.email }
  for (const keeps of [true, false]) {
    const { body } = await signUp(slug, { people: [someone({ phone: '816-555-0100', role: 'police' })] })
    const [{ id }] = await peopleOf(slug, `&q=${body.reference}`)
    assert.equal(await offerTransfer(context, id, colleague, 'en'), 'asked')
    if (keeps) await keepSeat(context, id)
  }
  await admin('PATCH', `/trainings/${slug}`, { audience: { verify: true } })
  const people = [person, someone({ phone: '816-555-0100', role: 'police' })]
  const sent = await signUp(slug, { people, coordinator: { name: 'Pat Lee', email: someone().email } })
  assert.deepEqual([sent.status, sent.body.status], [201, 'pending_verification'], JSON.stringify(sent.body))
  await admin('PATCH', `/trainings/${slug}`, { audience: { verify: 'never' } })
}

/** The same person signs up once more while the training asks for codes. */
async function askForCode({ admin, signUp }: TestApp, slug: string, person: RegistrationInput['people'][number]) {
  await admin('PATCH', `/trainings/${slug}`, { audience: { verify: true } })
  const { status, body } = await signUp(slug, { people: [person] })
  assert.deepEqual([status, body.status], [201, 'pending_verification'], JSON.stringify(body))
}

onBothDatabases(
  'erasing a person',
  (given) => {
    test('leaves nothing of them in any table, in the files of the database, or in the log', async () => {
      const server = given()
      const { id, texts, slug } = await everythingOf(server)
      await deliverMails(server.context)
      const before = await placesOf(server, texts)
      const tables = (await server.context.db.reader.introspection.getTables()).map(({ name }) => name)
      const held = new Set([...before.keys()].map((place) => place.split('.')[0]))
      assert.deepEqual(
        tables.filter((name) => !held.has(name) && !holdNobody.has(name)),
        [],
      )

      assert.equal((await server.admin('DELETE', `/registrations/${id}`)).status, 204)
      const left = await placesOf(server, texts)
      // Organizers' own log names what was deleted by its id, which leads nowhere now.
      assert.deepEqual(left.get('audit.object_id'), [id])
      left.delete('audit.object_id')
      assert.deepEqual(left, new Map())
      await wipeFile(server.context, { isLast: true })
      assert.deepEqual(
        textsInFiles(server, texts).filter((text) => text !== id),
        [],
      )
      assert.deepEqual(
        texts.filter((text) => server.logged.some((line) => line.includes(text) && text !== id)),
        [],
      )
      // The person they signed up keeps the seat, without the erased address.
      assert.deepEqual(await server.statuses(slug), ['confirmed', 'confirmed', 'confirmed'])
      assert.deepEqual(await contradictions(server.context.db, slug), [])
    })

    test('takes more duplicates than one statement has room for', async () => {
      const { admin, people, signUp, givenTraining, context } = given()
      const { slug } = await givenTraining()
      const ada = someone()
      for (const _ of [1, 2]) await signUp(slug, { people: [ada] })
      const [{ id }] = await people(slug)
      const duplicates = () =>
        context.db.reader.selectFrom('duplicate').select('id').where('registration_id', '=', id).limit(2).execute()
      // Without the time limit of what visitors ask for.
      await context.db.migrator.transaction().execute((tx) =>
        sql`with recursive line(n) as (select 1 union all select n + 1 from line where n < 70000)
        insert into duplicate
          (id, reference, training_id, group_id, registration_id, submitted_answers, public_status, created_at)
        select id || cast(n as text), reference || cast(n as text), training_id, group_id, registration_id,
          submitted_answers, public_status, created_at
        from duplicate, line where registration_id = ${id}`.execute(tx),
      )
      assert.equal((await duplicates()).length, 2)
      assert.equal((await admin('DELETE', `/registrations/${id}`)).status, 204)
      assert.deepEqual(await duplicates(), [])
    })

    test('leaves a coordinator who shares their address, and is registered with it', async () => {
      const { admin, people, signUp, givenTraining } = given()
      const { slug } = await givenTraining()
      const wife = someone()
      const coordinator = { name: 'Luis Reyes', email: wife.email }
      await signUp(slug, { people: [{ givenName: 'Luis', familyName: 'Reyes', email: wife.email }] })
      await signUp(slug, { people: [wife, someone()], coordinator })
      const grouped = async () => (await people(slug)).filter(({ group }) => group !== null)
      const [{ id }] = (await people(slug)).filter(({ familyName }) => familyName === wife.familyName)
      await admin('DELETE', `/registrations/${id}`)
      assert.deepEqual((await grouped())[0].group.coordinator, coordinator)
    })

    test('takes them out of every group that they signed up, whatever name they gave there', async () => {
      const { admin, people, signUp, givenTraining } = given()
      const { slug } = await givenTraining()
      const doe = someone()
      await signUp(slug, { people: [doe] })
      const coordinator = { name: 'Front desk', email: doe.email, agency: 'KCPD' }
      await signUp(slug, { people: [{ givenName: 'Sam' }], coordinator })
      const [{ id }] = await people(slug)
      await admin('DELETE', `/registrations/${id}`)
      assert.deepEqual(await placesOf(given(), [doe.email, 'Front desk']), new Map())
    })

    test('deletes the person’s other unfinished sign-ups, and no one else’s', async () => {
      const { admin, people, signUp, givenTraining } = given()
      const { slug } = await givenTraining()
      const ada = someone()
      for (const name of ['Ada', 'Luis', 'Ada']) {
        await signUp(slug, { people: [{ ...ada, givenName: name }] })
        const all = await people(slug)
        if (all.length < 3) await admin('POST', `/registrations/${all.at(-1).id}/cancel`)
      }
      const [, , { id }] = await people(slug)
      assert.equal((await admin('DELETE', `/registrations/${id}`)).status, 204)
      assert.deepEqual(
        (await people(slug)).map(({ givenName }) => givenName),
        ['Luis'],
      )
      assert.deepEqual((await admin('GET', `/trainings/${slug}`)).body.seats.counts, { cancelled: 1 })
    })

    test('leaves nothing of a coordinator whose group was verified with a code', async () => {
      const server = given()
      const { row, context, givenTraining } = server
      const signer = createSigner(given)
      const { slug } = await givenTraining(verifying)
      const coordinator = { name: 'Front counter', email: someone().email }
      const sent = await signer.begin(slug, { people: [someone()], coordinator })
      assert.equal((await signer.type(sent, await signer.codeTo(coordinator.email))).status, 200)
      const group = await row('registration_group', { reference: sent.reference })
      await eraseCoordinator(context, group.id)
      assert.deepEqual(await placesOf(server, Object.values(coordinator)), new Map())
    })

    test('does not merge people who can no longer be reached', async () => {
      const { admin, people, signUp, givenTraining } = given()
      const { slug } = await givenTraining({ fields: { phone: 'optional' } })
      const station = { givenName: 'Sam', familyName: 'Hill', phone: '816-555-0100' }
      const coordinators = [someone(), someone()]
      for (const one of coordinators)
        await signUp(slug, { people: [one, station], coordinator: { name: one.familyName, email: one.email } })
      for (const { id, email } of await people(slug))
        if (email !== null) assert.equal((await admin('DELETE', `/registrations/${id}`)).status, 204)
      for (const { id } of await people(slug))
        assert.equal((await admin('PATCH', `/registrations/${id}`, { person: { needs: 'a ramp' } })).status, 200)
      assert.equal((await people(slug)).length, 2)
    })
  },
  mailing,
)
