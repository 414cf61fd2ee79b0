import { type Kysely, sql } from 'kysely'

export const indexes = {
  registration_training_partner_name:
    'registration (training_id, partner, family_folded, given_folded, id) where partner is not null',
}

/** Lets long lists be sorted by the partner that brought people. */
export async function up(db: Kysely<any>) {
  for (const [name, on] of Object.entries(indexes))
    await sql.raw(`create index if not exists ${name} on ${on}`).execute(db)
}

export const runsFrom = '101-closed-days'
