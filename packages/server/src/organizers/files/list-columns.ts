import type { Language } from '@training-signup/contract'
import { z } from 'zod'
import { hidesName } from '../../core/people/hides-name.ts'
import { ProblemError } from '../../platform/problem.ts'
import { say } from '../../words/admin.ts'
import { type FileColumn, roleOf } from './columns.ts'
import type { ExportRow } from './read-rows.ts'

/** Columns that one can choose for a training's list, in their order. Name and status always show. */
export const listColumns = [
  'role',
  'agency',
  'needs',
  'came',
  'email',
  'phone',
  'reference',
  'group',
  'partner',
  'created',
] as const
export type ListColumn = (typeof listColumns)[number]

const widths: Record<ListColumn, number> = {
  role: 28,
  agency: 32,
  needs: 40,
  came: 24,
  email: 30,
  phone: 16,
  reference: 12,
  group: 12,
  partner: 24,
  created: 24,
}

/**
 * Reads which columns a file has, from their names with commas between.
 * @throws {ProblemError} `invalid-input`
 */
export function readListColumns(show: string | undefined): ListColumn[] {
  const named = z.array(z.enum(listColumns)).safeParse(show ? show.split(',') : [])
  if (named.success) return listColumns.filter((one) => named.data.includes(one))
  const message = `Use one or several of ${listColumns.join(', ')}.`
  throw new ProblemError('invalid-input', { errors: [{ parameter: 'show', code: 'format', message }] })
}

interface Shown {
  show: readonly ListColumn[]
  lang: Language
  /** Names of partners by their slug. */
  partners: ReadonlyMap<string, string>
}

/** Returns the columns of a file that has what a list shows. */
export function columnsAsShown({ show, lang, partners }: Shown): FileColumn[] {
  const column = (heading: string, width: number, read: FileColumn['read']): FileColumn => ({
    heading,
    kind: 'text',
    width,
    read,
  })
  const own = (name: ListColumn): FileColumn => {
    const heading = say(lang, `admin.column.${name}`)
    return name === 'came' || name === 'created'
      ? { ...column(heading, widths[name], (row) => row[`${name}At`]), kind: 'time' }
      : column(heading, widths[name], (row) => cellOf(row, name, { lang, partners }))
  }
  return [
    column(say(lang, 'field.familyName'), 20, (row) => row.familyName),
    column(say(lang, 'field.givenName'), 20, (row) => row.givenName),
    column(say(lang, 'admin.column.status'), 20, (row) => statusOf(row, lang)),
    ...show.map(own),
  ]
}

function cellOf(
  row: ExportRow,
  name: Exclude<ListColumn, 'came' | 'created'>,
  { lang, partners }: Pick<Shown, 'lang' | 'partners'>,
): string {
  if (name === 'role') return roleOf(row, lang)
  if (name === 'needs') return String(row.sensitive['needs'] ?? '')
  if (name !== 'partner') return row[name]
  return row.partner === '' ? say(lang, `admin.channel.${row.channel}`) : (partners.get(row.partner) ?? row.partner)
}

/** As the list says it next to someone who wants no name on paper. */
const statusOf = ({ status, sensitive }: ExportRow, lang: Language): string => {
  const said = say(lang, `admin.status.${status}`)
  return hidesName(sensitive) ? `${said} · ${say(lang, 'admin.hidesName')}` : said
}
