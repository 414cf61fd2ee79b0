import assert from 'node:assert/strict'
import { after, before, describe, test } from 'mocha'
import { asConfirmed, countMarked } from '../../testing/as-confirmed.ts'
import {
  type Fixture,
  givenFilledDatabase,
  readFixture,
  withAudienceOfToday,
} from '../../testing/databases/load-fixture.ts'
import { readEverything } from '../../testing/everything.ts'
import { contradictions } from '../../testing/generated/recount.ts'
import { inAnyOrder, withoutNewColumns } from '../../testing/pages/csv-columns.ts'
import { dialects, type Json, readJson, type TestApp, testApp } from '../../testing/servers/test-app.ts'
import {
  factsOf,
  type PageView,
  viewOrganization,
  viewPage,
  viewSearch,
  viewTraining,
} from '../../testing/traces/record-views.ts'
import { mailing } from '../../testing/verify.ts'
import { openDatabase } from './database.ts'

type SeenPage = PageView & { path: string; reference: string }

/** What the earlier version showed. */
interface Seen {
  trainings: Record<string, Json>
  organization: Json
  searches: Record<string, Json>
  signUps: Record<string, Json>
  pages: Record<string, Record<string, SeenPage>>
  answers: { training: string; key: string; body: string; answer: string }[]
}

const filled = readFixture('filled-1.1.0.json') as Fixture
const seen = readFixture('seen-1.1.0.json') as Seen

/** What a training and a registration say today and did not say then. */
const newMembers = new Set(['hidesName', 'tile', 'attendance', 'addToCalendar', 'share'])
const withoutNewMembers = <View>(view: View): View =>
  JSON.parse(JSON.stringify(view, (name, value) => (newMembers.has(name) ? undefined : value)))

