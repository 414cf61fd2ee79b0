import assert from 'node:assert/strict'
import type { TrainingDraft } from '@training-signup/contract'
import { test } from 'mocha'
import { createManageTokens } from '../../core/registrations/manage-token.ts'
import { expireRegistrations } from '../../core/seats/expire.ts'
import { deliverMails, runMails } from '../../delivery/deliver.ts'
import { contradictions } from '../../testing/generated/recount.ts'
import { onBothDatabases, someone, type TestApp } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { type Answered, createVisitor } from '../../testing/visitor.ts'

/**
 * A stranger signs up two people as their coordinator: Nora, who has no address of her own, and Vera, who has one. What
 * the stranger gets to see must be the same whether Vera was registered before or not, whatever is decided afterwards.
 */
const morning = new Date('2027-01-10T15:00:00.000Z')

const trainings = {
  open: {},
  attested: { access: 'attest' },
  'of a domain, to which she belongs,': { access: 'domain', domains: ['example.org'], supervisor: 'optional' },
  'of a domain, to which she does not belong,': { access: 'domain', domains: ['kcpd.example'], supervisor: 'optional' },
  'with approval': { access: 'approval', domains: ['kcpd.example'], supervisor: 'optional' },
} as const satisfies Record<string, TrainingDraft['audience']>

interface Setting {
  audience: TrainingDraft['audience']
  seats: TrainingDraft['seats']
  split: boolean
}

interface World {
  slug: string
  /** Of the group's page. */
  link: string
  /** Registrations by the person: `first` and `other` came before the group; the first is Vera if she was registered. */
  ids: Record<'first' | 'other' | 'nora' | 'vera', string>
  /** Vera as a person of the group. */
  member: string
  clean: (text: string) => string
}

/** What the stranger, and the supervisor they named, get to see. */
type Seen = string[]

const people = ['nora', 'vera', 'first', 'other'] as const
const decisions = ['approve', 'decline', 'promote', 'cancel'] as const
type Step =
  | `${(typeof decisions)[number]} ${(typeof people)[number]}`
  | `supervisor ${'yes' | 'no'} about ${'nora' | 'vera' | 'first'}`
  | `coordinator ${'accept' | 'decline' | 'cancel'} nora`
  | `vera ${'accept' | 'decline' | 'cancel'}`
  | 'call off'
  | '1 more seat'
  | '5 more seats'
  | 'a week later'

/** With seats for everyone: also whatever is decided about Vera's own registration, in this group or from before. */
const roomy: Step[][] = [
  [
    'supervisor yes about vera',
    'approve vera',
    'supervisor yes about nora',
    'approve nora',
    'promote vera',
    'promote nora',
    'cancel vera',
    'cancel nora',
  ],
  ['supervisor no about vera', 'decline vera', 'supervisor no about nora', 'decline nora', 'cancel nora'],
  ['approve nora', 'cancel first', 'vera cancel', 'coordinator cancel nora', 'call off'],
  ['call off', 'supervisor yes about first', 'approve nora', 'cancel vera'],
  ['a week later', 'approve vera', 'approve nora', 'decline vera'],
]

/**
 * Without a free seat: whatever is decided about everyone else. Seats that Vera herself gives back, or takes a second time,
 * are not compared here: they are seats more or less, for everyone who waits.
 */
const crowded: Step[][] = [
  ['approve nora', 'approve first', 'promote nora', 'cancel other', '1 more seat', '5 more seats', 'cancel nora'],
  ['supervisor yes about nora', 'supervisor no about first', 'cancel other', '5 more seats', 'a week later'],
  ['supervisor no about nora', 'decline first', 'cancel other', '5 more seats', 'coordinator cancel nora'],
  ['supervisor yes about vera', 'cancel first', 'call off', 'cancel nora', '5 more seats'],
]

const offered: Step[][] = [
  [
    'approve nora',
    'approve vera',
    'cancel other',
    '1 more seat',
    'coordinator accept nora',
    '5 more seats',
    'vera accept',
  ],
  ['approve nora', 'cancel other', '1 more seat', 'coordinator decline nora', '5 more seats'],
  ['approve nora', 'cancel other', '1 more seat', 'a week later', '5 more seats'],
]

/**
 * Whether steps can happen in a training, and the stranger is to see the same of them. In a divided group people wait one
 * after the other, like people who signed up apart: where only Nora has to be approved she stands behind Vera, and a
 * single seat goes to Vera, if she has none yet.
 */
function isTold(audience: NonNullable<TrainingDraft['audience']>, split: boolean, steps: Step[]): boolean {
  if (!audience.supervisor) return !steps.some((step) => /^(supervisor|decline)/.test(step))
  const isVeraAhead = split && audience.domains?.includes('example.org')
  const isNoraApproved = steps.some((step) => step === 'approve nora' || step === 'supervisor yes about nora')
  return !(isVeraAhead && isNoraApproved && steps.includes('cancel other'))
}

