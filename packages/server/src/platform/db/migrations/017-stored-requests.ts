import { type Kysely, PostgresAdapter, sql } from 'kysely'

type Row = Record<string, any>

/**
 * Turns sign-ups that wait for their code into stored requests, and sign-ups of people who were registered already into
 * notes. Codes that were sent keep working. Sign-ups whose code never came are forgotten.
 */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  const verifications = await readVerifications(db)
  const mails = await readCodeMails(db)
  await addProof(db, text)
  await removeUnproven(db)
  await turnAttemptsIntoDuplicates(db)
  await renameColumns(db)
  await recreateVerification(db, text)
  for (const row of verifications) await db.insertInto('verification').values(row).execute()
  const kept = new Set(verifications.map(({ id }) => id))
  for (const mail of mails.filter(({ verification_id }) => kept.has(verification_id))) {
    await db.deleteFrom('outbox').where('id', '=', mail['id']).execute()
    await db.insertInto('outbox').values(mail).execute()
  }
  await forgetStatus(db)
}

/** Everything that still leads somewhere: what waits for its code, and what was verified in the last day. */
async function readVerifications(db: Kysely<any>): Promise<Row[]> {
  const rows = await db.selectFrom('verification').selectAll().where('reference', '!=', '').orderBy('id').execute()
  const moved: Row[] = []
  for (const row of rows) {
    const { training_id, reference, lang, tries, asked_at, ends_at, latest_end, verified_at, answer } = row
    const request = await readRequest(db, row)
    if (!request) continue
    const isVerified = verified_at !== null
    moved.push({
      id: row['id'],
      training_id,
      reference,
      request: isVerified ? '{}' : JSON.stringify(request.input),
      address: request.address,
      held_seats: isVerified ? 0 : request.heldSeats,
      lang,
      code_hash: row['code_hash'],
      code_expires_at: row['code_expires_at'],
      tries,
      asked_at,
      ends_at,
      latest_end: latest_end ?? ends_at,
      verified_at,
      answer,
      created_at: (JSON.parse(asked_at) as string[])[0] ?? ends_at,
    })
  }
  return moved
}

/** Emails with a code: they name the request from now on. */
async function readCodeMails(db: Kysely<any>): Promise<Row[]> {
  const mails = await db.selectFrom('outbox').selectAll().where('kind', '=', 'code').execute()
  const verifications = await db.selectFrom('verification').select(['id', 'registration_id', 'group_id']).execute()
  // Every code ever sent is among the mails, so each must be found in one step.
  const ids = new Map(verifications.map(({ id, registration_id, group_id }) => [registration_id ?? group_id, id]))
  return mails.map(({ attempts: tries, attempt_id, registration_id, group_id, ...mail }) => {
    const verification_id = ids.get(registration_id ?? group_id) ?? ''
    return { ...mail, tries, registration_id: null, group_id: null, duplicate_id: attempt_id, verification_id }
  })
}

/** Drafts of messages name no status any more that registrations cannot have. */
async function forgetStatus(db: Kysely<any>) {
  for (const { id, filter } of await db.selectFrom('message').select(['id', 'filter']).execute()) {
    const { status, ...others } = JSON.parse(filter) as { status: string[] }
    const left = status.filter((one) => one !== 'pending_verification')
    if (left.length < status.length)
      await db
        .updateTable('message')
        .set({ filter: JSON.stringify({ status: left.length > 0 ? left : ['pending_approval'], ...others }) })
        .where('id', '=', id)
        .execute()
  }
}

async function readRequest(db: Kysely<any>, verification: Row) {
  const people = await readPeople(db, verification)
  const [first] = people
  if (!first) return undefined
  const group: Row | undefined = await db
    .selectFrom('registration_group')
    .selectAll()
    .where('id', '=', verification['group_id'] ?? '')
    .executeTakeFirst()
  const address = group ? group['coordinator_canonical'] : first['email_canonical']
  if (!address) return undefined
  const source = people.find(({ channel }) => channel !== undefined) ?? {}
  return {
    address,
    heldSeats: people.filter(({ isHolding }) => isHolding).length,
    input: {
      people: people.map(({ person }) => person),
      ...(group ? { coordinator: coordinatorOf(group) } : {}),
      split: group?.['split'] === 1,
      consents: JSON.parse(source['consents'] ?? '[]'),
      partner: source['partner'] ?? null,
      channel: source['channel'] ?? 'embed',
      origin: source['origin'] ?? null,
      lang: verification['lang'],
    },
  }
}

