import assert from 'node:assert/strict'
import type { RegistrationStatus } from '@training-signup/contract'
import { test } from 'mocha'
import { ProblemError } from '../../platform/problem.ts'
import { contradictions } from '../../testing/generated/recount.ts'
import { sendAllMails } from '../../testing/mails/expected-mails.ts'
import { onBothDatabases, someone, type TestApp } from '../../testing/servers/test-app.ts'
import { replaceMember } from '../../visitors/manage/group-actions.ts'
import { checkIn } from '../attendance/check-in.ts'
import { acceptTransfer } from '../registrations/accept-transfer.ts'
import { editRegistration } from '../registrations/edit-registration.ts'
import { moveToTraining } from '../registrations/move-to-training.ts'
import { offerTransfer } from '../registrations/offer-transfer.ts'
import { approve, decline, promote } from './approval.ts'
import { cancel } from './cancel.ts'
import { expireRegistrations } from './expire.ts'
import { lockTrainings } from './locked-training.ts'
import { acceptOffer, declineOffer } from './offers.ts'
import type { Registration } from './registration.ts'
import { type Action, actions, can, leadsTo, transitions } from './transitions.ts'
import { promoteFromWaitingList } from './waiting-list.ts'

const noon = new Date('2027-01-10T18:00:00.000Z')
const weekMs = 7 * 24 * 60 * 60_000

/**
 * Someone of a training in which an organizer approves everyone, and the circumstances that decide
 * between outcomes.
 */
interface Case {
  app: TestApp
  slug: string
  id: string
  isSeatFree: boolean
}

/**
 * Everything that can vary besides status and action: how the person is reached, and whether a seat
 * is free.
 */
const circumstances = [true, false].flatMap((hasAddress) =>
  [true, false].map(
    (isSeatFree) => ({ hasAddress, isSeatFree, waitlistBy: isSeatFree ? 'offer' : 'promotion' }) as const,
  ),
)
type Circumstances = (typeof circumstances)[number]

/** The table refuses in all of them alike. SQLite shows that; on PostgreSQL, one is enough. */
const circumstancesFor = ({ context: { db } }: TestApp, status: RegistrationStatus, action: Action) =>
  can(status, action) || db.name === 'sqlite' ? circumstances : circumstances.slice(-1)

const unasked = { phone: null, role: null, agency: null, answers: {}, sensitive: {} }

const read = ({ app, id }: Pick<Case, 'app' | 'id'>): Promise<Registration> => app.row('registration', { id })

/** Everything that is stored about one training. */
async function rowsOf({ app, slug }: Case) {
  const tables = ['registration', 'registration_group', 'duplicate', 'training_count', 'transfer', 'outbox'] as const
  const all = await Promise.all([app.rows('training', { slug }), ...tables.map((table) => app.rows(table, { slug }))])
  return all
    .flat()
    .map((row) => JSON.stringify(row))
    .toSorted()
}

const change = (app: TestApp, slug: string, values: { capacity: number }) =>
  app.context.db.transaction((tx) => tx.updateTable('training').set(values).where('slug', '=', slug).execute())

const seatsTaken = async ({ row }: TestApp, slug: string) => (await row('training', { slug })).seats_taken

/** Leaves one seat free, or none, without anyone being promoted. */
const leaveFree = async ({ app, slug }: Case, seats: 0 | 1) =>
  change(app, slug, { capacity: (await seatsTaken(app, slug)) + seats })

/** Someone who sits in a seat from the start, whatever else happens. */
async function addSeated(app: TestApp, slug: string): Promise<string> {
  const { status, body } = await app.admin('POST', '/registrations', {
    training: slug,
    channel: 'phone',
    people: [someone()],
  })
  assert.equal(status, 201, JSON.stringify(body))
  return body.registrations[0].id
}

/**
 * Signs someone up who awaits approval, alone or through a coordinator. Only the coordinator has an
 * address.
 */
async function signUp(app: TestApp, slug: string, hasAddress: boolean): Promise<string> {
  const { email, ...person } = someone()
  const coordinator = { name: 'Pat Lee', email }
  const { status, body } = await app.signUp(
    slug,
    hasAddress ? { people: [{ ...person, email }] } : { people: [person], coordinator },
  )
  assert.equal(status, 201, JSON.stringify(body))
  return (await app.row('registration', { family_name: person.familyName })).id
}