onBothDatabases(
  'what a stranger sees of the people they signed up',
  (given) => {
    const visitor = createVisitor(given)

    // One runner after the other's emails: several would only look for them more often.
    const sendMails = () => runMails(given().context)

    async function build(
      { audience, seats, split }: Setting,
      isRegistered: boolean,
    ): Promise<[World | undefined, Seen]> {
      const app = given()
      app.clock.now = morning
      const { slug } = await app.givenTraining({ audience, seats })
      const asked = audience?.access === 'attest' ? { attestation: true } : {}
      // Where a domain is asked for, a supervisor has to belong to that domain.
      const mailbox = (name: string) => `${name}.${slug}@${audience?.domains?.[0] ?? 'kcpd.example'}`
      const named = (name: string) => (audience?.supervisor ? { supervisorEmail: mailbox(name) } : {})
      const vera = { ...someone(asked), givenName: 'Vera', familyName: 'Voss' }
      const nora = { ...asked, givenName: 'Nora', familyName: 'Noll', ...named('lee') }
      for (const one of [isRegistered ? vera : someone(asked), someone(asked)])
        assert.equal((await app.signUp(slug, { people: [{ ...one, ...named('major') }] })).status, 201)
      await sendMails()
      const coordinator = { name: 'Pat Lee', email: `pat.${slug}@kcpd.example` }
      const group = [nora, { ...vera, ...named('lee') }]
      const { status, body } = await app.signUp(slug, { people: group, coordinator, split })
      const clean = cleanerFor(slug, vera.email)
      const answer = clean(`${status} ${JSON.stringify(body)}`)
      if (status !== 201) return [undefined, [answer]]
      const world = { slug, clean, ...(await find(app, slug)) }
      return [world, [answer, await look(world)]]
    }

    /** The page of the group, and all that was sent to its coordinator and to the supervisor they named. */
    async function look({ slug, link, clean }: World): Promise<string> {
      const app = given()
      app.mails.length = 0
      await sendMails()
      const [own, supervisors] = ['pat', 'lee'].map((name) =>
        app.mails.filter(({ to }) => to.startsWith(`${name}.${slug}@`)),
      )
      app.clock.later({ minutes: 20 })
      const { status, text } = await visitor.get(link)
      assert.equal(status, 200)
      return clean(JSON.stringify({ own, supervisors, text }, null, 1))
    }

    async function act(world: World, step: Step): Promise<string> {
      const { ids, link, clean } = world
      const [who = '', what = '', ...rest] = step.split(' ')
      const person = (name: string) => ids[name as keyof World['ids']]
      const tell = ({ status, to }: Answered) => clean(`${status} ${to}`)
      if (step === 'call off') return tell(await visitor.post(`${link}/cancel`))
      if (step === 'a week later') return wait()
      if (step === '1 more seat' || step === '5 more seats') return enlarge(world, Number(who))
      if (who === 'supervisor') return tell(await visitor.post(await questionOf(world, rest[1] ?? '', what)))
      if (who === 'coordinator') return tell(await visitor.post(`${link}/people/${person(rest[0] ?? '')}/${what}`))
      if (who === 'vera') return visitor.post(`${await visitor.linkOf(ids.vera)}/${what}`).then(() => '')
      const { status } = await given().admin('POST', `/registrations/${person(what)}/${who}`)
      // The stranger may not see what happens to others.
      return what === 'nora' ? String(status) : ''
    }

    async function wait(): Promise<string> {
      const { clock, context } = given()
      await sendMails()
      clock.later({ days: 7 })
      await expireRegistrations(context)
      return ''
    }

    async function enlarge({ slug }: World, seats: number): Promise<string> {
      const { body } = await given().admin('GET', `/trainings/${slug}`)
      const capacity = body.seats.capacity + seats
      return String((await given().admin('PATCH', `/trainings/${slug}`, { seats: { capacity } })).status)
    }

    /** The supervisor's answer to the question about someone; of Vera, to the one that this group put. */
    async function questionOf({ ids, member }: World, about: string, answer: string): Promise<string> {
      const { rows, context } = given()
      const asked = await rows('supervisor_request')
      const question = asked.find(({ registration_id, duplicate_id }) =>
        about === 'vera'
          ? (duplicate_id ?? registration_id) === member
          : duplicate_id === null && registration_id === ids[about as 'nora' | 'first'],
      )
      const token = createManageTokens(context).issue({ kind: 'supervisor', id: question?.id ?? '', version: 1 })
      return `/r/confirm/${token}/${answer}`
    }

    async function livesOf(setting: Setting, steps: Step[], isRegistered: boolean): Promise<Seen> {
      const [world, seen] = await build(setting, isRegistered)
      if (!world) return seen
      for (const step of steps) seen.push(`${step}: ${await act(world, step)}`, await look(world))
      assert.deepEqual(await contradictions(given().context.db, world.slug), [])
      return seen
    }

    async function compare(setting: Setting, chains: Step[][]) {
      for (const steps of chains) {
        // Both lives have the hourly limit of mails to themselves.
        await given().context.db.transaction((tx) => tx.deleteFrom('mail_hour').execute())
        const unknown = await livesOf(setting, steps, false)
        await given().context.db.transaction((tx) => tx.deleteFrom('mail_hour').execute())
        const registered = await livesOf(setting, steps, true)
        for (const [index, seen] of unknown.entries())
          assert.equal(
            registered[index],
            seen,
            `${JSON.stringify(setting)} after ${steps.slice(0, (index - 1) / 2).join(', ')}`,
          )
        assert.equal(registered.length, unknown.length)
        // The page does change as things happen.
        const pages = new Set(unknown.filter((_, index) => index % 2 === 1))
        assert.ok(steps.length === 0 || pages.size > 2, steps.join())
      }
    }

    /**
     * Every chain runs on one of the two databases: those of divided groups on the other one than those of undivided ones.
     * What is seen is decided by the same code on both; only how they run its statements differs.
     */
    const isRun = (kind: number, split: boolean, chain: number) =>
      (kind + Number(split) + chain) % 2 === (given().context.db.name === 'sqlite' ? 1 : 0)

    for (const [kind, [name, audience]] of Object.entries(trainings).entries())
      for (const split of [false, true])
        for (const waitlist of [true, false])
          test(`is the same whether one of them was registered before: ${name} ${split ? 'divided' : 'undivided'}, ${waitlist ? 'with' : 'without'} a waiting list`, async () => {
            const some = (chains: Step[][]) =>
              chains.filter((steps, chain) => isTold(audience, split, steps) && isRun(kind, split, chain))
            // Where no one ever waits, one life shows that it does not matter whether people may.
            await compare(
              { audience, split, seats: { capacity: 12, waitlist } },
              some(waitlist ? roomy : roomy.slice(0, 1)),
            )
            await compare({ audience, split, seats: { capacity: 2, waitlist } }, waitlist ? some(crowded) : [[]])
            const offers = { capacity: 2, waitlist, waitlistBy: 'offer' } as const
            if (waitlist) await compare({ audience, split, seats: offers }, some(offered))
            else await compare({ audience, split, seats: { capacity: 4, waitlist } }, some(crowded.slice(0, 2)))
          })
  },
  mailing,
)