for (const dialect of dialects)
  describe(`a database that release 1.1.0 filled, on ${dialect}`, () => {
    let server: TestApp
    let close: () => Promise<void>
    before(async () => {
      const { url, remove } = await givenFilledDatabase(dialect, filled)
      const db = await openDatabase(url)
      server = await testApp(dialect, { ...mailing, system: { db, authSecret: filled.authSecret } })
      server.clock.now = new Date(filled.now)
      close = async () => {
        await server.close()
        await db.close()
        await remove()
      }
    })
    after(() => close())

    test('keeps every row but those of sign-ups that no one has proven', async () => {
      const { migration: _, ...everything } = await readEverything(server.context)
      const { tables } = filled
      const proven = (tables['registration'] ?? []).filter(({ is_unverified }) => is_unverified === 0)
      const registrations = await server.rows('registration')
      assert.deepEqual(idsOf(registrations), idsOf(proven))
      const unchanged = Object.keys(tables).filter((name) => !isMoved.has(name))
      for (const name of unchanged) assert.equal(everything[name]?.length, tables[name]?.length, name)
      assert.equal(everything['mailbox_slot']?.length, tables['mail_allowance']?.length)
      assert.equal(everything['impression_count']?.length, tables['placement_count']?.length)
      assert.deepEqual(await contradictions(server.context.db), [])
    })
    test('shows organizers what they saw, with requests that wait for a code apart', async () => {
      for (const [slug, views] of Object.entries(seen.trainings)) {
        const { admin, mails, mailTotals: _, ...rest } = await viewTraining(server, slug)
        const { admin: adminBefore, mails: mailsBefore, mailTotals: __, ...expected } = withoutUnproven(views)
        // First names had no order within a last name.
        const now = { ...rest, csv: inAnyOrder(withoutNewColumns(rest.csv, expected.csv)) }
        const then = { ...expected, csv: inAnyOrder(expected.csv) }
        assert.deepEqual(withoutNewMembers(asConfirmed(now, views)), withoutNewMembers(asConfirmed(then, views)), slug)
        const left = new Set(mails.map(({ id }) => id))
        const lost = mailsBefore.filter(({ id }: Json) => !left.has(id))
        assert.deepEqual(
          lost.filter(({ id }: Json) => !isAboutUnproven(id)),
          [],
          slug,
        )
        const kept = mailsBefore.filter(({ id }: Json) => left.has(id))
        assert.deepEqual(mails.map(withoutSubject), kept.map(withoutSubject), slug)
        const { waitingForCode, waitingForAlert: _____, wrongCodes: ___, warnings: ____, seats, ...others } = admin
        const { seats: seatsBefore, ...restBefore } = adminBefore
        assert.deepEqual(withoutNewMembers(others), withoutNewMembers(withAudienceOfToday(restBefore)))
        assert.deepEqual([seats.capacity, seats.taken], [seatsBefore.capacity, seatsBefore.taken + countMarked(views)])
        const held = seatsBefore.taken - rest.registrations.filter(({ id }) => seated.has(id)).length
        assert.equal(waitingForCode.heldSeats, held)
      }
      const { messages, ...now } = await viewOrganization(server)
      const { messages: messagesBefore, ...others } = seen.organization
      assert.deepEqual(now, others)
      assert.deepEqual(messages?.map(withoutNew), messagesBefore.map(withoutNew))
    })
    test('finds duplicates by their reference as before', async () => {
      const left = new Set((await server.rows('duplicate')).map((one) => one.reference))
      const kept = Object.entries(seen.searches).filter(([reference]) => left.has(reference))
      assert.ok(kept.length > 20)
      for (const [reference, found] of kept) {
        const attempts = found.attempts.filter((one: Json) => left.has(one.reference))
        assert.deepEqual(await viewSearch(server, reference), { ...found, attempts }, reference)
      }
    })
    test('opens every page that a link led to, with the same person and what they can do', async () => {
      for (const [id, { path, status, reference, lines, options }] of Object.entries(
        seen.pages['registrations'] ?? {},
      )) {
        const page = await viewPage(server, path)
        assert.equal(page.status, unproven.has(id) ? 404 : status, id)
        if (unproven.has(id)) continue
        assert.ok(page.lines.some((line) => line.includes(reference)))
        assert.deepEqual(targets(page.options).filter(isOld), targets(options), id)
        assert.match(page.lines.join('\n'), new RegExp(nameBefore(reference, lines) ?? 'no name'))
      }
      for (const kind of ['transfers', 'supervisors'])
        for (const [id, { path, status }] of Object.entries(seen.pages[kind] ?? {})) {
          // An offer that was taken led to the page that the seat had by then, even someone else’s.
          const isGone = kind === 'transfers' ? status === 303 : !(await isKept(server, id))
          assert.equal((await viewPage(server, path)).status, isGone ? 404 : status, id)
        }
    })
    test('shows coordinators everyone they registered, and lets them act for people without an address', async () => {
      for (const [id, { path, status, lines }] of Object.entries(seen.pages['groups'] ?? {})) {
        const page = await viewPage(server, path)
        const members = (filled.tables['registration'] ?? []).filter(
          (one) => one['group_id'] === id && !unproven.has(String(one['id'])),
        )
        if (members.length === 0) continue
        assert.equal(page.status, status)
        for (const { given_name, family_name } of members)
          assert.ok(page.lines.includes([given_name, family_name].filter(Boolean).join(' ')), String(given_name))
        assert.match(page.lines.join('\n'), new RegExp(lines.at(1)?.split(' ').at(-1) ?? 'no reference'))
        const actedFor = new Set(page.options.flatMap((option) => /people\/([^/]+)/.exec(option)?.[1] ?? []))
        for (const { id: member, email } of members) assert.ok(email === null || !actedFor.has(String(member)))
      }
    })
    test('lets codes that were sent finish what they began', async () => {
      const outcomes = new Map<string, number>()
      for (const [id, { training, reference, secret, code, endsAt, isVerified, answer }] of Object.entries(
        seen.signUps,
      )) {
        const path = `/api/v1/trainings/${training}/registrations/${reference}/verification`
        const { code_expires_at, tries, reference: kept } = verificationOf(id)
        const isInTime = code !== null && String(code_expires_at) > filled.now && Number(tries) < 5
        if (!isInTime || kept === '' || seen.trainings[training].admin.training.status === 'cancelled') continue
        const response = await server.send('POST', path, { secret, code })
        const body = await readJson(response)
        const wanted = isVerified ? answer !== null : endsAt > filled.now
        outcomes.set(isVerified ? 'again' : 'finished', (outcomes.get(isVerified ? 'again' : 'finished') ?? 0) + 1)
        assert.equal(response.status, wanted ? 200 : 409, `${reference}: ${JSON.stringify(body)}`)
        if (isVerified && answer) assert.deepEqual(body, answer)
      }
      assert.ok((outcomes.get('finished') ?? 0) > 3)
      assert.deepEqual(await contradictions(server.context.db), [])
    })
    test('answers a request that comes again as it did', async () => {
      for (const { training, key, body, answer } of seen.answers) {
        const path = `/api/v1/trainings/${training}/registrations`
        const response = await server.send('POST', path, body, { 'idempotency-key': key })
        const again = await readJson(response)
        // Version 1.6.0 is the first that says how many digits a code has.
        if (again.verification) delete again.verification.digits
        assert.deepEqual([response.status, again], [201, JSON.parse(answer)])
      }
    })
  })

