import { createHash } from 'node:crypto'
import {
  addedOutcomes,
  type ImportChoices,
  type Imported,
  type ImportedPerson,
  type ImportOutcome,
  type ImportPreview,
  importOutcomes,
  type Language,
} from '@training-signup/contract'
import { suggestAddress } from '@training-signup/contract/suggest-address'
import { foldName } from '../../../core/people/person.ts'
import { sortedName } from '../../../core/people/search-words.ts'
import { type LockedTraining, lockTraining } from '../../../core/seats/locked-training.ts'
import { type AdmittedList, admitList, type ListedOutcome } from '../../../core/sign-up/admit-list.ts'
import { readTraining } from '../../../core/trainings/trainings.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'
import { composeInside, undoable } from '../undoable.ts'
import { type CheckedList, type CheckedRow, checkList } from './read-import.ts'
import type { Rows } from './read-list.ts'

interface ListRequest {
  slug: string
  rows: Rows
  input: ImportChoices
  /** The language of what is said about it. */
  shown: Language
}

/**
 * Returns what would become of each row of a list now. Stores nothing.
 * @throws {ProblemError} `not-found`, `invalid-input`, and what a canceled training refuses
 */
export async function previewImport(system: System, request: ListRequest): Promise<ImportPreview & CheckedList> {
  const list = await checkList(
    system,
    await readTraining(system, request.slug),
    request.rows,
    request.input,
    request.shown,
  )
  return undoable(system, async (tx, undo) => {
    const { plan, admitted } = await planList(system, tx, list, request.input)
    await admitted.write(tx, { mostOfEach: 1 })
    const mails = {
      confirmed: await firstMail(system, tx, plan.people, 'confirmed'),
      waitlisted: await firstMail(system, tx, plan.people, 'waitlisted'),
    }
    return undo({ ...list, ...described(system, list, plan), mails })
  })
}

/**
 * Adds the people of a list who can be added, all of them or none, as long as it comes out as its
 * preview said.
 * @throws {ProblemError} `precondition-failed` if it would not, and as `previewImport`
 */
export async function importPeople(system: System, request: ListRequest & { tag: string }): Promise<Imported> {
  const list = await checkList(
    system,
    await readTraining(system, request.slug),
    request.rows,
    request.input,
    request.shown,
  )
  return system.db.transaction(async (tx) => {
    const { plan, admitted } = await planList(system, tx, list, request.input)
    if (plan.tag !== request.tag) throw new ProblemError('precondition-failed')
    await admitted.write(tx)
    const registrations = plan.people.flatMap(({ row, id }) => (id === undefined ? [] : [{ row, id }]))
    return { counts: countsOf(plan.people), registrations }
  })
}

/** What becomes of a row. */
interface PlannedRow {
  row: number
  outcome: ImportOutcome
  of: number | null
  /** Of those who are added. */
  id?: string
}

interface Plan {
  tag: string
  people: PlannedRow[]
}

/** Decides the whole list under the lock of its training. */
async function planList(
  system: System,
  tx: Tx,
  list: CheckedList,
  { sameName = [] }: ImportChoices,
): Promise<{ plan: Plan; admitted: AdmittedList }> {
  const training = await lockTraining(system.db, tx, list.training.row.id)
  if (!training) throw new ProblemError('not-found')
  // Its form was another one when the answers were checked.
  if (training.revision !== list.training.row.revision) throw new ProblemError('precondition-failed')
  const namesakes = await findNamesakes(tx, training, list.people)
  const same = sameNames(list.people, namesakes, new Set(sameName))
  const asking = list.people.filter(({ row, signUp }) => signUp && !same.has(row))
  const admitted = await admitList(
    system,
    tx,
    training,
    asking.flatMap(({ signUp }) => signUp ?? []),
  )
  refuseClosed(admitted.outcomes)
  const outcomes = new Map(asking.map(({ row }, index) => [row, admitted.outcomes[index] as ListedOutcome]))
  const rowOf = new Map([...outcomes].flatMap(([row, one]) => ('id' in one ? [[one.id, row] as const] : [])))
  const people = list.people.map(({ row }): PlannedRow => {
    const outcome = outcomes.get(row)
    if (outcome) return { row, ...plannedOf(outcome, rowOf) }
    return same.has(row)
      ? { row, outcome: 'same-name', of: same.get(row) ?? null }
      : { row, outcome: 'faulty', of: null }
  })
  return { plan: { people, tag: tagOf(list, people, namesakes) }, admitted }
}

/** A training that takes no one takes none of them. */
function refuseClosed(outcomes: readonly ListedOutcome[]): void {
  const refused = outcomes.find((one) => 'refused' in one && one.refused !== 'training-full')
  if (refused && 'refused' in refused) throw new ProblemError(refused.refused)
}

function plannedOf(outcome: ListedOutcome, rowOf: ReadonlyMap<string, number>): Omit<PlannedRow, 'row'> {
  if ('id' in outcome) return { outcome: outcome.status, of: null, id: outcome.id }
  if ('refused' in outcome) return { outcome: 'full', of: null }
  const of = rowOf.get(outcome.duplicateOf) ?? null
  return { outcome: of === null ? 'registered' : 'twice', of }
}

