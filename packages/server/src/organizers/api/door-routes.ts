import { OpenAPIHono, z } from '@hono/zod-openapi'
import { DoorSeats, slug } from '@training-signup/contract'
import { seatAtDoor } from '../../core/attendance/check-in.ts'
import type { App } from '../../core/context.ts'
import { keepUnclaimedSeats, openUnclaimedSeats, readDoorSeats } from '../../core/seats/door-seats.ts'
import { readTraining } from '../../core/trainings/trainings.ts'
import { adminRoute } from '../../platform/access/admin-route.ts'
import { actingAs, callerOf } from '../../platform/access/caller.ts'
import { refuseInvalidInput } from '../../platform/http/api/answer-problem.ts'
import { json } from '../../platform/http/api/api-route.ts'

const tags = ['Registrations']
const ofTraining = {
  tags,
  needs: 'change-people' as const,
  of: 'training' as const,
  path: '/trainings/{slug}/door/opened-seats',
  request: { params: z.object({ slug }) },
  responses: { 200: { description: 'The seats at the door', content: json(DoorSeats) } },
}

const routesOf = {
  open: adminRoute({
    ...ofTraining,
    operationId: 'openUnclaimedSeats',
    refusals: ['not-found', 'wrong-status'],
    method: 'put',
    summary: 'Open the seats of people who have not come to those at the door',
    description:
      'From `unclaimedMinutes` after the start on. People whose seat was opened stay registered, and are let in if they come',
  }),
  keep: adminRoute({
    ...ofTraining,
    operationId: 'keepUnclaimedSeats',
    refusals: ['not-found'],
    method: 'delete',
    summary: 'Keep opened seats for their people again. Those that others took stay theirs',
  }),
  seat: adminRoute({
    operationId: 'seatAtDoor',
    needs: 'add-walk-ins',
    of: 'registration',
    refusals: ['wrong-status', 'no-seat-free', 'training-cancelled'],
    tags,
    method: 'put',
    path: '/registrations/{id}/seat',
    summary: 'Give someone on the waiting list a seat that is free at the door, and check them in',
    request: { params: z.object({ id: z.uuid() }) },
    responses: { 204: { description: 'They have a seat, and are here' } },
  }),
}

/** Creates the routes about the seats at a door. */
export function doorRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  const readSeats = async (named: string) => {
    const { row, input } = await readTraining(app, named)
    return readDoorSeats(app, row, input)
  }
  routes.openapi(routesOf.open, async (c) => {
    const { slug: named } = c.req.valid('param')
    await openUnclaimedSeats(actingAs(app, callerOf(c)), named)
    return c.json(await readSeats(named), 200)
  })
  routes.openapi(routesOf.keep, async (c) => {
    const { slug: named } = c.req.valid('param')
    await keepUnclaimedSeats(actingAs(app, callerOf(c)), named)
    return c.json(await readSeats(named), 200)
  })
  routes.openapi(routesOf.seat, async (c) => {
    await seatAtDoor(actingAs(app, callerOf(c)), c.req.valid('param').id)
    return c.body(null, 204)
  })
  return routes
}
