import {
  address,
  box,
  choice,
  half,
  type Item,
  type ListItem,
  line,
  local,
  localText,
  must,
  number,
} from '../../../platform/html/form/items.ts'
import type { PageWordKey } from '../../../words/admin.ts'

const areas: ListItem = {
  kind: 'rows',
  path: 'areas',
  isAlways: true,
  items: [local('name', must), number('hours', { isDecimal: true, isRequired: true })],
}

const columns: ListItem = {
  kind: 'rows',
  path: 'columns',
  isAlways: true,
  needsOne: true,
  items: [choice('column', 'columns')],
  open: (column) => ({ column }),
  close: ({ column }) => column ?? '',
}

export interface ProfileSection {
  title: PageWordKey
  items: readonly Item[]
  /** Whether it is folded until someone opens it. */
  isSeldom?: boolean
}

const section = (id: string, items: readonly Item[]): ProfileSection => ({
  title: `admin.profile.section.${id}` as PageWordKey,
  items,
})

/** Everything that a profile says, in the order of the page. */
export const profileSections: readonly ProfileSection[] = [
  section('who', [
    local('name', must),
    choice('kind', ['certificate', 'letter']),
    line('board', half),
    line('state', half),
    line('providerName'),
    line('providerNumber', half),
    line('source.text'),
    address('source.url', half),
    { kind: 'day', path: 'source.asOf', isHalf: true },
  ]),
  section('hours', [
    areas,
    number('rule.minimumShare', { isRequired: true }),
    choice('rule.round', ['0.25', '0.5', '1'], half),
    choice('rule.rounding', ['nearest', 'down'], half),
    choice('rule.minutesPerHour', ['60', '50'], half),
  ]),
  section('before', [box('rule.license'), box('rule.evaluation'), box('rule.postTest')]),
  section('print', [
    local('unit'),
    local('license'),
    localText('statement'),
    box('sponsors'),
    box('initials'),
    number('keepYears', { isRequired: true }),
  ]),
  { ...section('file', [columns]), isSeldom: true },
]

export const profileItems: readonly Item[] = profileSections.flatMap(({ items }) => items)

export const profileWords = 'admin.profile.'
