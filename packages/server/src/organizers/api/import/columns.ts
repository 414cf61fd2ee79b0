import type { Field, Language, TrainingInput } from '@training-signup/contract'
import { columnNames, roleFinder, wordsOf } from '../../../core/people/list-words.ts'
import { formAbout } from '../people/form-about.ts'
import { isOnlyRank } from './ranks.ts'
import type { Rows } from './read-list.ts'

/** What a column holds: the id of a question, a whole name, or nothing to register. */
export type Holds = string

export interface Column {
  heading: string
  holds: Holds
}

/** Headings of police and other rosters, besides those that visitors' lists have. */
const ownNames: [holds: Holds, RegExp][] = [
  ['givenName', /^(primernombre|nombres?depila)$/],
  [
    'name',
    /^((officer|employee|attendee|participant|student|trainee|member|personnel|staff|deputy)s?(names?)?|empleados?|personas?|personal|alumn[oa]s?|estudiantes?|miembros?)$/,
  ],
  // “Last, First”, “Name (Last, First)”, “Apellidos, Nombre”, and the same the other way around.
  [
    'name',
    /^(full)?(names?)?((last|family|sur)(names?)?(first|given)|(first|given)(names?)?(last|family|sur))(names?)?(middle(names?|initials?)?)?$/,
  ],
  ['name', /^(nombres?(completo)?)?(apellidos?nombres?|nombres?apellidos?)$/],
  // A rank in front of a name is taken off it.
  [
    'name',
    /^(rank|title|rango|grado|jerarquia|titulo)((full|last)?names?(lastfirst)?|lastfirst|nombres?(completo|apellidos?)?)$/,
  ],
  ['email', /^((work|business|department|agency|contact|personal)?e?mail(address|id)?|correodetrabajo)$/],
  [
    'phone',
    /^((cell|mobile|work|office|contact|tele|home)?(phone|cell|mobile|telephone)(number)?|tel|telefono|celular|movil)$/,
  ],
  [
    'agency',
    /^(agency|agencyname|department|dept|organization|organisation|company|employer|agencia|organizacion|departamento|institucion)$/,
  ],
  ['rank', /^(rank|ranktitle|grade|rango|grado|jerarquia)$/],
  ['language', /^(language|preferredlanguage|idioma|lengua)$/],
  ['needs', /^(accommodations?|accessibility|accommodationsneeded|adaptaciones)$/],
  ['diet', /^(diet|dietaryneeds|dietaryrestrictions|meal|dieta)$/],
  ['supervisorEmail', /^(supervisor|supervisors)e?mail(address)?$/],
  ['licenceNumber', /^(license|licence)(number)?|numerodelicencia$/],
  ['licenceState', /^(license|licence)state$/],
  // Known, so that no guess by what stands in them takes them for something else.
  [
    'skip',
    /^(unit|badge|badgenumber|assignment|shift|squad|district|division|station|precinct|watch|beat|notes?|comments?|date|start|hiredate|unidad|placa|asignacion|turno|notas)$/,
  ],
]

const keyOf = (text: string) => wordsOf(text).join('')

/** What columns can hold, in a training. */
interface Known {
  /** Questions by their id. Those that only tell something have no answer. */
  fields: ReadonlyMap<string, Field>
  /** What headings say that is a question's label, in any language. */
  labels: ReadonlyMap<string, string>
}

/** Returns the questions of a training that a list can answer. */
export function questionsOf(input: TrainingInput, lang: Language): ReadonlyMap<string, Field> {
  const fields = formAbout(input, lang).fields.filter(({ type }) => type !== 'info')
  return new Map(fields.map((field) => [field.id, field]))
}

function knownIn(input: TrainingInput): Known {
  const fields = questionsOf(input, 'en')
  const labels = new Map<string, string>()
  for (const lang of ['en', 'es'] as const)
    for (const [id, { label }] of questionsOf(input, lang))
      for (const text of [label, id]) if (keyOf(text) !== '') labels.set(keyOf(text), id)
  return { fields, labels }
}

/** Returns what a heading says that its column holds; undefined if that isn't known. */
function heldBy(heading: string, { fields, labels }: Known): Holds | undefined {
  const key = keyOf(heading)
  if (key === '') return undefined
  const own = labels.get(key)
  if (own !== undefined) return own
  const named = [...columnNames, ...ownNames].find(([, pattern]) => pattern.test(key))?.[0]
  return named === undefined || named === 'name' || fields.has(named) ? named : 'skip'
}

interface Guessed {
  headings: boolean
  columns: Column[]
}

