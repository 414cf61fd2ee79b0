import { builtInFields, knownRoles } from '@training-signup/contract'
import { foldName } from '../../../core/people/person.ts'
import { rowsIn, type Typed, textIn } from '../../../platform/html/form/typed.ts'
import { sayIfKnown } from '../../../words/admin.ts'
import { slugOf } from './slug.ts'

/**
 * Fills in the ids that no one typed, from the words: organizers need not know that there are any.
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
  for (const question of rowsIn(named, 'questions')) nameAnswers(question, named)
  return named
}

/**
 * Turns the answers on which a question depends into their ids, where they were typed as people
 * read them.
 */
function nameAnswers(question: Typed, whole: Typed) {
  const ids = answerIds(textIn(question, 'showWhen.field'), whole)
  const lines = textIn(question, 'showWhen.in').split('\n')
  const named = lines.map((line) => ids.get(foldName(line)) || line)
  if (named.some((line, at) => line !== lines[at])) question['showWhen.in'] = named.join('\n')
}

/** Returns the ids of a question’s answers by their words. */
function answerIds(field: string, typed: Typed): Map<string, string> {
  const question = rowsIn(typed, 'questions').find((row) => textIn(row, 'id') === field)
  const isBox = question ? textIn(question, 'type') === 'checkbox' : isBuiltIn(field) && field !== 'role'
  const rows = field === 'role' ? rowsIn(typed, 'audience.roles') : question ? rowsIn(question, 'options') : []
  const answers = [
    ...(isBox ? [['true', ...wordsOf('admin.person.yes')]] : []),
    ...(field === 'role' ? knownRoles.map((id) => [id, ...wordsOf(`role.${id}`)]) : []),
    ...rows.map((row) => [textIn(row, 'value') || textIn(row, 'id'), textIn(row, 'label.en'), textIn(row, 'label.es')]),
  ]
  return new Map(answers.flatMap(([id = '', ...words]) => words.map((word) => [foldName(word), id])))
}

const isBuiltIn = (field: string) => (builtInFields as readonly string[]).includes(field)

const wordsOf = (key: string) => (['en', 'es'] as const).map((lang) => sayIfKnown(lang, key) ?? '')

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
