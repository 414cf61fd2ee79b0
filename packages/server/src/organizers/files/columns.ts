import { type Answer, channels, type Language, registrationStatuses } from '@training-signup/contract'
import { hidesName } from '../../core/people/hides-name.ts'
import { say, type WordKey } from '../../words/index.ts'
import type { ExportRow } from './read-rows.ts'
import { type QuestionWords, sayAnswer, type TrainingWords } from './training-words.ts'

/** A column of a file. */
export interface FileColumn {
  heading: string
  /** `time`: `read` returns an instant, which is written as the training's clocks show it. */
  kind: 'text' | 'time'
  /** In characters, where the reader can set it. */
  width: number
  read: (row: ExportRow) => string
}

type Make = (lang: Language) => FileColumn

type ColumnKey = keyof {
  [Key in WordKey as Key extends `admin.export.column.${infer Name}` ? Name : never]: true
}

const text =
  (key: ColumnKey, width: number, read: (row: ExportRow, lang: Language) => string): Make =>
  (lang) => ({
    heading: say(lang, `admin.export.column.${key}`),
    kind: 'text',
    width,
    read: (row) => read(row, lang),
  })

const time =
  (key: ColumnKey, read: (row: ExportRow) => string): Make =>
  (lang) => ({ heading: say(lang, `admin.export.column.${key}`), kind: 'time', width: 24, read })

/** A column that says an id in words. */
const word =
  (key: ColumnKey, width: number, kind: string, ids: readonly string[], idOf: (row: ExportRow) => string): Make =>
  (lang) => {
    const words = new Map(ids.map((id) => [id, say(lang, `admin.${kind}.${id}` as WordKey)]))
    return text(key, width, (row) => words.get(idOf(row)) ?? '')(lang)
  }

const person = [text('lastName', 20, (one) => one.familyName), text('firstName', 20, (one) => one.givenName)]
/** A roster lies where others read it: all that it has of someone who asked for no name is their number. */
const unlessHidden =
  (read: (row: ExportRow) => string) =>
  (row: ExportRow): string =>
    hidesName(row.sensitive) ? '' : read(row)
const rosterPerson = [
  text('lastName', 20, (one) => (hidesName(one.sensitive) ? one.reference : one.familyName)),
  text(
    'firstName',
    20,
    unlessHidden((one) => one.givenName),
  ),
]
const agency = text('agency', 32, (one) => one.agency)
const role = [text('role', 16, (one) => one.role), text('roleWord', 28, (one, lang) => roleOf(one, lang))]
const status = [
  text('status', 16, (one) => one.status),
  word('statusWord', 20, 'status', registrationStatuses, (one) => one.status),
]
const reference = text('reference', 12, (one) => one.reference)
const slug = text('training', 24, (one) => one.training.slug)
const title = text('title', 36, (one) => one.training.title)

const rosterRole = [
  text('roleWord', 28, (one, lang) => (hidesName(one.sensitive) ? '' : roleOf(one, lang))),
  text(
    'role',
    16,
    unlessHidden((one) => one.role),
  ),
]

/** Returns the role in words: what someone typed who chose “other”. */
export function roleOf({ role: id, answers, training: { questions } }: ExportRow, lang: Language): string {
  const typed = answers['roleOther']
  return typeof typed === 'string' && typed !== '' ? typed : sayAnswer(id, questions.get('role'), lang)
}

/**
 * What each kind of file of registrations has, with the ids that programs read next to the words.
 * People read a roster and the file for credit: there, words come first.
 */
const presets = {
  all: [
    reference,
    slug,
    ...status,
    title,
    ...person,
    text('email', 30, (one) => one.email),
    text('phone', 16, (one) => one.phone),
    ...role,
    agency,
    text('group', 12, (one) => one.group),
    text('coordinator', 20, (one) => one.coordinatorName),
    text('coordinatorEmail', 30, (one) => one.coordinatorEmail),
    text('language', 10, (one) => one.lang),
    text('partner', 20, (one) => one.partner),
    text('channel', 10, (one) => one.channel),
    word('channelWord', 24, 'export.channel', channels, (one) => one.channel),
    text('page', 30, (one) => one.origin),
    text('consents', 16, (one) => writeIds(one.consents)),
    text('registered', 26, (one) => one.createdAt),
    time('registeredLocal', (one) => one.createdAt),
    text('changed', 26, (one) => one.changedAt),
    time('changedLocal', (one) => one.changedAt),
    text('id', 38, (one) => one.id),
    text('answers', 40, (one) => writeAnswers(one.answers)),
  ],
  roster: [
    text(
      'agency',
      32,
      unlessHidden((one) => one.agency),
    ),
    ...rosterPerson,
    ...rosterRole,
    ...status.toReversed(),
    reference,
  ],
  credit: [
    agency,
    ...person,
    ...role.toReversed(),
    title,
    time('startsLocal', (one) => one.training.startsAt),
    slug,
    text('starts', 26, (one) => one.training.startsAt),
  ],
} satisfies Record<string, Make[]>
export type Preset = keyof typeof presets
export const presetNames = Object.keys(presets) as [Preset]

