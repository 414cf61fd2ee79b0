import { isDeepStrictEqual } from 'node:util'
import { type Language, language } from '@training-signup/contract'
import { type FieldItem, type Item, type ListItem, offered, type Typed } from './items.ts'
import type { SentFields } from './sent-fields.ts'

export type { Typed }

type Values = Record<string, unknown>

/** Returns the names of the controls that a field has, within its row. */
export const namesOf = ({ path, isLocal }: Pick<FieldItem, 'path' | 'isLocal'>): string[] =>
  isLocal ? language.options.map((lang) => `${path}.${lang}`) : [path]

/** Returns what the fields show for an input. */
export function typedOf(input: object, items: readonly Item[]): Typed {
  return Object.assign({}, ...items.map((item) => typedItem(item, valueAt(input, item.path))))
}

/** Whether it is a list of texts. Its text has one a line. */
const hasLines = (kind: FieldItem['kind']) => kind === 'lines' || kind === 'several'

function typedItem(item: Item, value: unknown): Typed {
  if (item.kind === 'rows') {
    const { path, items, open = (row) => row } = item
    return { [path]: ((value ?? []) as unknown[]).map((row) => typedOf(open(row) as object, items)) }
  }
  const { path, isLocal, kind } = item
  if (isLocal) {
    const texts = (value ?? {}) as Partial<Record<Language, string>>
    return Object.fromEntries(language.options.map((lang) => [`${path}.${lang}`, texts[lang] ?? '']))
  }
  if (kind === 'box') return { [path]: value === true ? 'on' : '' }
  if (hasLines(kind)) return { [path]: ((value ?? []) as string[]).join('\n') }
  return { [path]: typeof value === 'string' || typeof value === 'number' ? String(value) : '' }
}

/**
 * Returns the input that the fields make. It is not checked.
 * @param base what the form was filled in from. A part that still shows the same is taken from
 * there
 */
export function inputOf(typed: Typed, items: readonly Item[], base: object = {}): Values {
  const input: Values = {}
  for (const item of items) {
    const shown = typedItem(item, valueAt(base, item.path))
    const isUnchanged = Object.keys(shown).every((name) => isDeepStrictEqual(shown[name], typed[name]))
    setAt(input, item.path, isUnchanged ? valueAt(base, item.path) : valueOf(item, typed))
  }
  return input
}

function valueOf(item: Item, typed: Typed): unknown {
  if (item.kind === 'rows') return rowsOf(item, typed)
  const { path, isLocal, kind, empty, isAlways, isDecimal } = item
  if (isLocal) {
    const texts = namesOf(item).flatMap((name, index) => {
      const text = textIn(typed, name)
      return text === '' ? [] : [[language.options[index], text]]
    })
    return texts.length > 0 ? Object.fromEntries(texts) : undefined
  }
  const text = textIn(typed, path)
  if (kind === 'box') return text !== ''
  if (hasLines(kind)) {
    const lines = text.split('\n').flatMap((one) => one.trim() || [])
    return lines.length > 0 || isAlways ? lines : undefined
  }
  if (text === '') return empty
  // What is no number is left as it is, for the schema to refuse.
  return kind === 'number' && (isDecimal ? /^\d+(?:\.\d+)?$/ : /^-?\d+$/).test(text) ? Number(text) : text
}

function rowsOf({ path, items, isAlways, close = (row) => row }: ListItem, typed: Typed): unknown[] | undefined {
  const rows = rowsIn(typed, path).map((row) => close(inputOf(row, items)))
  return rows.length > 0 || isAlways ? rows : undefined
}

/** Returns what was typed, as browsers send it, with plain line breaks. */
export const textIn = (typed: Typed, name: string): string => {
  const text = typed[name]
  return typeof text === 'string' ? text.replaceAll('\r\n', '\n').trim() : ''
}

export const rowsIn = (typed: Typed, path: string): Typed[] => {
  const rows = typed[path]
  return Array.isArray(rows) ? rows : []
}

/** Reads the fields of a form that was sent. Rows are numbered, and each says that it is there. */
export function readTyped(form: SentFields, items: readonly Item[], prefix = ''): Typed {
  const typed: Typed = {}
  for (const item of items) {
    if (item.kind === 'rows') {
      const rows: Typed[] = []
      for (let at = 0; at < mostRows && form.has(`${prefix}${item.path}.${at}`); at++) {
        const row = readTyped(form, item.items, `${prefix}${item.path}.${at}.`)
        rows.push(item.chips ? { ...row, [offered]: form.get(`${prefix}${item.path}.${at}`) } : row)
      }
      typed[item.path] = rows
    } else for (const name of namesOf(item)) typed[name] = textOf(form.all(`${prefix}${name}`), item.kind)
  }
  return typed
}

const textOf = (sent: readonly string[], kind: FieldItem['kind']) =>
  (kind === 'several' ? sent.join('\n') : (sent[0] ?? '')).replaceAll('\r\n', '\n').trim()

// More than any list may have.
const mostRows = 200

/** What a box stands for that wasn't checked is not typed. */
const withoutOffer = (row: Typed): Typed => Object.fromEntries(Object.entries(row).filter(([name]) => name !== offered))

/** Leaves out rows in which nothing was typed: someone added them and then needed none. */
export function tidy(typed: Typed, items: readonly Item[]): Typed {
  const lists = items.filter((item) => item.kind === 'rows')
  return {
    ...typed,
    ...Object.fromEntries(
      lists.map(({ path, items: within, isBlank: isOwnBlank = () => false }) => [
        path,
        rowsIn(typed, path)
          .map((row) => tidy(withoutOffer(row), within))
          .filter((row) => !isBlank(row, within) && !isOwnBlank(row)),
      ]),
    ),
  }
}

const isBlank = (row: Typed, items: readonly Item[]): boolean =>
  items.every((item) => {
    if (item.kind === 'rows') return rowsIn(row, item.path).length === 0
    if (item.kind === 'box') return true
    // A choice without an empty option always says something.
    if (item.kind === 'choice' && Array.isArray(item.options) && !item.options.includes('')) return true
    return namesOf(item).every((name) => textIn(row, name) === '')
  })

const valueAt = (values: object, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((value, key) => (typeof value === 'object' && value ? (value as Values)[key] : undefined), values)

function setAt(values: Values, path: string, value: unknown): void {
  if (value === undefined) return
  const [key = '', ...rest] = path.split('.')
  if (rest.length === 0) values[key] = value
  else {
    values[key] ??= {}
    setAt(values[key] as Values, rest.join('.'), value)
  }
}

/** Returns the names of the controls that a form shows, and of its lists. */
export function controlNames(typed: Typed, items: readonly Item[], prefix = ''): string[] {
  return items.flatMap((item) => {
    if (item.kind !== 'rows') return namesOf(item).map((name) => `${prefix}${name}`)
    const list = `${prefix}${item.path}`
    return [...rowsIn(typed, item.path).flatMap((row, at) => controlNames(row, item.items, `${list}.${at}.`)), list]
  })
}

/** Returns the control at a path, or else the first below it, or the one that holds it. */
export const nearestControl = (path: string, names: readonly string[]): string | undefined =>
  names.find((name) => name === path) ??
  names.find((name) => name.startsWith(`${path}.`)) ??
  names.filter((name) => path.startsWith(`${name}.`)).toSorted((one, other) => other.length - one.length)[0]
