import type { Kysely } from 'kysely'

const prefix = 'code '

/**
 * Keeps codes for signing in with the other addresses that wait for one. Those that were sent keep
 * working. What is left in the table is links and challenges, which are used once.
 */
export async function up(db: Kysely<any>) {
  const codes = await db
    .selectFrom('auth_verification')
    .selectAll()
    .where('identifier', 'like', `${prefix}%`)
    .orderBy('id')
    .execute()
  // Of two for one browser and address, which a double click made, the later one counts.
  const latest = new Map(codes.map((code) => [code.identifier, code]))
  for (const { identifier, value, expires_at, created_at } of latest.values()) {
    const { tries, hash } = JSON.parse(value) as { tries: number; hash: string }
    await db
      .insertInto('proof')
      .values({
        id: identifier.slice(prefix.length),
        subject: 'sign-in',
        email: '',
        address: '',
        mailbox: '',
        lang: 'en',
        code_hash: hash,
        code_expires_at: expires_at,
        code_digits: 8,
        tries,
        asked_at: JSON.stringify([created_at]),
        ends_at: expires_at,
        created_at,
      })
      .execute()
  }
  await db.deleteFrom('auth_verification').where('identifier', 'like', `${prefix}%`).execute()
  await db.schema.alterTable('auth_verification').renameTo('single_use').execute()
}
