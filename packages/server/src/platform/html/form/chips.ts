import { html } from 'hono/html'
import type { Html } from '../layout.ts'
import { boxView, type FieldOption, hiddenFields } from './field.ts'
import { offered, type Typed } from './items.ts'
import { textIn } from './typed.ts'

/** The choice that stands above a list as boxes to check, and what it offers. */
interface Chips {
  path: string
  /** The option whose rows have fields of their own. */
  own: string
  options: readonly FieldOption[]
}

/** Returns the option that a row stands for, whether it is chosen or not. */
const optionOf = (row: Typed, path: string) => textIn(row, path) || textIn(row, offered)

/**
 * Returns the rows of a list in their order, and one for each option that has none. One that isn't
 * chosen any more keeps its place, so that a form comes back as it was sent.
 */
export function chipRows(rows: readonly Typed[], { path, own, options }: Chips): Typed[] {
  const known = options.map(({ value }) => value).filter((value) => value !== own && value !== '')
  const left = new Set(known)
  const kept = rows.filter((row) => textIn(row, path) === own || left.delete(optionOf(row, path)))
  return [...kept, ...[...left].map((value) => ({ [path]: '', [offered]: value }))]
}

/** Renders a box for each option. Each is a row of the list, wherever it stands. */
export function chipsView(rows: readonly Typed[], name: string, { path, own, options }: Chips): Html {
  const places = new Map(rows.map((row, at) => [optionOf(row, path), at]))
  const chips = options.flatMap(({ value, label }) => {
    const at = places.get(value)
    if (value === own || at === undefined) return []
    const isChosen = textIn(rows[at] ?? {}, path) === value
    const box = boxView({ look: 'chip', name: `${name}.${at}.${path}`, value, isChosen, label })
    return [html`${hiddenFields({ [`${name}.${at}`]: value })}${box}`]
  })
  return html`<div class="chips">${chips}</div>`
}
