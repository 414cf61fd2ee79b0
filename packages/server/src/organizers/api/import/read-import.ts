import type { Field, ImportChoices, ImportInput, Language, ProblemFault } from '@training-signup/contract'
import { type IdentifiedPerson, identify } from '../../../core/people/identify.ts'
import type { IdentifiedSignUp } from '../../../core/seats/identified-sign-up.ts'
import { checkPeople, formatFaults } from '../../../core/trainings/check-people.ts'
import type { StoredTraining } from '../../../core/trainings/trainings.ts'
import { mapInTurns } from '../../../platform/http/map-in-turns.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'
import { languagesOf } from '../../../words/index.ts'
import { faultsAbout, formAbout } from '../people/form-about.ts'
import { type ListedPerson, readPeople } from './answers.ts'
import { type Column, guessColumns, questionsOf } from './columns.ts'
import { bounded, type Rows, readListFile, readListText } from './read-list.ts'

/** A person of a list, checked like one that an organizer adds. */
export interface CheckedRow extends ListedPerson {
  faults: ProblemFault[]
  /** Undefined if an answer is wrong. */
  signUp?: IdentifiedSignUp
}

/** A list as it is read: what its columns hold, and who stands in it. */
export interface CheckedList {
  training: StoredTraining
  rows: Rows
  headings: boolean
  columns: Column[]
  fields: ReadonlyMap<string, Field>
  people: CheckedRow[]
  lang: Language
}

/**
 * Returns the rows of a list.
 * @throws {UnreadableList}
 */
export async function readRowsOf({ rows, text, file }: ImportInput): Promise<Rows> {
  if (rows) return bounded(rows)
  return text === undefined ? readListFile(Buffer.from(file ?? '', 'base64')) : readListText(text)
}

/**
 * Reads a list as people, and checks their answers.
 * @param shown the language of what is said about it
 * @throws {ProblemError} `invalid-input` for a column that holds no question of the training
 */
export async function checkList(
  system: System,
  training: StoredTraining,
  rows: Rows,
  input: ImportChoices,
  shown: Language,
): Promise<CheckedList> {
  const guessed = guessColumns(rows, training.input, input.headings)
  const fields = questionsOf(training.input, shown)
  const columns = guessed.columns.map(({ heading, holds }, at) => ({
    heading,
    holds: input.columns ? heldBy(input.columns[at] ?? 'skip', fields, at) : holds,
  }))
  const { headings } = guessed
  const lang = input.lang && languagesOf(training.input).includes(input.lang) ? input.lang : 'en'
  const listed = readPeople({ rows, headings, columns, everyone: input.everyone ?? {}, fields })
  const people = await mapInTurns(listed, (one) => checkRow(system, training, one, { lang, shown }))
  return { training, rows, headings, columns, fields, people, lang }
}

function heldBy(holds: string, fields: ReadonlyMap<string, Field>, at: number): string {
  if (holds === 'name' || holds === 'skip' || fields.has(holds)) return holds
  const message = 'Use the id of a question of this training, name, or skip.'
  throw new ProblemError('invalid-input', { errors: [{ pointer: `/columns/${at}`, code: 'unknown', message }] })
}

function checkRow(
  system: System,
  { row, input, form }: StoredTraining,
  listed: ListedPerson,
  { lang, shown }: { lang: Language; shown: Language },
): CheckedRow {
  const checked = checkPeople(form, { people: [listed.answers] }, { lenient: true })
  if (!checked.ok)
    return { ...listed, faults: faultsAbout(formatFaults(checked.faults, formAbout(input, shown), shown), shown) }
  const [person] = identify(system, input.audience, { people: checked.people })
  const admitted = { ...(person as IdentifiedPerson), needsApproval: false }
  return { ...listed, faults: [], signUp: signUpOf(system, row.id, admitted, lang) }
}

/** Each is added as if they had called. */
const signUpOf = (
  { actor }: System,
  trainingId: string,
  person: IdentifiedPerson,
  lang: Language,
): IdentifiedSignUp => ({
  trainingId,
  people: [person],
  split: false,
  consents: [],
  partner: null,
  channel: 'phone',
  origin: null,
  lang,
  byOrganizer: true,
  actor,
})
