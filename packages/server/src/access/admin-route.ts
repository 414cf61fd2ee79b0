import type { MiddlewareHandler } from 'hono'
import { type Described, describeAdminRoute } from '../http/api-route.ts'
import { ProblemError } from '../problem.ts'
import { callerOf, may } from './caller.ts'
import { isWithinReach, type ObjectKind } from './reach.ts'
import { readerOf } from './require-admin.ts'
import type { Permission } from './roles.ts'

/** What a request to the organizer's API or pages must be allowed. */
export interface Guard {
  needs: Permission
  /** What the parameters of the path name. What is outside the caller's scope does not exist. */
  of?: ObjectKind
}

/** Describes a route of the organizers’ API: who may use it, and what it answers. */
export function adminRoute<R extends Described & Guard>({ needs, of, ...route }: R) {
  const described = { ...route, middleware: authorize(of ? { needs, of } : { needs }) }
  return describeAdminRoute(described as unknown as R)
}

/**
 * Refuses callers whose role does not allow this, or whose scope leaves out what the path names.
 * Stands before everything else that reads the request.
 */
export const authorize = ({ needs, of }: Partial<Guard>): MiddlewareHandler => {
  return async (c, next) => {
    const caller = callerOf(c)
    if (needs && !may(caller, needs)) throw new ProblemError('forbidden')
    if (of && !(await isWithinReach(readerOf(c), caller.scope, of, c.req.param()))) throw new ProblemError('not-found')
    await next()
  }
}
