import type { Kysely } from 'kysely'

/** A day of one colleague, of one person, or of one kind is found without reading what is around it. */
export async function up(db: Kysely<any>) {
  for (const [index, column] of [
    ['audit_object', 'object_id'],
    ['audit_caller', 'caller_id'],
    ['audit_action', 'action'],
  ] as const) {
    await db.schema.dropIndex(index).execute()
    await db.schema.createIndex(index).on('audit').columns([column, 'at', 'id']).execute()
  }
}
