import assert from 'node:assert/strict'
import type { RegistrationInput, TrainingDraft } from '@training-signup/contract'
import fc from 'fast-check'
import { test } from 'mocha'
import { newSlug, onBothDatabases, someone, type TestAnswer, type TestApp } from '../../testing/servers/test-app.ts'
import { codeIn, createSigner, mailing } from '../../testing/verify.ts'
import { createVisitor } from '../../testing/visitor.ts'

const anyTraining = fc.record({
  seats: fc.record({
    capacity: fc.integer({ min: 1, max: 6 }),
    waitlist: fc.boolean(),
    holdWhilePending: fc.boolean(),
  }),
  audience: fc.record({
    access: fc.constantFrom('open' as const, 'open' as const, 'approval' as const),
    verify: fc.constantFrom('never' as const, 'groups' as const),
  }),
})

const anySignUp = fc.record({ do: fc.constant('sign-up' as const), people: fc.integer({ min: 1, max: 3 }) })
const anyCorrection = fc.record({
  do: fc.constant('correct' as const),
  which: fc.nat(9),
  people: fc.integer({ min: 1, max: 2 }),
})
const anyWait = fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 20, 61) })
const victimsSignUp = fc.constant({ do: 'sign-up-victim' as const })
const closing = fc.constant({ do: 'close' as const })

/** What a stranger and the organizer can do where everyone types a code. */
const anyCodedStep = fc.oneof(
  { weight: 6, arbitrary: anySignUp },
  { weight: 2, arbitrary: victimsSignUp },
  { weight: 4, arbitrary: anyCorrection },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('prove' as const), which: fc.nat(9) }) },
  { weight: 1, arbitrary: closing },
  { weight: 2, arbitrary: anyWait },
)
type CodedStep = typeof anyCodedStep extends fc.Arbitrary<infer One> ? One : never

/** What a stranger, the owner of the address, and the organizer can do. */
const anyStep = fc.oneof(
  { weight: 6, arbitrary: anySignUp },
  { weight: 1, arbitrary: victimsSignUp },
  { weight: 4, arbitrary: anyCorrection },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('act' as const),
      by: fc.constantFrom('keep', 'cancel', 'erase', 'approve', 'decline'),
    }),
  },
  { weight: 1, arbitrary: closing },
  { weight: 1, arbitrary: anyWait },
)
type AnyStep = typeof anyStep extends fc.Arbitrary<infer One> ? One : never
type Step = Exclude<AnyStep, { do: 'wait' }>

type Someone = ReturnType<typeof someone>
const coordinator = { name: 'Pat Lee', email: 'pat.lee@example.com' }
const inputOf = (people: Someone[]): RegistrationInput => (people.length > 1 ? { people, coordinator } : { people })