const everythingSensitive = text('sensitive', 40, (one) => writeAnswers(one.sensitive))
const sensitiveColumns: Record<Preset, Make[]> = {
  all: [
    everythingSensitive,
    text('supervisor', 16, (one) => one.supervisorAnswer),
    text('supervisorReason', 40, (one) => one.supervisorReason),
  ],
  roster: [everythingSensitive],
  credit: [
    text('licenseState', 14, (one) => writeAnswer(one.sensitive['licenceState'])),
    text('licenseNumber', 18, (one) => writeAnswer(one.sensitive['licenceNumber'])),
  ],
}

export interface ColumnChoice {
  preset: Preset
  lang: Language
  /** Whether sensitive answers stand at the end. */
  sensitive: boolean
  /** The only training of the file, whose questions become columns. */
  training: TrainingWords | undefined
}

/** Returns the columns of a file. */
export function columnsOf({ preset, lang, sensitive, training: only }: ColumnChoice): FileColumn[] {
  const hasAnswers = preset === 'all'
  const hasSensitive = sensitive && preset !== 'credit'
  return [
    ...presets[preset].map((make) => make(lang)),
    ...(hasAnswers ? answerColumns(only, lang, false) : []),
    ...(sensitive ? sensitiveColumns[preset].map((make) => make(lang)) : []),
    ...(hasSensitive ? answerColumns(only, lang, true) : []),
  ]
}

/** Questions whose answers have a column of their own, in every file. */
const columnsOfTheirOwn = new Set(['givenName', 'familyName', 'email', 'phone', 'role', 'roleOther', 'agency'])

/** Returns a column for each question of the only training, or one for the questions of all. */
function answerColumns(only: TrainingWords | undefined, lang: Language, sensitive: boolean): FileColumn[] {
  const answersOf = (row: ExportRow) => (sensitive ? row.sensitive : row.answers)
  if (!only)
    return [
      text(sensitive ? 'sensitiveWords' : 'answerWords', 40, (row) => sayAnswers(answersOf(row), row.training, lang))(
        lang,
      ),
    ]
  return [...only.questions.values()]
    .filter(({ id, isSensitive }) => isSensitive === sensitive && !columnsOfTheirOwn.has(id))
    .map((question) => ({
      heading: question.label,
      kind: 'text',
      width: 24,
      read: (row) => sayAnswer(answersOf(row)[question.id], question, lang),
    }))
}

const sayAnswers = (answers: ExportRow['answers'], { questions }: TrainingWords, lang: Language) =>
  lines(answers, (id, answer) => {
    const question: QuestionWords | undefined = questions.get(id)
    return `${question?.label ?? id}: ${sayAnswer(answer, question, lang)}`
  })

const writeAnswers = (answers: ExportRow['answers']) => lines(answers, (id, answer) => `${id}: ${writeAnswer(answer)}`)

/** Writes a line for each answer. A list of entries would take twice as long. */
function lines(answers: ExportRow['answers'], write: (id: string, answer: Answer) => string): string {
  let written = ''
  for (const id of Object.keys(answers)) {
    const line = write(id, answers[id] as Answer)
    written = written === '' ? line : `${written}\n${line}`
  }
  return written
}

/** Returns an answer as programs read it. */
function writeAnswer(answer: Answer | undefined): string {
  if (answer === undefined) return ''
  if (typeof answer === 'boolean') return answer ? 'yes' : 'no'
  return typeof answer === 'string' ? answer : writeIds(answer)
}

const writeIds = (ids: readonly string[]) => ids.join('; ')
