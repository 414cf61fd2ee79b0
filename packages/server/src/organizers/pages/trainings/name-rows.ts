import { builtInFields } from '@training-signup/contract'
import { rowsIn, type Typed, textIn } from '../../../platform/html/form/typed.ts'
import { keepAnswers } from './conditions.ts'
import { slugOf } from './slug.ts'

/**
 * Fills in the ids that no one typed, from the words: organizers need not know that there are any.
 * Conditions keep only answers that can be given.
 * @param isWhole whether questions without words get one, too
 */
export function nameRows(typed: Typed, isWhole = true): Typed {
  const named = structuredClone(typed)
  const taken = new Set<string>([...builtInFields, ...rowsIn(named, 'questions').map((row) => textIn(row, 'id'))])
  for (const question of rowsIn(named, 'questions')) {
    const isNamed = textIn(question, 'id') !== '' || (!isWhole && textIn(question, 'label.en') === '')
    if (!isNamed) question['id'] = freeOf(camelOf(textIn(question, 'label.en')), taken, '')
    nameAll(rowsIn(question, 'options'), 'value', (label) => slugOf(label).slice(0, 90))
  }
  const own = rowsIn(named, 'audience.roles').filter((row) => textIn(row, 'role') === 'own')
  nameAll(own, 'id', (label) => `role-${slugOf(label)}`.replace(/^role-(?=[a-z])/, '').slice(0, 30))
  for (const question of rowsIn(named, 'questions')) keepAnswers(question, named)
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