/** One of two trainings, with the same people, and with everything that its answers named. */
function createWorld(given: () => TestApp, slug: string, victim: Someone, codes = new Map<string, string>()) {
  const { linkOf, post } = createVisitor(given)
  const signer = createSigner(given)
  const sent: { reference: string; secret: string; isVictim: boolean; address: string }[] = []
  async function ask(input: RegistrationInput, isVictim: boolean): Promise<TestAnswer> {
    const answer = await given().signUp(slug, input)
    const { reference, correction, verification } = answer.body
    const secret = (correction ?? verification)?.secret ?? ''
    const address = input.people.length > 1 ? '' : String(input.people[0]?.['email'])
    if (answer.status === 201) sent.push({ reference, secret, isVictim, address })
    return answer
  }
  const acts: Record<string, (id: string) => Promise<unknown>> = {
    keep: async (id) => post(`${await linkOf(id)}/keep`),
    cancel: async (id) => post(`${await linkOf(id)}/cancel`),
    erase: async (id) => given().admin('DELETE', `/registrations/${id}`),
    approve: async (id) => given().admin('POST', `/registrations/${id}/approve`),
    decline: async (id) => given().admin('POST', `/registrations/${id}/decline`),
  }
  return {
    sent,
    signUp: (people: Someone[]) => ask(inputOf(people), people[0] === victim),
    async correct(which: number, people: Someone[]) {
      const { reference = '', secret = '' } = sent[which] ?? {}
      return ask({ ...inputOf(people), replaces: { reference, secret } }, false)
    },
    /** A stranger types the code that came to one of their own addresses, or a wrong one. */
    async prove(which: number): Promise<TestAnswer> {
      const { reference = '', secret = '', isVictim = false, address = '' } = sent[which] ?? {}
      await signer.mailsTo('')
      // The title of a training is its slug.
      for (const { to, subject } of given().mails) codes.set(`${subject.split(': ').at(-1)} ${to}`, codeIn(subject))
      const code = isVictim ? undefined : codes.get(`${slug} ${address}`)
      return signer.type({ slug, reference, secret }, code || '000000')
    },
    /** The owner of the address, or an organizer, acts on what they have. */
    async act(by: string) {
      const theirs = await given().rows('registration', { slug, email: victim.email })
      const own = theirs.find(({ active_person }) => active_person !== null)
      if (own) await acts[by]?.(own.id)
    },
    close: () => given().admin('PATCH', `/trainings/${slug}`, { closesAt: '2027-01-10T06:00' }),
    /** The answer without what is drawn at random, and without the name of the training. */
    shown: ({ status, body, headers }: TestAnswer) =>
      [status, JSON.stringify(body), JSON.stringify([...headers])]
        .join('\n')
        .replaceAll(slug, 'slug')
        .replaceAll(body.reference ?? slug, 'reference')
        .replaceAll(body.verification?.secret ?? slug, 'secret')
        .replaceAll(/(?<=\.)[\w-]{43}(?=")/g, 'signature'),
  }
}

type World = ReturnType<typeof createWorld>

/** Both, one after the other, with the same answers. */
class Worlds {
  readonly one: World
  readonly other: World
  constructor(one: World, other: World) {
    this.one = one
    this.other = other
  }
  async ask(take: (world: World) => Promise<TestAnswer>): Promise<number> {
    const [first, second] = [await take(this.one), await take(this.other)]
    assert.equal(this.one.shown(first), this.other.shown(second))
    return first.status
  }
  async each(take: (world: World) => Promise<unknown>): Promise<void> {
    await take(this.one)
    await take(this.other)
  }
}

/**
 * Takes a step in both. Returns whether they have other seats from then on: that a duplicate takes
 * no seat shows once its sign-up has ended.
 */
async function endsWith(step: Step, worlds: Worlds, victim: Someone): Promise<boolean> {
  if (step.do === 'close') await worlds.each((world) => world.close())
  if (step.do === 'act') await worlds.each((world) => world.act(step.by))
  if (step.do === 'sign-up-victim') await worlds.ask((world) => world.signUp([victim]))
  if (step.do !== 'sign-up' && step.do !== 'correct') return false
  const people = Array.from({ length: step.people }, () => someone())
  if (step.do === 'sign-up') await worlds.ask((world) => world.signUp(people))
  if (step.do === 'sign-up') return false
  const which = step.which % worlds.one.sent.length
  const status = await worlds.ask((world) => world.correct(which, people))
  return status === 201 && worlds.one.sent[which]?.isVictim === true
}

onBothDatabases(
  'two trainings that differ only in whether someone is registered',
  (given) => {
    async function check(training: Partial<TrainingDraft>, others: number, steps: AnyStep[]) {
      const victim = someone()
      const worldOf = async (isRegistered: boolean) => {
        const { slug } = await given().givenTraining(training)
        for (let count = 0; count < others; count++) await given().signUp(slug, { people: [someone()] })
        if (isRegistered) await given().signUp(slug, { people: [victim] })
        return createWorld(given, slug, victim)
      }
      const worlds = new Worlds(await worldOf(true), await worldOf(false))
      // From here on both have the same seats: a duplicate takes none.
      if ((await worlds.ask((world) => world.signUp([victim]))) !== 201) return
      for (const step of steps) {
        given().clock.later({ minutes: step.do === 'wait' ? step.minutes : 0.1 })
        if (step.do !== 'wait' && (await endsWith(step, worlds, victim))) return
      }
    }

    /**
     * Takes the steps where everyone types a code: the sign-up in someone's name holds its seats in
     * both until it ends, so nothing tells them apart.
     */
    async function checkCoded(training: Partial<TrainingDraft>, others: number, steps: CodedStep[]) {
      const victim = someone()
      const codes = new Map<string, string>()
      const worldOf = async (registered: Someone) => {
        const slug = newSlug()
        await given().givenTraining({ ...training, slug, title: { en: slug } })
        for (const person of [...Array.from({ length: others }, () => someone()), registered])
          await given().admin('POST', '/registrations', { training: slug, channel: 'phone', people: [person] })
        return createWorld(given, slug, victim, codes)
      }
      const worlds = new Worlds(await worldOf(victim), await worldOf(someone()))
      await worlds.ask((world) => world.signUp([victim]))
      for (const step of steps) {
        given().clock.later({ minutes: step.do === 'wait' ? step.minutes : 0.1 })
        if (step.do === 'prove')
          await worlds.ask((world) => world.prove(step.which % Math.max(1, worlds.one.sent.length)))
        else if (step.do !== 'wait' && (step.do !== 'correct' || worlds.one.sent.length > 0))
          await endsWith(step, worlds, victim)
      }
    }

    test('answer whatever a stranger sends alike where everyone types a code, to the last seat', async () => {
      const begin = given().clock.now
      await fc.assert(
        fc.asyncProperty(
          anyTraining,
          fc.nat(4),
          fc.array(anyCodedStep, { minLength: 4, maxLength: 14 }),
          async (training, others, steps) => {
            given().clock.now = begin
            // Wrong codes of one day count in all trainings, so in those of earlier runs, too.
            await given().context.db.writer.deleteFrom('wrong_code').execute()
            const audience = { ...training.audience, verify: 'everyone' as const }
            await checkCoded({ ...training, audience }, others, steps)
          },
        ),
        { numRuns: given().context.db.name === 'sqlite' ? 60 : 25 },
      )
    })

    test('answer whatever a stranger sends alike, also about the last seat', async () => {
      const begin = given().clock.now
      await fc.assert(
        fc.asyncProperty(
          anyTraining,
          fc.nat(5),
          fc.array(anyStep, { minLength: 4, maxLength: 14 }),
          async (training, others, steps) => {
            // Where the sign-up itself takes the last seat, a duplicate shows: it takes none.
            fc.pre(training.seats.capacity !== others + 1)
            given().clock.now = begin
            await check(training, others, steps)
          },
        ),
        { numRuns: given().context.db.name === 'sqlite' ? 60 : 25 },
      )
    })
  },
  mailing,
)
