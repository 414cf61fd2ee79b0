import { existsSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { TestApp } from './servers/test-app.ts'

/**
 * Answers that no one else gives. After the person is erased, none of them may be found anywhere.
 */
export const secrets = {
  givenName: 'Wilhelmina',
  familyName: 'Quackenbush',
  email: 'W.Quackenbush@precinct-nine.example',
  phone: '816-555-0147',
  role: 'police',
  agency: 'Precinct Nine of Zanesville',
  rank: 'Deputy Gamekeeper',
  needs: 'a hearing loop by the window',
  diet: 'no zucchini whatsoever',
  licenceState: 'MO',
  licenceNumber: 'CLEE-7741-QQ',
  county: 'Old Wyandotte',
}

export const searched = Object.values(secrets).filter((value) => value.length > 2 && value !== secrets.role)

export const curiousTraining = {
  audience: { roles: ['police' as const] },
  fields: { phone: 'required', agency: 'optional', rank: 'optional', needs: 'optional', diet: 'optional' } as const,
  credit: { note: { en: 'Six hours' } },
  questions: [{ id: 'county', type: 'text' as const, label: { en: 'County' } }],
}

/**
 * In which columns, like `registration.phone`, which of the texts stand. Whatever tables there are,
 * all are searched.
 */
export async function placesOf({ context }: TestApp, texts: string[]): Promise<Map<string, string[]>> {
  const places = new Map<string, string[]>()
  for (const { name, columns } of await context.db.reader.introspection.getTables()) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(context.db.reader)
    for (const column of columns) {
      const all = rows.map((row) => String(row[column.name]).toLowerCase()).join('\n')
      const found = texts.filter((text) => all.includes(text.toLowerCase()))
      if (found.length > 0) places.set(`${name}.${column.name}`, found)
    }
  }
  return places
}

/**
 * Which of the texts are in the bytes of the database's files; none on PostgreSQL, whose files are
 * not ours.
 */
export function textsInFiles({ context }: TestApp, texts: string[]): string[] {
  const { databaseUrl } = context.config
  if (!databaseUrl.startsWith('sqlite:')) return []
  const file = databaseUrl.slice('sqlite:'.length)
  const bytes = ['', '-wal', '-shm', '-journal']
    .filter((end) => existsSync(file + end))
    .map((end) =>
      readFileSync(file + end)
        .toString('latin1')
        .toLowerCase(),
    )
    .join('\n')
  return texts.filter((text) => bytes.includes(text.toLowerCase()))
}
