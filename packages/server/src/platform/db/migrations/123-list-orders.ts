import { type Kysely, sql } from 'kysely'

export const indexes = {
  registration_training_needs_name: 'registration (training_id, family_folded, given_folded, id) where has_needs = 1',
}

/** Lets long lists be sorted by accommodations. */
export async function up(db: Kysely<any>) {
  for (const [name, on] of Object.entries(indexes))
    await sql.raw(`create index if not exists ${name} on ${on}`).execute(db)
}

export const runsFrom = '101-closed-days'
