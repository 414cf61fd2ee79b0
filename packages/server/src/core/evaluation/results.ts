import type {
  Answer,
  AskedQuestion,
  AskedResult,
  EvaluationInput,
  EvaluationResults,
  Language,
} from '@training-signup/contract'
import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/schema.ts'
import type { AskedKind } from '../../platform/db/tables/trainings/evaluation.ts'
import type { TrainingTable } from '../../platform/db/tables/trainings/training.ts'
import { pickText } from '../../words/index.ts'
import { fullName } from '../people/person-columns.ts'
import { type BoxedAnswer, readBox, together } from './box.ts'
import { findEvaluation } from './evaluations.ts'
import { followUpDue } from './follow-up.ts'
import { fieldOf, isWritten } from './questions.ts'
import { whoCame } from './send-evaluations.ts'
import { followUpQuestions } from './usual.ts'

type Training = Pick<TrainingTable, 'ends_at'> & { id: string }

interface Reading {
  /** Few answers show nothing, also where the organizer knows whose they are. */
  isForFunders?: boolean
  /** Only the answers of one of the groups, if there is such a group. */
  role?: string | undefined
}

/** Returns what a training asked, and what came back; undefined if it asks nothing. */
export async function readResults(
  db: Kysely<Tables>,
  training: Training,
  lang: Language,
  { isForFunders = false, role }: Reading = {},
): Promise<EvaluationResults | undefined> {
  const found = await findEvaluation(db, training.id)
  if (!found) return undefined
  const { questions, anonymous } = found.input
  const all = await readBox(db, training.id, 'evaluation')
  const groups = isForFunders ? noGroups : groupsIn(all, await readRoles(db, all))
  const box = groups.get(role ?? '') ?? all
  const least = anonymous || isForFunders ? together : 1
  const answered = all.length + (await countWaiting(db, training.id, 'evaluation'))
  const came = await whoCame(db, training.id)
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow()
  return {
    // Once everyone's data is deleted, no one is left to count.
    asked: Math.max(Number(came.count), answered),
    answered,
    counted: all.length,
    anonymous,
    groups: [...groups].map(([group, some]) => ({ role: group, answers: some.length })),
    questions: questions.map((question) => resultOf(question, box, { lang, least })),
    pair: pairOf(box, least),
    comments: box.length < least ? [] : await commentsOf(db, questions, box, lang),
    tests: await countTests(db, training.id, found.input),
    followUp: await readFollowUp(db, training, lang),
  }
}

/** The roles that too few have in common, and people without one. No role has this name. */
export const otherRoles = '-'

const noGroups: ReadonlyMap<string, BoxedAnswer[]> = new Map()

/** Divides answers by the roles of their people: the largest group first, and what is too small last, in one. */
function groupsIn(box: readonly BoxedAnswer[], roles: ReadonlyMap<string, string | null>) {
  const named = box.filter(({ registration }) => registration !== undefined)
  const byRole = Map.groupBy(named, ({ registration = '' }) => roles.get(registration) ?? otherRoles)
  const isLarge = ([role, some]: [string, BoxedAnswer[]]) => role !== otherRoles && some.length >= together
  const large = [...byRole].filter(isLarge).toSorted(([, one], [, other]) => other.length - one.length)
  const rest = [...byRole].filter((one) => !isLarge(one)).flatMap(([, some]) => some)
  if (large.length === 0 || named.length === large[0]?.[1].length) return noGroups
  return new Map(rest.length === 0 ? large : [...large, [otherRoles, rest] as const])
}

async function readRoles(db: Kysely<Tables>, box: readonly BoxedAnswer[]): Promise<Map<string, string | null>> {
  const ids = box.flatMap(({ registration }) => registration ?? [])
  if (ids.length === 0) return new Map()
  const people = await db.selectFrom('registration').select(['id', 'role']).where('id', 'in', ids).execute()
  return new Map(people.map(({ id, role }) => [id, role]))
}

async function countWaiting(db: Kysely<Tables>, trainingId: string, kind: AskedKind): Promise<number> {
  const { count } = await db
    .selectFrom('waiting_answer')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('training_id', '=', trainingId)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow()
  return Number(count)
}

