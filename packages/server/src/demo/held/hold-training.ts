import { type MarkInput, type TrainingCredits, TrainingInput } from '@training-signup/contract'
import { Temporal } from 'temporal-polyfill'
import { closeDay } from '../../core/attendance/close-day.ts'
import { correctTimes } from '../../core/attendance/correct.ts'
import { sessionTimesOf } from '../../core/attendance/read-attendance.ts'
import { storeMarks } from '../../core/attendance/store-marks.ts'
import { type App, createContext } from '../../core/context.ts'
import { createProfile } from '../../core/credit/profiles.ts'
import { settleDays } from '../../core/credit/settle-days.ts'
import { replaceCredits } from '../../core/credit/training-credits.ts'
import { saveEvaluation } from '../../core/evaluation/evaluations.ts'
import { takeTest } from '../../core/evaluation/post-test.ts'
import { sendEvaluations } from '../../core/evaluation/send-evaluations.ts'
import { submitEvaluation } from '../../core/evaluation/submit.ts'
import { settleUnsent } from '../../core/outbox/revise.ts'
import { cancel } from '../../core/seats/cancel.ts'
import { register } from '../../core/sign-up/register.ts'
import { trainingIdOf } from '../../core/trainings/trainings.ts'
import { importTrainings } from '../../organizers/api/trainings/import-trainings.ts'
import { actingAs, everything } from '../../platform/access/caller.ts'
import { createIds } from '../../platform/ops/new-id.ts'
import { heldAnswers, heldTest } from './held-answers.ts'
import { heldPeople, walkIns } from './held-people.ts'
import { heldCredits, heldEvaluation, heldProfile, heldSlug, heldTraining } from './held-training.ts'

interface Holding {
  /** The day of the training. */
  day: string
  /** The training that it is like. */
  like: TrainingInput
  /** The account of the organizer who was there. */
  account: string | undefined
}

/** When something happens, in the days before and after. */
type At = (days: number, time: string) => App

/**
 * Holds a training of the past, with what an organizer and its people did, by the functions that
 * do it on any server. Its emails go nowhere.
 */
export async function holdTraining(app: App, { day, like, account }: Holding): Promise<void> {
  const training = TrainingInput.parse(heldTraining(like, day))
  const { at, settled } = pastOf(app, day, training.timeZone)
  const by = (running: App) => (account === undefined ? running : actingAs(running, { id: account, kind: 'person' }))
  const slug = heldSlug(day)
  await prepare(by(at(-42, '09:00')), training)
  const ids = await registerPeople(at(-40, '09:00'), slug)
  await cancel(at(-9, '18:30'), ids.at(-1)!, 'person')
  const came = [...ids, ...(await addWalkIns(by(at(0, '07:48')), slug))]
  const evening = by(at(0, '16:10'))
  await storeMarks(evening, slug, marksOf(evening, came, training), everything)
  await sendEvaluations(at(0, '18:01'))
  await answer(at(0, '19:30'), came)
  await closeDay(by(at(1, '09:00')), slug)
  await settleDays(at(1, '09:00'))
  await correctOne(by(at(2, '10:00')), came[lateAt]!, training)
  await settleDays(at(2, '10:01'))
  await settleMails(at(2, '10:02'), slug)
  await settled()
}

/** Returns the app as it ran then: with the clock of that day, and without a mail server. */
function pastOf(app: App, day: string, timeZone: string): { at: At; settled: () => Promise<void> } {
  let instant = app.now()
  const now = () => instant
  const past = createContext({ ...app, now, newId: createIds({ ...app, now }), sendMail: undefined })
  return {
    at(days, time) {
      const then = Temporal.PlainDate.from(day).add({ days }).toZonedDateTime({ timeZone, plainTime: time })
      instant = new Date(then.epochMilliseconds)
      return past
    },
    settled: () => past.groupCommit.settled(),
  }
}

/** Adds the training, what it counts for, and what it asks afterward. */
async function prepare(app: App, training: TrainingInput): Promise<void> {
  await importTrainings(app, { trainings: [training] }, { replace: true })
  const id = await trainingIdOf(app, training.slug)
  const credits: TrainingCredits['credits'] = []
  for (const { example, roles, ...credit } of heldCredits) {
    const { id: profile } = await createProfile(app, heldProfile(example))
    credits.push({ ...credit, profile, roles: [...roles] })
  }
  await app.db.transaction((tx) => replaceCredits(app, tx, id, { credits }))
  await saveEvaluation(app, id, heldEvaluation())
}

