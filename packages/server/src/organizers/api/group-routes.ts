import { OpenAPIHono, z } from '@hono/zod-openapi'
import { Registrations } from '@training-signup/contract'
import type { App } from '../../core/context.ts'
import { actOnGroup, groupActions } from '../../core/registrations/act-on-group.ts'
import { statusesThatCan } from '../../core/seats/transitions.ts'
import { adminRoute } from '../../platform/access/admin-route.ts'
import { actingAs, callerOf } from '../../platform/access/caller.ts'
import { refuseInvalidInput } from '../../platform/http/api/answer-problem.ts'
import { json } from '../../platform/http/api/api-route.ts'
import { present } from './people/lists/list-registrations.ts'

const act = adminRoute({
  operationId: 'moveGroup',
  needs: 'change-people',
  of: 'group',
  refusals: ['wrong-status', 'no-seat-free', 'training-cancelled'],
  tags: ['Registrations'],
  method: 'post',
  path: '/groups/{reference}/{action}',
  summary: 'Approve, decline, or cancel a whole group',
  description: [
    ...groupActions.map((action) => `\`${action}\` applies to everyone who is ${statusesThatCan(action).join(', ')}.`),
    'Everyone else stays as they are.',
  ].join(' '),
  request: {
    params: z.object({
      reference: z.string().max(20).meta({ description: 'The reference under `group`' }),
      action: z.enum(groupActions),
    }),
  },
  responses: {
    200: { description: 'The whole group as it is now, in line', content: json(Registrations) },
  },
})

/** Creates the route to move all registrations of a group. */
export function adminGroupRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(act, async (c) => {
    const { reference, action } = c.req.valid('param')
    const group = await actOnGroup(actingAs(app, callerOf(c)), reference, action)
    return c.json({ registrations: await present(app.db.reader, group, false) }, 200)
  })
  return routes
}