const nameOf = ({ answers: { givenName = '', familyName = '' } }: Pick<CheckedRow, 'answers'>): string =>
  foldName(`${String(givenName)} ${String(familyName)}`)

/** As the list of people is sorted by it, and has an index. */
const lastNameOf = ({ answers: { givenName = '', familyName = '' } }: CheckedRow): string =>
  sortedName(String(familyName || givenName))

const keyOf = ({ signUp }: CheckedRow): string => signUp?.people[0]?.activePerson ?? ''

/** People with a seat, or who wait, by their names. */
type Namesakes = ReadonlyMap<string, { id: string; key: string }[]>

async function findNamesakes(tx: Tx, { id }: LockedTraining, people: readonly CheckedRow[]): Promise<Namesakes> {
  const rows = await tx
    .selectFrom('registration')
    .select(['id', 'given_name', 'family_name', 'active_person'])
    .where('training_id', '=', id)
    .where('active_person', 'is not', null)
    .where('family_folded', 'in', ['', ...new Set(people.map(lastNameOf))])
    .orderBy('id')
    .execute()
  const found = new Map<string, { id: string; key: string }[]>()
  for (const row of rows) {
    const name = foldName(`${row.given_name} ${row.family_name}`)
    const others = found.get(name) ?? []
    others.push({ id: row.id, key: row.active_person ?? '' })
    found.set(name, others)
  }
  return found
}

/**
 * Returns the rows whose name someone else has, with the row of that one; null for someone who is
 * registered. Without an address, or with another one, they may still be the same person.
 */
function sameNames(
  people: readonly CheckedRow[],
  namesakes: Namesakes,
  wanted: ReadonlySet<number>,
): Map<number, number | null> {
  const same = new Map<number, number | null>()
  const seen = new Map<string, { row: number; keys: Set<string> }>()
  for (const one of people) {
    if (!one.signUp) continue
    const [name, key] = [nameOf(one), keyOf(one)]
    const before = seen.get(name)
    const others = namesakes.get(name) ?? []
    const isKnown = before?.keys.has(key) || others.some((other) => other.key === key)
    if (!isKnown && !wanted.has(one.row) && (before || others.length > 0)) same.set(one.row, before?.row ?? null)
    else if (before) before.keys.add(key)
    else seen.set(name, { row: one.row, keys: new Set([key]) })
  }
  return same
}

/** Returns what a preview and what follows it must have in common. */
const tagOf = ({ training, people, lang }: CheckedList, planned: readonly PlannedRow[], namesakes: Namesakes): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        training.row.id,
        training.row.revision,
        lang,
        people.map(({ answers }) => answers),
        planned.map(({ row, outcome, of }) => [row, outcome, of]),
        [...namesakes.values()].map((all) => all.map(({ id }) => id)),
      ]),
    )
    .digest('base64url')

const isAdded = (outcome: ImportOutcome) => addedOutcomes.some((one) => one === outcome)

function countsOf(people: readonly PlannedRow[]): Record<ImportOutcome, number> {
  const counts = Object.fromEntries(importOutcomes.map((outcome) => [outcome, 0])) as Record<ImportOutcome, number>
  for (const { outcome } of people) counts[outcome] += 1
  return counts
}

const textIn = (answer: unknown): string => (typeof answer === 'string' ? answer : '')

function described(
  { sendMail }: Pick<System, 'sendMail'>,
  { people, columns, headings }: CheckedList,
  plan: Plan,
): Omit<ImportPreview, 'mails'> & { people: (ImportedPerson & CheckedRow)[] } {
  const all = people.map((one, index) => {
    const { outcome, of } = plan.people[index] as PlannedRow
    const { givenName, familyName, email } = one.answers
    const address = textIn(email)
    const named = { givenName: textIn(givenName), familyName: textIn(familyName), email: address || null }
    return { ...one, ...named, outcome, of, meant: suggestAddress(address) ?? null, faults: faultsOf(one) }
  })
  const emailed = all.filter(({ outcome, email }) => isAdded(outcome) && email !== null).length
  return {
    tag: plan.tag,
    headings,
    columns,
    counts: countsOf(plan.people),
    emails: sendMail ? emailed : 0,
    people: all,
  }
}

const faultsOf = ({ faults, typed }: CheckedRow): ImportedPerson['faults'] =>
  faults.map(({ pointer = '', code, message }) => {
    const field = pointer.split('/')[3] ?? ''
    return { field, code, message, typed: typed[field] ?? '' }
  })

/** Composes the email to the first of those with an outcome. */
async function firstMail(system: System, tx: Tx, people: readonly PlannedRow[], outcome: ImportOutcome) {
  const added = people.filter((one) => one.outcome === outcome).map(({ id = '' }) => id)
  const row = await tx
    .selectFrom('outbox')
    .selectAll()
    .where('registration_id', 'in', ['', ...added])
    .executeTakeFirst()
  const mail = system.sendMail && row && (await composeInside(system, tx, row))
  return mail ? { subject: mail.subject, text: mail.text } : null
}
