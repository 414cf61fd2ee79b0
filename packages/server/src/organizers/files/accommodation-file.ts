import type { Accommodation, Language } from '@training-signup/contract'
import type { Caller } from '../../platform/access/caller.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { readAccommodations } from './accommodations.ts'
import { findWithin } from './export-query.ts'
import { fileTypes, type SentFile } from './files.ts'
import { writeSmallCsv } from './write-csv.ts'

/**
 * Opens the list of what people need as CSV.
 * @throws {ProblemError} `not-found`
 */
export async function openAccommodationFile(
  system: System,
  { scope }: Caller,
  training: string,
  lang: Language,
): Promise<SentFile> {
  await findWithin(system, training, scope)
  const rows = [columns.map((key) => say(lang, `admin.export.column.${key}`))]
  for await (const page of readAccommodations(system, { training, scope }))
    rows.push(...page.map((one) => rowOf(one, lang)))
  return { name: `accommodations-${training}.csv`, type: fileTypes.csv, body: writeSmallCsv(rows) }
}

const columns = [
  'lastName',
  'firstName',
  'request',
  'email',
  'phone',
  'statusWord',
  'owner',
  'arranged',
  'reference',
] as const

const rowOf = (one: Accommodation, lang: Language): string[] => [
  one.familyName,
  one.givenName,
  one.request,
  one.email ?? '',
  one.phone ?? '',
  say(lang, `admin.status.${one.status}`),
  one.owner ?? '',
  one.arrangedAt ?? '',
  one.reference,
]
