import { OpenAPIHono, z } from '@hono/zod-openapi'
import {
  Account,
  AccountInput,
  AccountList,
  AccountPatch,
  KeyInput,
  KeyList,
  KeyWithSecret,
} from '@training-signup/contract'
import type { App } from '../../core/context.ts'
import { adminRoute } from '../../platform/access/admin-route.ts'
import { callerOf } from '../../platform/access/caller.ts'
import { refuseInvalidInput } from '../../platform/http/api/answer-problem.ts'
import { created, json, jsonBody, locationOf } from '../../platform/http/api/api-route.ts'
import { pagedByText, pageOf } from '../../platform/http/api/paging.ts'
import { addAccount, changeAccount, inviteAccount, listAccounts, readAccount, removeAccount } from './accounts.ts'
import { endKey, listKeys, makeKey } from './keys.ts'

const params = z.object({ id: z.uuid() })
const one = { 200: { description: 'The account', content: json(Account) } }
const tags = ['Accounts']
const ofAccounts = { tags, needs: 'manage-accounts' as const, of: 'everything' as const }
const ofKeys = { tags, needs: 'manage-keys' as const }

const routesOf = {
  list: adminRoute({
    operationId: 'listAccounts',
    ...ofAccounts,
    method: 'get',
    path: '/accounts',
    summary: 'Everyone who can sign in, by name',
    request: { query: z.strictObject(pagedByText()) },
    responses: { 200: { description: 'A page', content: json(AccountList) } },
  }),
  add: adminRoute({
    operationId: 'addAccount',
    confirms: true,
    refusals: ['address-taken'],
    ...ofAccounts,
    method: 'post',
    path: '/accounts',
    summary: 'Let someone sign in. An email tells them where',
    description: 'No API key can make, change, or remove an account.',
    request: { body: jsonBody(AccountInput) },
    responses: { 201: { description: 'Added', headers: created, content: json(Account) } },
  }),
  read: adminRoute({
    operationId: 'readAccount',
    ...ofAccounts,
    method: 'get',
    path: '/accounts/{id}',
    summary: 'Read an account',
    request: { params },
    responses: one,
  }),
  change: adminRoute({
    operationId: 'changeAccount',
    confirms: true,
    refusals: ['last-owner'],
    ...ofAccounts,
    method: 'patch',
    path: '/accounts/{id}',
    summary: 'Change an account. A new role or scope ends its sessions and keys',
    request: { params, body: jsonBody(AccountPatch) },
    responses: one,
  }),
  remove: adminRoute({
    operationId: 'removeAccount',
    refusals: ['last-owner'],
    ...ofAccounts,
    method: 'delete',
    path: '/accounts/{id}',
    summary: 'Remove an account with its sessions, passkeys, and keys',
    request: { params },
    responses: { 204: { description: 'Removed' } },
  }),
  listKeys: adminRoute({
    operationId: 'listKeys',
    ...ofKeys,
    method: 'get',
    path: '/keys',
    summary: 'API keys that still work, the latest first: your own, or all of them for an owner',
    request: { query: z.strictObject(pagedByText()) },
    responses: { 200: { description: 'A page', content: json(KeyList) } },
  }),
  makeKey: adminRoute({
    operationId: 'makeKey',
    confirms: true,
    ...ofKeys,
    method: 'post',
    path: '/keys',
    summary: 'Make an API key, with a role and scope no wider than yours. A key can’t make keys',
    request: { body: jsonBody(KeyInput) },
    responses: { 201: { description: 'Made. The key is shown this once', content: json(KeyWithSecret) } },
  }),
  endKey: adminRoute({
    operationId: 'endKey',
    ...ofKeys,
    method: 'delete',
    path: '/keys/{id}',
    summary: 'End an API key',
    request: { params },
    responses: { 204: { description: 'It no longer works' } },
  }),
}

/** Creates the routes to accounts and API keys. */
export function accountRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(routesOf.list, async (c) => {
    const { page, nextCursor } = pageOf(await listAccounts(app.db.reader), c.req.valid('query'), ({ id }) => id)
    return c.json({ accounts: page, nextCursor }, 200)
  })
  routes.openapi(routesOf.add, async (c) => {
    const account = await addAccount(app, c.req.valid('json'))
    await inviteAccount(app, account, callerOf(c))
    return c.json(account, 201, locationOf(app.config, `/admin/accounts/${account.id}`))
  })
  routes.openapi(routesOf.read, async (c) => c.json(await readAccount(app.db.reader, c.req.valid('param').id), 200))
  routes.openapi(routesOf.change, async (c) =>
    c.json(await changeAccount(app, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  routes.openapi(routesOf.remove, async (c) => {
    await removeAccount(app, c.req.valid('param').id)
    return c.body(null, 204)
  })
  keyRoutes(app, routes)
  return routes
}

function keyRoutes(app: App, routes: OpenAPIHono) {
  routes.openapi(routesOf.listKeys, async (c) => {
    const { page, nextCursor } = pageOf(await listKeys(app, callerOf(c)), c.req.valid('query'), ({ id }) => id)
    return c.json({ keys: page, nextCursor }, 200)
  })
  routes.openapi(routesOf.makeKey, async (c) => c.json(await makeKey(app, callerOf(c), c.req.valid('json')), 201))
  routes.openapi(routesOf.endKey, async (c) => {
    await endKey(app, callerOf(c), c.req.valid('param').id)
    return c.body(null, 204)
  })
}