/** Tables whose rows are moved to another form, or lose those of sign-ups that no one has proven. */
const isMoved = new Set([
  'attempt',
  'mail_allowance',
  'outbox',
  'placement_count',
  'registration',
  'registration_group',
  'supervisor_request',
  'training_count',
  'verification',
])

const idsOf = (rows: Json[]) => rows.map(({ id }) => String(id)).toSorted()
const unproven = new Set(
  (filled.tables['registration'] ?? []).flatMap(({ id, is_unverified }) => (is_unverified === 1 ? [String(id)] : [])),
)
const seated = new Set(
  (filled.tables['registration'] ?? []).flatMap(({ id, holds_seat }) => (holds_seat === 1 ? [String(id)] : [])),
)
const verificationOf = (id: string) => (filled.tables['verification'] ?? []).find((one) => one['id'] === id) ?? {}

/** What organizers saw of a training, without sign-ups that waited for their code or never got it. */
function withoutUnproven(views: Json): Json {
  const registrations = views.registrations.filter(({ id }: Json) => !unproven.has(id))
  const gone = new Set(views.registrations.flatMap(({ id, reference }: Json) => (unproven.has(id) ? [reference] : [])))
  const totals: Record<string, number> = {}
  for (const { status } of registrations) totals[status] = (totals[status] ?? 0) + 1
  return {
    ...views,
    public: factsOf(views.public),
    registrations,
    totals,
    csv: mapValues(views.csv, (lines) => lines.filter((line: string) => !gone.has(line.slice(1, 10)))),
  }
}

const mapValues = (record: Record<string, Json>, change: (value: Json) => Json) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))

/** Whether an email was about a sign-up that no one has proven. */
function isAboutUnproven(id: string): boolean {
  const { registration_id, group_id, attempt_id } = rowOf('outbox', id)
  const isOfRequest = (filled.tables['verification'] ?? []).some(
    (one) => one['verified_at'] === null && attempt_id !== null && one['attempt_id'] === attempt_id,
  )
  const groupOf = rowOf('attempt', attempt_id)['group_id'] ?? group_id
  const isOfGroup = rowOf('registration_group', groupOf)['is_unverified'] === 1
  return unproven.has(String(registration_id)) || isOfRequest || isOfGroup
}

const rowOf = (table: string, id: unknown): Json => (filled.tables[table] ?? []).find((one) => one['id'] === id) ?? {}

/** Emails with a code name their request now, not a registration. */
const withoutSubject = ({ kind, registration, ...mail }: Json) =>
  kind === 'code' ? { kind, ...mail, address: null } : { kind, registration, ...mail, address: null }
const unknownThen = { filter: 0, registrations: 0, showsTraining: 0, sendAt: 0 }
const withoutNew = ({ message, mails, ...rest }: Json) => ({
  ...rest,
  mails: mails.map((mail: Json) => ({ ...mail, address: null })),
  message: { ...message, ...unknownThen },
})

/**
 * Where the options of a page lead, whichever partner they credit, and whether that release had them.
 * The four ways to a calendar are one now.
 */
const targets = (options: string[]) => [
  ...new Set(
    options
      .map((option) => option.slice(option.lastIndexOf('→')))
      .map((target) => target.replace(/(?<=[?&])p=[\w-]+&?|\?p=[\w-]+$/, '').replace(/\/calendar\W.*$/, '/calendar'))
      .toSorted(),
  ),
]
const isOld = (target: string) => !/\/(address|supervisor|share)\b/.test(target)

/** The name in the line before the reference, as the recorded pages had it. */
const nameBefore = (reference: string, lines: string[]) =>
  lines[lines.findIndex((line) => line.includes(reference)) - 1]?.split(' ').slice(1).join(' ')

const isKept = async ({ rows }: TestApp, id: string) => (await rows('supervisor_request', { id })).length > 0
