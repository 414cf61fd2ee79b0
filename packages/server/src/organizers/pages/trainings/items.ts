import { fieldTypes, knownRoles, switchableFields, takesOptions, verifyLevels } from '@training-signup/contract'
import {
  address,
  box,
  choice,
  extra,
  half,
  type Item,
  type ListItem,
  line,
  lines,
  local,
  localText,
  moment,
  must,
  number,
  several,
  type Typed,
} from '../../../platform/html/form/items.ts'
import { textIn } from '../../../platform/html/form/typed.ts'
import type { PageWordKey } from '../../../words/admin.ts'

const requirements = ['off', 'optional', 'required']
const optional = (options: readonly string[]) => ['', ...options]

const roles: ListItem = {
  kind: 'rows',
  path: 'audience.roles',
  isAlways: true,
  items: [choice('role', ['', ...knownRoles, 'own']), local('label', must), line('id', extra)],
  chips: { path: 'role', own: 'own' },
  // Someone added a row and then needed none.
  isBlank: (row) =>
    textIn(row, 'role') === 'own' && ['label.en', 'label.es', 'id'].every((name) => textIn(row, name) === ''),
  open: (role) => (typeof role === 'string' ? { role } : { role: 'own', ...(role as object) }),
  close: ({ role, ...own }) => (role === 'own' ? own : (role ?? '')),
}

const options: ListItem = {
  kind: 'rows',
  path: 'options',
  isAlways: false,
  items: [local('label', must), line('value')],
}

const questions: ListItem = {
  kind: 'rows',
  path: 'questions',
  isAlways: true,
  items: [
    local('label', must),
    choice('type', fieldTypes),
    options,
    box('required'),
    choice('showWhen.field', 'questions'),
    several('showWhen.in', 'answers'),
    local('hint', extra),
    local('why', extra),
    box('sensitive', extra),
    number('maxLength', extra),
    line('id', { ...half, ...extra }),
  ],
  // Choices that were typed before another kind of answer was chosen.
  close: ({ options: choices, ...question }) =>
    takesOptions(String(question['type'])) ? { ...question, options: choices } : question,
}

/** What a new row of a list says. */
export const freshRows: Record<string, Typed> = { 'audience.roles': { role: 'own' } }

const helplines: ListItem = {
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

const agenda: ListItem = {
  kind: 'rows',
  path: 'agenda',
  isAlways: false,
  items: [{ kind: 'time', path: 'time', isHalf: true, isRequired: true }, number('day'), local('text', must)],
}

const sessions: ListItem = {
  kind: 'rows',
  path: 'sessions',
  isAlways: false,
  items: [moment('start', must), moment('end', must), local('label')],
}

/** Who runs a training, and who can be asked. */
const people: readonly Item[] = [
  line('organizer.name'),
  { kind: 'picture', path: 'organizer.logo' },
  address('organizer.url'),
  address('organizer.privacyUrl'),
  line('contact.name'),
  line('contact.email', half),
  line('contact.phone', half),
]

const agencies = lines('agencies')

const timeZone = choice('timeZone', 'timeZones', { ...half, ...must })

/** What new trainings start with. */
export const organizerItems: readonly Item[] = [...people, number('capacity'), timeZone, helplines, agencies]

const sponsors: ListItem = {
  kind: 'rows',
  path: 'sponsors',
  isAlways: true,
  items: [choice('slug', 'partners')],
  open: (slug) => ({ slug }),
  close: ({ slug }) => slug ?? '',
}

const short = { rows: 2 }

/** A part of the form. */
export interface FormPart {
  id: string
  title: PageWordKey
  items: readonly Item[]
}

const section = (id: string, items: readonly Item[]): FormPart => ({
  id,
  title: `admin.training.section.${id}` as PageWordKey,
  items,
})

/**
 * Everything that an organizer can set, in the order of the page. Slug and status are not typed
 * there.
 */
export const sections: readonly FormPart[] = [
  section('what', [local('title', must), localText('summary'), localText('contentNote')]),
  section('when', [
    moment('start', must),
    moment('end', must),
    { kind: 'time', path: 'doors', isHalf: true },
    timeZone,
    line('venue.name'),
    line('venue.street'),
    line('venue.city', half),
    line('venue.region', half),
    line('venue.postalCode', half),
    line('venue.country', half),
    localText('venue.arrival'),
    localText('venue.accessibility'),
    address('onlineUrl'),
  ]),
  section('seats', [
    number('seats.capacity', { empty: null }),
    number('seats.minimum'),
    number('seats.walkIns'),
    number('seats.unclaimedMinutes'),
    box('seats.waitlist'),
    box('seats.showExact'),
  ]),
  section('waiting', [
    choice('seats.waitlistBy', ['promotion', 'offer'], half),
    number('seats.offerHours'),
    number('seats.cutOffHours'),
    box('seats.holdWhilePending'),
    number('seats.holdDays'),
  ]),
  section('audience', [
    choice('audience.access', ['open', 'attest', 'domain', 'approval']),
    lines('audience.domains', { isAlways: true }),
    localText('audience.note'),
    roles,
    choice('audience.verify', verifyLevels),
    choice('audience.supervisor', requirements),
    box('audience.coordinators'),
    number('audience.minimumAge'),
    local('audience.self'),
  ]),
  section('questions', [
    ...switchableFields.map((id) => choice(`fields.${id}`, optional(requirements), half)),
    agencies,
    questions,
  ]),
  section('day', [
    number('credit.hours', { isDecimal: true }),
    localText('credit.note'),
    localText('certificate', short),
    choice('food', optional(['none', 'provided', 'own'])),
    localText('bring'),
    localText('dress', short),
    localText('weapons', short),
    agenda,
    sessions,
    choice('attendance', ['arrival', 'in-and-out']),
  ]),
  section('windows', [moment('opensAt'), moment('closesAt')]),
  section('contact', [
    ...people,
    choice('digest', ['counts', 'names', 'off']),
    line('presenter.name'),
    lines('presenter.trainers'),
  ]),
  section('sponsors', [sponsors]),
  section('helplines', [helplines]),
  section('more', [
    line('series'),
    local('discreetTitle'),
    number('retention.extrasDays'),
    number('retention.recordDays'),
  ]),
]

export const allItems: readonly Item[] = sections.flatMap(({ items }) => items)

const dates: ListItem = {
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
  line('venue.name'),
  line('venue.street'),
  line('venue.city', half),
  line('venue.region', half),
  address('onlineUrl'),
  number('seats.capacity', must),
  box('unlimited'),
  line('contact.email', half),
  line('contact.phone', half),
  line('slug'),
]

/** What the words of these forms begin with. */
export const words = 'admin.training.'

/** The control of the address that visitors write to, and answers to emails reach. */
export const contactEmail = 'contact.email'
