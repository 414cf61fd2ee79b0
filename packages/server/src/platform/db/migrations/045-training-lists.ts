import { type Kysely, PostgresAdapter, sql } from 'kysely'

const rowsPerPage = 500

/**
 * Lets lists read a page of trainings in their order, the next date of a series be found by one
 * index, and a training be found by a part of its title.
 */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  const added = (name: string) =>
    db.schema.alterTable('training').addColumn(name, text, (column) => column.notNull().defaultTo(''))
  await added('title').execute()
  await added('titles_lower').execute()
  await db.schema
    .alterTable('training')
    .addColumn('waitlist', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await fill(db)
  await db.schema.dropIndex('training_order').execute()
  const index = (name: string, columns: string[]) =>
    db.schema.createIndex(`training_${name}`).on('training').columns(columns).execute()
  // With all that lists and searches compare, so that they read no other rows: inputs are long.
  await index('starts', ['starts_at', 'slug', 'status', 'ends_at', 'id', 'starts_local', 'titles_lower'])
  await index('ends', ['ends_at', 'starts_at', 'status', 'id'])
  await index('series', ['series', 'starts_at', 'slug', 'status'])
  await sql`create index training_drafts on training (updated_at, slug) where status = 'draft'`.execute(db)
}

interface Input {
  title: { en: string; es?: string }
  seats?: { waitlist?: boolean }
}

/** A page at a time, because inputs are long. */
async function fill(db: Kysely<any>) {
  for (let last = ''; ; ) {
    const rows = await db
      .selectFrom('training')
      .select(['id', 'input'])
      .where('id', '>', last)
      .orderBy('id')
      .limit(rowsPerPage)
      .execute()
    for (const { id, input } of rows) {
      const { title, seats } = JSON.parse(input) as Input
      await db
        .updateTable('training')
        .set({
          title: title.en,
          titles_lower: [title.en, title.es ?? ''].join('\n').toLowerCase(),
          waitlist: seats?.waitlist === true ? 1 : 0,
        })
        .where('id', '=', id)
        .execute()
    }
    if (rows.length < rowsPerPage) return
    last = rows.at(-1)?.['id']
  }
}
