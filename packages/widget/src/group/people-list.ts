import type { TrainingAnswer } from '@training-signup/contract'
import { limits } from '@training-signup/contract/limits'
import { textsIn } from '@training-signup/contract/show-when'
import type { Answers } from '../form/answers.ts'
import { type Mark, type PastedPerson, readPastedPeople } from './pasted-people.ts'
import { keyOf, roleIn } from './people-questions.ts'

/** Where the people's answers are stored, together with all others. */
export interface AnswersHost {
  readonly answers: Answers
  type(changed: Answers): void
  requestUpdate(): void
}

/**
 * An unclear cell of a pasted list, no role where one is asked, or a person who is on the list
 * already.
 */
export interface RowMark extends Omit<Mark, 'kind'> {
  kind: Mark['kind'] | 'missing' | 'twice'
  /** The answer when it was marked. A changed answer counts as checked. */
  answer: unknown
}

/** One of the people, by a number of their own that stays theirs when others are removed. */
export interface Row {
  id: number
  marks: RowMark[]
  isOpen: boolean
  /** Whether it was open before: what was begun there, like half a date, is kept when it closes. */
  wasOpen: boolean
  isMoreOpen: boolean
}

/** The person who was removed last, and the place in the list. */
export interface Removed {
  at: number
  person: string
}

/** The last change to the list, which can be undone. */
export interface Change {
  before: Row[]
  removed?: Removed
  /** How many people a pasted list added. */
  pasted?: number
}

/**
 * The most rows or faults shown in one go: no one checks more, and each open row slows down typing.
 */
export const mostAtOnce = 20

/** Names each text once. */
export const each = (texts: string[], between = ', '): string => [...new Set(texts)].join(between)

const isUnused = ({ kind }: RowMark) => kind === 'unused'
export const isLikely = ({ kind }: RowMark): boolean => kind === 'likely'
const fold = (text: string) => text.toLowerCase().replace(/\s+/g, ' ').trim()

/**
 * The people in the group. Their answers stay under their own keys, whatever happens to the rows.
 */
export class PeopleList {
  readonly #host: AnswersHost
  /** Changed only in this class. */
  rows: Row[] = []
  change: Change | undefined
  #nextId = 0

  constructor(host: AnswersHost) {
    this.#host = host
    this.#addRow()
  }

  /** The rows with an answer; empty rows are ignored. */
  filled(answers: Answers): Row[] {
    const given = Object.keys(answers).filter((key) => textsIn(answers[key])[0])
    return this.rows.filter((row) => given.some((key) => key.startsWith(keyOf(row))))
  }