/** Returns what the columns of a list hold, by their headings or else by what stands in them. */
export function guessColumns(rows: Rows, input: TrainingInput, hasHeadings?: boolean): Guessed {
  const known = knownIn(input)
  const first = rows.findIndex((row) => row.length > 0)
  const top = rows[first] ?? []
  const headings = hasHeadings ?? isHeading(top, rows.slice(first + 1), known)
  const people = rows.slice(headings ? first + 1 : first)
  const width = Math.max(...rows.map((row) => row.length))
  const columns = Array.from({ length: width }, (_, at) => {
    const heading = headings ? (top[at] ?? '') : ''
    return { heading, holds: heldBy(heading, known) ?? '' }
  })
  const guessed = guessRest(withFirstNames(columns), people, known)
  return { headings, columns: withoutSecond(guessed, known) }
}

function isHeading(row: readonly string[], below: Rows, known: Known): boolean {
  if (row.some((cell) => cell.includes('@') || /\d{4}/.test(cell))) return false
  const isAddressed = (at: number) => below.filter((other) => other[at]?.includes('@')).length > below.length / 2
  if (row.some((cell, at) => cell !== '' && isAddressed(at))) return true
  const held = row.map((cell) => heldBy(cell, known))
  const has = (holds: Holds) => held.includes(holds)
  return has('name') || has('email') || (has('givenName') && has('familyName')) || (has('familyName') && row.length > 1)
}

/** Reading more would not change what a column seems to hold. */
const looked = 200

type Guess = [Holds, (cell: string) => boolean]

const isMost = (cells: readonly string[], is: (cell: string) => boolean) => cells.filter(is).length > cells.length / 2
const isWords = (cell: string) => /\p{L}/u.test(cell) && !/\d/.test(cell)

/** Guesses by their cells what columns hold whose headings don't say. */
function guessRest(columns: readonly Column[], people: Rows, { fields }: Known): Column[] {
  const has = (...holds: Holds[]) => columns.some((column) => holds.includes(column.holds))
  const texts = columns.map(({ holds }, at) =>
    holds === '' ? people.slice(0, looked).flatMap((row) => row[at] || []) : [],
  )
  const guesses = guessesIn(fields)
  const guessed = columns.map((column, at) => {
    if (column.holds !== '') return column
    // A heading that isn't known may mean anything, but one address is enough to write to.
    const possible = column.heading === '' ? guesses : guesses.filter(([holds]) => holds === 'email' && !has('email'))
    return { ...column, holds: possible.find(([, is]) => isMost(texts[at] ?? [], is))?.[0] ?? '' }
  })
  const free = guessed.flatMap(({ holds, heading }, at) =>
    holds === '' && heading === '' && isMost(texts[at] ?? [], isWords) ? [at] : [],
  )
  const names = has('name', 'givenName') ? [] : nameColumns(free, texts)
  const [agency] = free.filter((at) => !names.some(([name]) => name === at))
  const found = new Map<number, Holds>([...names, ...(agency === undefined ? [] : [[agency, 'agency'] as const])])
  return guessed.map((column, at) => ({ ...column, holds: found.get(at) ?? (column.holds || 'skip') }))
}

function guessesIn(fields: Known['fields']): Guess[] {
  const findRole = roleFinder(fields.get('role')?.options ?? [])
  return [
    ['email', (cell) => cell.includes('@')],
    ['phone', (cell) => /^[\d\s().+/-]{7,20}(?:x\d{1,6})?$/.test(cell) && cell.replace(/\D/g, '').length >= 7],
    ['rank', isOnlyRank],
    ['role', (cell) => findRole(cell)?.isSure === true],
  ]
}

/** A whole name has several words, or a comma. A first name is followed by a last one. */
function nameColumns(free: readonly number[], texts: readonly string[][]): [at: number, Holds][] {
  const [first, second] = free
  if (first === undefined) return []
  const whole = (texts[first] ?? []).filter((cell) => /\S[\s,]+\S/.test(cell)).length
  if (whole > (texts[first] ?? []).length / 2 || second !== first + 1) return [[first, 'name']]
  return [
    [first, 'givenName'],
    [second, 'familyName'],
  ]
}

/** One column answers a question. Only last names can stand in two, as in Spanish. */
function withoutSecond(columns: readonly Column[], { fields }: Known): Column[] {
  const held = new Set<Holds>()
  return columns.map((column) => {
    const { holds } = column
    const isSecond = held.has(holds) && holds !== 'familyName'
    held.add(holds)
    return isSecond || (holds !== 'name' && !fields.has(holds)) ? { ...column, holds: 'skip' } : column
  })
}

/** Next to last names, what is headed “Name” is a first one. Next to first names, it repeats them. */
function withFirstNames(columns: Column[]): Column[] {
  const has = (holds: Holds) => columns.some((column) => column.holds === holds)
  const name = has('givenName') ? 'skip' : has('familyName') ? 'givenName' : 'name'
  return columns.map((column) => (column.holds === 'name' ? { ...column, holds: name } : column))
}
