import assert from 'node:assert/strict'
import { test } from 'mocha'
import { readEverything } from '../../testing/everything.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { createVisitor } from '../../testing/visitor.ts'
import { erase } from '../erasing/erase.ts'
import { eraseExpired } from '../erasing/retention.ts'
import { trainingIdOf } from '../trainings/trainings.ts'
import { readBox } from './box.ts'
import { saveEvaluation } from './evaluations.ts'
import { askAgain } from './follow-up.ts'
import { sendEvaluations } from './send-evaluations.ts'
import { usualEvaluation } from './usual.ts'

onBothDatabases('the questions after 90 days', (running) => {
  const { get, post, linkOf, signedUp } = createVisitor(running)

  /** People who answered. The first ones ticked the box. */
  async function answered(people: number, wanting = people, anonymous = true) {
    const { slug } = await running().givenTraining({ seats: { capacity: null } })
    const id = await trainingIdOf(running().context, slug)
    const persons = await signedUp(
      slug,
      Array.from({ length: people }, () => someone()),
    )
    await saveEvaluation(running().context, id, { ...usualEvaluation(), anonymous })
    running().clock.now = new Date('2027-03-07T01:00:00.000Z')
    await sendEvaluations(running().context)
    await running().deliver()
    for (const [at, person] of persons.entries())
      await post(`${await linkOf(person.id)}/evaluation`, {
        useful: '5',
        change: `Words of ${person.id}`,
        _later: at < wanting ? '1' : '',
      })
    return { id, persons }
  }
  async function ask() {
    await askAgain(running().context)
    await askAgain(running().context)
    return running().deliver()
  }
  const rows = (id: string) =>
    running().context.db.reader.selectFrom('follow_up').selectAll().where('training_id', '=', id).execute()
  const everywhere = async () => JSON.stringify(await readEverything(running().context))

  test('go once, 90 days later, to those who ticked the box, and their address is then deleted', async () => {
    const { id, persons } = await answered(6, 5)
    // The end is 90 days before June 4, 11 PM.
    running().clock.now = new Date('2027-06-04T10:00:00.000Z')
    assert.deepEqual(await ask(), [])
    running().clock.now = new Date('2027-06-05T12:00:00.000Z')
    const mails = await ask()
    assert.deepEqual(
      mails.map(({ to }) => to).toSorted(),
      persons
        .slice(0, 5)
        .map(({ email }) => email)
        .toSorted(),
    )
    assert.ok((await rows(id)).every(({ email, registration_id }) => email === null && registration_id === null))
    assert.deepEqual(await ask(), [])
    for (const mail of mails) {
      assert.match(mail.subject, /^3 questions, 90 days later/)
      const link = /https:\/\/signup\.example(\/r\/later\/\S+)/.exec(mail.text)?.[1] ?? ''
      assert.match((await get(link)).text, /About “First aid”, March 6, 2027/)
      assert.match((await get(link)).text, /Have you used what you learned\?/)
      const { to } = await post(link, { used: 'once', what: 'refer' })
      assert.match((await get(to)).text, /Thank you/)
      const { to: again } = await post(link, { used: 'often' })
      for (const seen of [again, link]) assert.match((await get(seen)).text, /You’ve already answered/)
    }
    const box = await readBox(running().context.db.reader, id, 'follow-up')
    assert.deepEqual(
      box.map(({ answers }) => answers),
      Array.from({ length: 5 }, () => ({ used: 'once', what: ['refer'] })),
    )
    running().clock.later({ days: 31 })
    const link = /https:\/\/signup\.example(\/r\/later\/\S+)/.exec(mails[0]?.text ?? '')?.[1] ?? ''
    assert.equal((await get(link)).status, 404)
  })

  test('leave no address behind of someone who is erased', async () => {
    const { persons } = await answered(1)
    await erase(running().context, persons[0]!.id)
    assert.ok(!(await everywhere()).includes(persons[0]!.email))
    running().clock.now = new Date('2027-06-05T12:00:00.000Z')
    assert.deepEqual(await ask(), [])
  })

  test('keep only the address when everything else of a person is deleted, and no words', async () => {
    const { id, persons } = await answered(5)
    await running().context.db.transaction((tx) =>
      tx.updateTable('training').set({ record_until: '2027-04-01T00:00:00.000Z' }).where('id', '=', id).execute(),
    )
    running().clock.now = new Date('2027-04-02T12:00:00.000Z')
    await eraseExpired(running().context)
    const [one] = persons
    assert.ok(!(await everywhere()).includes(one!.id))
    for (const person of persons) assert.ok(!(await everywhere()).includes(`Words of ${person.id}`))
    const box = await readBox(running().context.db.reader, id, 'evaluation')
    assert.deepEqual(
      box.map(({ answers }) => answers),
      Array.from({ length: 5 }, () => ({ useful: '5' })),
    )
    running().clock.now = new Date('2027-06-05T12:00:00.000Z')
    await askAgain(running().context)
    await eraseExpired(running().context)
    assert.equal((await running().deliver()).length, 5)
    assert.ok(!(await everywhere()).includes(one!.email))
    const mails = () => running().rows('outbox', { training_id: id })
    assert.equal((await mails()).length, 5)
    await eraseExpired(running().context)
    assert.deepEqual(await mails(), [])
  })

  test('erase what someone said where answers have names', async () => {
    const { id, persons } = await answered(2, 0, false)
    await erase(running().context, persons[0]!.id)
    const box = await readBox(running().context.db.reader, id, 'evaluation')
    assert.deepEqual(
      box.map(({ registration }) => registration),
      [persons[1]!.id],
    )
  })
})
