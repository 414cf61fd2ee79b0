import type { Deps } from '../deps.ts'
import { readInput } from './trainings.ts'

/** Says at the start which of the coming trainings ask for what needs mails, where none are sent: there it is not asked for. */
export async function warnOfMissingMail({ config, db, log, now }: Deps): Promise<void> {
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
    const asked = { training: row.slug }
    if (verify) log.warn(asked, 'SMTP_URL is not set: no address is verified for this training')
    if (supervisor !== 'off') log.warn(asked, 'SMTP_URL is not set: no supervisor is asked for this training')
  }
}
