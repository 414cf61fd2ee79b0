import { isDeepStrictEqual } from 'node:util'
import { type Language, oldFaults, type ProblemFault, type TrainingInput } from '@training-signup/contract'
import type { Checked, Faults } from '../../../platform/html/form/faults.ts'
import type { Item } from '../../../platform/html/form/items.ts'
import type { SentFields } from '../../../platform/html/form/sent-fields.ts'
import {
  controlNames,
  inputOf,
  namesOf,
  nearestControl,
  rowsIn,
  type Typed,
  textIn,
  typedOf,
} from '../../../platform/html/form/typed.ts'
import { faultsOf } from '../../../platform/http/api/faults.ts'
import { say, sayIfKnown } from '../../../words/admin.ts'
import { adminTrainingFaultsEn } from '../../../words/en/organizers/training-faults.ts'
import { parseKeepingOld } from '../../api/trainings/keep-old.ts'
import { choiceFor } from '../sent-forms/merge-edits.ts'
import { allItems } from './items.ts'

/** Checks what was typed, as the API does. What is not typed, like the slug, is the base's. */
export function draftOf(typed: Typed, base: TrainingInput, lang: Language): Checked<TrainingInput> {
  const { presenter, ...input } = inputOf(typed, allItems, base)
  // Someone who removes the presenter means the trainers too, and an empty list of them is none.
  const isPresented = presenter && !isDeepStrictEqual(presenter, { trainers: [] })
  const whole = { ...input, ...(isPresented ? { presenter } : {}), slug: base.slug, status: base.status }
  const parsed = parseKeepingOld(whole, oldFaults(base))
  if (parsed.success) return { input: parsed.data }
  return { faults: placeFaults(sentencesOf(parsed.error.issues, whole, lang), typed, lang) }
}

type FaultKey = keyof typeof adminTrainingFaultsEn

/** The schema's own sentences. Some speak to programs, and the page says them in other words. */
const ownSentences = new Map<string, FaultKey>([
  ...(Object.keys(adminTrainingFaultsEn) as FaultKey[]).map((key) => [adminTrainingFaultsEn[key], key] as const),
  ['Use a local date and time like 2027-03-06T09:00.', 'admin.fault.moment'],
  ['Give a venue, an onlineUrl, or both.', 'admin.fault.venue'],
  ['closesAt must be after opensAt.', 'admin.fault.closesAt'],
  [
    'Supervisors work only with access “approval” or “domain”. With other access there’s nothing to approve.',
    'admin.fault.supervisor',
  ],
  ['Use an ISO country code like US.', 'admin.fault.country'],
  ['Use an IANA time zone like America/Chicago.', 'admin.fault.timeZone'],
  ['Give options for select, radio, and checkboxes questions, and for no others.', 'admin.fault.options'],
  ['Use the id of a question that comes before this one.', 'admin.fault.showWhen'],
  [
    'Use only answers of the question it depends on: values of its options, or “true” for a checkbox.',
    'admin.fault.answers',
  ],
  ['The form doesn’t ask this question. Use one that people answer.', 'admin.fault.notAsked'],
])

/** Returns what is wrong in the words of the page: the API's own sentences are in English. */
export function sentencesOf(issues: Parameters<typeof faultsOf>[0], input: unknown, lang: Language): ProblemFault[] {
  const english = faultsOf(issues, { input, isBody: true, lang: 'en' })
  const general = faultsOf(issues, { input, isBody: true, lang })
  return english.map((fault, at) => {
    const isNameless = fault.pointer === '/venue/name' && fault.code === 'required'
    const key = isNameless ? namelessKey(input) : ownSentences.get(fault.message)
    return { ...fault, message: key ? say(lang, key) : (general[at]?.message ?? fault.message) }
  })
}

/** The place itself is optional: only one with an address needs a name. */
const namelessKey = (input: unknown): FaultKey =>
  Object.keys((input as Partial<TrainingInput>).venue ?? {}).some((key) => key !== 'name')
    ? 'admin.fault.venue.name'
    : 'admin.fault.venue'