/** Takes out what may differ: references, ids, links, and the names that a test makes up. */
const cleanerFor = (slug: string, address: string) => (text: string) =>
  text
    .replaceAll(/(?<="correction":\{"secret":")\w+(\.\w+\.\w+\.)[\w-]{43}/g, 'SECRET$1')
    .replaceAll(slug, 'TRAINING')
    .replaceAll(address, 'ADDRESS')
    .replaceAll(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g, 'ID')
    .replaceAll(/(?<=\/r\/(?:confirm\/)?)[\w-]{66}/g, 'TOKEN')
    .replaceAll(/\b[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}\b/g, 'REFERENCE')

const anyForm = { givenName: 'Mallory', familyName: 'Voss', email: 'mallory@kcpd.example', agreed: 'on' }
const actions = ['change', 'substitute', 'cancel', 'accept', 'decline', 'erase', 'pass', 'keep', 'coming', 'approve']

onBothDatabases(
  'a seat that someone was told is theirs',
  (given) => {
    const visitor = createVisitor(given)
    const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.example' }

    /** A stranger signs Vera up, alone or with others; later she does so herself, and is sent the link to her seat. */
    async function signUpFirst(training: Partial<TrainingDraft>, isAlone: boolean) {
      const app = given()
      app.clock.now = morning
      const { slug } = await app.givenTraining({ seats: { capacity: 5, waitlist: true }, ...training })
      await visitor.signedUp(slug, [someone(), someone()])
      const vera = { ...someone(), givenName: 'Vera', familyName: 'Voss' }
      const together = isAlone ? [vera] : [vera, { givenName: 'Nora' }, { givenName: 'Noel' }]
      assert.equal((await app.signUp(slug, { people: together, coordinator, split: true })).status, 201)
      await deliverMails(app.context)
      app.mails.length = 0
      assert.equal((await app.signUp(slug, { people: [vera] })).status, 201)
      await deliverMails(app.context)
      const { link, ids, member } = await find(app, slug)
      const own = await visitor.linkOf(ids.vera)
      assert.ok(app.mails.some(({ to, text }) => to === vera.email && text.includes(own)))
      assert.equal(member, ids.vera)
      return { slug, link, own, id: ids.vera }
    }

    /** Enough for everyone who waits. */
    const addSeats = (slug: string) => given().admin('PATCH', `/trainings/${slug}`, { seats: { capacity: 5 } })

    const settings: [string, Partial<TrainingDraft>, string][] = [
      ['is confirmed', {}, 'confirmed'],
      ['awaits approval', { audience: { access: 'approval' } }, 'pending_approval'],
      ['waits', { seats: { capacity: 2, waitlist: true, waitlistBy: 'offer' } }, 'waitlisted'],
      ['was offered a seat', { seats: { capacity: 2, waitlist: true, waitlistBy: 'offer' } }, 'offered'],
    ]
    for (const [name, training, status] of settings)
      for (const isAlone of [true, false]) {
        const how = isAlone ? 'alone' : 'in a group'
        test(`cannot be touched by the stranger who signed them up ${how}: she ${name}`, async () => {
          const { slug, link, id } = await signUpFirst(training, isAlone)
          if (status === 'offered') await addSeats(slug)
          assert.ok((await visitor.statuses(slug)).includes(status))
          assert.equal((await given().admin('GET', `/registrations/${id}`)).body.status, status)
          const before = await visitor.everything()
          for (const action of actions) {
            const path = `${link}/people/${id}/${action}`
            assert.equal((await visitor.get(path)).status, 303, action)
            assert.ok([303, 404].includes((await visitor.post(path, anyForm)).status), action)
          }
          assert.deepEqual(await visitor.everything(), before)
        })

        test(`cannot be watched by the stranger who signed them up ${how}: she ${name}`, async () => {
          const { link, own, id, slug } = await signUpFirst(training, isAlone)
          if (status === 'offered') await addSeats(slug)
          const ofVera = async () => partAbout('Vera', (await visitor.get(link)).text)
          const before = await ofVera()
          assert.match(before, /Vera Voss/)
          if (status === 'offered') await visitor.post(`${own}/accept`)
          await given().admin('POST', `/registrations/${id}/approve`)
          assert.equal(await ofVera(), before)
          const renamed = await visitor.post(`${own}/change`, { givenName: 'Vera', familyName: 'Vandermeer' })
          assert.match(renamed.to, /changed/)
          assert.equal(await ofVera(), before)
          await visitor.post(`${own}/cancel`)
          assert.ok((await visitor.statuses(slug)).includes('cancelled'))
          assert.equal(await ofVera(), before)
        })
      }

    test('does not go to the stranger because an organizer empties her address', async () => {
      const { link, id } = await signUpFirst({}, false)
      const page = async () => (await visitor.get(link)).text
      const before = await page()
      const emptied = await given().admin('PATCH', `/registrations/${id}`, { person: { email: '' } })
      assert.deepEqual([emptied.status, emptied.body.errors[0].code], [422, 'keep-address'])
      assert.equal(await page(), before)
      const moved = { person: { email: someone().email } }
      assert.equal((await given().admin('PATCH', `/registrations/${id}`, moved)).status, 200)
      assert.equal(await page(), before)
    })

    test('is not given up by a coordinator whose group is not coming', async () => {
      const { link, id } = await signUpFirst({}, false)
      const row = async () => (await given().admin('GET', `/registrations/${id}`)).body
      const before = await row()
      await visitor.post(`${link}/cancel`)
      assert.deepEqual(await row(), before)
    })
  },
  mailing,
)

/** What a page says about one person: their item of its list. */
const partAbout = (name: string, page: string) =>
  page
    .split('<li class="row">')
    .find((part) => part.includes(`<h2>${name}`))
    ?.split('</li>\n')[0]
    ?.split('</ol>')[0] ?? ''

async function find({ context, rows }: TestApp, slug: string): Promise<Pick<World, 'link' | 'ids' | 'member'>> {
  const registrations = await rows('registration', { slug })
  const group = registrations.find(({ group_id }) => group_id !== null)?.group_id ?? ''
  const [duplicate] = await rows('duplicate', { group_id: group })
  const idOf = (name: string) => registrations.find(({ given_name }) => given_name === name)?.id ?? ''
  const [first, other] = registrations.map(({ id }) => id)
  return {
    link: `/r/${createManageTokens(context).issue({ kind: 'group', id: group, version: 1 })}`,
    ids: { first: first ?? '', other: other ?? '', nora: idOf('Nora'), vera: idOf('Vera') },
    member: duplicate?.id ?? idOf('Vera'),
  }
}
