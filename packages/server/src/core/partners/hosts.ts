import type { PartnerHost } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/schema.ts'

/** A partner's sign-up on a page of a site, and how often it was seen there. */
export interface SeenHost {
  partner: string
  origin: string
  views: number
}

/** A script that a page of a site loaded. */
export interface SeenScript {
  origin: string
  version: string
}

/**
 * Anyone can invent origins: a partner has no more sites than this. A site that is seen takes the
 * place of the one that was not seen for longest, and among these of the latest to come.
 */
const mostHosts = 100

/** Keeps where partners' sign-ups were seen: sites, and days. */
export async function keepHosts(tx: Tx, seen: readonly SeenHost[], day: string): Promise<void> {
  for (const { partner, origin, views } of together(seen)) {
    const { numUpdatedRows } = await tx
      .updateTable('partner_host')
      .set((eb) => ({ last_day: day, views: eb('views', '+', views) }))
      .where('partner', '=', partner)
      .where('origin', '=', origin)
      .executeTakeFirst()
    if (numUpdatedRows > 0n) continue
    const { hosts } = await tx
      .selectFrom('partner_host')
      .select(({ fn }) => fn.countAll().as('hosts'))
      .where('partner', '=', partner)
      .executeTakeFirstOrThrow()
    if (Number(hosts) >= mostHosts) await forgetOne(tx, partner)
    await tx
      .insertInto('partner_host')
      .values({ partner, origin, first_day: day, last_day: day, views })
      .onConflict((conflict) => conflict.columns(['partner', 'origin']).doUpdateSet({ last_day: day }))
      .execute()
  }
}

/** Adds up what was seen of the same site, in one order, as `unique` does. */
function together(seen: readonly SeenHost[]): SeenHost[] {
  const views = new Map<string, number>()
  const keyOf = ({ partner, origin }: Pick<SeenHost, 'partner' | 'origin'>) => JSON.stringify({ partner, origin })
  for (const one of seen) views.set(keyOf(one), (views.get(keyOf(one)) ?? 0) + one.views)
  const hosts = unique(seen.map(({ partner, origin }) => ({ partner, origin })))
  return hosts.map((host) => ({ ...host, views: views.get(keyOf(host)) ?? 0 }))
}

async function forgetOne(tx: Tx, partner: string): Promise<void> {
  const unseen = tx
    .selectFrom('partner_host')
    .select('origin')
    .where('partner', '=', partner)
    .orderBy('last_day')
    .orderBy('first_day', 'desc')
    .orderBy('origin', 'desc')
    .limit(1)
  await tx.deleteFrom('partner_host').where('partner', '=', partner).where('origin', '=', unseen).execute()
}

/** Keeps which scripts the sites of partners loaded. Other sites are forgotten. */
export async function keepScripts(tx: Tx, seen: readonly SeenScript[], day: string): Promise<void> {
  for (const { origin, version } of unique(seen)) {
    const host = await tx.selectFrom('partner_host').select('origin').where('origin', '=', origin).executeTakeFirst()
    if (host)
      await tx
        .insertInto('script_host')
        .values({ origin, version, last_day: day })
        .onConflict((conflict) => conflict.columns(['origin', 'version']).doUpdateSet({ last_day: day }))
        .execute()
  }
}

/** In one order, so that two processes cannot wait for each other. */
const unique = <T extends object>(all: readonly T[]): T[] =>
  [...new Map(all.map((one) => [JSON.stringify(one), one]))]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, one]) => one)

/** Returns the sites of a partner, the one seen last first, with the scripts that they load. */
export async function listHosts(db: Kysely<Tables>, partner: string): Promise<PartnerHost[]> {
  const hosts = await db
    .selectFrom('partner_host')
    .selectAll()
    .where('partner', '=', partner)
    .orderBy('last_day', 'desc')
    .orderBy('origin')
    .execute()
  if (hosts.length === 0) return []
  const scripts = await db
    .selectFrom('script_host')
    .selectAll()
    .where(
      'origin',
      'in',
      hosts.map(({ origin }) => origin),
    )
    .orderBy('last_day', 'desc')
    .orderBy('version', 'desc')
    .execute()
  const byOrigin = Map.groupBy(scripts, ({ origin }) => origin)
  return hosts.map(({ origin, first_day: firstDay, last_day: lastDay, views }) => ({
    origin,
    firstDay,
    lastDay,
    views,
    scripts: (byOrigin.get(origin) ?? []).map(({ version, last_day }) => ({ version, lastDay: last_day })),
  }))
}
