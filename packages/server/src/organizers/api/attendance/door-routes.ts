import { OpenAPIHono, z } from '@hono/zod-openapi'
import { DoorSeats, slug, WalkInInput, WalkInOutcome, type WalkInRefusal } from '@training-signup/contract'
import type { Context } from 'hono'
import { seatAtDoor } from '../../../core/attendance/check-in.ts'
import type { App } from '../../../core/context.ts'
import { keepUnclaimedSeats, openUnclaimedSeats, readDoorSeats } from '../../../core/seats/door-seats.ts'
import { addWalkIn, findWalkIn } from '../../../core/sign-up/add-walk-in.ts'
import { readTraining, trainingIdOf } from '../../../core/trainings/trainings.ts'
import { adminRoute, describeInAudit } from '../../../platform/access/admin-route.ts'
import { actingAs, callerOf } from '../../../platform/access/caller.ts'
import { recordRefusal } from '../../../platform/audit/record.ts'
import { refuseInvalidInput } from '../../../platform/http/api/answer-problem.ts'
import { json, jsonBody } from '../../../platform/http/api/api-route.ts'
import { ProblemError, type ProblemName } from '../../../platform/problem.ts'
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
  add: adminRoute({
    operationId: 'addWalkIn',
    needs: 'add-walk-ins',
    of: 'training',
    refusals: ['not-found'],
    tags,
    method: 'post',
    path: '/trainings/{slug}/walk-ins',
    summary: 'Add someone who came without a seat, if one is free at the door, and check them in',
    description:
      'Send it until it is answered, also hours later: sending it again adds them once, with the time of the first. Where no seat is free, no one is added, unless they may wait or get one seat more. Who waits is refused as `already-registered` when they are sent again, and who was erased since as `used-id`',
    request: { params: z.object({ slug }), body: jsonBody(WalkInInput) },
    responses: { 200: { description: 'What came of it', content: json(WalkInOutcome) } },
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
  routes.openapi(routesOf.add, async (c) =>
    c.json(await outcomeOf(app, c, c.req.valid('param').slug, c.req.valid('json')), 200),
  )
  return routes
}

const refusals: Partial<Record<ProblemName, WalkInRefusal>> = {
  'no-seat-free': 'no-seat-free',
  'training-full': 'no-seat-free',
  'already-registered': 'already-registered',
  'invalid-answers': 'invalid-answers',
  'training-cancelled': 'training-cancelled',
  'training-withdrawn': 'training-cancelled',
  'key-reused': 'used-id',
}

/** Adds someone, or says why not, and has the audit log say both. */
async function outcomeOf(app: App, c: Context, training: string, walkIn: WalkInInput): Promise<WalkInOutcome> {
  const { id, lang = 'en', tappedBy, extraSeat, mayWait = false } = walkIn
  const caller = callerOf(c)
  const said = { ...(tappedBy !== undefined && { tappedBy }), ...(extraSeat !== undefined && { extraSeat }) }
  await describeInAudit(c, { object: { kind: 'training', id: training }, filters: { training, ...said } })
  try {
    const registration = await addWalkIn(actingAs(app, caller), training, { ...walkIn, lang })
    await describeAdded(c, { training, ids: [registration], tappedBy, extraSeat })
    const waits = mayWait && (await findWalkIn(app.db.reader, await trainingIdOf(app, training), id)) === undefined
    return { id, outcome: waits ? 'waits' : 'added', registration }
  } catch (error) {
    const why = error instanceof ProblemError ? refusals[error.problemName] : undefined
    if (why === undefined) throw error
    if (caller.entry !== undefined) await recordRefusal(app, caller.entry)
    return { id, outcome: 'refused', why }
  }
}
