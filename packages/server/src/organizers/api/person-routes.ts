import { OpenAPIHono, z } from '@hono/zod-openapi'
import {
  AdminRegistration,
  DoorList,
  History,
  limits,
  MoveInput,
  plainText,
  SentAgain,
  slug,
} from '@training-signup/contract'
import { checkIn, undoCheckIn } from '../../core/attendance/check-in.ts'
import type { App } from '../../core/context.ts'
import { moveToTraining } from '../../core/registrations/move-to-training.ts'
import { sendAgain } from '../../core/registrations/send-again.ts'
import { statusesThatCan } from '../../core/seats/transitions.ts'
import { adminRoute } from '../../platform/access/admin-route.ts'
import { actingAs, callerOf } from '../../platform/access/caller.ts'
import { isWithinReach } from '../../platform/access/reach.ts'
import { refuseInvalidInput } from '../../platform/http/api/answer-problem.ts'
import { json, jsonBody } from '../../platform/http/api/api-route.ts'
import { ProblemError } from '../../platform/problem.ts'
import { readDoor } from './people/door.ts'
import { readHistory } from './people/history.ts'
import { readRegistration } from './people/lists/list-registrations.ts'

const admin = { tags: ['Registrations'], of: 'registration' as const }
const params = z.object({ id: z.uuid('Use the id of a registration, not its reference; find it with q.') })

const history = adminRoute({
  operationId: 'readHistory',
  needs: 'read-people',
  ...admin,
  method: 'get',
  path: '/registrations/{id}/history',
  summary: 'What happened to a registration, the latest first',
  request: { params },
  responses: { 200: { description: 'The history', content: json(History) } },
})

const move = adminRoute({
  operationId: 'moveToTraining',
  needs: 'change-people',
  refusals: ['wrong-status', 'already-registered', 'training-full', 'training-cancelled', 'training-withdrawn'],
  ...admin,
  method: 'post',
  path: '/registrations/{id}/move',
  summary: 'Move a person to another training, with their answers',
  description: `Works on ${statusesThatCan('move').join(', ')}. They get a seat there, or a place on the waiting list.`,
  request: { params, body: jsonBody(MoveInput) },
  responses: { 200: { description: 'The registration there', content: json(AdminRegistration) } },
})

const again = adminRoute({
  operationId: 'sendAgain',
  needs: 'change-people',
  refusals: ['wrong-status'],
  ...admin,
  method: 'post',
  path: '/registrations/{id}/send-again',
  summary: 'Send a person their confirmation again or, without a seat, their link',
  description:
    'It goes to the address that is stored, or to their coordinator’s. Within ten minutes of the last time, or while it waits, nothing new is sent',
  request: { params },
  responses: { 200: { description: 'It is on its way', content: json(SentAgain) } },
})

const door = adminRoute({
  operationId: 'readDoor',
  needs: 'read-names',
  of: 'training',
  refusals: ['not-found'],
  tags: ['Registrations'],
  method: 'get',
  path: '/trainings/{slug}/door',
  summary: 'Who is expected at the door, by last name: names and agencies only',
  request: {
    params: z.object({ slug }),
    query: z.strictObject({
      q: plainText(limits.email).optional().meta({ description: 'Any part of a name or an agency' }),
    }),
  },
  responses: { 200: { description: 'Everyone expected, up to 5,000', content: json(DoorList) } },
})

const enter = adminRoute({
  operationId: 'checkIn',
  needs: 'check-in',
  refusals: ['wrong-status'],
  ...admin,
  method: 'put',
  path: '/registrations/{id}/check-in',
  summary: 'Note that a person with a seat has come. The first time stays',
  request: { params },
  responses: { 204: { description: 'Noted' } },
})

const leave = adminRoute({
  operationId: 'undoCheckIn',
  needs: 'check-in',
  ...admin,
  method: 'delete',
  path: '/registrations/{id}/check-in',
  summary: 'Take a check-in back',
  request: { params },
  responses: { 204: { description: 'Taken back' } },
})

/** Creates the routes about one person’s past, their way to another training, and the door. */
export function personRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(history, async (c) =>
    c.json({ events: await readHistory(app.db.reader, c.req.valid('param').id, callerOf(c).scope) }, 200),
  )
  routes.openapi(move, async (c) => {
    const { training } = c.req.valid('json')
    if (!(await isWithinReach(app.db.reader, callerOf(c).scope, 'training', { slug: training })))
      throw new ProblemError('not-found')
    const id = await moveToTraining(actingAs(app, callerOf(c)), c.req.valid('param').id, training)
    return c.json(await readRegistration(app.db.reader, id), 200)
  })
  routes.openapi(again, async (c) => c.json(await sendAgain(actingAs(app, callerOf(c)), c.req.valid('param').id), 200))
  routes.openapi(door, async (c) =>
    c.json(await readDoor(app, callerOf(c), c.req.valid('param').slug, c.req.valid('query').q), 200),
  )
  routes.openapi(enter, async (c) => {
    await checkIn(actingAs(app, callerOf(c)), c.req.valid('param').id)
    return c.body(null, 204)
  })
  routes.openapi(leave, async (c) => {
    await undoCheckIn(actingAs(app, callerOf(c)), c.req.valid('param').id)
    return c.body(null, 204)
  })
  return routes
}
