import type { Field, ImportChoices } from '@training-signup/contract'
import type { CheckedList } from '../../api/import/read-import.ts'
import type { Rows } from '../../api/import/read-list.ts'
import type { SentFields } from '../pages.ts'
import type { ImportDraft } from './import-draft.ts'

/** The names of the controls with which a list is changed. */
export const controls = {
  column: (at: number) => `column.${at}`,
  headings: 'headings',
  /** Stands in the form even where the box is not ticked. */
  hasHeadings: 'has-headings',
  everyone: (id: string) => `everyone.${id}`,
  fix: (row: number, id: string) => `fix.${row}.${id}`,
  anyway: 'anyway',
  /** Rows whose box for that was shown. */
  asked: 'asked',
  meant: (row: number) => `meant.${row}`,
  lang: 'lang',
} as const

/** Returns a list with what a form changes in it. */
export function changedDraft({ training, rows, input }: ImportDraft, list: CheckedList, form: SentFields): ImportDraft {
  return { training, rows: changedRows(rows, list, form), input: changedInput(input, list, form) }
}

function changedInput(
  input: ImportChoices,
  { columns, fields, headings }: CheckedList,
  form: SentFields,
): ImportChoices {
  const asked = new Set(form.all(controls.asked).map(Number))
  const ticked = form
    .all(controls.anyway)
    .map(Number)
    .filter((row) => Number.isSafeInteger(row) && row > 0)
  const lang = form.get(controls.lang)
  const everyone = [...fields.keys()].flatMap((id) => {
    const answer = form.get(controls.everyone(id))
    return answer === '' ? [] : [[id, answer] as const]
  })
  const hasHeadings = form.has(controls.hasHeadings) ? form.has(controls.headings) : headings
  const chosen = columns.map(({ holds }, at) => {
    const wanted = form.get(controls.column(at)) || holds
    return wanted === 'name' || fields.has(wanted) ? wanted : 'skip'
  })
  const isSame = hasHeadings === headings
  return {
    headings: hasHeadings,
    // With other headings, what was shown was guessed from the wrong ones.
    ...(isSame ? { columns: chosen } : {}),
    everyone: Object.fromEntries(everyone),
    sameName: [...(input.sameName ?? []).filter((row) => !asked.has(row)), ...ticked],
    ...(lang === 'en' || lang === 'es' ? { lang } : {}),
  }
}

/** Puts what was typed in place of what stood in the list. */
function changedRows(rows: Rows, list: CheckedList, form: SentFields): Rows {
  const changed = rows.map((row) => [...row])
  const put = (row: number, at: number, text: string) => {
    const cells = changed[row - 1]
    if (!cells || at === -1) return
    while (cells.length <= at) cells.push('')
    cells[at] = text
  }
  for (const { row, faults } of list.people) {
    const meant = form.get(controls.meant(row))
    if (meant !== '') put(row, columnOf(list, 'email'), meant)
    for (const { pointer = '' } of faults) {
      const id = pointer.split('/')[3] ?? ''
      const at = columnOf(list, id)
      const name = controls.fix(row, id)
      if (!form.has(name) || at === -1) continue
      const [before = '', after] = [rows[row - 1]?.[at], form.get(name)]
      for (const other of isChoice(list.fields.get(id)) ? sameCells(rows, at, before) : [row]) put(other, at, after)
    }
  }
  return changed
}

/** Where a question's answers stand: a whole name holds both names. */
export const columnOf = ({ columns }: Pick<CheckedList, 'columns'>, id: string): number => {
  const at = columns.findIndex(({ holds }) => holds === id)
  const isName = id === 'givenName' || id === 'familyName'
  return at === -1 && isName ? columns.findIndex(({ holds }) => holds === 'name') : at
}

/** Whether people choose from options, so that one cell's meaning is that of all that say the same. */
export const isChoice = (field: Field | undefined): boolean => (field?.options ?? []).length > 0

/** The rows with this text in a column. */
export const sameCells = (rows: Rows, at: number, text: string): number[] =>
  rows.flatMap((row, index) => ((row[at] ?? '') === text ? [index + 1] : []))
