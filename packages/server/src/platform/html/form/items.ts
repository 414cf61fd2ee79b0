/** Something that a form sets. Its path leads into what the form makes, or into one row of a list. */
export type Item = FieldItem | ListItem

/** How a field is typed. Its label is the word of the form and its path, without numbers. */
export interface FieldItem {
  kind:
    | 'line'
    | 'text'
    | 'address'
    | 'number'
    | 'choice'
    | 'box'
    | 'lines'
    | 'several'
    | 'moment'
    | 'day'
    | 'time'
    | 'picture'
    | 'color'
  path: string
  /** Whether it is written in English and in Spanish. */
  isLocal?: boolean
  isRequired?: boolean
  /** Of what is chosen. An empty one leaves the member out. The page finds those that it has a name for. */
  options?: readonly string[] | string
  /** How many lines it shows, if not as many as usual. */
  rows?: number
  /** Whether a number can have a point. */
  isDecimal?: boolean
  /** What an empty field means. */
  empty?: null
  /** Whether it stays a list where no line is typed. */
  isAlways?: boolean
  /** Takes half of the width next to another one. */
  isHalf?: boolean
  /** Stands folded in its row, because few need it. */
  isExtra?: boolean
}

/** A list of things that have several fields each. */
export interface ListItem {
  kind: 'rows'
  path: string
  items: readonly Item[]
  /** Whether an empty list is written, not left out. */
  isAlways: boolean
  /** Whether the last row cannot be removed. */
  needsOne?: boolean
  /** Whether nothing was typed in a row that says what it is. */
  isBlank?: (row: Typed) => boolean
  /** A choice of its rows that stands above them as boxes to check, and the option that has a row. */
  chips?: { path: string; own: string }
  /** The other form of a row, where it is no object of these items. */
  open?: (row: unknown) => unknown
  close?: (row: Record<string, unknown>) => unknown
}

/** What stands in the fields of a form, by their names, and the rows of its lists. */
export interface Typed {
  [name: string]: string | Typed[]
}

/** In a row of a box that isn't checked: what the box stands for. No field is called so. */
export const offered = '*'

type More = Partial<FieldItem>
const made =
  (kind: FieldItem['kind'], always: More = {}) =>
  (path: string, more: More = {}): FieldItem => ({ kind, path, ...always, ...more })

export const line = made('line')
export const local = made('line', { isLocal: true })
export const localText = made('text', { isLocal: true })
export const address = made('address')
export const number = made('number', { isHalf: true })
export const box = made('box')
export const moment = made('moment', { isHalf: true })
export const lines = made('lines')
export const picture = made('picture')
export const color = made('color')
export const choice = (path: string, options: NonNullable<FieldItem['options']>, more: More = {}): FieldItem => ({
  kind: 'choice',
  path,
  options,
  ...more,
})

/** Several of what is offered. Where nothing is, they are typed, one a line. */
export const several = (path: string, options: string, more: More = {}): FieldItem => ({
  kind: 'several',
  path,
  options,
  ...more,
})

export const half: More = { isHalf: true }
export const must: More = { isRequired: true }
export const extra: More = { isExtra: true }
