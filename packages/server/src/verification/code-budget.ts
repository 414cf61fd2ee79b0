import type { Tx } from '../db/database.ts'
import type { System } from '../system.ts'
import type { Locked } from './locked.ts'

/**
 * How many wrong codes a day (UTC) are compared for each training, and for each mail domain in all
 * trainings together. Afterwards no code is accepted until the next day, not even a right one:
 * someone who guesses would find it. The link in the email needs no code and keeps working, so
 * people with a mailbox are never locked out. With 6 digits, a seat under a forged address then
 * takes more than 10 years of guessing on average; `code-budget.test.ts` has the arithmetic.
 */
export const wrongCodesPerDay = 200

/** Returns the day in UTC. */
export const dayOf = (instant: string): string => instant.slice(0, 'YYYY-MM-DD'.length)

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1)

/**
 * Returns how many wrong codes were compared today for the training and for the domain of the
 * address. The training's lock makes its own count exact; of a domain, checks in several trainings
 * at one moment may not see each other.
 */
async function countToday(
  system: Pick<System, 'now'>,
  tx: Tx,
  { verification, training }: Locked,
): Promise<{ training: number; domain: number }> {
  const domain = domainOf(verification.address)
  const rows = await tx
    .selectFrom('wrong_code')
    .select(['training_id', 'domain', 'count'])
    .where('day', '=', dayOf(system.now().toISOString()))
    .where((eb) => eb.or([eb('training_id', '=', training.id), eb('domain', '=', domain)]))
    .execute()
  const sum = (counted: typeof rows) => counted.reduce((total, { count }) => total + count, 0)
  return {
    training: sum(rows.filter((row) => row.training_id === training.id)),
    domain: sum(rows.filter((row) => row.domain === domain)),
  }
}

/** Returns whether codes are paused for the training or the domain of the address. */
export async function areCodesPaused(system: Pick<System, 'now'>, tx: Tx, locked: Locked): Promise<boolean> {
  const today = await countToday(system, tx, locked)
  return Math.max(today.training, today.domain) >= wrongCodesPerDay
}

/** Counts a wrong code, and warns when it was the last one of the day. */
export async function countWrongCode(system: Pick<System, 'now' | 'log'>, tx: Tx, locked: Locked): Promise<void> {
  const { training, verification } = locked
  const row = {
    training_id: training.id,
    domain: domainOf(verification.address),
    day: dayOf(system.now().toISOString()),
    count: 1,
  }
  await tx
    .insertInto('wrong_code')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['training_id', 'day', 'domain'])
        .doUpdateSet((eb) => ({ count: eb('wrong_code.count', '+', 1) })),
    )
    .execute()
  const today = await countToday(system, tx, locked)
  // Without the domain, which can be a person's own.
  const warn = (paused: string) =>
    system.log.warn(
      { training: training.slug, paused },
      `too many wrong codes: no code is accepted for this ${paused} until midnight UTC; links in emails keep working`,
    )
  if (today.training >= wrongCodesPerDay) warn('training')
  if (today.domain >= wrongCodesPerDay) warn('mail domain')
}
