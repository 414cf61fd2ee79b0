import { type Kysely, sql } from 'kysely'

/** Lets long lists be sorted by accommodations, and by who or what brought people. */
export async function up(db: Kysely<any>) {
  await sql`create index if not exists registration_training_needs_name on registration
    (training_id, family_folded, given_folded, id) where has_needs = 1`.execute(db)
  await sql`create index if not exists registration_training_partner_name on registration
    (training_id, partner, family_folded, given_folded, id) where partner is not null`.execute(db)
  await sql`create index if not exists registration_training_channel_name on registration
    (training_id, channel, family_folded, given_folded, id) where partner is null`.execute(db)
}

export const runsFrom = '101-closed-days'
