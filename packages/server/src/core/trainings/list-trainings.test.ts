import assert from 'node:assert/strict'
import type { Problem, TrainingDraft } from '@training-signup/contract'
import fc from 'fast-check'
import { test } from 'mocha'
import { seedTrainings } from '../../testing/servers/server.ts'
import { newSlug, onBothDatabases, type TestApp, testApp } from '../../testing/servers/test-app.ts'
import { countRows } from '../../testing/traces/statements.ts'
import { availabilityOf, stateOf, takesSignUps } from './availability.ts'
import { findPublicTrainings, listPublicTrainings, type TrainingFilter } from './list-trainings.ts'
import { localOf, movedBy } from './local-time.ts'
import { findLaterDate } from './next-date.ts'
import { findPublicTraining, findTraining, keptIn, mostKept, type StoredTraining } from './trainings.ts'

const statuses = ['draft', 'published', 'published', 'published', 'cancelled', 'withdrawn'] as const
const zones = ['America/Chicago', 'America/Phoenix', 'Europe/Berlin', 'Australia/Lord_Howe'] as const

/** A training that begins some hours before or after now, where the clocks may change in between. */
const drawn = fc.record({
  startsIn: fc.integer({ min: -100, max: 100 }),
  hours: fc.constantFrom(1, 8, 50),
  status: fc.constantFrom(...statuses),
  zone: fc.constantFrom(...zones),
  isFull: fc.boolean(),
  waitlist: fc.boolean(),
  opensIn: fc.option(fc.integer({ min: -50, max: 50 }), { nil: undefined }),
  title: fc.constantFrom('First aid', 'For citizens'),
})
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never

function draftOf(now: Date, series: string, one: Drawn): Partial<TrainingDraft> {
  const local = (hours: number) => localOf(new Date(now.getTime() + hours * 3_600_000), one.zone)
  const start = local(one.startsIn)
  return {
    series,
    status: one.status,
    title: { en: one.title },
    start,
    end: movedBy(start, one.hours),
    timeZone: one.zone,
    seats: { capacity: one.isFull ? 0 : 5, waitlist: one.waitlist },
    ...(one.opensIn === undefined ? {} : { opensAt: local(Math.min(one.opensIn, one.startsIn - 1)) }),
  }
}

