import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'mocha'
import { type Coordinator, coordinated, coordinatorOf } from '../../../testing/coordinator.ts'
import { onBothDatabases, someone, type TestApp } from '../../../testing/servers/test-app.ts'
import { recordStatements } from '../../../testing/traces/statements.ts'
import { mailing } from '../../../testing/verify.ts'

type Person = ReturnType<typeof someone>

const anyTraining = fc.record({
  seats: fc.record({ capacity: fc.integer({ min: 1, max: 4 }), waitlist: fc.boolean() }),
  audience: fc.record({
    access: fc.constantFrom('open' as const, 'open' as const, 'approval' as const),
    verify: fc.constantFrom('never' as const, 'groups' as const, 'everyone' as const),
  }),
})

/** How the person is registered in one of the worlds, where the coordinator doesn't see them. */
const anyElsewhere = fc.constantFrom<object>({}, { agency: 'Jackson County' }, { agency: 'Undercover' })
const anyOne = fc.nat(4)
const anyStep = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('register' as const), who: anyOne }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('replace' as const), which: anyOne, who: anyOne }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('give-up' as const), which: anyOne }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('deliver' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forbid' as const), is: fc.boolean() }) },
)
type Step = typeof anyStep extends fc.Arbitrary<infer One> ? One : never

/** The same people, with mailboxes of this world only: emails of the other take none of their turns. */
const castOf = (world: string, cast: readonly Person[]): Person[] =>
  cast.map((one) => ({ ...one, email: `${world}.${one.email}` }))

/** One of two trainings, with all that its coordinator was ever shown. */
class World {
  readonly slug: string
  private readonly given: () => TestApp
  private readonly coordinator: Coordinator
  private readonly cast: readonly Person[]
  private readonly made: string[] = []
  private readonly names = new Map<string, string>()
  constructor(
    given: () => TestApp,
    { slug, coordinator, cast }: { slug: string; coordinator: Coordinator; cast: readonly Person[] },
  ) {
    this.given = given
    this.cast = cast
    this.slug = slug
    this.coordinator = coordinator
  }

  /** What is drawn at random, by when it first showed, and nothing of which training it is. */
  private shown(text: string): string {
    const nameOf = (drawn: string) => {
      const name = this.names.get(drawn) ?? `drawn-${this.names.size}`
      this.names.set(drawn, name)
      return name
    }
    return text
      .replaceAll(this.slug, 'slug')
      .replaceAll(/(?:known|unknown)(?:\.|%2E)/g, '')
      .replaceAll(/(?<=name="page-mark" value=")[^ "]*/g, 'mark')
      .replaceAll(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}|\b[A-Z\d]{4}-[A-Z\d]{4}\b/g, nameOf)
  }

  private async read(path: string): Promise<string> {
    const { status, text } = await this.coordinator.ask('GET', path)
    return `${path} ${status} ${text}`
  }

  private async open(path: string): Promise<string> {
    const { status, text } = await this.coordinator.page(path)
    return `${path} ${status} ${text}`
  }

  /** Everything that the coordinator can look at. */
  async look(): Promise<string> {
    const { slug, made, cast } = this
    const victim = cast[0] as Person
    const seen = [
      await this.read(`/registrations?training=${slug}&sort=created`),
      await this.read(`/registrations?q=${victim.familyName}`),
      await this.read(`/find?q=${victim.email}`),
      await this.read(`/registrations.csv?training=${slug}`),
      await this.open(''),
      await this.open(`/trainings/${slug}`),
      await this.open(`/find?q=${victim.familyName}`),
      await this.open(`/trainings/${slug}/register`),
    ]
    for (const id of made) {
      seen.push(await this.read(`/registrations/${id}`), await this.read(`/registrations/${id}/history`))
      seen.push(await this.open(`/registrations/${id}`), await this.open(`/registrations/${id}/replace`))
    }
    return this.shown(seen.join('\n'))
  }

  /** What the coordinator is answered, and the statements that it took. */
  async take(step: Step): Promise<string> {
    const { coordinator, slug, made, cast } = this
    if (step.do === 'deliver') await this.given().deliver()
    if (step.do === 'forbid')
      await this.given().admin('PATCH', `/trainings/${slug}`, { audience: { coordinators: !step.is } })
    if (step.do === 'deliver' || step.do === 'forbid') return ''
    const which = 'which' in step ? made[step.which % Math.max(1, made.length)] : undefined
    if ('which' in step && which === undefined) return ''
    const person = 'who' in step ? cast[step.who % cast.length] : undefined
    let answer = { status: 0, text: '' }
    const statements = await recordStatements(this.given().context, async () => {
      if (step.do === 'register') answer = await coordinator.register(slug, person ?? {})
      if (step.do === 'replace') answer = await coordinator.replace(which ?? '', person ?? {})
      if (step.do === 'give-up') answer = await coordinator.giveUp(which ?? '')
    })
    if (answer.status === 201) made.push((JSON.parse(answer.text) as { id: string }).id)
    return this.shown([answer.status, answer.text, ...statements].join('\n'))
  }
}

onBothDatabases(
  'to a coordinator, two trainings that differ only in whether one of their people is registered elsewhere',
  (given) => {
    /** Lets a mailbox have so many emails that the next one waits. */
    async function crowd(email: string) {
      const { slug } = await given().givenTraining()
      for (let count = 0; count < 5; count++) await given().signUp(slug, { people: [{ ...someone(), email }] })
      await given().deliver()
    }

    interface Begin {
      draft: Parameters<typeof coordinated>[1]
      cast: readonly Person[]
      /** Who is there before, out of the coordinator's sight. */
      registered: Person
    }
    async function worldOf(name: string, { draft, cast, registered }: Begin): Promise<World> {
      const slug = await coordinated(given(), { ...draft, title: { en: 'First aid' }, fields: { agency: 'optional' } })
      await given().admin('POST', '/registrations', { training: slug, channel: 'phone', people: [registered] })
      await crowd(registered.email)
      const coordinator = await coordinatorOf(given(), { trainings: [slug] })
      return new World(given, { slug, coordinator, cast: castOf(name, cast) })
    }

    test('are the same in answers, lists, searches, history, counts, and pages, to the last seat', async () => {
      const begin = given().clock.now
      await fc.assert(
        fc.asyncProperty(
          anyTraining,
          anyElsewhere,
          fc.array(anyStep, { minLength: 3, maxLength: 6 }),
          async (draft, elsewhere, steps) => {
            given().clock.now = begin
            const cast = Array.from({ length: 3 }, () => someone())
            const [victim] = castOf('known', cast)
            const known = await worldOf('known', { draft, cast, registered: { ...(victim as Person), ...elsewhere } })
            const unknown = await worldOf('unknown', { draft, cast, registered: { ...someone(), ...elsewhere } })
            for (const step of [{ do: 'register', who: 0 }, { do: 'deliver' }, ...steps] satisfies Step[]) {
              given().clock.later({ seconds: 1 })
              assert.equal(await known.take(step), await unknown.take(step), JSON.stringify(step))
            }
            assert.equal(await known.look(), await unknown.look())
          },
        ),
        { numRuns: given().context.db.name === 'sqlite' ? 15 : 6 },
      )
    })
  },
  mailing,
)
