import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Both columns derive from others, so that earlier versions that still run keep them right, too. */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  const domain = isPostgres
    ? sql`split_part(email_canonical, '@', 2)`
    : sql`substr(email_canonical, instr(email_canonical, '@') + 1)`
  // A quote in an answer is escaped, so only the name of an answer looks like this.
  const needs = sql`case when sensitive like '%"needs":%' then 1 else 0 end`
  for (const [name, type, value] of [
    ['email_domain', text, domain],
    ['has_needs', 'integer', needs],
  ] as const)
    await db.schema
      .alterTable('registration')
      .addColumn(name, type, (column) => {
        const derived = column.generatedAlwaysAs(value)
        return isPostgres ? derived.stored() : derived
      })
      .execute()
  const index = (name: string, columns: string[]) =>
    db.schema.createIndex(`registration_training_${name}`).on('registration').columns(columns)
  await index('domain', ['training_id', 'email_domain', 'id']).execute()
  await index('status_name', ['training_id', 'status', 'family_folded', 'id']).execute()
  await index('needs', ['training_id', 'id']).where('has_needs', '=', sql.lit(1)).execute()
}
