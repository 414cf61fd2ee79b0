import { type ColumnDataType, type CreateTableBuilder, type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  // Byte order on both engines, so that pages, prefixes and orders agree whatever the server's locale is.
  const text = isPostgres ? sql`text collate "C"` : 'text'
  await createTrainings(db, text)
  await createRegistrations(db, text)
  await createDeliveries(db, text)
  await createIndexes(db)
}

type Text = ColumnDataType | ReturnType<typeof sql>

const columns = <T extends string>(table: CreateTableBuilder<T>, names: string[], type: Text, required: boolean) =>
  names.reduce<CreateTableBuilder<T, any>>(
    (made, name) => made.addColumn(name, type, (column) => (required ? column.notNull() : column)),
    table,
  )

async function createTrainings(db: Kysely<any>, text: Text) {
  let training = db.schema
    .createTable('training')
    .addColumn('id', text, (column) => column.primaryKey()) as CreateTableBuilder<'training', any>
  training = columns(
    training,
    [
      'slug',
      'status',
      'starts_local',
      'ends_local',
      'time_zone',
      'starts_at',
      'ends_at',
      'closes_at',
      'input',
      'created_at',
      'updated_at',
    ],
    text,
    true,
  )
  training = columns(training, ['series', 'opens_at'], text, false)
  training = columns(training, ['capacity'], 'integer', false)
  await columns(training, ['seats_taken', 'last_line_number', 'revision'], 'integer', true)
    .addUniqueConstraint('training_slug', ['slug'])
    .execute()

  await db.schema
    .createTable('training_count')
    .addColumn('training_id', text, (column) => column.notNull().references('training.id').onDelete('cascade'))
    .addColumn('status', text, (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('training_count_key', ['training_id', 'status'])
    .execute()

  let partner = db.schema
    .createTable('partner')
    .addColumn('slug', text, (column) => column.primaryKey()) as CreateTableBuilder<'partner', any>
  partner = columns(partner, ['name', 'origins', 'created_at', 'updated_at'], text, true)
  await columns(partner, ['url', 'logo', 'accent'], text, false).execute()
}

async function createRegistrations(db: Kysely<any>, text: Text) {
  let group = db.schema
    .createTable('registration_group')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('training_id', text, (column) => column.notNull().references('training.id')) as CreateTableBuilder<
    'registration_group',
    any
  >
  group = columns(group, ['reference', 'coordinator_name', 'coordinator_email', 'created_at'], text, true)
  group = columns(group, ['coordinator_agency'], text, false)
  await columns(group, ['split'], 'integer', true).execute()

  let registration = db.schema
    .createTable('registration')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('training_id', text, (column) => column.notNull().references('training.id'))
    .addColumn('group_id', text, (column) => column.references('registration_group.id')) as CreateTableBuilder<
    'registration',
    any
  >
  registration = columns(
    registration,
    [
      'reference',
      'status',
      'given_name',
      'family_name',
      'family_folded',
      'answers',
      'sensitive',
      'lang',
      'channel',
      'consents',
      'created_at',
      'changed_at',
    ],
    text,
    true,
  )
  registration = columns(
    registration,
    ['email', 'email_canonical', 'phone', 'role', 'agency', 'agency_folded', 'partner', 'origin', 'active_person'],
    text,
    false,
  )
  await columns(registration, ['holds_seat', 'line_number', 'token_version'], 'integer', true)
    .addUniqueConstraint('registration_reference', ['reference'])
    .addUniqueConstraint('registration_active_person', ['training_id', 'active_person'])
    .execute()

  let attempt = db.schema
    .createTable('attempt')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('training_id', text, (column) => column.notNull().references('training.id'))
    .addColumn('group_id', text, (column) => column.references('registration_group.id'))
    .addColumn('registration_id', text, (column) =>
      column.notNull().references('registration.id').onDelete('cascade'),
    ) as CreateTableBuilder<'attempt', any>
  attempt = columns(attempt, ['reference', 'said', 'created_at'], text, true)
  await attempt.execute()
}

async function createDeliveries(db: Kysely<any>, text: Text) {
  await db.schema
    .createTable('idempotency')
    .addColumn('key', text, (column) => column.notNull())
    .addColumn('training_id', text, (column) => column.notNull().references('training.id').onDelete('cascade'))
    .addColumn('request_hash', text, (column) => column.notNull())
    .addColumn('reference', text, (column) => column.notNull())
    .addColumn('answer', text, (column) => column.notNull())
    .addColumn('expires_at', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('idempotency_key', ['key', 'training_id'])
    .execute()

  let outbox = db.schema
    .createTable('outbox')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('training_id', text, (column) => column.notNull().references('training.id'))
    .addColumn('registration_id', text, (column) => column.references('registration.id').onDelete('cascade'))
    .addColumn('group_id', text, (column) => column.references('registration_group.id').onDelete('cascade'))
    .addColumn('attempt_id', text, (column) =>
      column.references('attempt.id').onDelete('cascade'),
    ) as CreateTableBuilder<'outbox', any>
  outbox = columns(outbox, ['kind', 'lang', 'due_at', 'created_at'], text, true)
  outbox = columns(outbox, ['leased_until', 'sent_at', 'last_error'], text, false)
  await columns(outbox, ['attempts'], 'integer', true).execute()

  // One row that `/readyz` writes: reading alone would not notice a full disk.
  await db.schema
    .createTable('heartbeat')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('at', text, (column) => column.notNull())
    .execute()
}

async function createIndexes(db: Kysely<any>) {
  const indexes: Record<string, [string, string[]]> = {
    training_order: ['training', ['starts_at', 'slug']],
    registration_training: ['registration', ['training_id', 'id']],
    registration_training_status: ['registration', ['training_id', 'status', 'id']],
    registration_training_role: ['registration', ['training_id', 'role', 'id']],
    registration_training_agency: ['registration', ['training_id', 'agency_folded', 'id']],
    registration_training_name: ['registration', ['training_id', 'family_folded', 'id']],
    registration_status: ['registration', ['status', 'id']],
    registration_partner: ['registration', ['partner', 'id']],
    registration_name: ['registration', ['family_folded', 'id']],
    registration_email: ['registration', ['email_canonical', 'id']],
    registration_group_members: ['registration', ['group_id']],
    registration_group_reference: ['registration_group', ['reference']],
    attempt_registration: ['attempt', ['registration_id']],
    attempt_group: ['attempt', ['group_id']],
    attempt_reference: ['attempt', ['reference']],
    idempotency_expiry: ['idempotency', ['expires_at']],
    idempotency_reference: ['idempotency', ['reference']],
    outbox_due: ['outbox', ['sent_at', 'due_at']],
    outbox_registration: ['outbox', ['registration_id']],
  }
  for (const [name, [table, on]] of Object.entries(indexes))
    await db.schema.createIndex(name).on(table).columns(on).execute()
}
