import type { System } from '../../platform/system.ts'
import { readInput } from './trainings.ts'

/**
 * Logs, at the start, upcoming trainings with settings that need mail when no mail server is
 * configured. Those settings then have no effect.
 */
export async function warnOfMissingMail({ config, db, log, now }: System): Promise<void> {
  if (config.mail) return
  const rows = await db.reader
    .selectFrom('training')
    .select(['slug', 'input'])
    .where('starts_at', '>', now().toISOString())
    .where('status', 'in', ['draft', 'published'])
    .orderBy('slug')
    .execute()
  for (const row of rows) {
    const { verify, supervisor } = readInput(row).audience
    const logged = { training: row.slug }
    if (verify === 'everyone') log.warn(logged, 'SMTP_URL is not set: addresses aren’t verified for this training')
    if (supervisor !== 'off') log.warn(logged, 'SMTP_URL is not set: supervisors aren’t asked for this training')
  }
}
