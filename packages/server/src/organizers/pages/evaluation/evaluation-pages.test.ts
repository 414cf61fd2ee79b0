import assert from 'node:assert/strict'
import { test } from 'mocha'
import { describeEvaluation } from '../../../core/evaluation/evaluations.ts'
import { readTraining } from '../../../core/trainings/trainings.ts'
import { hasBegun } from '../../../testing/contract/asked.ts'
import { commentedTraining } from '../../../testing/contract/evaluation-cases.ts'
import { organizerPages } from '../../../testing/pages/organizer-pages.ts'
import { sentControls } from '../../../testing/pages/sent-controls.ts'
import { onBothDatabases } from '../../../testing/servers/test-app.ts'

onBothDatabases('the pages of an evaluation', (running) => {
  const pages = () => organizerPages(running())
  const stored = async (slug: string) =>
    describeEvaluation(running().context, (await readTraining(running().context, slug)).row)
  /** What a browser would send of the form, as it is filled in. */
  async function fill(path: string): Promise<Record<string, string[]>> {
    const controls = sentControls(await pages().open(path))
    return Object.fromEntries([...new Set(controls.keys())].map((name) => [name, controls.getAll(name)]))
  }

  async function given(draft: object = {}) {
    const { slug } = await running().givenTraining(draft)
    return { slug, path: `/trainings/${slug}/evaluation` }
  }

  test('begin with ten questions in both languages, and store what an organizer changes', async () => {
    const { slug, path } = await given()
    assert.match(await pages().open(path), /No questions yet/)
    const fields = await fill(`${path}/edit`)
    assert.deepEqual(fields['questions.0.label.es'], ['¿Qué tan útil fue esta capacitación para su trabajo?'])
    const saved = await pages().post(`${path}/edit`, {
      ...fields,
      'questions.0.label.en': 'Was it of use?',
      anonymous: '',
      do: 'save',
    })
    assert.equal(saved.status, 303, saved.text)
    const { evaluation } = await stored(slug)
    assert.equal(evaluation?.questions.length, 10)
    assert.equal(evaluation?.questions[0]?.label.en, 'Was it of use?')
    assert.equal(evaluation?.anonymous, false)
  })

  test('take a test, whose right answers are numbers of choices', async () => {
    const { slug, path } = await given()
    const row = {
      'testQuestions.0': '1',
      'testQuestions.0.label.en': 'What first?',
      'testQuestions.0.topic.en': 'Start',
    }
    const choices = {
      'testQuestions.0.options.0': '1',
      'testQuestions.0.options.0.label.en': 'Wait',
      'testQuestions.0.options.1': '1',
      'testQuestions.0.options.1.label.en': 'Talk to each alone',
    }
    const fields = { ...(await fill(`${path}/edit`)), ...row, ...choices, do: 'save' }
    const refused = await pages().post(`${path}/edit`, { ...fields, 'testQuestions.0.right': '3' })
    assert.notEqual(refused.status, 303)
    assert.match(refused.text, /id="f-testQuestions-0-right-fault"/)
    assert.equal((await pages().post(`${path}/edit`, { ...fields, 'testQuestions.0.right': '2' })).status, 303)
    const { evaluation } = await stored(slug)
    assert.equal(evaluation?.test?.questions[0]?.right, evaluation?.test?.questions[0]?.options[1]?.value)
    assert.deepEqual([evaluation?.test?.pass, evaluation?.test?.tries], [1, null])
    assert.deepEqual((await fill(`${path}/edit`))['testQuestions.0.right'], ['2'])
  })

  test('ask before the emails go out, send them once, and then change nothing more', async () => {
    const { slug, path } = await given(hasBegun)
    const fields = await fill(`${path}/edit`)
    await pages().post(`${path}/edit`, { ...fields, do: 'save' })
    assert.match(await pages().open(`${path}/send`), /Send the questions now\?/)
    assert.match((await pages().post(`${path}/send`)).location ?? '', /done=sent/)
    const { sentAt } = await stored(slug)
    running().clock.later({ minutes: 5 })
    await pages().post(`${path}/send`)
    assert.equal((await stored(slug)).sentAt, sentAt)
    assert.match((await pages().ask(`${path}/edit`)).location ?? '', /done=late/)
    const late = await pages().post(`${path}/edit`, { ...fields, 'questions.0.label.en': 'Was it?', do: 'save' })
    assert.match(late.text, /the questions stay as they are/)
    assert.match((await pages().post(`${path}/remove`)).location ?? '', /done=late/)
    assert.notEqual((await stored(slug)).evaluation, null)
  })

  test('give everyone one more try in a test that limits them, also once it was sent', async () => {
    const { slug, path } = await given(hasBegun)
    const { usual } = await stored(slug)
    const asked = { label: { en: 'First?' }, topic: { en: 'First' }, right: 'alone' }
    const options = ['alone', 'wait'].map((value) => ({ value, label: { en: value } }))
    const questions = [{ id: 'first', ...asked, options }]
    const api = `/trainings/${slug}/evaluation`
    const save = (tries: number | null) =>
      running().admin('PUT', api, { ...usual, test: { questions, pass: 1, tries } }, { 'If-Match': '*' })
    assert.equal((await save(2)).status, 200)
    await pages().post(`${path}/send`)
    assert.match(await pages().open(path), /Give everyone one more try/)
    assert.match(await pages().open(`${path}/tries?lang=es`), /¿Dar un intento más a todas las personas\?/)
    assert.match((await pages().post(`${path}/tries`)).location ?? '', /done=oneMore/)
    assert.equal((await stored(slug)).evaluation?.test?.tries, 3)
    assert.equal((await save(null)).status, 200)
    assert.doesNotMatch(await pages().open(path), /Give everyone one more try/)
    assert.match((await pages().post(`${path}/tries`)).location ?? '', /done=noMore/)
  })

  test('go along with a copy of a training, unsent', async () => {
    const { slug, path } = await given(hasBegun)
    await pages().post(`${path}/edit`, { ...(await fill(`${path}/edit`)), anonymous: '', do: 'save' })
    await pages().post(`${path}/send`)
    const copied = await pages().post(`/trainings/${slug}/copy`, {
      'dates.0': '1',
      'dates.0.start': '2027-05-01T09:00',
      do: 'save',
    })
    const [, copy = ''] = /trainings\/([^/]+)\/edit/.exec(copied.location ?? '') ?? []
    const { evaluation, sentAt } = await stored(copy)
    assert.deepEqual([evaluation?.anonymous, evaluation?.questions.length, sentAt], [false, 10, null])
  })

  test('say why it is too early to send', async () => {
    const { path } = await given()
    await pages().post(`${path}/edit`, { ...(await fill(`${path}/edit`)), do: 'save' })
    const { location } = await pages().post(`${path}/send`)
    assert.match(await pages().open((location ?? '').replace('/admin', '')), /once the training has started/)
  })

  test('lead to comments for the report of funders, which an auditor only reads', async () => {
    const { slug, comment } = await commentedTraining(running())
    const path = `/trainings/${slug}/evaluation`
    assert.match(await pages().open(path), /Use in the report/)
    const chosen = await pages().post(`${path}/quotes`, { id: comment, question: 'change', quoted: '1' })
    assert.equal(chosen.location, `/admin${path}?done=quoted`)
    assert.match(await pages().open(`${path}?role=police`), /action="[^"]*\/quotes\?role=police"/)
    const same = await pages().post(`${path}/quotes?role=police`, { id: comment, question: 'change', quoted: '1' })
    assert.equal(same.location, `/admin${path}?role=police&done=quoted`)
    assert.match(await pages().open(path), /In the report[^]*Leave out of the report/)
    assert.match(await pages().open(`${path}/report`), /What people wrote[^]*I ask people alone/)
  })
})
