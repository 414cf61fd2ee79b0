import { type PartnerInput, slug as slugSchema } from '@training-signup/contract'
import type { Insertable, Kysely, Selectable } from 'kysely'
import type { Scope } from '../../platform/access/caller.ts'
import type { Config } from '../../platform/config.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/schema.ts'
import type { PartnerTable } from '../../platform/db/tables/trainings/partner.ts'
import { unknownCursor } from '../../platform/http/api/paging.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { loadLogo } from '../logos/load-logo.ts'
import { nameLogo } from '../logos/logos.ts'
import { readInput } from '../trainings/trainings.ts'

/** Origins of a partner, cached for a while for sign-ups. */
interface CachedPartner {
  origins: string[] | undefined
  until: number
}

/** Partners by slug, for each open database. */
const caches = new WeakMap<System['db'], Map<string, CachedPartner>>()

function cacheOf({ db }: Pick<System, 'db'>): Map<string, CachedPartner> {
  const cache = caches.get(db) ?? new Map<string, CachedPartner>()
  caches.set(db, cache)
  return cache
}

const rememberedMs = 10_000
const remembered = 1000

/**
 * Returns the partner to credit for a sign-up: the one that the page names, unless that partner
 * lists its origins and the page is on none of them. Unknown partners are labels like any other.
 */
export async function creditPartner(
  system: System,
  slug: string | undefined,
  origin: string | null,
): Promise<string | null> {
  if (slug === undefined) return null
  const now = system.now().getTime()
  const cache = cacheOf(system)
  let cached = cache.get(slug)
  if (!cached || cached.until <= now) {
    cached = { origins: await originsOf(system, slug), until: now + rememberedMs }
    // Anyone can invent names; the cache must not grow with them.
    if (cache.size >= remembered) cache.clear()
    cache.set(slug, cached)
  }
  return isCreditedFrom(system.config, cached.origins ?? [], origin) ? slug : null
}

/** Returns the names of all partners by their slug. */
export async function listPartnerNames({ db: { reader } }: Pick<System, 'db'>): Promise<Map<string, string>> {
  const rows = await reader.selectFrom('partner').select(['slug', 'name']).execute()
  return new Map(rows.map(({ slug, name }) => [slug, name]))
}

/** Returns the origins that a partner lists; undefined if there is no such partner. */
export async function originsOf({ db }: System, slug: string): Promise<string[] | undefined> {
  const row = await db.reader.selectFrom('partner').select('origins').where('slug', '=', slug).executeTakeFirst()
  return row && (JSON.parse(row.origins) as string[])
}

/** Returns whether a partner that lists these origins gets credit for a page of this one. */
export function isCreditedFrom(config: Config, origins: string[], origin: string | null): boolean {
  if (origins.length === 0) return true
  return origin !== null && (origin === new URL(config.publicUrl).origin || origins.includes(origin))
}

const partnerOf = (row: Selectable<PartnerTable>): PartnerInput => ({
  slug: row.slug,
  name: row.name,
  ...(row.url === null ? {} : { url: row.url }),
  ...(row.logo === null ? {} : { logo: row.logo }),
  origins: JSON.parse(row.origins) as string[],
  ...(row.accent === null ? {} : { accent: row.accent }),
})

/**
 * Returns some partners to choose from, and the one with the slug or name that someone typed, which
 * can be any text.
 */
export async function suggestPartners(
  { db: { reader } }: Pick<System, 'db'>,
  typed: string | undefined,
  most: number,
): Promise<PartnerInput[]> {
  const text = (typed ?? '').slice(0, 200).replaceAll('\0', '')
  const partners = reader.selectFrom('partner').selectAll().orderBy('slug')
  const some = await partners.limit(most).execute()
  const found = await partners
    .where(({ or, eb, fn }) =>
      or([eb('slug', '=', text), eb('name', '=', text), eb(fn<string>('lower', ['name']), '=', text.toLowerCase())]),
    )
    .limit(1)
    .execute()
  return [...new Map([...some, ...(text === '' ? [] : found)].map((row) => [row.slug, partnerOf(row)])).values()]
}

/**
 * Returns a page of the partners that a caller reaches, by slug: of all or, with a reach of some
 * trainings, of none, as each partner by itself is not found either.
 * @throws {ProblemError} `invalid-input` for a cursor that was not given out
 */
export async function listPartnersWithin(
  { db: { reader } }: Pick<System, 'db'>,
  { trainings }: Scope,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ partners: PartnerInput[]; nextCursor: string | null }> {
  if (cursor !== undefined && !slugSchema.safeParse(cursor).success) throw unknownCursor()
  if (trainings !== 'all') return { partners: [], nextCursor: null }
  const rows = await reader
    .selectFrom('partner')
    .selectAll()
    .where('slug', '>', cursor ?? '')
    .orderBy('slug')
    .limit(limit + 1)
    .execute()
  const partners = rows.slice(0, limit).map(partnerOf)
  return { partners, nextCursor: rows.length > limit ? (partners.at(-1)?.slug ?? null) : null }
}

