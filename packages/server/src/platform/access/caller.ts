import type { Language } from '@training-signup/contract'
import type { Context } from 'hono'
import { ProblemError } from '../problem.ts'
import type { System } from '../system.ts'
import { allows, allowsKeys, type Permission, type Role } from './roles.ts'

/** Which part of the data someone reaches. */
export interface Scope {
  /** Ids of trainings. */
  trainings: 'all' | readonly string[]
  /** The folded name of the only agency whose people are reached. */
  agency?: string | undefined
  /** The slug of the only partner whose numbers are reached. */
  partner?: string | undefined
}

/** Who sends a request to the organizer's API or pages. */
export interface Caller {
  /** The account's id. The operator's token has none of its own. */
  id: string
  kind: 'operator' | 'person' | 'key'
  /** How the caller's own pages name them. */
  name: string
  role: Role
  scope: Scope
  /** The language of the pages. */
  lang: Language
  /** The id of this request’s entry in the audit log, if it has one. */
  entry?: string
}

export const everything: Scope = { trainings: 'all' }

export const operator: Caller = {
  id: 'operator',
  kind: 'operator',
  name: 'ADMIN_TOKEN',
  role: 'owner',
  scope: everything,
  lang: 'en',
}

const key = 'caller'

export const setCaller = (c: Context, caller: Caller): void => c.set(key, caller)

/** Returns who sends this request, if anyone is known. */
export const findCaller = (c: Context): Caller | undefined => c.get(key) as Caller | undefined

/**
 * Returns who sends this request.
 * @throws {ProblemError} `unauthorized`
 */
export function callerOf(c: Context): Caller {
  const caller = findCaller(c)
  if (!caller) throw new ProblemError('unauthorized')
  return caller
}

/**
 * Returns the system in the hands of an organizer, so that what they change is known to be theirs.
 */
export const actingAs = <S extends System>(
  system: S,
  { id, kind, entry }: Pick<Caller, 'id' | 'kind' | 'entry'>,
): S => ({
  ...system,
  actor: { ...(kind === 'operator' ? { kind } : { kind: 'organizer', account: id }), entry },
})

/** Returns whether the caller may do this at all, in some part of the data. */
export const may = ({ role, kind }: Pick<Caller, 'role' | 'kind'>, permission: Permission): boolean =>
  allows(role, permission) && (kind !== 'key' || allowsKeys(permission))

/**
 * Refuses callers whose role does not allow something that only some requests of a route need.
 * @throws {ProblemError} `forbidden`
 */
export function requirePermission(c: Context, permission: Permission): void {
  if (!may(callerOf(c), permission)) throw new ProblemError('forbidden')
}

/** Returns whether the scope leaves nothing out. */
export const isEverything = ({ trainings, agency, partner }: Scope): boolean =>
  trainings === 'all' && agency === undefined && partner === undefined

/** Returns whether the caller may do something that concerns all trainings. */
export const mayForAll = (caller: Pick<Caller, 'role' | 'kind' | 'scope'>, permission: Permission): boolean =>
  isEverything(caller.scope) && may(caller, permission)
