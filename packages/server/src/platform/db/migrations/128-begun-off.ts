import { type Kysely, PostgresAdapter } from 'kysely'

/** Keeps whether a training was off when a message began: what was written before that is not sent after it. */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  await db.schema
    .alterTable('message')
    .addColumn('began_off', 'integer', (column) => (isPostgres ? column.ifNotExists() : column))
    .execute()
}

export const runsFrom = '101-closed-days'
