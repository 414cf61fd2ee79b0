import { rowsIn, type Typed } from './typed.ts'

/**
 * What a button of a list does reads like `add:questions`, `remove:questions.2`,
 * `up:questions.2.options.1`.
 */

/**
 * Returns the fields after a button of a list was pressed, or undefined if it was another button.
 * @param fresh what a new row of a list says, if that is something
 */
export function changeRows(typed: Typed, pressed: string, fresh: Record<string, Typed> = {}): Typed | undefined {
  const [, action, where = ''] = /^(add|remove|up):([a-zA-Z0-9.]+)$/.exec(pressed) ?? []
  if (action === undefined) return undefined
  const changed = structuredClone(typed)
  const place = placeOf(changed, where, action !== 'add')
  if (!place) return changed
  const { rows, at } = place
  if (action === 'add') rows.push({ ...fresh[where] })
  if (action === 'remove') rows.splice(at, 1)
  if (action === 'up' && at > 0) rows.splice(at - 1, 2, rows[at] as Typed, rows[at - 1] as Typed)
  return changed
}

/**
 * Finds the list that a path like `questions.2.options` leads to, and the row where it goes on to
 * one.
 */
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
