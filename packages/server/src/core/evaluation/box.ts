import { createHmac } from 'node:crypto'
import type { Answer } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import { secretFor } from '../../platform/access/secret-for.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/schema.ts'
import type { AskedKind } from '../../platform/db/tables/trainings/evaluation.ts'
import { seal, unseal } from '../../platform/http/sealed.ts'
import type { System } from '../../platform/system.ts'

/**
 * How answers are kept so that no one can tell whose they are, not even with the database in hand.
 *
 * An anonymous answer waits sealed, with a key that is not in the database, and so does the mark of
 * who gave it. Once five wait, all five go into the box of the training, which is one row that is
 * written anew, in the order of random ids; then it is noted of five people together that they
 * answered. Nothing has a time. So no order, no transaction, and no two states of the database tell
 * more than that an answer is one of five people's, and one state tells nothing.
 */

/** So few answers show nothing, and so many go into the box together. */
export const together = 5

/** An answer in the box. */
export interface BoxedAnswer {
  /** Random. */
  id: string
  /** Where answers have names. */
  registration?: string
  answers: Record<string, Answer>
  /** The questions whose answers the report for funders quotes. */
  quoted?: string[]
}

type Sealing = Pick<System, 'authSecret' | 'randomBytes'>

const opener = 'evaluation'
/** Sealed answers are equally long, unless someone wrote several pages. */
const paddedTo = 8192

