import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema.alterTable('training').addColumn('walk_due_at', text).execute()
  await db.schema.createIndex('training_walk_due').on('training').columns(['walk_due_at']).execute()
  await db.schema.alterTable('registration').addColumn('self_managed_at', text).execute()
  await addPlacesInLine(db, text)
  await createMailPeople(db, text)
}

type Text = 'text' | ReturnType<typeof sql>

/** Whoever was registered already stands in the line with the group that they came in, as far as its coordinator sees. */
async function addPlacesInLine(db: Kysely<any>, text: Text) {
  await db.schema.alterTable('attempt').addColumn('line_number', 'integer').execute()
  for (const name of ['expires_at', 'self_managed_at'])
    await db.schema.alterTable('attempt').addColumn(name, text).execute()
  await db.schema.createIndex('attempt_training_shown').on('attempt').columns(['training_id', 'shown']).execute()
  await db.schema.createIndex('attempt_expiry').on('attempt').columns(['expires_at']).execute()
  // Undivided groups stand at one place; of those that are divided, it is not known where each would have stood.
  const ofOthers = (column: 'line_number' | 'expires_at') =>
    db
      .selectFrom('registration')
      .select(({ fn }) => fn.min(`registration.${column}`).as(column))
      .whereRef('registration.group_id', '=', 'attempt.group_id')
  await db
    .updateTable('attempt')
    .set({ line_number: ofOthers('line_number') })
    .where('group_id', 'in', db.selectFrom('registration_group').select('id').where('split', '=', 0))
    .execute()
  await db
    .updateTable('attempt')
    .set({ expires_at: ofOthers('expires_at') })
    .where('shown', '=', 'offered')
    .execute()
}

/** Of whom a mail to a coordinator tells. */
async function createMailPeople(db: Kysely<any>, text: Text) {
  await db.schema
    .createTable('outbox_person')
    .addColumn('outbox_id', text, (column) => column.notNull().references('outbox.id').onDelete('cascade'))
    .addColumn('registration_id', text, (column) => column.notNull().references('registration.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('outbox_person_pk', ['outbox_id', 'registration_id'])
    .execute()
  await db.schema.createIndex('outbox_person_registration').on('outbox_person').columns(['registration_id']).execute()
}
