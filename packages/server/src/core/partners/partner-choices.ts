import { slug as slugSchema } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import type { Scope } from '../../platform/access/caller.ts'
import type { Tables } from '../../platform/db/schema.ts'
import type { System } from '../../platform/system.ts'
import { readInput } from '../trainings/trainings.ts'

export interface PartnerName {
  slug: string
  name: string
}

export interface PartnerChoices {
  /** By name. */
  partners: PartnerName[]
  /** Whether there are more than a list can hold. Each is found by its slug. */
  hasMore: boolean
}

/** A longer list helps no one to choose. */
export const mostOffered = 100

type Reach = Pick<Scope, 'trainings'>
type Reading = Pick<System, 'db'>

/**
 * Returns partners to choose from, and those that are chosen: of all or, with a reach of some
 * trainings, of those that sponsor one of these or whose pages led to it.
 */
export async function readPartnerChoices(
  { db: { reader } }: Reading,
  reach: Reach,
  chosen: readonly (string | null | undefined)[] = [],
): Promise<PartnerChoices> {
  const within = await namesWithin(reader, reach)
  const some = await within
    .orderBy('slug')
    .limit(mostOffered + 1)
    .execute()
  const named = await within.where('slug', 'in', slugsAmong(chosen)).execute()
  const shown = new Map([...some.slice(0, mostOffered), ...named].map((one) => [one.slug, one]))
  return {
    partners: [...shown.values()].toSorted((one, other) => one.name.localeCompare(other.name)),
    hasMore: some.length > mostOffered,
  }
}

/** Returns the names of some partners by their slug, as far as someone reaches them. */
export async function namePartners(
  { db: { reader } }: Reading,
  reach: Reach,
  slugs: readonly (string | null)[],
): Promise<Map<string, string>> {
  const wanted = slugsAmong(slugs)
  if (wanted.length === 1) return new Map()
  const rows = await (await namesWithin(reader, reach)).where('slug', 'in', wanted).execute()
  return new Map(rows.map(({ slug, name }) => [slug, name]))
}

/** Returns the names of all partners by their slug, as far as someone reaches them. */
export async function nameAllPartners({ db: { reader } }: Reading, reach: Reach): Promise<Map<string, string>> {
  const rows = await (await namesWithin(reader, reach)).execute()
  return new Map(rows.map(({ slug, name }) => [slug, name]))
}

/** What names no partner is left out. An empty list would be none in SQL. */
const slugsAmong = (texts: readonly (string | null | undefined)[]): string[] => [
  '',
  ...new Set(texts.flatMap((text) => slugSchema.safeParse(text).data ?? [])),
]

async function namesWithin(db: Kysely<Tables>, { trainings }: Reach) {
  const names = db.selectFrom('partner').select(['slug', 'name'])
  if (trainings === 'all') return names
  const those = ['', ...trainings]
  const sponsored = await db.selectFrom('training').select(['slug', 'input']).where('id', 'in', those).execute()
  const sponsors = sponsored.flatMap((row) => readInput(row).sponsors)
  const counted = db.selectFrom('impression_count').select('partner').where('training_id', 'in', those)
  return names.where(({ or, eb }) => or([eb('slug', 'in', ['', ...sponsors]), eb('slug', 'in', counted)]))
}