export function randomId({ randomBytes }: Pick<System, 'randomBytes'>): string {
  const hex = Buffer.from(randomBytes(16)).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function sealAnswers(system: Sealing, answers: BoxedAnswer['answers']): string {
  const length = Buffer.byteLength(JSON.stringify(answers))
  return seal(system, opener, { answers, pad: ' '.repeat(paddedTo - (length % paddedTo)) })
}

const unsealAnswers = (system: Sealing, sealed: string) =>
  (unseal(system, opener, sealed) as { answers: BoxedAnswer['answers'] } | undefined)?.answers

/** Returns what stands for a person among those whose answers wait. */
const markOf = ({ authSecret }: Sealing, registrationId: string): string =>
  createHmac('sha256', secretFor(authSecret, 'evaluation mark')).update(registrationId).digest('base64url')

/** Stores an anonymous answer. Call it under the lock of the training. */
export async function storeSealed(
  system: System,
  tx: Tx,
  given: { trainingId: string; kind: AskedKind; answers: BoxedAnswer['answers'] },
): Promise<void> {
  const { trainingId: training_id, kind, answers } = given
  await tx
    .insertInto('waiting_answer')
    .values({ id: randomId(system), training_id, kind, sealed: sealAnswers(system, answers) })
    .execute()
  await gather(system, tx, training_id, kind)
}

/** Notes that someone answered, where the answers wait for others. */
export const storeMark = (system: System, tx: Tx, trainingId: string, registrationId: string) =>
  tx
    .insertInto('waiting_mark')
    .values({ mark: markOf(system, registrationId), training_id: trainingId })
    .execute()

/** Puts the answers that wait into the box, once there are enough, and notes who gave some. */
async function gather(system: System, tx: Tx, trainingId: string, kind: AskedKind): Promise<void> {
  const waiting = await tx
    .selectFrom('waiting_answer')
    .select(['id', 'sealed'])
    .where('training_id', '=', trainingId)
    .where('kind', '=', kind)
    .execute()
  // Those that were sealed with a secret that was replaced stay shut.
  const opened = waiting.flatMap(({ id, sealed }) => {
    const answers = unsealAnswers(system, sealed)
    return answers ? [{ id, answers }] : []
  })
  if (opened.length < together) return
  const added = opened.map(({ answers }) => ({ id: randomId(system), answers }))
  await writeBox(tx, trainingId, kind, [...(await readBox(tx, trainingId, kind)), ...added])
  const ids = opened.map(({ id }) => id)
  await tx.deleteFrom('waiting_answer').where('id', 'in', ids).execute()
  if (kind === 'evaluation') await nameMarked(system, tx, trainingId)
}

/** Notes by name who answered, in the order of their registrations. */
async function nameMarked(system: System, tx: Tx, trainingId: string): Promise<void> {
  const ids = await readMarked(system, tx, trainingId)
  await noteEvaluated(tx, trainingId, ids)
  const marks = ids.map((id) => markOf(system, id))
  if (marks.length > 0) await tx.deleteFrom('waiting_mark').where('mark', 'in', marks).execute()
}

export const noteEvaluated = async (tx: Tx, trainingId: string, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return
  const rows = ids.toSorted().map((registration_id) => ({ registration_id, training_id: trainingId }))
  await tx.insertInto('evaluated').values(rows).execute()
}

/** Returns the people whose answers wait. */
async function readMarked(system: Sealing, db: Kysely<Tables>, trainingId: string): Promise<string[]> {
  const rows = await db.selectFrom('waiting_mark').select('mark').where('training_id', '=', trainingId).execute()
  if (rows.length === 0) return []
  const marks = new Set(rows.map(({ mark }) => mark))
  const people = await db.selectFrom('registration').select('id').where('training_id', '=', trainingId).execute()
  return people.map(({ id }) => id).filter((id) => marks.has(markOf(system, id)))
}

/** Returns whether someone has sent their evaluation, also where no one can tell what they said. */
export async function hasEvaluated(system: Sealing, db: Kysely<Tables>, registrationId: string): Promise<boolean> {
  const named = await db
    .selectFrom('evaluated')
    .select('registration_id')
    .where('registration_id', '=', registrationId)
    .executeTakeFirst()
  if (named) return true
  const mark = markOf(system, registrationId)
  const waiting = await db.selectFrom('waiting_mark').select('mark').where('mark', '=', mark).executeTakeFirst()
  return waiting !== undefined
}

/** Returns everyone of a training who has sent their evaluation. */
export async function readEvaluated(system: Sealing, db: Kysely<Tables>, trainingId: string): Promise<Set<string>> {
  const named = await db
    .selectFrom('evaluated')
    .select('registration_id')
    .where('training_id', '=', trainingId)
    .execute()
  return new Set([...named.map((row) => row.registration_id), ...(await readMarked(system, db, trainingId))])
}

export async function readBox(db: Kysely<Tables>, trainingId: string, kind: AskedKind): Promise<BoxedAnswer[]> {
  const box = await db
    .selectFrom('evaluation_box')
    .select('answers')
    .where('training_id', '=', trainingId)
    .where('kind', '=', kind)
    .executeTakeFirst()
  return box ? (JSON.parse(box.answers) as BoxedAnswer[]) : []
}

/** Writes a box anew, in the order of its random ids. */
export async function writeBox(
  tx: Tx,
  trainingId: string,
  kind: AskedKind,
  answers: readonly BoxedAnswer[],
  has_texts: 0 | 1 = 1,
): Promise<void> {
  const sorted = answers.toSorted((one, other) => (one.id < other.id ? -1 : 1))
  const box = { answers: JSON.stringify(sorted), has_texts }
  await tx
    .insertInto('evaluation_box')
    .values({ training_id: trainingId, kind, ...box })
    .onConflict((conflict) => conflict.columns(['training_id', 'kind']).doUpdateSet(box))
    .execute()
}

/** Deletes what is stored of people’s answers with their names, and that they gave some. */
export async function forgetAnswers(system: System, tx: Tx, trainingId: string, ids: readonly string[]): Promise<void> {
  const gone = new Set(ids)
  const box = await readBox(tx, trainingId, 'evaluation')
  const left = box.filter(({ registration }) => registration === undefined || !gone.has(registration))
  if (left.length < box.length) await writeBox(tx, trainingId, 'evaluation', left)
  const marks = ids.map((id) => markOf(system, id))
  if (marks.length > 0) await tx.deleteFrom('waiting_mark').where('mark', 'in', marks).execute()
}

/**
 * Deletes what people wrote, whose answers they are, and what still waits. The numbers stay, for a
 * report.
 */
export async function forgetTexts(tx: Tx, trainingId: string, written: ReadonlySet<string>): Promise<void> {
  const box = await readBox(tx, trainingId, 'evaluation')
  const numbers = box.map(({ id, answers }) => ({
    id,
    answers: Object.fromEntries(Object.entries(answers).filter(([question]) => !written.has(question))),
  }))
  if (box.length > 0) await writeBox(tx, trainingId, 'evaluation', numbers, 0)
  await tx.deleteFrom('waiting_mark').where('training_id', '=', trainingId).execute()
  await tx.deleteFrom('waiting_answer').where('training_id', '=', trainingId).where('kind', '=', 'evaluation').execute()
}
