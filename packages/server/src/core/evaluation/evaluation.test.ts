import assert from 'node:assert/strict'
import type { EvaluationInput } from '@training-signup/contract'
import { test } from 'mocha'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { createVisitor } from '../../testing/visitor.ts'
import { checkIn } from '../attendance/check-in.ts'
import { trainingIdOf } from '../trainings/trainings.ts'
import { hasEvaluated, readBox, readEvaluated } from './box.ts'
import { addTry, saveEvaluation } from './evaluations.ts'
import { hasPassedTest, readPassed, readTestState } from './post-test.ts'
import { sendEvaluations, sendNow } from './send-evaluations.ts'
import { usualEvaluation } from './usual.ts'

const postTest = {
  questions: [
    {
      id: 'stop',
      label: { en: 'What do you do first?', es: '¿Qué hace primero?' },
      topic: { en: 'What to say first', es: 'Qué decir primero' },
      options: [
        { value: 'alone', label: { en: 'Talk to each person alone' } },
        { value: 'wait', label: { en: 'Wait until someone asks' } },
      ],
      right: 'alone',
    },
  ],
  pass: 1,
  tries: 2,
}

onBothDatabases('what is asked after a training', (running) => {
  const { get, post, linkOf, signedUp } = createVisitor(running)

  async function held(people: number, input: Partial<EvaluationInput> = {}) {
    const { slug } = await running().givenTraining({ seats: { capacity: null } })
    const id = await trainingIdOf(running().context, slug)
    const persons = await signedUp(
      slug,
      Array.from({ length: people }, () => someone()),
    )
    await saveEvaluation(running().context, id, { ...usualEvaluation(), ...input })
    await running().deliver()
    running().clock.now = new Date('2027-03-07T01:00:00.000Z')
    return { slug, id, persons }
  }
  async function sent(people: number, input: Partial<EvaluationInput> = {}) {
    const training = await held(people, input)
    await sendEvaluations(running().context)
    return { ...training, mails: await running().deliver() }
  }
  const page = async (id: string) => `${await linkOf(id)}/evaluation`
  const seesOwnPage = async (text: string, id: string) => {
    const [, href] = /href="([^"]+)">See your registration</.exec(text) ?? []
    assert.match((await get(href ?? '')).text, /Your reference number/)
    assert.equal(new URL(href ?? '', 'https://signup.example').pathname, await linkOf(id))
  }

  test('asks once, in the evening after, only those who came, without a name in the subject', async () => {
    const { persons } = await held(3)
    await checkIn(running().context, persons[0]!.id)
    running().clock.now = new Date('2027-03-06T23:59:00.000Z')
    await sendEvaluations(running().context)
    assert.deepEqual(await running().deliver(), [])
    running().clock.now = new Date('2027-03-07T00:00:00.000Z')
    await sendEvaluations(running().context)
    await sendEvaluations(running().context)
    const mails = await running().deliver()
    assert.deepEqual(
      mails.map(({ to }) => to),
      [persons[0]!.email],
    )
    assert.equal(mails[0]?.subject, 'How was the training? Saturday, March 6, 9 AM')
    const link = /https:\/\/signup\.example(\/r\/\S+\/evaluation)/.exec(mails[0]?.text ?? '')?.[1] ?? ''
    assert.match((await get(link)).text, /How useful was this training for your work\?/)
    assert.match((await get(await page(persons[1]!.id))).text, /for people who came/)
  })

  test('asks everyone with a seat where no one was checked in, and no one before it was sent', async () => {
    const { persons } = await held(2)
    assert.match((await get(await page(persons[0]!.id))).text, /aren’t open yet/)
    await sendEvaluations(running().context)
    assert.equal((await running().deliver()).length, 2)
  })

  test('is not sent by itself long after, but when an organizer says so', async () => {
    const { id } = await held(1)
    running().clock.now = new Date('2027-03-09T00:00:00.000Z')
    await sendEvaluations(running().context)
    assert.deepEqual(await running().deliver(), [])
    await sendNow(running().context, id)
    assert.equal((await running().deliver()).length, 1)
  })

  test('takes answers once, says so, and keeps no second ones', async () => {
    const { id, persons } = await sent(5)
    for (const [at, person] of persons.entries()) {
      const path = await page(person.id)
      const { status, to } = await post(path, { useful: String(at + 1), change: `Call first ${at}` })
      assert.equal(status, 303)
      const thanks = (await get(to)).text
      assert.match(thanks, /Thank you/)
      await seesOwnPage(thanks, person.id)
      assert.equal(await hasEvaluated(running().context, running().context.db.reader, person.id), true)
      // A second tab still has the questions.
      const { to: again } = await post(path, { useful: '1' })
      for (const seen of [again, path]) assert.match((await get(seen)).text, /You’ve already answered/)
    }
    const box = await readBox(running().context.db.reader, id, 'evaluation')
    assert.deepEqual(box.map(({ answers }) => String(answers['useful'])).toSorted(), ['1', '2', '3', '4', '5'])
    assert.equal((await readEvaluated(running().context, running().context.db.reader, id)).size, 5)
  })

  test('keeps every answer when all send together, some of them twice', async () => {
    const { id, persons } = await sent(10)
    const presses = [...persons, ...persons.slice(0, 5)]
    const all = await Promise.all(presses.map(async (one) => post(await page(one.id), { useful: '3' })))
    assert.ok(all.every(({ status }) => status === 303))
    assert.equal((await readBox(running().context.db.reader, id, 'evaluation')).length, 10)
    assert.equal((await readEvaluated(running().context, running().context.db.reader, id)).size, 10)
  })

  test('shows what was typed again where an answer is too long, also in Spanish', async () => {
    const { persons } = await sent(1)
    const path = await page(persons[0]!.id)
    const { status, text } = await post(`${path}?lang=es`, { useful: '4', better: 'x'.repeat(1001) })
    assert.equal(status, 422)
    assert.match(text, /value="4"\s+checked/)
    assert.match(text, /x{1001}/)
    assert.match(text, />¿Qué deberíamos cambiar\?: escriba 1000 caracteres como máximo</)
    assert.equal(await hasEvaluated(running().context, running().context.db.reader, persons[0]!.id), false)
  })

  test('is not answered, and a test is not tried, by pressing the button with nothing chosen', async () => {
    const { persons } = await sent(1, { test: postTest })
    const { reader } = running().context.db
    const path = await page(persons[0]!.id)
    for (const [lang, said] of [
      ['en', /Answer at least one question/],
      ['es', /Responda al menos una pregunta/],
    ] as const)
      for (const asked of [path, path.replace('/evaluation', '/test')]) {
        const { status, text } = await post(`${asked}?lang=${lang}`, { change: ' ', _tried: '0' })
        assert.deepEqual([status, said.test(text)], [422, true], asked)
      }
    assert.equal(await hasEvaluated(running().context, reader, persons[0]!.id), false)
    assert.equal(await readTestState(reader, persons[0]!.id), undefined)
  })

  test('ends 30 days after the training with a sentence', async () => {
    const { persons } = await sent(1)
    running().clock.later({ days: 31 })
    const path = await page(persons[0]!.id)
    assert.match((await get(path)).text, /The questions have closed/)
    await post(path, { useful: '4' })
    assert.equal(await hasEvaluated(running().context, running().context.db.reader, persons[0]!.id), false)
  })

  test('keeps names where the training says so, and the page says so, too', async () => {
    const { id, persons } = await sent(1, { anonymous: false })
    const path = await page(persons[0]!.id)
    assert.match((await get(path)).text, /The organizer sees your name/)
    await post(path, { useful: '4' })
    const [one] = await readBox(running().context.db.reader, id, 'evaluation')
    assert.equal(one?.registration, persons[0]!.id)
  })

  test('takes nothing but more tries once it was sent', async () => {
    const { id } = await sent(1, { test: postTest })
    const save = (changed: EvaluationInput['test'], more: object = {}) =>
      saveEvaluation(running().context, id, { ...usualEvaluation(), ...more, test: changed })
    await save({ ...postTest, tries: 3 })
    for (const change of [
      () => save({ ...postTest, tries: 3 }),
      () => save({ ...postTest, tries: 2 }),
      () => save({ ...postTest, tries: 4, pass: 0 }),
      () => save({ ...postTest, tries: 4 }, { anonymous: false }),
      () => save(null),
    ])
      await assert.rejects(change, { problemName: 'wrong-status' })
    for (let tries = 3; tries < 20; tries += 1) assert.equal(await addTry(running().context, id), true)
    assert.equal(await addTry(running().context, id), false, 'more than there are')
    await save({ ...postTest, tries: null })
    assert.equal(await addTry(running().context, id), false, 'without a limit')
  })

  test('tests, names topics and never right answers, and ends after the last try', async () => {
    const { id, persons } = await sent(2, { test: postTest })
    const [ada, bo] = persons
    const link = async (who: string) => `${await linkOf(who)}/test`
    const tries = async (who: string, stop: string, tried: number) => {
      await post(await link(who), { stop, _tried: String(tried) })
      return (await get(await link(who))).text
    }
    assert.match((await get(await link(ada!.id))).text, /1 question\. You pass with 1/)
    const once = await tries(ada!.id, 'wait', 0)
    assert.match(once, /0 of 1 right, 1 needed/)
    assert.match(once, /1 try left/)
    assert.match(once, /What to say first/)
    assert.doesNotMatch(once, /checked/)
    // A second press of the same page is no second try.
    assert.match(await tries(ada!.id, 'wait', 0), /1 try left/)
    assert.match(await tries(ada!.id, 'wait', 1), /No tries left/)
    const none = await tries(ada!.id, 'alone', 2)
    assert.match(none, /No tries left/)
    await seesOwnPage(none, ada!.id)
    assert.equal(await addTry(running().context, id), true)
    assert.match((await get(await link(ada!.id))).text, /1 try left/)
    assert.match(await tries(ada!.id, 'wait', 2), /No tries left/)
    assert.equal(await hasPassedTest(running().context.db.reader, ada!.id), false)
    const passed = await tries(bo!.id, 'alone', 0)
    assert.match(passed, /You passed on Saturday, <span class="unbroken">March 6,<\/span> 2027/)
    await seesOwnPage(passed, bo!.id)
    assert.deepEqual([...(await readPassed(running().context.db.reader, id))], [bo!.id])
  })
})
