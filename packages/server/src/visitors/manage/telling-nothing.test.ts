import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'mocha'
import { erase } from '../../core/erasing/erase.ts'
import { expireRegistrations } from '../../core/seats/expire.ts'
import { contradictions } from '../../testing/generated/recount.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { createVisitor } from '../../testing/visitor.ts'
import { readMembers } from './group-actions.ts'

const luis = { givenName: 'Luis', familyName: 'Ortega', email: 'luis@kcpd.example' }
const ada = { givenName: 'Ada', familyName: 'Reyes' }
const rosa = { givenName: 'Rosa', familyName: 'Diaz', email: 'rosa@kcpd.example' }
const coordinator = { name: 'Sgt. Kim Doe', email: 'doe@kcpd.example' }

// While the training is full, and once there are seats for everyone: then it cannot matter that
// Luis needs none.
const early = ['ada-is-canceled', 'rosa-cancels', 'rosa-is-erased', 'luis-is-canceled', 'luis-corrects'] as const
const late = [
  ...early,
  'all-accept',
  'luis-accepts',
  'luis-declines',
  'all-are-promoted',
  'ada-is-promoted',
  'offers-lapse',
  'luis-is-canceled-by-organizer',
  'luis-cancels',
  'luis-is-erased',
  'the-group-is-called-off',
] as const
type Event = (typeof late)[number]

onBothDatabases('a coordinator’s page', (running) => {
  const { get, post, groupLink, linkOf } = createVisitor(running)

  /**
   * A group of three for a full training. Its one seat belongs to Luis already, or to another
   * person.
   */
  async function grouped({
    isKnown,
    ...asked
  }: {
    isKnown: boolean
    split: boolean
    waitlistBy: 'offer' | 'promotion'
  }) {
    const server = running()
    const { waitlistBy, split } = asked
    const { slug } = await server.givenTraining({ seats: { capacity: 1, waitlist: true, waitlistBy } })
    await server.signUp(slug, { people: [isKnown ? luis : someone({ givenName: 'Mia' })] })
    const { status } = await server.signUp(slug, { people: [ada, luis, rosa], coordinator, split })
    assert.equal(status, 201)
    const { id } = await server.row('registration_group', { slug })
    return { slug, id, link: groupLink(id) }
  }
  type World = Awaited<ReturnType<typeof grouped>>

  const registrationOf = async (slug: string, name: string) =>
    (await running().rows('registration', { slug, given_name: name })).find(({ family_name }) => family_name !== '')

  /** What the coordinator sees, without what is another in every group. */
  async function lookAt({ slug, link }: World): Promise<string> {
    return (await get(link)).text
      .replaceAll(link, '…')
      .replaceAll(slug, '…')
      .replace(/[\da-f]{8}-[\da-f-]{27}/g, '…')
      .replace(/[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}/g, '…')
  }

  /** By the coordinator, whether or not there is such a button for that person. */
  async function press({ link, id }: World, action: 'cancel' | 'accept' | 'decline', name: string): Promise<string> {
    const member = (await readMembers(running().context, id)).find((one) => one.name.startsWith(`${name} `))
    if (!member) return 'gone'
    const { status, to } = await post(`${link}/people/${member.id}/${action}`)
    return `${status} ${to.replace(link, '…')}`
  }

  async function byOrganizer({ slug }: World, action: 'cancel' | 'promote', name: string): Promise<unknown> {
    const found = await registrationOf(slug, name)
    const isMeant = action === 'cancel' || found?.status === 'offered' || found?.status === 'waitlisted'
    return found && isMeant ? running().admin('POST', `/registrations/${found.id}/${action}`) : undefined
  }

  async function byThemselves({ slug }: World, name: string, action: string, values: Record<string, string> = {}) {
    const found = await registrationOf(slug, name)
    if (found) await post(`${await linkOf(found.id)}/${action}`, values)
  }

  async function eraseOne({ slug }: World, name: string) {
    const found = await registrationOf(slug, name)
    if (found) await erase(running().context, found.id)
  }

  const events: Record<Event, (world: World) => Promise<unknown>> = {
    'ada-is-canceled': (world) => press(world, 'cancel', 'Ada'),
    'rosa-cancels': (world) => byThemselves(world, 'Rosa', 'cancel'),
    'rosa-is-erased': (world) => eraseOne(world, 'Rosa'),
    'luis-is-canceled': (world) => press(world, 'cancel', 'Luis'),
    'luis-corrects': (world) => byThemselves(world, 'Luis', 'change', { givenName: 'Luis', familyName: 'Vega' }),
    'all-accept': async (world) => {
      const told = []
      for (const name of ['Ada', 'Luis', 'Rosa']) told.push(await press(world, 'accept', name))
      return told.join()
    },
    'luis-accepts': (world) => press(world, 'accept', 'Luis'),
    'luis-declines': (world) => press(world, 'decline', 'Luis'),
    'all-are-promoted': async (world) => {
      for (const name of ['Ada', 'Rosa', 'Luis']) await byOrganizer(world, 'promote', name)
    },
    'ada-is-promoted': (world) => byOrganizer(world, 'promote', 'Ada'),
    'offers-lapse': async () => {
      // An offer does not lapse before its mail is sent.
      await running().context.db.transaction((tx) => tx.updateTable('outbox').set({ outcome: 'sent' }).execute())
      await expireRegistrations(running().context)
    },
    'luis-is-canceled-by-organizer': (world) => byOrganizer(world, 'cancel', 'Luis'),
    'luis-cancels': (world) => byThemselves(world, 'Luis', 'cancel'),
    'luis-is-erased': (world) => eraseOne(world, 'Luis'),
    'the-group-is-called-off': ({ link }) => post(`${link}/cancel`),
  }

  const isFor = (event: Event, split: boolean) => {
    // Organizers promote an undivided group as a whole, and any person of a divided one.
    if (event === 'all-are-promoted') return !split
    return event !== 'ada-is-promoted' || split
  }

  test('is the same after every event, whether or not someone in the group was registered before', async () => {
    const begin = running().clock.now
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.constantFrom('offer' as const, 'promotion' as const),
        fc.uniqueArray(fc.constantFrom(...early), { maxLength: 2 }),
        fc.array(fc.constantFrom(...late), { maxLength: 5 }),
        async (split, waitlistBy, before, after) => {
          running().clock.now = begin
          const worlds = [
            await grouped({ isKnown: true, split, waitlistBy }),
            await grouped({ isKnown: false, split, waitlistBy }),
          ] as const
          const same = async (event: string) => {
            const [known, unknown] = [await lookAt(worlds[0]), await lookAt(worlds[1])]
            assert.equal(known, unknown, `after ${event}`)
          }
          const happens = async (event: Event) => {
            if (event === 'offers-lapse') running().clock.later({ hours: 72 })
            if (isFor(event, split)) {
              const [known, unknown] = [await events[event](worlds[0]), await events[event](worlds[1])]
              if (typeof known === 'string') assert.equal(known, unknown, `told by ${event}`)
            }
            await same(event)
          }
          await same('the sign-up')
          for (const event of before) await happens(event)
          for (const { slug } of worlds)
            await running().admin('PATCH', `/trainings/${slug}`, { seats: { capacity: 9 } })
          await same('the enlargement')
          for (const event of after) await happens(event)
          for (const { slug } of worlds) assert.deepEqual(await contradictions(running().context.db, slug), [])
        },
      ),
      { numRuns: running().context.db.name === 'sqlite' ? 60 : 25 },
    )
  })
})
