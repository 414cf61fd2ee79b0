import { builtInFields } from '@training-signup/contract'
import { slugOf } from './slug.ts'
import { rowsIn, type Typed, textIn } from './typed.ts'

/** What a button of a list does reads like `add:questions`, `remove:questions.2`, `up:questions.2.options.1`. */

/** Returns the fields after a button of a list was pressed, or undefined if it was another button. */
export function changeRows(typed: Typed, pressed: string): Typed | undefined {
  const [, action, where = ''] = /^(add|remove|up):([a-zA-Z0-9.]+)$/.exec(pressed) ?? []
  if (action === undefined) return undefined
  const changed = structuredClone(typed)
  const place = placeOf(changed, where, action !== 'add')
  if (!place) return changed
  const { rows, at } = place
  if (action === 'add') rows.push({})
  if (action === 'remove') rows.splice(at, 1)
  if (action === 'up' && at > 0) rows.splice(at - 1, 2, rows[at] as Typed, rows[at - 1] as Typed)
  return changed
}

/** Finds the list that a path like `questions.2.options` leads to, and the row where it goes on to one. */
function placeOf(typed: Typed, where: string, isRow: boolean): { rows: Typed[]; at: number } | undefined {
  const nested = /^(.+?)\.(\d+)(?:\.(.+))?$/.exec(where)
  if (!nested) {
    const rows = rowsIn(typed, where)
    typed[where] = rows
    return isRow ? undefined : { rows, at: 0 }
  }
  const [, path = '', number = '', rest] = nested
  const rows = rowsIn(typed, path)
  const row = rows[Number(number)]
  if (!row) return undefined
  return rest === undefined ? { rows, at: Number(number) } : placeOf(row, rest, isRow)
}

/** Fills in the ids that no one typed, from the words: organizers need not know that there are any. */
export function nameRows(typed: Typed): Typed {
  const named = structuredClone(typed)
  const taken = new Set<string>([...builtInFields, ...rowsIn(named, 'questions').map((row) => textIn(row, 'id'))])
  for (const question of rowsIn(named, 'questions')) {
    if (textIn(question, 'id') === '') question['id'] = freeOf(camelOf(textIn(question, 'label.en')), taken, '')
    nameAll(rowsIn(question, 'options'), 'value', (label) => slugOf(label).slice(0, 90))
  }
  const own = rowsIn(named, 'audience.roles').filter((row) => textIn(row, 'role') === 'own')
  nameAll(own, 'id', (label) => `role-${slugOf(label)}`.replace(/^role-(?=[a-z])/, '').slice(0, 30))
  return named
}

function nameAll(rows: Typed[], name: string, nameOf: (label: string) => string) {
  const taken = new Set(rows.map((row) => textIn(row, name)))
  for (const row of rows)
    if (textIn(row, name) === '' && textIn(row, 'label.en') !== '')
      row[name] = freeOf(nameOf(textIn(row, 'label.en')), taken, '-')
}

function freeOf(wanted: string, taken: Set<string>, joint: string): string {
  let free = wanted
  for (let count = 2; taken.has(free); count++) free = `${wanted}${joint}${count}`
  taken.add(free)
  return free
}

function camelOf(label: string): string {
  const words = slugOf(label)
    .split('-')
    .filter((word) => /[a-z0-9]/.test(word))
    .slice(0, 4)
  const joined = words.map((word, at) => (at === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('')
  return /^[a-z]/.test(joined) && joined.length > 1 ? joined.slice(0, 36) : `question${joined}`.slice(0, 36)
}