  /** Those and the ones with something to check. */
  #kept(answers: Answers) {
    const filled = this.filled(answers)
    return this.rows.filter((row) => filled.includes(row) || row.marks.length > 0)
  }

  isFull = (answers: Answers) => this.#kept(answers).length >= limits.people

  nameOf(row: Row, answers: Answers) {
    const [givenName, familyName, email] = ['givenName', 'familyName', 'email'].map((id) => answers[keyOf(row, id)])
    return [givenName, familyName].filter(Boolean).join(' ') || String(email ?? '')
  }

  /** Returns the identity by which two rows are the same person. */
  identityOf = (row: Row, answers: Answers) => fold([this.nameOf(row, answers), answers[keyOf(row, 'email')]].join(' '))

  /** Returns the marks of a person that are not checked yet. */
  marksOf = (row: Row, answers: Answers) =>
    row.marks.filter((mark) => !mark.column && mark.answer === this.#answerTo(mark, row, answers))

  #answerTo = ({ kind, field }: Pick<RowMark, 'kind' | 'field'>, row: Row, answers: Answers) =>
    kind === 'name' ? this.nameOf(row, answers) : (field && answers[keyOf(row, field)]) || ''

  /** The columns of pasted lists that are in no answer. */
  unused = () => each(this.rows.flatMap(({ marks }) => marks.flatMap(({ column }) => column || [])))

  /** What is left to check. */
  unclear = (answers: Answers, rows = this.rows) =>
    rows.flatMap((row) => this.marksOf(row, answers).filter((mark) => !isUnused(mark)))

  #addRow(isOpen = true): Row {
    const row = { id: this.#nextId++, marks: [], isOpen, wasOpen: isOpen, isMoreOpen: false }
    this.rows = [...this.rows, row]
    return row
  }

  add() {
    this.change = undefined
    this.#host.requestUpdate()
    return this.#addRow()
  }

  remove(row: Row, person: string) {
    const before = this.rows
    this.change = { before, removed: { at: before.indexOf(row), person } }
    this.keep(before.filter((one) => one !== row))
    this.#host.requestUpdate()
  }

  undo() {
    this.rows = this.change?.before ?? this.rows
    this.change = undefined
    this.#host.requestUpdate()
  }

  /** Keeps only these rows, or an empty one. */
  keep(rows: Row[]) {
    this.rows = rows
    if (rows.length === 0) this.#addRow()
  }

  /** Starts a new list, which cannot be undone. */
  restart() {
    this.change = undefined
    this.keep([])
  }

  numberOf = (row: Row) => this.rows.indexOf(row) + 1

  /**
   * Adds the people of a pasted list, with this `role` where it names none or an unknown one.
   * As many as there is room for. Returns the text of the others, or all of it where it names no one.
   */
  paste(text: string, role: string, data: TrainingAnswer): string {
    const { answers } = this.#host
    const before = this.rows
    const asked = roleIn(data)
    const read = readPastedPeople(text, !!asked, data.list)
    const isSomeone = (person: PastedPerson) => Object.keys(person.answers)[0]
    this.change = { before, pasted: 0 }
    this.#host.requestUpdate()
    if (!read.some(isSomeone)) return text
    const identities = new Set(this.filled(answers).map((row) => this.identityOf(row, answers)))
    this.rows = this.#kept(answers)
    const added = read.splice(0, limits.people - this.rows.length)
    this.change.pasted = added.filter(isSomeone).length
    const typed: Record<string, string> = {}
    for (const { answers: said, marks } of added) {
      const row = this.#addRow(false)
      for (const [id, answer] of Object.entries({ role, ...said })) typed[keyOf(row, id)] = answer
      row.marks = marks.map((mark) => ({
        ...mark,
        kind: mark.kind === 'role' && role ? 'likely' : mark.kind,
        answer: this.#answerTo(mark, row, typed),
      }))
      const identity = this.identityOf(row, typed)
      if (!identity) continue
      if (asked?.required && !typed[keyOf(row, 'role')] && !marks.some(({ field }) => field === 'role'))
        row.marks.push({ kind: 'missing', field: 'role', text: '', answer: '' })
      if (identities.has(identity))
        row.marks.push({ kind: 'twice', field: undefined, text: this.nameOf(row, typed), answer: '' })
      identities.add(identity)
    }
    this.#host.type(typed)
    this.openUnclear()
    return read[0]?.rest() ?? ''
  }

  /**
   * Opens the first person with more to check than a likely role, which is told once for all. One at
   * a time is all that anyone reads.
   */
  openUnclear() {
    const first = this.rows.find((row) => this.unclear(this.#host.answers, [row]).some((mark) => !isLikely(mark)))
    if (first) this.open(first)
    this.#host.requestUpdate()
  }

  /** Removes a mark that the visitor has checked. */
  accept(row: Row, mark: RowMark) {
    // A text that is not an address can be left out, but not sent.
    if (mark.kind === 'email') this.#host.type({ [keyOf(row, 'email')]: '' })
    this.unmark((one) => one === mark)
  }

  unmark(isSeen: (mark: RowMark) => boolean) {
    const seen = this.rows.filter(({ marks }) => marks.some(isSeen))
    for (const row of seen) row.marks = row.marks.filter((mark) => !isSeen(mark))
    // A row without an answer goes with its mark.
    const kept = this.#kept(this.#host.answers)
    this.keep(this.rows.filter((row) => !seen.includes(row) || kept.includes(row)))
    this.#host.requestUpdate()
  }

  open(row: Row) {
    row.isOpen = row.wasOpen = true
  }

  /** The browser opened or closed a row, or what else is asked about the person. */
  toggle(row: Row, part: 'isOpen' | 'isMoreOpen', isOpen: boolean) {
    if (row[part] === isOpen) return
    row[part] = isOpen
    row.wasOpen ||= row.isOpen
    this.#host.requestUpdate()
  }
}