const registerPeople = (app: App, slug: string): Promise<string[]> =>
  Promise.all(
    heldPeople.map(async ({ lang, ...person }) => {
      const input = { people: [{ ...person, attestation: true }] }
      const { registrationIds } = await register(app, slug, { input, channel: 'link', origin: null, lang })
      return registrationIds[0]!
    }),
  )

const addWalkIns = (app: App, slug: string): Promise<string[]> =>
  Promise.all(
    walkIns.map(async (person) => {
      const request = { channel: 'walk-in', origin: null, lang: 'en', byOrganizer: true } as const
      const { registrationIds } = await register(app, slug, { ...request, input: { people: [{ ...person }] } })
      return registrationIds[0]!
    }),
  )

/** Counts the emails of those days as sent. To compose them would take as long as all else. */
const settleMails = (app: App, slug: string): Promise<void> =>
  app.db.transaction(async (tx) => {
    const mails = await tx
      .selectFrom('outbox')
      .select(['id', 'due_at'])
      .where('training_id', '=', await trainingIdOf(app, slug))
      .where('outcome', 'is', null)
      .execute()
    for (const { id, due_at: sent_at } of mails)
      await settleUnsent(tx, id, { outcome: 'sent', sent_at, last_error: null })
  })

/** Who did what, by their place in the list. */
const awayAt = new Set([8, 15, 22, 29, 36, 39])
const leftEarlyAt = new Set([5, 13, 31])
const lateAt = 3
const lateBy = new Map([
  [lateAt, 9],
  [6, 52],
])
const neverOutAt = 17
const onPaperAt = 24

/** Returns what two doors noted, and a paper sheet that says something else about one person. */
function marksOf(app: App, ids: readonly string[], training: TrainingInput): MarkInput[] {
  const [morning, afternoon] = sessionTimesOf(training)
  const minutesFrom = (instant: string, minutes: number) =>
    new Date(Date.parse(instant) + minutes * 60_000).toISOString()
  return ids.flatMap((registration, index) => {
    if (awayAt.has(index)) return []
    const mark = (kind: 'in' | 'out', at: string, source: MarkInput['source'] = 'door'): MarkInput => ({
      id: app.newId(),
      registration,
      kind,
      at,
      source,
      device: index % 2 === 0 ? 'North door' : 'South door',
    })
    const early = (index * 7) % 23
    return [
      mark('in', minutesFrom(morning!.start, lateBy.get(index) ?? -early - 1)),
      ...(index === onPaperAt ? [mark('in', minutesFrom(morning!.start, 20), 'paper')] : []),
      mark('out', minutesFrom(morning!.end, early % 4)),
      mark('in', minutesFrom(afternoon!.start, -(early % 6))),
      ...(index === neverOutAt
        ? []
        : [mark('out', minutesFrom(afternoon!.end, leftEarlyAt.has(index) ? -80 : early % 5))]),
    ]
  })
}

/** How many answer of those who came, all but the first. */
const answering = 26
/** Every third wants the questions after 90 days. */
const laterEvery = 3
/** One of those who took the test has not passed. */
const failed = 30

async function answer(app: App, ids: readonly string[]): Promise<void> {
  const came = ids.filter((_, index) => !awayAt.has(index))
  for (const [nth, id] of came.slice(1, answering + 1).entries())
    await submitEvaluation(app, id, { answers: heldAnswers(nth), later: nth % laterEvery === 0 })
  const answers = Object.fromEntries(heldTest.map((question) => [question.id, question.right]))
  const tested = heldPeople.flatMap(({ role }, index) => (role === 'social-work' && !awayAt.has(index) ? index : []))
  for (const index of tested) await takeTest(app, ids[index]!, { answers: index === failed ? {} : answers, tried: 0 })
}

/** Corrects when someone came, which replaces their certificate. */
const correctOne = (app: App, id: string, training: TrainingInput): Promise<void> =>
  correctTimes(app, id, () => ({
    times: sessionTimesOf(training).map(({ key, start, end }) => ({ session: key, in: start, out: end })),
    reason: 'Came at 8 with the group and was not seen at the door',
  }))
