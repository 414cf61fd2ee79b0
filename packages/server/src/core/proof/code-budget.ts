import type { Kysely } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/schema.ts'
import { claimLine } from '../../platform/ops/log-failure.ts'
import type { System } from '../../platform/system.ts'
import { codeDigitsOf } from '../people/required-proof.ts'
import type { Proof } from './proofs.ts'

/**
 * How many wrong codes a day (UTC) are compared for each training, and for each mail domain in all
 * trainings together. Afterwards no code is accepted until the next day, not even a right one:
 * someone who guesses would find it. The link in the email needs no code and keeps working, so
 * people with a mailbox are never locked out.
 */
export const wrongCodesPerDay = 200

/**
 * How many wrong codes a day are compared in all trainings together: of codes with 6 digits, and of
 * all codes. Beyond the first limit, new codes have 8 digits, and those of 6 that are still on
 * their way are not accepted. A seat under a forged address so takes more than 10 years of guessing
 * on average, in however many trainings; `code-budget.test.ts` has the arithmetic.
 */
export const wrongShortCodesPerDay = 100
export const allWrongCodesPerDay = 10_000

const shortDigits = 6

/** Returns the day in UTC. */
export const dayOf = (instant: string): string => instant.slice(0, 'YYYY-MM-DD'.length)

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1)

/** Returns how many wrong codes of a day were compared in all trainings. */
export const sumsOf = (db: Kysely<Tables>, day: string) =>
  db
    .selectFrom('wrong_code')
    .select(({ fn }) => [fn.sum('count').as('all'), fn.sum('short_count').as('short')])
    .where('day', '=', day)

/**
 * Returns how many digits a new code has. Released scripts send no more than 6: with them the link
 * in the email is the way.
 */
export async function codeDigitsNow(
  { db, now }: Pick<System, 'db' | 'now'>,
  audience: Parameters<typeof codeDigitsOf>[0],
): Promise<6 | 8> {
  const { short } = await sumsOf(db.reader, dayOf(now().toISOString())).executeTakeFirstOrThrow()
  return Number(short) >= wrongShortCodesPerDay ? 8 : codeDigitsOf(audience)
}

/** An address that a code proves, and the training that the wrong ones count for. */
export interface Coded {
  proof: Pick<Proof, 'address' | 'code_digits'>
  training: { id: string; slug: string }
}

/** What a code is paused for, and the counts of today. */
type Counts = Record<Scope, number>
type Scope = keyof typeof limits

const limits = {
  training: wrongCodesPerDay,
  'mail domain': wrongCodesPerDay,
  'short codes': wrongShortCodesPerDay,
  everything: allWrongCodesPerDay,
}
const scopes = Object.keys(limits) as Scope[]

/**
 * Returns how many wrong codes were compared today. The training's lock makes its own count exact;
 * of the others, checks in several trainings at one moment may not see each other.
 */
export async function countToday(system: Pick<System, 'now'>, tx: Tx, { proof, training }: Coded): Promise<Counts> {
  const sums = await sumsOf(tx, dayOf(system.now().toISOString()))
    .select(({ fn }) => [
      fn.sum('count').filterWhere('training_id', '=', training.id).as('training'),
      fn.sum('count').filterWhere('domain', '=', domainOf(proof.address)).as('domain'),
    ])
    .executeTakeFirstOrThrow()
  return {
    training: Number(sums.training),
    'mail domain': Number(sums.domain),
    'short codes': Number(sums.short),
    everything: Number(sums.all),
  }
}

const isShort = ({ proof }: Coded) => proof.code_digits === shortDigits

/** Returns whether the code is paused, and warns of it. */
export function isCodePaused(system: Pick<System, 'log'>, locked: Coded, today: Counts): boolean {
  const spent = spentScopes(locked, today)
  warn(system, locked, spent)
  return spent.length > 0
}

const spentScopes = (locked: Coded, today: Counts): Scope[] =>
  scopes.filter((scope) => today[scope] >= limits[scope] && (scope !== 'short codes' || isShort(locked)))

/** Counts a wrong code, and warns when it was the last one of the day. */
export async function countWrongCode(
  system: Pick<System, 'now' | 'log'>,
  tx: Tx,
  locked: Coded,
  before: Counts,
): Promise<void> {
  const short = isShort(locked) ? 1 : 0
  await tx
    .insertInto('wrong_code')
    .values({
      training_id: locked.training.id,
      domain: domainOf(locked.proof.address),
      day: dayOf(system.now().toISOString()),
      count: 1,
      short_count: short,
    })
    .onConflict((conflict) =>
      conflict.columns(['training_id', 'day', 'domain']).doUpdateSet((eb) => ({
        count: eb('wrong_code.count', '+', 1),
        short_count: eb('wrong_code.short_count', '+', short),
      })),
    )
    .execute()
  const after = {
    training: before.training + 1,
    'mail domain': before['mail domain'] + 1,
    'short codes': before['short codes'] + short,
    everything: before.everything + 1,
  }
  warn(system, locked, spentScopes(locked, after))
}

/** What the log says of each limit, without the domain, which can be a person's own. */
const warnings: Record<Scope, string> = {
  training: 'no code works for this training until midnight UTC',
  'mail domain': 'no code works for this mail domain until midnight UTC',
  'short codes': 'new codes have 8 digits until midnight UTC, in all trainings',
  everything: 'no code works until midnight UTC, in all trainings',
}

function warn({ log }: Pick<System, 'log'>, { training }: Coded, spent: readonly Scope[]) {
  for (const paused of spent)
    if (claimLine(log, `${paused} ${training.slug}`))
      log.warn(
        { training: training.slug, paused },
        `too many wrong codes: ${warnings[paused]}; links in emails still work`,
      )
}
