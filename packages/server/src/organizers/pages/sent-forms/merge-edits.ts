import { createHash } from 'node:crypto'
import { type Checked, type Faults, noFaults } from '../../../platform/html/form/faults.ts'
import type { SentFields } from '../../../platform/html/form/sent-fields.ts'
import { ProblemError } from '../../../platform/problem.ts'

/**
 * Two people who fill in the same form must not undo each other's work. Each form carries what its
 * fields held when it was opened. What only one of two people changed is taken from that person.
 * What both changed is shown with both values, and nothing is stored until one of them is chosen:
 * saving again without a choice changes nothing.
 */

/** Names of the controls that a form carries besides its fields. */
export const mergeControls = { base: '_base', both: '_both', choice: '_choice' } as const

/** A field that two people changed to different things. */
export interface Both {
  name: string
  mine: unknown
  theirs: unknown
}

/** A form as it is shown: with what it is filled in from, and what has to be chosen. */
export interface Edits<Fields extends object> {
  typed: Fields
  /** As it stands in the form: a hash of each value, so that a long text is not sent twice. */
  base: string
  both: readonly Both[]
}

/** Returns a form that was just opened. */
export const editsOf = <Fields extends object>(stored: Fields): Edits<Fields> => ({
  typed: stored,
  base: baseOf(stored),
  both: [],
})

/** Returns what a form carries of the values that it is filled in from. */
export const baseOf = (fields: object): string =>
  Object.entries(fields)
    .map(([name, value]) => `${name}:${hashOf(value)}`)
    .join(' ')

/** Brings what was typed together with what is stored now. */
export function mergeEdits<Fields extends object>(form: SentFields, typed: Fields, stored: Fields): Edits<Fields> {
  const base = readBase(form)
  const names = [...new Set([...Object.keys(typed), ...Object.keys(stored)])]
  const merged = { ...typed } as Record<string, unknown>
  const both: Both[] = []
  for (const name of names) {
    const [mine, theirs] = [valueIn(typed, name), valueIn(stored, name)]
    if (isSame(mine, theirs)) continue
    const choice = choiceFor(form, name)
    if (choice === 'theirs') merged[name] = theirs
    else if (choice === 'none') both.push({ name, mine, theirs })
    else if (hashOf(mine) === base.get(name)) merged[name] = theirs
    // Without a base it is unknown who changed it.
    else if (hashOf(theirs) !== base.get(name)) both.push({ name, mine, theirs })
  }
  return { typed: merged as Fields, base: baseOf(stored), both }
}

/** Returns which value was chosen for a field that both changed; undefined if there was no choice. */
export function choiceFor(form: SentFields, name: string): 'mine' | 'theirs' | 'none' | undefined {
  if (!form.all(mergeControls.both).includes(name)) return undefined
  const choice = form.get(`${mergeControls.choice}.${name}`)
  return choice === 'mine' || choice === 'theirs' ? choice : 'none'
}

const readBase = (form: SentFields): Map<string, string> =>
  new Map(
    form
      .get(mergeControls.base)
      .split(' ')
      .map((one) => [one.slice(0, one.indexOf(':')), one.slice(one.indexOf(':') + 1)]),
  )

const valueIn = (fields: object, name: string): unknown => (fields as Record<string, unknown>)[name]

const isSame = (one: unknown, other: unknown): boolean => hashOf(one) === hashOf(other)

const hashOf = (value: unknown): string => createHash('sha256').update(textOf(value)).digest('base64url').slice(0, 12)

/**
 * Returns one text for what means the same: nothing is stored in several ways, browsers end lines
 * with two characters, and the order of several values says nothing.
 */
function textOf(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.replaceAll('\r\n', '\n').trim().normalize('NFC'))
  if (value === undefined || value === null || value === false) return '""'
  if (Array.isArray(value)) return value.length === 0 ? '""' : listed(value.map(textOf))
  if (typeof value === 'object') return listed(Object.entries(value).map(([name, one]) => `${name}:${textOf(one)}`))
  return JSON.stringify(value)
}

const byCode = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)
const listed = (parts: string[]) => `[${parts.toSorted(byCode).join()}]`

/** Leaves the transaction of a form that cannot be stored as it was typed. */
export class Unsaved<Fields extends object = object> extends Error {
  readonly edits: Edits<Fields>
  /** What is wrong with the fields, if it is not only that two people changed them. */
  readonly faults: Faults

  constructor(edits: Edits<Fields>, faults: Faults = noFaults) {
    super('the form is shown again')
    this.edits = edits
    this.faults = faults
  }
}

/**
 * Returns what is to be stored. Call it under the lock of what is stored.
 * @throws {Unsaved}
 */
export function mergeAndCheck<Fields extends object, Input>(
  form: SentFields,
  { typed, stored }: { typed: Fields; stored: Fields },
  check: (typed: Fields) => Checked<Input>,
): Input {
  const edits = mergeEdits(form, typed, stored)
  if (edits.both.length > 0) throw new Unsaved(edits)
  const { input, faults } = check(edits.typed)
  if (faults) throw new Unsaved(edits, faults)
  return input
}

/**
 * Does what a form asks for, or shows it again with what is wrong, or with what two people changed.
 * @param faultsOf says what is wrong, for a refusal that can be corrected in the form
 */
export async function orAgain<Fields extends object, Done, Shown>(
  act: () => Promise<Done>,
  again: (unsaved: { edits: Edits<Fields> | undefined; faults: Faults }) => Promise<Shown>,
  faultsOf: (error: ProblemError) => Faults | undefined = () => undefined,
): Promise<Done | Shown> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof Unsaved) return again({ edits: error.edits as Edits<Fields>, faults: error.faults })
    const faults = error instanceof ProblemError ? faultsOf(error) : undefined
    if (!faults) throw error
    return again({ edits: undefined, faults })
  }
}