onBothDatabases('lists of trainings', (given) => {
  // The clocks go forward on that night in Chicago, and a month later on Lord Howe Island back.
  const begin = () => (given().clock.now = new Date('2027-03-14T06:30:00.000Z'))

  async function fill(all: Drawn[], series = newSlug()): Promise<string> {
    for (const one of all) await given().givenTraining(draftOf(given().clock.now, series, one))
    return series
  }

  /** What is listed, by reading every row. */
  async function listed({ clock, ...server }: TestApp, series: string): Promise<string[]> {
    const rows = (await server.rows('training', { series })).filter(
      ({ status }) => status === 'published' || status === 'cancelled',
    )
    const now = clock.now.toISOString()
    const keyOf = (row: (typeof rows)[number]) => `${row.starts_at} ${row.slug}`
    const ordered = rows.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
    const isOver = ({ ends_at }: (typeof rows)[number]) => ends_at <= now
    return [...ordered.filter((row) => !isOver(row)), ...ordered.filter(isOver).toReversed()].map(({ slug }) => slug)
  }

  async function readAll(filter: TrainingFilter, limit: number, between: () => Promise<unknown> = async () => {}) {
    const slugs: string[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await listPublicTrainings(given().context, filter, { limit, cursor })
      assert.ok(page.trainings.length <= limit)
      slugs.push(...page.trainings.map(({ row }) => row.slug))
      if (page.nextCursor === null) return slugs
      cursor = page.nextCursor
      await between()
    }
  }

  test('have every training once, on pages of any length', async () => {
    begin()
    await fc.assert(
      fc.asyncProperty(fc.array(drawn, { maxLength: 12 }), fc.integer({ min: 1, max: 5 }), async (all, limit) => {
        const series = await fill(all)
        const expected = await listed(given(), series)
        assert.deepEqual(await readAll({ series }, limit), expected)
        assert.deepEqual(await readAll({ series, slugs: [...expected, 'no-training'] }, limit), expected)
      }),
      { numRuns: 25 },
    )
  })

  test('leave none out, and repeat none, when others are added between two pages', async () => {
    begin()
    await fc.assert(
      fc.asyncProperty(fc.array(drawn, { minLength: 3, maxLength: 8 }), fc.array(drawn), async (all, added) => {
        const series = await fill(all)
        const before = await listed(given(), series)
        const later = added.slice(0, 4)
        const seen = await readAll({ series }, 2, async () => fill(later.splice(0, 1), series))
        assert.equal(new Set(seen).size, seen.length, 'none is repeated')
        assert.deepEqual(
          seen.filter((slug) => before.includes(slug)),
          before,
        )
      }),
      { numRuns: 15 },
    )
  })

  test('lead to the next date that a look at every date of the series finds', async () => {
    begin()
    const { context, clock } = given()
    await fc.assert(
      fc.asyncProperty(fc.array(drawn, { minLength: 2, maxLength: 10 }), async (all) => {
        const series = await fill(all)
        const slugs = await listed(given(), series)
        const stored = (await Promise.all(slugs.map((slug) => findTraining(context, slug)))) as StoredTraining[]
        const inOrder = stored.toSorted((one, other) =>
          one.row.starts_at + one.row.slug < other.row.starts_at + other.row.slug ? -1 : 1,
        )
        for (const from of stored) {
          const later = inOrder.filter(
            ({ row, input }) =>
              row.starts_at > from.row.starts_at &&
              takesSignUps({ state: stateOf(availabilityOf(row, input), clock.now) }),
          )
          const same = later.filter(({ input }) => input.title.en === from.input.title.en)
          const withSeats = (some: StoredTraining[]) =>
            some.find(({ row, input }) => stateOf(availabilityOf(row, input), clock.now) !== 'waitlist')
          const expected = withSeats(same) ?? same[0] ?? withSeats(later) ?? later[0]
          assert.equal((await findLaterDate(context, from))?.row.slug, expected?.row.slug)
        }
      }),
      { numRuns: 20 },
    )
  })

  test('read as many rows of a long series as of a short one', async () => {
    begin()
    const { context } = given()
    const date = (startsIn: number): Drawn => ({
      startsIn,
      hours: 1,
      status: 'published',
      zone: 'America/Chicago',
      isFull: false,
      waitlist: false,
      opensIn: undefined,
      title: 'First aid',
    })
    const few = Array.from({ length: 12 }, (_, index) => date(10 * (index < 6 ? index + 1 : 5 - index)))
    const many = Array.from({ length: 80 }, (_, index) => date(1 + index))
    const series = await fill(few)
    const [first] = await listed(given(), series)
    const read = async () => {
      const over = (await findTraining(context, (await listed(given(), series)).at(-1) ?? '')) as StoredTraining
      return [
        await countRows(context, () => listPublicTrainings(context, { series }, { limit: 3 })),
        await countRows(context, () => listPublicTrainings(context, { series, part: 'past' }, { limit: 3 })),
        await countRows(context, () => findLaterDate(context, over)),
        await countRows(context, async () => given().app.request(`/api/v1/trainings?series=${series}&limit=3`)),
        await countRows(context, async () => given().app.request(`/api/v1/trainings/${first}`)),
      ]
    }
    const before = await read()
    await fill([...many, ...many.map((one) => ({ ...one, startsIn: -one.startsIn - 1 }))], series)
    assert.deepEqual(await read(), before)
  })

  test('end when no one waits for them any more', async () => {
    begin()
    const { context } = given()
    const series = await fill(
      Array.from({ length: 30 }, (_, index) => ({
        startsIn: index + 1,
        hours: 1,
        status: 'published' as const,
        zone: 'America/Chicago' as const,
        isFull: false,
        waitlist: false,
        opensIn: undefined,
        title: 'First aid',
      })),
    )
    const hangUp = new AbortController()
    const list = listPublicTrainings(context, { series }, { limit: 30, signal: hangUp.signal })
    hangUp.abort()
    await assert.rejects(list, { name: 'HungUpError' })
  })

  test('refuse a cursor that none of them gave out', async () => {
    for (const cursor of ['first', Buffer.from('["coming","x","y"]').toString('base64url')]) {
      const response = await given().app.request(`/api/v1/trainings?cursor=${cursor}`)
      assert.equal(response.status, 422)
      assert.equal(((await response.json()) as Problem).errors?.[0]?.parameter, 'cursor')
    }
  })

  test('find trainings by words of a title, by their slug, and by their month', async () => {
    begin()
    const { context, givenTraining } = given()
    const title = { en: `Zebra 100% care`, es: `Ñandú y cuidado` }
    const { slug } = await givenTraining({ title, start: '2031-07-06T09:00', end: '2031-07-06T15:00' })
    const find = async (text: string) => (await findPublicTrainings(context, text, 10)).map(({ row }) => row.slug)
    for (const text of ['zebra', 'CARE zeb', '100%', 'ñandú', 'Ñ cuidado', '2031-07', 'zebra 2031-07-06', slug])
      assert.deepEqual(await find(text), [slug], text)
    for (const text of ['zebras', '100_', 'zebra 2031-08', '!', '\\']) assert.deepEqual(await find(text), [], text)
  })
})

test('visits to ever more trainings do not make the server keep them all', async () => {
  const { context, close } = await testApp('sqlite')
  const slugs = await seedTrainings(context.db, 'visited', mostKept.entries + 20)
  for (const slug of slugs) await findPublicTraining(context, slug)
  assert.equal(keptIn(context).size().entries, mostKept.entries)
  await listPublicTrainings(context, {}, { limit: slugs.length })
  assert.equal(keptIn(context).size().entries, mostKept.entries)
  await close()
})