const coordinatorOf = (group: Row) => ({
  name: group['coordinator_name'],
  email: group['coordinator_email'],
  ...(group['coordinator_agency'] === null ? {} : { agency: group['coordinator_agency'] }),
})

/** Those who were to be verified, in the order in which they were sent; without those who have left meanwhile. */
async function readPeople(db: Kysely<any>, { people, verified_at }: Row): Promise<Row[]> {
  const ids = ['', ...(JSON.parse(people) as string[])]
  const registrations = await db.selectFrom('registration').selectAll().where('id', 'in', ids).execute()
  const attempts = await db.selectFrom('attempt').selectAll().where('id', 'in', ids).execute()
  const found = [...registrations.map(fromRegistration), ...attempts.map(fromAttempt)]
  return found
    .filter(({ status }) => verified_at !== null || status === 'pending_verification')
    .toSorted((one, other) => ids.indexOf(one['id']) - ids.indexOf(other['id']))
}

const fromRegistration = (row: Row): Row => ({
  ...row,
  isHolding: row['holds_seat'] === 1,
  person: {
    givenName: row['given_name'],
    familyName: row['family_name'],
    email: row['email'],
    phone: row['phone'],
    role: row['role'],
    agency: row['agency'],
    answers: JSON.parse(row['answers']),
    sensitive: JSON.parse(row['sensitive']),
  },
})

function fromAttempt({ id, said, shown, expires_at }: Row): Row {
  const {
    givenName,
    familyName = '',
    email = null,
    phone = null,
    role = null,
    agency = null,
    ...answers
  } = JSON.parse(said)
  return {
    id,
    status: shown,
    isHolding: shown === 'pending_verification' && expires_at !== null,
    email_canonical: email?.trim().normalize('NFC').toLowerCase() ?? null,
    person: { givenName, familyName, email, phone, role, agency, answers, sensitive: {} },
  }
}

/** When an address was proven, and what a sign-up was answered; known only roughly of what was stored before. */
async function addProof(db: Kysely<any>, text: 'text' | ReturnType<typeof sql>) {
  await db.schema.alterTable('registration').addColumn('proven_at', text).execute()
  await db.schema
    .alterTable('registration')
    .addColumn('public_status', text, (column) => column.notNull().defaultTo('confirmed'))
    .execute()
  await db.schema.alterTable('registration').addColumn('public_name', text).execute()
  for (const name of ['proven_at', 'called_off_at'])
    await db.schema.alterTable('registration_group').addColumn(name, text).execute()
  const verifiedAt = (column: 'registration_id' | 'group_id', of: string) =>
    db
      .selectFrom('verification')
      .select(({ fn }) => fn.min('verified_at').as('at'))
      .whereRef(`verification.${column}`, '=', of)
  const transferredAt = db
    .selectFrom('transfer')
    .select(({ fn }) => fn.min('transfer.created_at').as('at'))
    .where(({ or, eb, ref }) =>
      or([
        eb('transfer.registration_id', '=', ref('registration.id')),
        eb('transfer.taken_by', '=', ref('registration.id')),
      ]),
    )
  await db
    .updateTable('registration')
    .set(({ ref, fn }) => ({
      public_status: ref('status'),
      proven_at: fn.coalesce('self_managed_at', verifiedAt('registration_id', 'registration.id'), transferredAt),
    }))
    .execute()
  await db
    .updateTable('registration')
    .set({ public_name: sql`trim(given_name || ' ' || family_name)` })
    .where('group_id', 'is not', null)
    .where('email', 'is not', null)
    .execute()
  await db
    .updateTable('registration_group')
    .set({ proven_at: verifiedAt('group_id', 'registration_group.id') })
    .execute()
}