/** Says a fault of the rules of trainings in the words of the page: the API's speak to programs. */
export function sentenceOf({ code, message }: Pick<ProblemFault, 'code' | 'message'>, lang: Language): string {
  const key = ownSentences.get(message)
  // In English it also says why.
  if (lang === 'en' && code === 'logo') return message
  return sayIfKnown(lang, `admin.fault.${code}`) ?? (key ? say(lang, key) : message)
}

/** Finds the control that each fault is about. One that is about no control keeps its path. */
export function placeFaults(
  faults: readonly ProblemFault[],
  typed: Typed,
  lang: Language,
  items: readonly Item[] = allItems,
): Faults {
  const names = controlNames(typed, items)
  const placed = new Map<string, string>()
  for (const { pointer = '', code, message: said } of faults) {
    const message = sentenceOf({ code, message: said }, lang)
    const path = pointer.slice(1).replaceAll('/', '.')
    const own = ownRoleFault(path, typed, lang)
    const name = own?.name ?? nearestControl(path, names)
    // What is about no control stands together.
    if (name === undefined) placed.set(path, [placed.get(path) ?? '', message].join(' ').trim())
    else if (!placed.has(name))
      placed.set(
        name,
        own?.message ?? (code === 'format' && isBlank(typed, name) ? say(lang, 'fault.required') : message),
      )
  }
  return placed
}

/**
 * Returns whether nothing was typed there. A time that is missing has, to the schema, the wrong
 * form.
 */
function isBlank(typed: Typed, name: string): boolean {
  const [, list = '', index = '', rest = ''] = /^(.+?)\.(\d+)\.(.+)$/.exec(name) ?? []
  const row = list === '' ? undefined : rowsIn(typed, list)[Number(index)]
  return row ? isBlank(row, rest) : textIn(typed, name) === ''
}

/** A role of one's own that lacks its label is, to the schema, no role of any kind. */
function ownRoleFault(path: string, typed: Typed, lang: Language) {
  const index = /^audience\.roles\.(\d+)$/.exec(path)?.[1]
  const row = index === undefined ? undefined : rowsIn(typed, 'audience.roles')[Number(index)]
  if (!row || textIn(row, 'role') !== 'own') return undefined
  const missing = textIn(row, 'label.en') === ''
  return {
    name: `${path}.${missing ? 'label.en' : 'id'}`,
    message: say(lang, missing ? 'fault.required' : 'fault.format'),
  }
}

/** What two people changed from the same base. */
export interface Merged {
  /** Both changes. Where both changed the same, mine. */
  typed: Typed
  theirs: readonly Item[]
  both: readonly Item[]
}

/** Brings a form up to date with what someone else has saved since it was opened. */
export function mergeTyped(base: TrainingInput, mine: Typed, present: TrainingInput): Merged {
  const [before, theirs] = [typedOf(base, allItems), typedOf(present, allItems)]
  const isSame = (item: Item, one: Typed, other: Typed) =>
    partsOf(item).every((name) => isDeepStrictEqual(one[name] ?? '', other[name] ?? ''))
  const changed = allItems.filter((item) => !isSame(item, before, theirs))
  const both = changed.filter((item) => !isSame(item, before, mine) && !isSame(item, mine, theirs))
  const taken = changed.filter((item) => isSame(item, before, mine))
  const typed = { ...mine }
  for (const item of taken) for (const name of partsOf(item)) typed[name] = theirs[name] ?? ''
  return { typed, theirs: taken, both }
}

/**
 * Takes the values that were chosen where two people changed the same. `merged` has what is still to
 * be chosen: until then saving again stores nothing.
 */
export function chooseTyped(
  form: SentFields,
  base: TrainingInput,
  mine: Typed,
): { typed: Typed; merged: Merged | undefined } {
  const theirs = typedOf(base, allItems)
  const asked = allItems.filter(({ path }) => choiceFor(form, path) !== undefined)
  const taken = asked.filter(({ path }) => choiceFor(form, path) === 'theirs')
  const typed = { ...mine }
  for (const item of taken) for (const name of partsOf(item)) typed[name] = theirs[name] ?? ''
  const both = asked.filter(({ path }) => choiceFor(form, path) === 'none')
  return { typed, merged: both.length > 0 ? { typed, theirs: [], both } : undefined }
}

/** Returns the members of a form's fields that an item has. */
const partsOf = (item: Item): string[] => (item.kind === 'rows' ? [item.path] : namesOf(item))
