import type { TrainingNumbers } from '@training-signup/contract'
import { byteOrderMark, writeRow } from '../../files/csv.ts'

/** Returns the numbers as a table with a row for each: by what, which, and how many. */
export function writeNumbersCsv({ days, roles, agencies, partners }: TrainingNumbers): string {
  const rows: [by: string, what: string, people: number][] = [
    ...days.map(({ day, signUps }): [string, string, number] => ['day', day, signUps]),
    ...roles.map(({ label, people }): [string, string, number] => ['role', label, people]),
    ...agencies.map(({ agency, people }): [string, string, number] => ['agency', agency ?? '', people]),
    ...partners.flatMap(({ name, views, starts, people }): [string, string, number][] => [
      ['partner', name ?? '', people],
      ['views', name ?? '', views],
      ['starts', name ?? '', starts],
    ]),
  ]
  return byteOrderMark + [['by', 'what', 'people'], ...rows].map((row) => writeRow(row.map(String))).join('')
}