/** Sign-ups that nobody has verified: those in time are requests from now on, the others have come to nothing. */
async function removeUnproven(db: Kysely<any>) {
  const unproven = db.selectFrom('verification').where('verified_at', 'is', null).select(['attempt_id', 'group_id'])
  const verifications = await unproven.execute()
  const attemptIds = verifications.flatMap(({ attempt_id }) => attempt_id ?? [])
  const groupIds = verifications.flatMap(({ group_id }) => group_id ?? [])
  for (const id of attemptIds) await db.deleteFrom('attempt').where('id', '=', id).execute()
  for (const id of groupIds) await db.deleteFrom('attempt').where('group_id', '=', id).execute()
  const gone = await db
    .selectFrom('registration')
    .select(['training_id', 'status', ({ fn }) => fn.countAll().as('count')])
    .where('is_unverified', '=', 1)
    .groupBy(['training_id', 'status'])
    .execute()
  for (const { training_id, status, count } of gone)
    await db
      .updateTable('training_count')
      .set(({ eb }) => ({ count: eb('count', '-', Number(count)) }))
      .where(({ and }) => and({ training_id, status }))
      .execute()
  await db.deleteFrom('training_count').where('status', '=', 'pending_verification').execute()
  await db.deleteFrom('verification').execute()
  await db.deleteFrom('registration').where('is_unverified', '=', 1).execute()
  const inGroup = (table: string) => db.selectFrom(table).select('group_id').where('group_id', 'is not', null)
  await db
    .deleteFrom('registration_group')
    .where('is_unverified', '=', 1)
    .where('id', 'not in', inGroup('registration'))
    .where('id', 'not in', inGroup('attempt'))
    .execute()
}

async function turnAttemptsIntoDuplicates(db: Kysely<any>) {
  await db.updateTable('attempt').set({ shown: 'confirmed' }).where('shown', 'is', null).execute()
  for (const name of ['attempt_training_shown', 'attempt_expiry']) await db.schema.dropIndex(name).execute()
  for (const name of ['line_number', 'expires_at', 'self_managed_at'])
    await db.schema.alterTable('attempt').dropColumn(name).execute()
  await db.schema.alterTable('attempt').renameTo('duplicate').execute()
}

const renamed: [table: string, from: string, to: string][] = [
  ['duplicate', 'said', 'submitted_answers'],
  ['duplicate', 'shown', 'public_status'],
  ['supervisor_request', 'attempt_id', 'duplicate_id'],
  ['outbox', 'attempt_id', 'duplicate_id'],
  ['outbox', 'attempts', 'tries'],
  ['webhook_delivery', 'attempts', 'tries'],
  ['registration', 'line_number', 'waiting_list_position'],
  ['training', 'last_line_number', 'last_waiting_list_position'],
  ['training', 'walk_due_at', 'promotion_pending_since'],
  ['mailbox_slot', 'used_at', 'reserved_for'],
]

async function renameColumns(db: Kysely<any>) {
  for (const table of ['registration', 'registration_group'])
    await db.schema.alterTable(table).dropColumn('is_unverified').execute()
  await db.schema.alterTable('registration').dropColumn('self_managed_at').execute()
  await db.schema.alterTable('mail_allowance').renameTo('mailbox_slot').execute()
  for (const [table, from, to] of renamed) await db.schema.alterTable(table).renameColumn(from, to).execute()
}

async function recreateVerification(db: Kysely<any>, text: 'text' | ReturnType<typeof sql>) {
  await db.schema.dropTable('verification').execute()
  let verification = db.schema
    .createTable('verification')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('training_id', text, (column) => column.notNull().references('training.id').onDelete('cascade'))
    .addColumn('held_seats', 'integer', (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull())
  for (const name of ['reference', 'request', 'address', 'lang', 'asked_at', 'ends_at', 'latest_end', 'created_at'])
    verification = verification.addColumn(name as 'id', text, (column) => column.notNull())
  for (const name of ['code_hash', 'code_expires_at', 'verified_at', 'answer'])
    verification = verification.addColumn(name as 'id', text)
  await verification.execute()
  await db.schema
    .createIndex('verification_training')
    .on('verification')
    .columns(['training_id', 'verified_at'])
    .execute()
  await db.schema.createIndex('verification_address').on('verification').columns(['address']).execute()
  await db.schema.createIndex('verification_end').on('verification').columns(['ends_at']).execute()
  await db.schema
    .alterTable('outbox')
    .addColumn('verification_id', text, (column) => column.references('verification.id').onDelete('cascade'))
    .execute()
  await db.schema.createIndex('outbox_verification').on('outbox').columns(['verification_id']).execute()
}