/**
 * Returns the partner.
 * @throws {ProblemError} `not-found`
 */
export async function findPartner(db: Kysely<Tables>, slug: string): Promise<PartnerInput> {
  const row = await db.selectFrom('partner').selectAll().where('slug', '=', slug).executeTakeFirst()
  if (!row) throw new ProblemError('not-found')
  return partnerOf(row)
}

const columnsOf = (input: PartnerInput): Omit<Insertable<PartnerTable>, 'created_at' | 'updated_at'> => ({
  slug: input.slug,
  name: input.name,
  url: input.url ?? null,
  logo: input.logo ?? null,
  origins: JSON.stringify(input.origins),
  accent: input.accent ?? null,
})

const logoPointer = '/logo'

/**
 * Returns the input with its logo loaded, if it names an address. Call it before the transaction:
 * it can take seconds.
 * @throws {ProblemError} `invalid-input`
 */
export async function withLogo(system: System, input: PartnerInput): Promise<PartnerInput> {
  if (input.logo === undefined) return input
  return { ...input, logo: await loadLogo(system, input.logo, logoPointer) }
}

/**
 * Creates a partner, and raises the revision of trainings that already name it.
 * @throws {ProblemError} `slug-taken`; `invalid-input` if there is no such logo
 */
export async function createPartner(system: System, tx: Tx, input: PartnerInput): Promise<void> {
  const now = system.now().toISOString()
  const taken = await tx.selectFrom('partner').select('slug').where('slug', '=', input.slug).executeTakeFirst()
  if (taken) throw new ProblemError('slug-taken')
  await nameLogo(system, tx, input.logo, logoPointer)
  await tx
    .insertInto('partner')
    .values({ ...columnsOf(input), created_at: now, updated_at: now })
    .execute()
  await renewTrainingsOf(system, tx, input.slug)
}

/** Gets the partner under its lock, and can refuse. */
type Check = (present: PartnerInput) => void

/**
 * Replaces everything but the slug, and raises the revision of trainings that name the partner.
 * @throws {ProblemError} `not-found`; `invalid-input` if there is no such logo
 */
export async function replacePartner(
  system: System,
  tx: Tx,
  input: PartnerInput,
  check: Check = () => {},
): Promise<void> {
  const { slug, ...changes } = columnsOf(input)
  check(await lockPartner(system, tx, slug))
  await nameLogo(system, tx, input.logo, logoPointer)
  await tx
    .updateTable('partner')
    .set({ ...changes, updated_at: system.now().toISOString() })
    .where('slug', '=', slug)
    .execute()
  await renewTrainingsOf(system, tx, slug)
}

/**
 * Returns the partner under its lock.
 * @throws {ProblemError} `not-found`
 */
export async function lockPartner({ db }: Pick<System, 'db'>, tx: Tx, slug: string): Promise<PartnerInput> {
  const row = await tx
    .selectFrom('partner')
    .selectAll()
    .where('slug', '=', slug)
    .$if(db.name === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst()
  if (!row) throw new ProblemError('not-found')
  return partnerOf(row)
}

/**
 * Deletes the partner.
 * @throws {ProblemError} `not-found`, or `in-use` while trainings name it as a sponsor
 */
export async function deletePartner(system: System, tx: Tx, slug: string, check: Check): Promise<void> {
  check(await lockPartner(system, tx, slug))
  const sponsored = await sponsoredBy(tx, slug)
  if (sponsored.length > 0)
    throw new ProblemError('in-use', { detail: `Used by: ${sponsored.map((row) => row.slug).join(', ')}.` })
  await tx.deleteFrom('partner').where('slug', '=', slug).execute()
  cacheOf(system).delete(slug)
}

// Caches of trainings compare revisions, and a training's page names its sponsors.
async function renewTrainingsOf(system: System, tx: Tx, slug: string) {
  cacheOf(system).delete(slug)
  const ids = (await sponsoredBy(tx, slug)).map((row) => row.id)
  if (ids.length > 0)
    await tx
      .updateTable('training')
      .set((eb) => ({ revision: eb('revision', '+', 1) }))
      .where('id', 'in', ids)
      .execute()
}

async function sponsoredBy(tx: Tx, slug: string) {
  const trainings = tx.selectFrom('training').select(['id', 'slug', 'input'])
  // Only those that name it anywhere are read, because changes of a partner keep everyone else's
  // waiting.
  const naming = await trainings.where('input', 'like', `%"${slug}"%`).execute()
  return naming.filter((row) => readInput(row).sponsors.includes(slug))
}
