import type { Language } from '@training-signup/contract'
import { mailRow, queueMails } from '../../core/outbox/outbox.ts'
import { canonicalAddress } from '../../core/people/person.ts'
import { sortedName } from '../../core/people/search-words.ts'
import { lockTrainings } from '../../core/seats/locked-training.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { System } from '../../platform/system.ts'

const pauseMs = 15 * 60 * 1000
// One email holds all links of an address; each of several groups has its own email.
const mostGroups = 5

/** How someone says which links they want. Either way, only the address on file gets them. */
export type LinkOwnerClue = { email: string } | { reference: string; name: string }

/**
 * Sends an address the links to its current and past registrations in this training, unless it got
 * them in the last 15 minutes. It takes longer for a registered address, so the route answers on a
 * time grid.
 */
export async function sendLink(
  system: System,
  trainingId: string,
  asked: LinkOwnerClue,
  lang: Language,
): Promise<void> {
  await system.db.transaction(async (tx) => {
    // Under the lock, the second of two requests sees the emails of the first.
    await lockTrainings(system.db, tx, [trainingId])
    const address = 'email' in asked ? canonicalAddress(asked.email) : await findAddress(tx, trainingId, asked)
    const owned = address === undefined ? [] : await findOwned(tx, trainingId, address)
    if (owned.length === 0) return
    const now = system.now()
    const recent = await findRecentMails(tx, trainingId, owned, now)
    const mails = owned
      .filter(({ id }) => !recent.has(id))
      .map(({ id, kind }) => {
        const about = kind === 'group' ? { group_id: id } : { registration_id: id }
        return mailRow(system, 'your-link', { training_id: trainingId, lang, ...about }, now.toISOString())
      })
    await queueMails(tx, mails)
  })
}

/**
 * Returns the address on file of the person who got a reference, also for signing up a second time,
 * if the name is theirs.
 */
async function findAddress(
  tx: Tx,
  trainingId: string,
  { reference, name }: { reference: string; name: string },
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('registration')
    .select(['email_canonical', 'family_name', 'given_name'])
    .where('training_id', '=', trainingId)
    .where(({ eb, or, selectFrom }) =>
      or([
        eb('reference', '=', reference),
        eb('id', 'in', selectFrom('duplicate').select('registration_id').where('duplicate.reference', '=', reference)),
      ]),
    )
    .executeTakeFirst()
  if (!row || sortedName(row.family_name || row.given_name) !== sortedName(name)) return undefined
  return row.email_canonical ?? undefined
}

interface Owned {
  kind: 'registration' | 'group'
  id: string
}

async function findOwned(tx: Tx, trainingId: string, address: string): Promise<Owned[]> {
  const registration = await tx
    .selectFrom('registration')
    .select('id')
    .where('training_id', '=', trainingId)
    .where('email_canonical', '=', address)
    // Include ended registrations: people who gave up or transferred their seat can still have them
    // erased.
    .orderBy('id', 'desc')
    .limit(1)
    .execute()
  const groups = await tx
    .selectFrom('registration_group')
    .select('id')
    .where('training_id', '=', trainingId)
    .where('coordinator_canonical', '=', address)
    .orderBy('id', 'desc')
    .limit(mostGroups)
    .execute()
  return [
    ...registration.map(({ id }) => ({ kind: 'registration' as const, id })),
    ...groups.map(({ id }) => ({ kind: 'group' as const, id })),
  ]
}

async function findRecentMails(tx: Tx, trainingId: string, owned: Owned[], now: Date): Promise<Set<string | null>> {
  const ids = owned.map(({ id }) => id)
  const rows = await tx
    .selectFrom('outbox')
    .select(['registration_id', 'group_id'])
    .where('training_id', '=', trainingId)
    .where('kind', '=', 'your-link')
    .where('created_at', '>', new Date(now.getTime() - pauseMs).toISOString())
    .where(({ or, eb }) => or([eb('registration_id', 'in', ids), eb('group_id', 'in', ids)]))
    .execute()
  return new Set(rows.map((row) => row.registration_id ?? row.group_id))
}
