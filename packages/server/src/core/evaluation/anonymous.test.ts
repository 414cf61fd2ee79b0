import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { test } from 'mocha'
import { readEverything } from '../../testing/everything.ts'
import { onBothDatabases, someone, type TestApp } from '../../testing/servers/test-app.ts'
import { createVisitor } from '../../testing/visitor.ts'
import { trainingIdOf } from '../trainings/trainings.ts'
import { readBox } from './box.ts'
import { saveEvaluation } from './evaluations.ts'
import { sendEvaluations } from './send-evaluations.ts'
import { usualEvaluation } from './usual.ts'

const people = 20
const rounds = 5

/** What one wrote, to be found anywhere. */
const wordsOf = (id: string) => `I will call first, ${id.slice(-12)}`

const shuffled = <Value>(values: readonly Value[]): Value[] =>
  values
    .map((value) => ({ value, at: Math.random() }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ value }) => value)

/** How many of the guesses that pair two lists in their order are right. */
const hits = (guessed: readonly string[], right: readonly string[]) =>
  guessed.filter((one, at) => one === right[at]).length

/** How many are right if a guess may name any of the five next to each other. */
const fives = (guessed: readonly string[], right: readonly string[]) =>
  right.filter((one, at) => guessed.slice(at - (at % 5), at - (at % 5) + 5).includes(one)).length

/** Returns the rows of a table in the order in which the engine keeps them, with the transaction that wrote them. */
async function stored({ context }: TestApp, table: string, column: string): Promise<string[]> {
  const place = context.db.name === 'postgres' ? sql`ctid` : sql`1`
  const { rows } = await sql<{
    value: string
  }>`select ${sql.ref(column)} as value from ${sql.table(table)} order by ${place}`.execute(context.db.reader)
  return rows.map(({ value }) => value)
}

