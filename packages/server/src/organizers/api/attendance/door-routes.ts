import { OpenAPIHono, z } from '@hono/zod-openapi'
import { DoorSeats, slug, WalkIn, WalkInInput } from '@training-signup/contract'
import { seatAtDoor } from '../../../core/attendance/check-in.ts'
import type { App } from '../../../core/context.ts'
import { keepUnclaimedSeats, openUnclaimedSeats, readDoorSeats } from '../../../core/seats/door-seats.ts'
import { readTraining } from '../../../core/trainings/trainings.ts'
import { adminRoute, describeInAudit } from '../../../platform/access/admin-route.ts'
import { actingAs, callerOf } from '../../../platform/access/caller.ts'
import { refuseInvalidInput } from '../../../platform/http/api/answer-problem.ts'
import { json, jsonBody } from '../../../platform/http/api/api-route.ts'
import { idempotencyHeader, readIdempotency } from '../../../platform/http/api/idempotency-key.ts'
import { addWalkIn } from '../people/add-people.ts'
import { describeAdded } from '../people/describe-added.ts'

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
  add: adminRoute({
    operationId: 'addWalkIn',
    needs: 'add-walk-ins',
    of: 'training',
    refusals: [
      'not-found',
      'invalid-answers',
      'already-registered',
      'key-reused',
      'training-cancelled',
      'training-full',
      'training-withdrawn',
    ],
    tags,
    method: 'post',
    path: '/trainings/{slug}/walk-ins',
    summary: 'Add someone who has come without a seat, and check them in if there is one',
    description:
      'With an Idempotency-Key, a request repeated byte for byte adds no one and gets the same answer for 24 hours. Without one, someone who has no address is added twice.',
    request: { params: z.object({ slug }), headers: idempotencyHeader, body: jsonBody(WalkInInput) },
    responses: { 201: { description: 'They have a seat and are here, or wait', content: json(WalkIn) } },
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
  routes.openapi(routesOf.add, async (c) => {
    const { slug: named } = c.req.valid('param')
    const { person, extraSeat, lang = 'en' } = c.req.valid('json')
    if (extraSeat !== undefined)
      await describeInAudit(c, { object: { kind: 'training', id: named }, filters: { training: named, extraSeat } })
    const idempotency = readIdempotency(c, await c.req.text())
    const sent = { input: { people: [person] }, extraSeat, lang, idempotency }
    const id = await addWalkIn(actingAs(app, callerOf(c)), await readTraining(app, named), sent)
    await describeAdded(c, { training: named, ids: [id], extraSeat })
    const added = app.db.reader.selectFrom('registration').select(['id', 'reference', 'status']).where('id', '=', id)
    return c.json(await added.executeTakeFirstOrThrow(), 201)
  })
  routes.openapi(routesOf.seat, async (c) => {
    await seatAtDoor(actingAs(app, callerOf(c)), c.req.valid('param').id)
    return c.body(null, 204)
  })
  return routes
}
