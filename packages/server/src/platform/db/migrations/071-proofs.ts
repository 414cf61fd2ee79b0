import { type Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely'

type Row = Record<string, any>
type Text = RawBuilder<unknown> | 'text'

/**
 * Keeps every address that waits for a code in one table, and what it is proven for in the table of
 * each subject. Codes that were sent keep working.
 */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text: Text = isPostgres ? sql`text collate "C"` : 'text'
  const verifications = await db.selectFrom('verification').selectAll().orderBy('id').execute()
  const alerts = await db.selectFrom('alert').selectAll().orderBy('id').execute()
  await createProof(db, text)
  await createSubjects(db, text)
  await insertAll(db, 'proof', [...verifications.map(proofOf), ...alerts.map(proofOfAlert)])
  const signUps = verifications.filter((row) => !isAddressChange(row))
  await insertAll(db, 'pending_sign_up', signUps.map(pick(...ofSignUps)))
  const changes = verifications.filter(isAddressChange)
  await insertAll(
    db,
    'address_change',
    changes.map(({ id, request }) => ({ id, former_email: JSON.parse(request).from })),
  )
  await insertAll(db, 'alert', alerts.map(pick(...ofAlerts)))
  await nameProofs(db, text)
  for (const table of ['verification', 'former_alert']) await db.schema.dropTable(table).execute()
}

const isAddressChange = ({ registration_id, group_id }: Row) => registration_id !== null || group_id !== null

const shared = [
  ['id', 'training_id', 'address', 'mailbox', 'lang', 'code_hash', 'code_expires_at', 'code_digits'],
  ['tries', 'asked_at', 'ends_at', 'verified_at', 'created_at'],
].flat()
const ofSignUps = ['id', 'training_id', 'reference', 'request', 'held_seats', 'latest_end', 'answer']
const ofAlerts = ['id', 'training_id', 'kind', 'partner', 'queued_at']

const pick =
  (...names: string[]) =>
  (row: Row): Row =>
    Object.fromEntries(names.map((name) => [name, row[name]]))

function proofOf(row: Row): Row {
  const { registration_id, group_id, address } = row
  const request = JSON.parse(row['request'])
  const typed = isAddressChange(row) ? request.to : (request.coordinator?.email ?? request.people?.[0]?.email)
  const subject = isAddressChange(row) ? 'address-change' : 'sign-up'
  return { ...pick(...shared)(row), subject, registration_id, group_id, email: typed ?? address }
}

const proofOfAlert = (row: Row): Row => ({
  ...pick(...shared)(row),
  subject: 'alert',
  registration_id: null,
  group_id: null,
  email: row['email'],
})

const rowsAtOnce = 500

async function insertAll(db: Kysely<any>, table: string, rows: Row[]) {
  for (let start = 0; start < rows.length; start += rowsAtOnce)
    await db
      .insertInto(table)
      .values(rows.slice(start, start + rowsAtOnce))
      .execute()
}

async function createProof(db: Kysely<any>, text: Text) {
  let proof = db.schema
    .createTable('proof')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('training_id', text, (column) => column.references('training.id').onDelete('cascade'))
    .addColumn('registration_id', text, (column) => column.references('registration.id').onDelete('cascade'))
    .addColumn('group_id', text, (column) => column.references('registration_group.id').onDelete('cascade'))
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addColumn('code_digits', 'integer')
  for (const name of ['subject', 'email', 'address', 'mailbox', 'lang', 'asked_at', 'ends_at', 'created_at'])
    proof = proof.addColumn(name as 'id', text, (column) => column.notNull())
  for (const name of ['code_hash', 'code_expires_at', 'verified_at']) proof = proof.addColumn(name as 'id', text)
  await proof.execute()
  await db.schema.createIndex('proof_training').on('proof').columns(['training_id', 'verified_at']).execute()
  for (const name of ['address', 'mailbox', 'ends_at'])
    await db.schema.createIndex(`proof_${name}`).on('proof').columns([name]).execute()
  for (const name of ['registration_id', 'group_id'])
    await db.schema
      .createIndex(`proof_${name}`)
      .on('proof')
      .columns([name])
      .where(sql.ref(name), 'is not', null)
      .execute()
}

async function createSubjects(db: Kysely<any>, text: Text) {
  const create = (table: string) =>
    db.schema
      .createTable(table)
      .addColumn('id', text, (column) => column.primaryKey().references('proof.id').onDelete('cascade'))
  const createInTraining = (table: string) =>
    create(table).addColumn('training_id', text, (column) =>
      column.notNull().references('training.id').onDelete('cascade'),
    )
  await createInTraining('pending_sign_up')
    .addColumn('reference', text, (column) => column.notNull())
    .addColumn('request', text, (column) => column.notNull())
    .addColumn('held_seats', 'integer', (column) => column.notNull())
    .addColumn('latest_end', text, (column) => column.notNull())
    .addColumn('answer', text)
    .execute()
  await db.schema
    .createIndex('pending_sign_up_held')
    .on('pending_sign_up')
    .columns(['training_id', 'held_seats'])
    .execute()
  await create('address_change')
    .addColumn('former_email', text, (column) => column.notNull())
    .execute()
  await db.schema.alterTable('alert').renameTo('former_alert').execute()
  await createInTraining('alert')
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('partner', text)
    .addColumn('queued_at', text)
    .execute()
  await db.schema.createIndex('alert_training_id').on('alert').columns(['training_id']).execute()
}

/** Has emails name the proof that they are about, or the alert. */
async function nameProofs(db: Kysely<any>, text: Text) {
  const columns = [
    { before: 'verification_id', after: 'proof_id', table: 'proof', ends: 'cascade', index: 'outbox_verification' },
    { before: 'alert_id', after: 'waiting_alert_id', table: 'alert', ends: 'set null', index: 'outbox_alert' },
  ] as const
  for (const { before, after, table, ends, index } of columns) {
    await db.schema
      .alterTable('outbox')
      .addColumn(after, text, (column) => column.references(`${table}.id`).onDelete(ends))
      .execute()
    await sql`update outbox set ${sql.ref(after)} = ${sql.ref(before)} where ${sql.ref(before)} is not null`.execute(db)
    await db.schema.dropIndex(index).execute()
    await db.schema.alterTable('outbox').dropColumn(before).execute()
  }
  await db.schema.alterTable('outbox').renameColumn('waiting_alert_id', 'alert_id').execute()
  for (const [index, column] of Object.entries({ outbox_proof: 'proof_id', outbox_alert: 'alert_id' }))
    await db.schema.createIndex(index).on('outbox').columns([column]).where(sql.ref(column), 'is not', null).execute()
}