/** How someone comes into each status: by verbs, where there are any. */
const ways: Record<RegistrationStatus, (one: Case, offerTo: () => Promise<void>) => Promise<unknown>> = {
  pending_approval: async () => undefined,
  confirmed: (one) => seat(one),
  waitlisted: (one) => wait(one),
  offered: (_, offer) => offer(),
  cancelled: ({ app, id }) => cancel(app.context, id),
  declined: ({ app, id }) => decline(app.context, id),
  expired: async ({ app, id }, offer) => {
    await offer()
    await declineOffer(app.context, id)
  },
}

async function seat(one: Case) {
  await leaveFree(one, 1)
  await approve(one.app.context, one.id)
}

async function wait(one: Case) {
  await leaveFree(one, 0)
  await approve(one.app.context, one.id)
}

async function bring(app: TestApp, status: RegistrationStatus, by: Circumstances): Promise<Case> {
  app.clock.now = noon
  const holdWhilePending = by.isSeatFree
  const { slug } = await app.givenTraining({
    audience: { access: 'approval' },
    seats: { capacity: 9, waitlist: true, waitlistBy: 'offer', holdWhilePending },
  })
  const seated = await addSeated(app, slug)
  const one = { app, slug, id: await signUp(app, slug, by.hasAddress), isSeatFree: by.isSeatFree }
  // A seat that is held for the request would be theirs.
  if (holdWhilePending && status !== 'pending_approval') await loseHold(one)
  await ways[status](one, async () => {
    await wait(one)
    await cancel(app.context, seated)
  })
  assert.equal((await read(one)).status, status)
  const capacity = await seatsTaken(app, slug)
  const { status: patched } = await app.admin('PATCH', `/trainings/${slug}`, {
    seats: { capacity, waitlistBy: by.waitlistBy },
  })
  assert.equal(patched, 200)
  await sendAllMails(app.context.db)
  // No one waits while there is a free seat.
  await leaveFree(one, by.isSeatFree && status !== 'waitlisted' ? 1 : 0)
  assert.equal((await read(one)).status, status)
  return one
}

async function loseHold({ app }: Case) {
  app.clock.now = new Date(noon.getTime() + weekMs)
  await expireRegistrations(app.context)
  app.clock.now = noon
}

/**
 * The verbs that carry an action out. Those that look for people on their own, or make more than
 * one thing of what they are asked, refuse nothing: they leave people alone whose status does not
 * allow the action.
 */
const verbs: Record<Action, Record<string, (one: Case) => Promise<unknown>>> = {
  approve: { approve: ({ app, id }) => approve(app.context, id) },
  decline: { decline: ({ app, id }) => decline(app.context, id) },
  cancel: { cancel: ({ app, id }) => cancel(app.context, id) },
  promote: {
    async promote(one) {
      await leaveFree(one, 1)
      await promote(one.app.context, one.id)
    },
  },
  call: {
    async promoteFromWaitingList(one) {
      await leaveFree(one, 1)
      await callNext(one)
    },
  },
  accept: { acceptOffer: ({ app, id }) => acceptOffer(app.context, id) },
  refuse: { declineOffer: ({ app, id }) => declineOffer(app.context, id) },
  lapse: {
    async expireRegistrations({ app }) {
      app.clock.now = new Date(noon.getTime() + 2 * weekMs)
      await expireRegistrations(app.context)
    },
  },
  review: {
    editRegistration: ({ app, id }) =>
      editRegistration(app.context, id, { givenName: 'Grace' }, { lenient: false, lang: 'en' }),
  },
  transfer: {
    async 'offerTransfer and acceptTransfer'({ app, slug, id }) {
      const colleague = someone()
      assert.equal(await offerTransfer(app.context, id, colleague, 'en'), 'asked')
      await acceptTransfer(app.context, (await app.row('transfer', { slug })).id, receiverOf(colleague))
    },
    async acceptTransfer(one) {
      const colleague = someone()
      await acceptTransfer(one.app.context, await insertTransfer(one, one.id), receiverOf(colleague))
    },
  },
  receive: {
    async acceptTransfer(one) {
      const { app, slug } = one
      await leaveFree(one, 1)
      const sender = await addSeated(app, slug)
      const { given_name, family_name, email } = await read(one)
      const person = { givenName: given_name, familyName: family_name, email: email ?? (await coordinatorOf(one)) }
      await acceptTransfer(app.context, await insertTransfer(one, sender), receiverOf(person))
    },
  },
  replace: {
    async replaceMember(one) {
      const { email: _, ...person } = someone()
      await replaceMember(one.app.context, await groupOf(one), one.id, {
        person: { ...person, email: null, ...unasked },
        needsApproval: false,
      })
    },
  },
  move: {
    async moveToTraining({ app, id }) {
      const { slug } = await app.givenTraining()
      await moveToTraining(app.context, id, slug)
    },
  },
  'check-in': { checkIn: ({ app, id }) => checkIn(app.context, id) },
}

