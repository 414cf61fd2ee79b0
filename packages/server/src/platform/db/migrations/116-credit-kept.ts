import { type ColumnDefinitionBuilder, type Kysely, PostgresAdapter } from 'kysely'

/**
 * Keeps for how long certificates of a training stay, and how often something has changed that they
 * depend on, besides marks.
 */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const add = (table: string, name: string, build: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder) =>
    db.schema
      .alterTable(table)
      .addColumn(name, 'integer', (column) => build(isPostgres ? column.ifNotExists() : column))
      .execute()
  await add('credit_profile', 'keep_years', (column) => column)
  await add('training', 'credit_years', (column) => column)
  await add('training', 'day_changes', (column) => column.notNull().defaultTo(0))
}

export const runsFrom = '101-closed-days'
