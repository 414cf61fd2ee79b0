import type { AccountInput } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import { type AgencyColumns, readAgencyNames, resolveAgency } from '../../core/people/agency-names.ts'
import { type Caller, isEverything, type Scope } from '../../platform/access/caller.ts'
import { includesRole } from '../../platform/access/roles.ts'
import { readScope } from '../../platform/access/stored-scope.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/schema.ts'
import type { StoredScope } from '../../platform/db/tables/auth.ts'
import { ProblemError } from '../../platform/problem.ts'

/** A role and its scope as organizers write them: trainings by their slugs. */
export type Access = Pick<AccountInput, 'role' | 'trainings' | 'agency' | 'partner'>

/**
 * Returns what is stored of a role and its scope.
 * @param accountId The account that has it, or that hands it on to a key: what was typed as the
 * agency that it has stays, so that the end of a merge takes it back from both
 * @throws {ProblemError} `invalid-input` for a training or a partner that does not exist
 */
export async function storeAccess(
  tx: Tx,
  { role, trainings, agency, partner }: Access,
  accountId?: string,
): Promise<StoredScope> {
  const ids = trainings === 'all' ? null : await idsOf(tx, trainings)
  if (
    partner !== null &&
    !(await tx.selectFrom('partner').select('slug').where('slug', '=', partner).executeTakeFirst())
  )
    throw unknown('/partner', 'No partner has this slug.')
  return {
    role,
    trainings: ids && JSON.stringify(ids),
    ...(await storeAgency(tx, agency, accountId)),
    partner,
  }
}

async function storeAgency(tx: Tx, agency: string | null, accountId = ''): Promise<AgencyColumns> {
  if (agency === null) return { agency, agency_folded: null, agency_typed: null }
  const shown = resolveAgency(agency, await readAgencyNames(tx, [agency]))
  const kept = await tx
    .selectFrom('auth_user')
    .select('agency_typed')
    .where('id', '=', accountId)
    .where('agency_folded', '=', shown.agency_folded)
    .executeTakeFirst()
  return kept ? { ...shown, ...kept } : shown
}

async function idsOf(tx: Tx, slugs: readonly string[]): Promise<string[]> {
  if (slugs.length === 0) return []
  const found = await tx.selectFrom('training').select(['id', 'slug']).where('slug', 'in', slugs).execute()
  const ids = new Map(found.map(({ id, slug }) => [slug, id]))
  return slugs.map((slug, index) => {
    const id = ids.get(slug)
    if (id === undefined) throw unknown(`/trainings/${index}`, 'No training has this slug.')
    return id
  })
}

const unknown = (pointer: string, message: string) =>
  new ProblemError('invalid-input', { errors: [{ pointer, code: 'unknown', message }] })

/** Returns roles and scopes as organizers read them. Trainings that were deleted are left out. */
export async function presentAccess(db: Kysely<Tables>, rows: readonly StoredScope[]): Promise<Access[]> {
  const scopes = rows.map(readScope)
  const ids = [...new Set(scopes.flatMap(({ scope }) => (scope.trainings === 'all' ? [] : scope.trainings)))]
  const found =
    ids.length === 0 ? [] : await db.selectFrom('training').select(['id', 'slug']).where('id', 'in', ids).execute()
  const slugs = new Map(found.map(({ id, slug }) => [id, slug]))
  return scopes.map(({ role, scope }, index) => ({
    role,
    trainings: scope.trainings === 'all' ? 'all' : scope.trainings.flatMap((id) => slugs.get(id) ?? []),
    agency: rows[index]?.agency ?? null,
    partner: rows[index]?.partner ?? null,
  }))
}

/**
 * Refuses a role or a scope that is wider than the caller's own.
 * @throws {ProblemError} `forbidden`
 */
export function requireNoWider({ role, scope }: Pick<Caller, 'role' | 'scope'>, wanted: StoredScope): void {
  const { role: wantedRole, scope: wantedScope } = readScope(wanted)
  if (!includesRole(role, wantedRole) || !contains(scope, wantedScope)) throw new ProblemError('forbidden')
}

function contains(scope: Scope, wanted: Scope): boolean {
  if (isEverything(scope)) return true
  const { trainings, agency, partner } = scope
  const areTrainings =
    trainings === 'all' || (wanted.trainings !== 'all' && wanted.trainings.every((id) => trainings.includes(id)))
  return (
    areTrainings &&
    (agency === undefined || agency === wanted.agency) &&
    (partner === undefined || partner === wanted.partner)
  )
}