const callNext = async ({ app, id }: Case) => {
  const { training_id } = await read({ app, id })
  await app.context.db.transaction(async (tx) => {
    const training = (await lockTrainings(app.context.db, tx, [training_id])).get(training_id)
    if (training) await promoteFromWaitingList(app.context, tx, training)
  })
}

const receiverOf = (person: { givenName: string; familyName: string; email: string }) => ({
  person: { ...person, ...unasked },
  needsApproval: false,
  consents: [],
  lang: 'en' as const,
})

/** A seat that was offered to a colleague, whatever has become of its owner since. */
async function insertTransfer({ app, id }: Case, registration_id: string): Promise<string> {
  const { context } = app
  const { training_id } = await read({ app, id })
  const transfer = {
    id: context.newId(),
    training_id,
    registration_id,
    given_name: 'Ada',
    family_name: 'Reyes',
    email: 'ada@example.org',
    lang: 'en' as const,
    expires_at: new Date(noon.getTime() + weekMs).toISOString(),
    taken_by: null,
    created_at: noon.toISOString(),
  }
  await context.db.transaction((tx) => tx.insertInto('transfer').values(transfer).execute())
  return transfer.id
}

async function groupOf(one: Case) {
  const { group_id } = await read(one)
  return one.app.row('registration_group', { id: group_id ?? '' })
}

const coordinatorOf = async (one: Case) => (await groupOf(one)).coordinator_email

/**
 * Verbs that are not asked about one person, or do something else where the action is not possible.
 */
const leavesAlone = new Set<Action>(['call', 'lapse', 'review', 'receive'])
const refusals = new Set(['wrong-status', 'not-found', 'already-registered'])

onBothDatabases('the table of transitions', (given) => {
  /** Carries the action out, and returns the status afterwards. */
  async function carryOut(one: Case, action: Action, verb: (one: Case) => Promise<unknown>) {
    const before = await read(one)
    let rows: Awaited<ReturnType<typeof rowsOf>> | undefined
    let refused = ''
    // What was prepared for a verb is no change of its own: what counts is its last transaction.
    const recorded = { ...one.app, context: { ...one.app.context } }
    const { db } = one.app.context
    recorded.context.db = {
      ...db,
      transaction: async (work) => {
        if (!can(before.status, action)) rows = await rowsOf(one)
        return db.transaction(work)
      },
    }
    try {
      await verb({ ...one, app: recorded })
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      refused = error.problemName
    }
    const after = await read(one)
    if (refused !== '') {
      assert.deepEqual(await rowsOf(one), rows, `${action} was refused and changed a row`)
      assert.ok(refusals.has(refused), refused)
    }
    const isSame = JSON.stringify(after) === JSON.stringify(before)
    return { status: after.status, refused, isSame }
  }

  for (const status of Object.keys(transitions) as RegistrationStatus[])
    for (const action of Object.keys(actions) as Action[])
      test(`${status}, ${action}: ${leadsTo(status, action).join(' or ') || 'refused'}`, async () => {
        const reached = new Set<RegistrationStatus>()
        for (const by of circumstancesFor(given(), status, action))
          for (const [name, verb] of Object.entries(verbs[action])) {
            // People with an address of their own are not replaced, and have no group to be
            // replaced in.
            if (action === 'replace' && by.hasAddress) continue
            const one = await bring(given(), status, by)
            const outcome = await carryOut(one, action, verb)
            const where = `${name}, ${JSON.stringify(by)}: ${JSON.stringify(outcome)}`
            if (can(status, action)) {
              assert.equal(outcome.refused, '', where)
              assert.ok(leadsTo(status, action).includes(outcome.status), where)
              reached.add(outcome.status)
            } else {
              assert.equal(outcome.status, status, where)
              assert.ok(outcome.refused !== '' || leavesAlone.has(action), where)
              assert.ok(outcome.isSame || action === 'review', where)
            }
            assert.deepEqual(await contradictions(given().context.db, one.slug), [], where)
          }
        assert.deepEqual([...reached].toSorted(), leadsTo(status, action).toSorted())
      })
})
