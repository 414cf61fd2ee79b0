import { fieldTypes, knownRoles, switchableFields, verifyLevels } from '@training-signup/contract'
import type { WordKey } from '../../../words/admin.ts'

/**
 * Something that an organizer can set. Its path leads into `TrainingInput`, or into one row of a
 * list.
 */
export type Item = Field | Rows

/** How a field is typed. Its label is the word `admin.training.` and its path, without numbers. */
export interface Field {
  kind: 'line' | 'text' | 'address' | 'number' | 'choice' | 'box' | 'lines' | 'moment' | 'day' | 'time' | 'logo'
  path: string
  /** Whether it is written in English and in Spanish. */
  isLocal?: boolean
  isRequired?: boolean
  /**
   * Of a choice. An empty one leaves the member out. `partners`, `questions`, and `timeZones` are
   * found by the page.
   */
  options?: readonly string[] | 'partners' | 'questions' | 'timeZones'
  /** What an empty field means. */
  empty?: null
  /** Takes half of the width next to another one. */
  isHalf?: boolean
  /** Stands folded in its row, because few need it. */
  isExtra?: boolean
}

/** A list of things that have several fields each. */
export interface Rows {
  kind: 'rows'
  path: string
  items: readonly Item[]
  /** Whether an empty list is written, not left out. */
  isAlways: boolean
  /** Whether the last row cannot be removed. */
  needsOne?: boolean
  /** The other form of a row, where it is no object of these items. */
  open?: (row: unknown) => unknown
  close?: (row: Record<string, unknown>) => unknown
}

type More = Partial<Field>
const made =
  (kind: Field['kind'], always: More = {}) =>
  (path: string, more: More = {}): Field => ({ kind, path, ...always, ...more })

const line = made('line')
const local = made('line', { isLocal: true })
const localText = made('text', { isLocal: true })
const address = made('address')
const number = made('number', { isHalf: true })
const box = made('box')
const moment = made('moment', { isHalf: true })
const choice = (path: string, options: NonNullable<Field['options']>, more: More = {}): Field => ({
  kind: 'choice',
  path,
  options,
  ...more,
})
const half: More = { isHalf: true }
const must: More = { isRequired: true }
const extra: More = { isExtra: true }

const requirements = ['off', 'optional', 'required']
const optional = (options: readonly string[]) => ['', ...options]

const roles: Rows = {
  kind: 'rows',
  path: 'audience.roles',
  isAlways: true,
  items: [choice('role', ['', ...knownRoles, 'own']), local('label'), line('id')],
  open: (role) => (typeof role === 'string' ? { role } : { role: 'own', ...(role as object) }),
  close: ({ role, ...own }) => (role === 'own' ? own : (role ?? '')),
}

const options: Rows = {
  kind: 'rows',
  path: 'options',
  isAlways: false,
  items: [local('label', must), line('value')],
}

const questions: Rows = {
  kind: 'rows',
  path: 'questions',
  isAlways: true,
  items: [
    local('label', must),
    choice('type', fieldTypes),
    options,
    box('required'),
    local('hint', extra),
    local('why', extra),
    choice('showWhen.field', 'questions', { ...half, ...extra }),
    { kind: 'lines', path: 'showWhen.in', ...half, ...extra },
    box('sensitive', extra),
    number('maxLength', extra),
    line('id', { ...half, ...extra }),
  ],
}

const helplines: Rows = {
  kind: 'rows',
  path: 'helplines',
  isAlways: false,
  items: [
    local('label', must),
    line('tel', half),
    line('sms', half),
    address('url'),
    { kind: 'day', path: 'checkedOn', isHalf: true },
  ],
}

const sponsors: Rows = {
  kind: 'rows',
  path: 'sponsors',
  isAlways: true,
  items: [choice('slug', 'partners')],
  open: (slug) => ({ slug }),
  close: ({ slug }) => slug ?? '',
}

interface Section {
  id: string
  title: WordKey
  items: readonly Item[]
  /** Whether it starts folded, because few trainings need it. */
  isFolded?: boolean
}

const section = (id: string, items: readonly Item[], more: Partial<Section> = {}): Section => ({
  id,
  title: `admin.training.section.${id}` as WordKey,
  items,
  ...more,
})

/**
 * Everything that an organizer can set, in the order of the page. Slug and status are not typed
 * there.
 */
export const sections: readonly Section[] = [
  section('what', [local('title', must), localText('summary'), localText('contentNote')]),
  section('when', [
    moment('start', must),
    moment('end', must),
    { kind: 'time', path: 'doors', isHalf: true },
    choice('timeZone', 'timeZones', { ...half, ...must }),
    line('venue.name'),
    line('venue.street'),
    line('venue.city', half),
    line('venue.region', half),
    line('venue.postalCode', half),
    line('venue.country', half),
    localText('venue.arrival'),
    address('onlineUrl'),
  ]),
  section('seats', [
    number('seats.capacity', { empty: null }),
    number('seats.minimum'),
    box('seats.waitlist'),
    box('seats.showExact'),
  ]),
  section(
    'waiting',
    [
      choice('seats.waitlistBy', ['promotion', 'offer'], half),
      number('seats.offerHours'),
      number('seats.cutOffHours'),
      box('seats.holdWhilePending'),
      number('seats.holdDays'),
    ],
    { isFolded: true },
  ),
  section('audience', [
    choice('audience.access', ['open', 'attest', 'domain', 'approval']),
    { kind: 'lines', path: 'audience.domains' },
    localText('audience.note'),
    roles,
    choice('audience.verify', verifyLevels),
    choice('audience.supervisor', requirements),
    number('audience.minimumAge'),
    local('audience.self'),
  ]),
  section('questions', [
    ...switchableFields.map((id) => choice(`fields.${id}`, optional(requirements), half)),
    questions,
  ]),
  section(
    'day',
    [localText('bring'), choice('food', optional(['none', 'provided', 'own'])), localText('credit.note')],
    {
      isFolded: true,
    },
  ),
  section('windows', [moment('opensAt'), moment('closesAt')], { isFolded: true }),
  section('contact', [
    line('organizer.name'),
    { kind: 'logo', path: 'organizer.logo' },
    address('organizer.url'),
    address('organizer.privacyUrl'),
    line('contact.name'),
    line('contact.email', half),
    line('contact.phone', half),
    choice('digest', ['counts', 'names', 'off']),
    line('presenter.name'),
    { kind: 'lines', path: 'presenter.trainers' },
  ]),
  section('sponsors', [sponsors]),
  section('helplines', [helplines]),
  section(
    'more',
    [line('series'), local('discreetTitle'), number('retention.extrasDays'), number('retention.recordDays')],
    { isFolded: true },
  ),
]

export const allItems: readonly Item[] = sections.flatMap(({ items }) => items)

const dates: Rows = {
  kind: 'rows',
  path: 'dates',
  isAlways: true,
  needsOne: true,
  items: [moment('start', must), moment('end')],
}

/** What a copy needs: its dates. */
export const copyItems: readonly Item[] = [dates]

/** What is enough for a new training. */
export const newItems: readonly Item[] = [
  local('title', must),
  dates,
  choice('timeZone', 'timeZones', must),
  line('venue.name', must),
  line('venue.street'),
  line('venue.city', half),
  line('venue.region', half),
  line('slug'),
]
