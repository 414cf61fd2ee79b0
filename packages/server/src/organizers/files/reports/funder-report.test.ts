import assert from 'node:assert/strict'
import { test } from 'mocha'
import { checkIn } from '../../../core/attendance/check-in.ts'
import { forgetTexts, writeBox } from '../../../core/evaluation/box.ts'
import { saveEvaluation } from '../../../core/evaluation/evaluations.ts'
import { takeTest } from '../../../core/evaluation/post-test.ts'
import { readResults } from '../../../core/evaluation/results.ts'
import { sendNow } from '../../../core/evaluation/send-evaluations.ts'
import { submitEvaluation } from '../../../core/evaluation/submit.ts'
import { usualEvaluation } from '../../../core/evaluation/usual.ts'
import { readTraining } from '../../../core/trainings/trainings.ts'
import { organizerPages } from '../../../testing/pages/organizer-pages.ts'
import { readPdf, squeeze } from '../../../testing/pages/pdf.ts'
import { collect } from '../../../testing/servers/collect.ts'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { createVisitor } from '../../../testing/visitor.ts'
import { openFunderPaper } from '../../paper/funder-paper.ts'
import { figuresOf, openFunderFile } from './funder-file.ts'
import { reportToFunders } from './funder-report.ts'

onBothDatabases('the report for funders', (running) => {
  const { signedUp } = createVisitor(running)

  /** Seven officers and three nurses of two agencies. All but one officer came, and some of them answer. */
  async function held(answers: number, anonymous = true, more: object = {}) {
    const { slug } = await running().givenTraining({
      audience: { roles: ['police', 'medical'] },
      fields: { agency: 'optional' },
      seats: { capacity: null },
    })
    const people = Array.from({ length: 10 }, (_, at) =>
      someone({ role: at < 7 ? 'police' : 'medical', agency: at < 8 ? 'Kansas City Police' : 'Lee’s Summit Fire' }),
    )
    const persons = await signedUp(slug, people)
    const training = await readTraining(running().context, slug)
    await saveEvaluation(running().context, training.row.id, { ...usualEvaluation(), anonymous, ...more })
    running().clock.now = new Date(training.row.starts_at)
    for (const person of persons.slice(1)) await checkIn(running().context, person.id)
    running().clock.now = new Date(training.row.ends_at)
    await sendNow(running().context, training.row.id)
    for (const [at, person] of persons.slice(1, 1 + answers).entries())
      await submitEvaluation(running().context, person.id, {
        answers: { useful: String(3 + (at % 3)), before: '2', now: '4', change: `Secret words ${at}` },
        later: false,
      })
    return { slug, training, persons }
  }

  test('counts who registered, came, and stayed, without a name or a group under five', async () => {
    const { slug } = await held(5)
    const report = await reportToFunders(running().context, slug, 'en')
    assert.equal(report.registered, 10)
    assert.equal(report.came, 9)
    assert.equal(report.absent, 1)
    assert.equal(report.agencies, 2)
    assert.ok((report.hours ?? 0) > 0)
    // Three nurses would be told by the total, so the officers are with them.
    assert.deepEqual(report.roles, [{ label: 'Other roles', registered: 10, came: 9 }])
    assert.deepEqual(report.byAgency, [{ label: 'Other agencies', registered: 10, came: 9 }])
    assert.doesNotMatch(JSON.stringify(report), /Secret words|@/)
  })

  test('says how many passed a test only where no one is told by it', async () => {
    const options = ['a', 'b'].map((value) => ({ value, label: { en: value } }))
    const question = { id: 'stop', label: { en: 'What first?' }, topic: { en: 'First' }, right: 'a', options }
    const { slug, persons } = await held(5, true, { test: { questions: [question], pass: 1, tries: null } })
    const tests = async () => (await reportToFunders(running().context, slug, 'en')).evaluation?.tests
    const take = (id: string, stop: string) => takeTest(running().context, id, { answers: { stop }, tried: 0 })
    for (const { id } of persons.slice(1, 6)) await take(id, 'a')
    assert.deepEqual(await tests(), { passed: 5, notYet: 0 })
    await take(persons[6]!.id, 'b')
    assert.equal(await tests(), null)
  })

  test('counts walk-ins among those who came, and not among those who registered', async () => {
    const { slug } = await held(5)
    const walkIn = { channel: 'walk-in', people: [{ givenName: 'Wil', familyName: 'Kin', role: 'police' }] }
    const { body } = await running().admin('POST', '/registrations', { training: slug, ...walkIn })
    await checkIn(running().context, body.registrations[0].id)
    const report = await reportToFunders(running().context, slug, 'en')
    const { registered, came, walkIns, absent, roles } = report
    assert.deepEqual({ registered, came, walkIns, absent }, { registered: 10, came: 10, walkIns: 1, absent: 1 })
    assert.deepEqual(roles, [{ label: 'Other roles', registered: 10, came: 10 }])
    const csv = (await collect((await openFunderFile(running().context, slug, 'en')).body)).toString()
    assert.match(csv, /"attended, 1 of them a walk-in".*"10"/)
    const one = { ...report, registered: 1, came: 1, walkIns: 0, absent: 1, agencies: 1, hours: null }
    const figures = (lang: 'en' | 'es', more: object = {}) =>
      figuresOf({ ...one, ...more }, lang).map((parts) => parts.join(' '))
    assert.deepEqual(figures('es').slice(0, 4), ['1 persona inscrita', '1 asistió', '1 no asistió', '1 agencia'])
    assert.equal(figures('en')[3], '1 agency')
    for (const [attended, unannounced, hours, english, spanish] of [
      [1, 1, 1, ['1 attended, as a walk-in', '1 hour of training'], ['1 asistió, sin inscripción previa', '1 hora']],
      [
        2,
        1,
        2.4,
        ['2 attended, 1 of them a walk-in', '2 hours'],
        ['2 asistieron, 1 sin inscripción previa', '2 horas'],
      ],
      [3, 2, 0, ['3 attended, 2 of them walk-ins', '0 hours'], ['3 asistieron, 2 sin inscripción previa', '0 horas']],
    ] as const)
      for (const [lang, [figure, spent]] of [
        ['en', english],
        ['es', spanish],
      ] as const) {
        const said = figures(lang, { came: attended, walkIns: unannounced, hours })
        assert.equal(said[1], figure)
        assert.ok(said[4]?.startsWith(spent), said[4])
      }
  })

  test('has means with number and spread, and before next to now', async () => {
    const { slug, training } = await held(5)
    const results = await readResults(running().context.db.reader, training.row, 'en')
    const useful = results?.questions.find(({ id }) => id === 'useful')
    // 3, 4, 5, 3, 4
    assert.equal(useful?.mean, 3.8)
    assert.equal(useful?.deviation?.toFixed(3), '0.837')
    assert.equal(useful?.answers, 5)
    assert.deepEqual(
      useful?.counts.map(({ count }) => count),
      [0, 0, 2, 2, 1],
    )
    assert.deepEqual(results?.pair, { before: 2, beforeDeviation: 0, now: 4, nowDeviation: 0, answers: 5 })
    assert.deepEqual(results?.comments.length, 5)
    const csv = (await collect((await openFunderFile(running().context, slug, 'en')).body)).toString()
    assert.match(csv, /"Evaluation","How useful was this training for your work\?","","","3\.80","0\.84","5"/)
    assert.match(csv, /"Evaluation","Evaluation: 5 of 9 answered","","","","","5"/)
    assert.doesNotMatch(csv, /After 90 days/)
    assert.doesNotMatch(csv, /Secret words/)
  })

  test('says in the file, too, how many answered after 90 days, once five have', async () => {
    const { slug, training } = await held(5)
    const file = async () => (await collect((await openFunderFile(running().context, slug, 'en')).body)).toString()
    const answer = (count: number) =>
      running().context.db.transaction((tx) => {
        const answers = Array.from({ length: count }, (_, at) => ({ id: String(at), answers: { used: 'once' } }))
        return writeBox(tx, training.row.id, 'follow-up', answers)
      })
    await answer(4)
    assert.doesNotMatch(await file(), /After 90 days/)
    await answer(5)
    assert.match(await file(), /"After 90 days","After 90 days: 5 of 0 answered","","","","","5"/)
    assert.match(await file(), /"After 90 days","Have you used what you learned\? Once","","","","","5"/)
  })

  test('shows no mean and no word before five have answered', async () => {
    const { slug, training } = await held(4)
    const few = await readResults(running().context.db.reader, training.row, 'en')
    assert.deepEqual([few?.answered, few?.counted, few?.comments, few?.pair], [4, 0, [], null])
    assert.ok(few?.questions.every(({ mean, counts }) => mean === null && counts.length === 0))
    assert.doesNotMatch(JSON.stringify(await reportToFunders(running().context, slug, 'en')), /3\.5/)
  })

  test('never adds a sixth answer alone', async () => {
    const { training } = await held(6)
    const results = await readResults(running().context.db.reader, training.row, 'en')
    assert.deepEqual([results?.answered, results?.counted], [6, 5])
  })

  test('shows names next to words only where the page said so', async () => {
    const { training } = await held(1, false)
    const results = await readResults(running().context.db.reader, training.row, 'en')
    assert.match(results?.comments[0]?.name ?? '', /^Ada /)
    assert.equal(results?.questions[0]?.mean, 3)
  })

  test('shows organizers the answers of each role where they have names, small ones in one', async () => {
    const { slug, training } = await held(9, false)
    const { context, admin } = running()
    const read = (role?: string) => readResults(context.db.reader, training.row, 'en', { role })
    const all = await read()
    assert.deepEqual(all?.groups, [
      { role: 'police', answers: 6 },
      { role: '-', answers: 3 },
    ])
    const usefulOf = async (role?: string) => (await read(role))?.questions.find(({ id }) => id === 'useful')?.answers
    assert.deepEqual([await usefulOf(), await usefulOf('police'), await usefulOf('-')], [9, 6, 3])
    assert.deepEqual(
      (await read('police'))?.comments.map(({ text }) => text).toSorted(),
      Array.from({ length: 6 }, (_, at) => `Secret words ${at}`),
    )
    const path = `/trainings/${slug}/evaluation`
    const { body } = await admin('GET', `${path}/results?role=police`)
    assert.deepEqual([body.counted, body.questions[0].answers], [9, 6])
    assert.equal((await admin('GET', `${path}/results?role=medical`)).status, 404, 'too few for a group of their own')
    const page = await organizerPages(running()).open(`${path}?role=police`)
    const text = page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
    assert.match(text, /Everyone 9 Police officer or deputy 6 Other roles 3 Roles with fewer than 5 answers/)
    assert.match(page, /href="\?role=police" aria-current="true"/)
    assert.ok(!page.includes('Secret words 6') && page.includes('Secret words 5'))
    assert.equal((await reportToFunders(context, slug, 'en')).evaluation?.questions[0]?.answers, 9)
  })

  test('divides anonymous answers by nothing', async () => {
    const { training } = await held(9)
    const results = await readResults(running().context.db.reader, training.row, 'en', { role: 'police' })
    assert.deepEqual([results?.groups, results?.counted, results?.questions[0]?.answers], [[], 5, 5])
  })

  test('quotes the comments that an organizer chose, without names, until it leaves them out', async () => {
    const { slug, training } = await held(5, false)
    const { context, admin } = running()
    const { comments = [] } = (await readResults(context.db.reader, training.row, 'en')) ?? {}
    const quote = async ({ id }: { id: string }, quoted = true) =>
      (await admin('POST', `/trainings/${slug}/evaluation/quotes`, { id, question: 'change', quoted })).status
    const [first, ...others] = comments as [(typeof comments)[number], ...typeof comments]
    assert.equal(await quote(first), 204)
    const report = async () => (await reportToFunders(context, slug, 'en')).evaluation
    assert.deepEqual((await report())?.quotes, [{ question: first.question, text: first.text }])
    assert.doesNotMatch(JSON.stringify(await report()), /Ada/)
    const csv = (await collect((await openFunderFile(context, slug, 'en')).body)).toString()
    const [page = '', ...more] = await readPdf(await collect((await openFunderPaper(context, slug, 'en')).body))
    assert.ok(csv.includes(first.text) && page.includes(squeeze(first.text)))
    assert.deepEqual(more, [], 'one page')
    const statuses = []
    for (const one of others) statuses.push(await quote(one))
    assert.deepEqual(statuses, [204, 204, 409, 409], 'no more than the page has room for')
    assert.equal(await quote(first, false), 204)
    assert.equal((await report())?.quotes.length, 2)
    assert.equal(await quote({ id: crypto.randomUUID() }), 404)
  })

  test('shows few answers to no funder, also where the organizer knows whose they are', async () => {
    const { slug, training } = await held(4, false)
    const { comments = [] } = (await readResults(running().context.db.reader, training.row, 'en')) ?? {}
    const body = { id: comments[0]?.id, question: 'change', quoted: true }
    assert.equal((await running().admin('POST', `/trainings/${slug}/evaluation/quotes`, body)).status, 404)
    const { evaluation } = await reportToFunders(running().context, slug, 'en')
    assert.ok(evaluation?.questions.every(({ mean, counts }) => mean === null && counts.length === 0))
  })

  test('forgets the choice with the words', async () => {
    const { slug, training } = await held(5)
    const { context, admin } = running()
    const [comment] = (await readResults(context.db.reader, training.row, 'en'))?.comments ?? []
    const body = { id: comment?.id, question: 'change', quoted: true }
    assert.equal((await admin('POST', `/trainings/${slug}/evaluation/quotes`, body)).status, 204)
    await context.db.transaction((tx) => forgetTexts(tx, training.row.id, new Set(['change'])))
    assert.deepEqual((await reportToFunders(context, slug, 'en')).evaluation?.quotes, [])
    const boxes = await running().rows('evaluation_box', { training_id: training.row.id })
    assert.doesNotMatch(JSON.stringify(boxes), /quoted|Secret/)
  })

  test('is one page of Letter paper, in both languages', async () => {
    const { slug } = await held(5)
    for (const [lang, title, steps, bars] of [
      ['en', 'Training report', '1 lowest 2 3 4 5 highest', 'Bars: everyone registered. Filled: came.'],
      [
        'es',
        'Informe de la capacitación',
        '1 lo más bajo 2 3 4 5 lo más alto',
        'Barras: personas inscritas. Relleno: asistieron.',
      ],
    ] as const) {
      const pdf = await collect((await openFunderPaper(running().context, slug, lang)).body)
      const pages = await readPdf(pdf)
      assert.equal(pages.length, 1)
      assert.ok(pages[0]?.includes(squeeze(title)), pages[0])
      assert.ok(pages[0]?.includes(squeeze(steps)), pages[0])
      assert.ok(pages[0]?.includes(squeeze(bars)), pages[0])
      assert.match(pages[0] ?? '', /3\.8/)
    }
  })
})