interface Showing {
  lang: Language
  /** So many answers show nothing yet. */
  least: number
}

function resultOf(question: AskedQuestion, box: readonly BoxedAnswer[], { lang, least }: Showing): AskedResult {
  const given = box.flatMap(({ answers }) => answers[question.id] ?? [])
  const all = box.filter(({ answers }) => answers[question.id] !== undefined).length
  const { label, options = [] } = fieldOf(question, lang)
  const numbers = question.type === 'scale' ? given.map(Number) : []
  const isShown = all >= least
  return {
    id: question.id,
    type: question.type,
    label,
    answers: all,
    mean: isShown && numbers.length > 0 ? mean(numbers) : null,
    deviation: isShown && numbers.length > 0 ? deviation(numbers) : null,
    counts: isShown
      ? options.map((option) => ({ ...option, count: given.filter((one) => one === option.value).length }))
      : [],
  }
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length

function deviation(numbers: readonly number[]): number {
  if (numbers.length < 2) return 0
  const middle = mean(numbers)
  return Math.sqrt(numbers.reduce((sum, one) => sum + (one - middle) ** 2, 0) / (numbers.length - 1))
}

/** Returns how those judged themselves who answered for both before and now. */
function pairOf(box: readonly BoxedAnswer[], least: number): EvaluationResults['pair'] {
  const both = box.map(({ answers }) => [numberIn(answers['before']), numberIn(answers['now'])] as const)
  const pairs = both.filter((pair): pair is readonly [number, number] => pair.every((one) => one !== undefined))
  if (pairs.length < Math.max(least, 1)) return null
  const [before, now] = [pairs.map(([one]) => one), pairs.map(([, one]) => one)]
  return {
    before: mean(before),
    beforeDeviation: deviation(before),
    now: mean(now),
    nowDeviation: deviation(now),
    answers: pairs.length,
  }
}

const numberIn = (answer: Answer | undefined): number | undefined =>
  typeof answer === 'string' && /^[1-5]$/.test(answer) ? Number(answer) : undefined

/** Returns what people wrote, in the order of random ids. */
async function commentsOf(
  db: Kysely<Tables>,
  questions: readonly AskedQuestion[],
  box: readonly BoxedAnswer[],
  lang: Language,
): Promise<EvaluationResults['comments']> {
  const ids = box.flatMap(({ registration }) => registration ?? [])
  const people =
    ids.length === 0
      ? []
      : await db.selectFrom('registration').select(['id', 'given_name', 'family_name']).where('id', 'in', ids).execute()
  const names = new Map(people.map((one) => [one.id, fullName(one.given_name, one.family_name)]))
  const written = questions.filter(isWritten)
  return written.flatMap(({ id, label }) =>
    box.flatMap(({ id: answer, registration = '', answers, quoted = [] }) => {
      const text = answers[id]
      if (typeof text !== 'string') return []
      const about = { id: answer, questionId: id, question: pickText(label, lang), text }
      return [{ ...about, name: names.get(registration) ?? null, quoted: quoted.includes(id) }]
    }),
  )
}

async function countTests(db: Kysely<Tables>, trainingId: string, { test }: EvaluationInput) {
  if (test === null) return null
  const rows = await db.selectFrom('test_try').select('passed_on').where('training_id', '=', trainingId).execute()
  const passed = rows.filter(({ passed_on }) => passed_on !== null).length
  return { passed, notYet: rows.length - passed }
}

async function readFollowUp(db: Kysely<Tables>, training: Training, lang: Language) {
  const { wanted } = await db
    .selectFrom('follow_up')
    .select(({ fn }) => fn.countAll<number | string>().as('wanted'))
    .where('training_id', '=', training.id)
    .executeTakeFirstOrThrow()
  const box = await readBox(db, training.id, 'follow-up')
  const waiting = await countWaiting(db, training.id, 'follow-up')
  return {
    wanted: Number(wanted),
    due: followUpDue(training),
    answered: box.length + waiting,
    questions: followUpQuestions.map((question) => resultOf(question, box, { lang, least: together })),
  }
}
