import type { Context, MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import {
  type AuditedCall,
  describeRequest,
  isExport,
  recordRefusal,
  recordRefused,
  recordRequest,
} from '../audit/record.ts'
import { type Described, describeAdminRoute } from '../http/api/api-route.ts'
import { ProblemError } from '../problem.ts'
import type { System } from '../system.ts'
import { type Caller, callerOf, isEverything, may, setCaller } from './caller.ts'
import { isConfirmed } from './confirmed.ts'
import { isWithinReach, type ObjectKind } from './reach.ts'
import { sessionIdOf, systemOf } from './require-admin.ts'
import { type Permission, showsPeople } from './roles.ts'

/** What a request to the organizer's API or pages must be allowed. */
export interface Guard {
  needs: Permission
  /**
   * What the parameters of the path name. What is outside the caller's scope does not exist.
   * `everything` is for what concerns all trainings: only someone who reaches all of them may.
   */
  of?: ObjectKind | 'everything'
  /** Whether it shows people though `needs` alone does not say so. */
  shows?: boolean
  /** Whether someone who is signed in must just have confirmed that it is them. */
  confirms?: boolean
  /** Whether it changes nothing though it is a POST, like a preview of what is being typed. */
  changesNothing?: boolean
}

/** Describes a route of the organizers’ API: who may use it, and what it answers. */
export function adminRoute<R extends Described & Guard>({ needs, of, confirms, shows, ...route }: R) {
  const guard = { needs, ...(of && { of }), ...(confirms && { confirms }), ...(shows && { shows }) }
  const described = { ...route, middleware: authorize(guard) }
  return describeAdminRoute(described as unknown as R)
}

/**
 * Refuses callers whose role does not allow this, or whose scope leaves out what the path names.
 * Stands before everything else that reads the request. What shows people, every export, and every
 * change goes into the audit log first, so that nothing happens without an entry, and so does what
 * is refused.
 */
export const authorize = (guard: Partial<Guard>): MiddlewareHandler => {
  return async (c, next) => {
    const system = systemOf(c)
    const request = requestOf(c, guard)
    try {
      await refuseForbidden(c, guard)
    } catch (error) {
      if (error instanceof ProblemError) await recordRefused(system, request)
      throw error
    }
    if (!isRecorded(guard, request)) {
      await next()
      if (c.res.status === 403) await recordRefused(system, request)
      return
    }
    const entry = await recordRequest(system, request)
    setCaller(c, { ...callerOf(c), entry })
    await next()
    if (c.res.status >= 400) await recordRefusal(system, entry)
  }
}

async function refuseForbidden(c: Context, { needs, of, confirms }: Partial<Guard>) {
  const caller = callerOf(c)
  if (needs && !may(caller, needs)) throw new ProblemError('forbidden')
  const params: Record<string, string> = c.req.param()
  await requireReach(systemOf(c), caller, of, { ...params, training: c.req.query('training') })
  if (confirms) await requireConfirmed(c)
}

function isRecorded({ needs, changesNothing, shows = false }: Partial<Guard>, { method, route }: AuditedCall) {
  const isChange = method !== 'GET' && !changesNothing
  return isChange || shows || isExport(route) || (needs !== undefined && showsPeople(needs))
}

/** Describes a request to the log. HEAD asks for what GET shows. */
function requestOf(c: Context, { of }: Partial<Guard>): AuditedCall {
  const params: Record<string, string> = c.req.param()
  const named = params['id'] ?? params['slug'] ?? params['reference']
  return {
    caller: callerOf(c),
    method: c.req.method === 'HEAD' ? 'GET' : c.req.method,
    route: routePath(c),
    object:
      named === undefined || !isName(named)
        ? undefined
        : { kind: of === undefined || of === 'everything' ? 'object' : of, id: named },
    // Where one pattern stands for many actions, it does not say which.
    query: { ...c.req.query(), ...(params['action'] && { action: params['action'] }) },
  }
}

/**
 * Adds to the request's entry in the audit log what only its body says. Call it before anything is
 * changed, with values that name no one. Only the id of what the request has made comes after.
 */
export async function describeInAudit(
  c: Context,
  about: { object: NonNullable<AuditedCall['object']>; filters: Record<string, string> },
): Promise<void> {
  const { entry } = callerOf(c)
  if (entry !== undefined) await describeRequest(systemOf(c), entry, about)
}

/**
 * Refuses someone who is signed in and has not just confirmed that it is them.
 * @throws {ProblemError} `not-confirmed`
 */
export async function requireConfirmed(c: Context): Promise<void> {
  if (callerOf(c).kind === 'person' && !(await isConfirmed(systemOf(c), sessionIdOf(c) ?? '')))
    throw new ProblemError('not-confirmed')
}

/** Refuses what the path or the query names outside the caller's scope. */
async function requireReach(
  { db }: System,
  { scope }: Caller,
  of: Guard['of'],
  { training, ...params }: Record<string, string | undefined>,
) {
  if (of === 'everything') {
    if (!isEverything(scope)) throw new ProblemError('forbidden')
    return
  }
  const named = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value ?? '']))
  const isNamed = of === undefined || (await isWithinReach(db.reader, scope, of, named))
  const isTraining = training === undefined || (await isWithinReach(db.reader, scope, 'training', { slug: training }))
  if (!isNamed || !isTraining) throw new ProblemError('not-found')
}

/**
 * Refuses a training that a body names outside the caller's scope.
 * @throws {ProblemError} `not-found`
 */
export async function requireTraining(c: Context, slug: string): Promise<void> {
  if (!(await isWithinReach(systemOf(c).db.reader, callerOf(c).scope, 'training', { slug })))
    throw new ProblemError('not-found')
}

/**
 * Whether a text can be a slug, an id, or a reference. Anything else names nothing, and may hold
 * anything.
 */
const isName = (text: string) => /^[\w-]{1,100}$/.test(text)