onBothDatabases('anonymous answers', (running) => {
  const { post, linkOf, signedUp } = createVisitor(running)

  async function asked() {
    running().clock.now = new Date('2027-01-10T12:00:00.000Z')
    const { slug } = await running().givenTraining({ seats: { capacity: null } })
    const id = await trainingIdOf(running().context, slug)
    const persons = await signedUp(
      slug,
      Array.from({ length: people }, () => someone()),
    )
    await saveEvaluation(running().context, id, usualEvaluation())
    running().clock.now = new Date('2027-03-07T01:00:00.000Z')
    await sendEvaluations(running().context)
    await running().deliver()
    return { id, persons: persons.map((one) => one.id) }
  }
  async function answer(person: string) {
    running().clock.later({ minutes: 1 })
    const { status } = await post(`${await linkOf(person)}/evaluation`, {
      useful: '4',
      change: wordsOf(person),
      _later: '1',
    })
    assert.equal(status, 303)
  }
  const boxed = async (id: string) =>
    (await readBox(running().context.db.reader, id, 'evaluation')).map(({ answers }) => String(answers['change']))

  test('are linked to a person by no order and no transaction better than by chance', async () => {
    // Of each list: how many guesses were right, and in how many the answer came from one of the same five.
    const found = new Map<string, { one: number; five: number }>()
    for (let round = 0; round < rounds; round++) {
      const { id, persons } = await asked()
      const order = shuffled(persons)
      for (const person of order) await answer(person)
      const box = await boxed(id)
      assert.equal(box.length, people)
      const lists = {
        order,
        persons,
        evaluated: await stored(running(), 'evaluated', 'registration_id'),
        followUp: await stored(running(), 'follow_up', 'registration_id'),
        outbox: await stored(running(), 'outbox', 'registration_id'),
      }
      for (const [name, all] of Object.entries(lists)) {
        const list = [...new Set(all.filter((one) => persons.includes(one)))].map(wordsOf)
        assert.equal(list.length, people)
        for (const [way, guess] of [
          ['', list],
          [' reversed', list.toReversed()],
        ] as const) {
          const before = found.get(name + way) ?? { one: 0, five: 0 }
          found.set(name + way, { one: before.one + hits(guess, box), five: before.five + fives(guess, box) })
        }
      }
    }
    // By chance 5 and 25 of 100; with an order that tells, 100 of 100.
    for (const [name, { one, five }] of found) assert.ok(one <= 20 && five <= 55, `${name}: ${one} and ${five}`)
  }).timeout(120_000)

  test('come to light five at a time, with five people, in whichever state the database is taken', async () => {
    const { id, persons } = await asked()
    const order = shuffled(persons)
    let [before, named] = [[] as string[], [] as string[]]
    for (const [at, person] of order.entries()) {
      await answer(person)
      const box = await boxed(id)
      const { evaluated, waiting_mark, waiting_answer, ...others } = await readEverything(running().context)
      const noted = (evaluated ?? [])
        .map((row) => JSON.parse(row) as { training_id: string; registration_id: string })
        .filter(({ training_id }) => training_id === id)
        .map(({ registration_id }) => registration_id)
      const isFull = (at + 1) % 5 === 0
      assert.equal(box.length, isFull ? at + 1 : at - (at % 5))
      assert.equal(noted.length, box.length)
      if (isFull) {
        assert.deepEqual(
          box.filter((one) => !before.includes(one)).toSorted(),
          order
            .slice(at - 4, at + 1)
            .map(wordsOf)
            .toSorted(),
        )
        assert.equal(noted.filter((one) => !named.includes(one)).length, 5)
        ;[before, named] = [box, noted]
      }
      // What waits says neither who nor what, and all of it is equally long.
      const waiting = JSON.stringify([waiting_mark, waiting_answer])
      for (const one of persons) assert.ok(!waiting.includes(one) && !waiting.includes(wordsOf(one)))
      const lengths = (waiting_answer ?? []).map((row) => row.length)
      assert.ok(new Set(lengths).size <= 1)
      const { evaluation_box, ...rest } = others
      assert.ok(evaluation_box)
      for (const one of persons) assert.ok(!JSON.stringify(rest).includes(wordsOf(one)))
    }
  }).timeout(60_000)

  test('leave no time, no trace in the audit log, and nothing in the log of the server', async () => {
    const { id, persons } = await asked()
    const { length } = running().logged
    const { audit } = await readEverything(running().context)
    for (const person of persons.slice(0, 6)) await answer(person)
    const links = await Promise.all(persons.map((person) => linkOf(person)))
    const log = running().logged.slice(length).join('')
    for (const [at, person] of persons.entries())
      for (const secret of [person, wordsOf(person), links[at]?.slice(3) ?? ''])
        assert.ok(!log.includes(secret), secret)
    const after = await readEverything(running().context)
    assert.deepEqual(after['audit'], audit)
    const box = await readBox(running().context.db.reader, id, 'evaluation')
    for (const one of box) assert.deepEqual(Object.keys(one).toSorted(), ['answers', 'id'])
    const tables = JSON.stringify([box, after['waiting_answer'], after['waiting_mark'], after['evaluated']])
    assert.doesNotMatch(tables, /20\d\d-\d\d-\d\d/)
  }).timeout(60_000)

  test('are in no file of SQLite as they were typed until five wait, and are on the disk when the page says thanks', async () => {
    if (running().context.db.name !== 'sqlite') return
    const { persons } = await asked()
    const file = running().environment.DATABASE_URL.slice('sqlite:'.length)
    const bytes = () => [file, `${file}-wal`].map((path) => readFileSync(path)).reduce((a, b) => Buffer.concat([a, b]))
    const five = persons.slice(0, 5)
    for (const person of five) {
      for (const one of five) assert.ok(!bytes().includes(wordsOf(one)))
      await answer(person)
    }
    for (const one of five) assert.ok(bytes().includes(wordsOf(one)))
  })
})
