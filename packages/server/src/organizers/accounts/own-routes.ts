import { OpenAPIHono, z } from '@hono/zod-openapi'
import { Account, AccountProfile, SignIns } from '@training-signup/contract'
import type { Context } from 'hono'
import type { App } from '../../core/context.ts'
import { adminRoute } from '../../platform/access/admin-route.ts'
import { callerOf, mayForAll } from '../../platform/access/caller.ts'
import { sessionIdOf } from '../../platform/access/require-admin.ts'
import { refuseInvalidInput } from '../../platform/http/api/answer-problem.ts'
import { json, jsonBody } from '../../platform/http/api/api-route.ts'
import { ProblemError } from '../../platform/problem.ts'
import { readAccount } from './accounts.ts'
import { changeOwnAccount, endOtherSessions, listPasskeys, listSessions, removePasskeys } from './own-account.ts'

const params = z.object({ id: z.uuid() })
const own = { tags: ['Accounts'], needs: 'own-account' as const }
const whose = 'Yours, or anyone’s for an owner. An API key can’t: it has no account of its own.'

const routesOf = {
  profile: adminRoute({
    operationId: 'changeProfile',
    ...own,
    method: 'patch',
    path: '/accounts/{id}/profile',
    summary: 'Change the name and the language of an account',
    description: whose,
    request: { params, body: jsonBody(AccountProfile) },
    responses: { 200: { description: 'The account', content: json(Account) } },
  }),
  signIns: adminRoute({
    operationId: 'readSignIns',
    ...own,
    method: 'get',
    path: '/accounts/{id}/sign-ins',
    summary: 'Where an account is signed in, and its passkeys',
    description: whose,
    request: { params },
    responses: { 200: { description: 'Sessions, the one used last first, and passkeys', content: json(SignIns) } },
  }),
  endSessions: adminRoute({
    operationId: 'endSessions',
    ...own,
    method: 'delete',
    path: '/accounts/{id}/sessions',
    summary: 'Sign an account out everywhere, except in the session that asks for it',
    description: whose,
    request: { params },
    responses: { 204: { description: 'Signed out' } },
  }),
  removePasskey: adminRoute({
    operationId: 'removePasskey',
    confirms: true,
    ...own,
    method: 'delete',
    path: '/accounts/{id}/passkeys/{passkey}',
    summary: 'Remove a passkey. Only a browser can add one',
    description: whose,
    request: { params: params.extend({ passkey: z.uuid() }) },
    responses: { 204: { description: 'Removed' } },
  }),
}

/**
 * Refuses accounts other than one's own, except to someone who decides about all of them.
 * @throws {ProblemError} `not-found`
 */
async function requireOwn(app: App, c: Context, id: string): Promise<Account> {
  const caller = callerOf(c)
  const decides = mayForAll(caller, 'manage-accounts')
  if (!decides && caller.id !== id) throw new ProblemError('not-found')
  return readAccount(app.db.reader, id)
}

/** Creates the routes to what people decide about their own account. */
export function ownAccountRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(routesOf.profile, async (c) => {
    const { id, name, lang } = await requireOwn(app, c, c.req.valid('param').id)
    const given = c.req.valid('json')
    await changeOwnAccount(app, id, { name: given.name ?? name, lang: given.lang ?? lang })
    return c.json(await readAccount(app.db.reader, id), 200)
  })
  routes.openapi(routesOf.signIns, async (c) => {
    const { id } = await requireOwn(app, c, c.req.valid('param').id)
    const [sessions, passkeys] = [await listSessions(app, id), await listPasskeys(app, id)]
    return c.json(
      {
        sessions: sessions.map((one) => ({
          id: one.id,
          userAgent: one.user_agent,
          usedAt: one.updated_at,
          isCurrent: one.id === sessionIdOf(c),
        })),
        passkeys: passkeys.map((one) => ({ id: one.id, name: one.name, createdAt: one.created_at })),
      },
      200,
    )
  })
  routes.openapi(routesOf.endSessions, async (c) => {
    const { id } = await requireOwn(app, c, c.req.valid('param').id)
    await endOtherSessions(app, id, sessionIdOf(c) ?? '')
    return c.body(null, 204)
  })
  routes.openapi(routesOf.removePasskey, async (c) => {
    const { id, passkey } = c.req.valid('param')
    await requireOwn(app, c, id)
    if (!(await removePasskeys(app, id, passkey))) throw new ProblemError('not-found')
    return c.body(null, 204)
  })
  return routes
}
