import { type Kysely, PostgresAdapter, sql } from 'kysely'

export const runsFrom = '101-closed-days'

/** Keeps up to where the audit log was archived, and the hash with which its chain goes on from there. */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  await db.schema
    .alterTable('audit_seal')
    .addColumn('archived_sequence', 'integer', (column) => {
      const added = column.notNull().defaultTo(0)
      return isPostgres ? added.ifNotExists() : added
    })
    .execute()
  await db.schema
    .alterTable('audit_seal')
    .addColumn('archived_hash', isPostgres ? sql`text collate "C"` : 'text', (column) => {
      const added = column.notNull().defaultTo('')
      return isPostgres ? added.ifNotExists() : added
    })
    .execute()
}
