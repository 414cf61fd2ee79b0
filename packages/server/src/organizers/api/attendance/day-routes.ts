import { OpenAPIHono, z } from '@hono/zod-openapi'
import {
  CorrectionInput,
  DepartureAnswer,
  DepartureInput,
  MarkHistory,
  NoShowList,
  slug,
  TrainingDay,
} from '@training-signup/contract'
import { closeDay, reopenDay } from '../../../core/attendance/close-day.ts'
import { correctTimes } from '../../../core/attendance/correct.ts'
import { countUntilEnd } from '../../../core/attendance/count-until-end.ts'
import type { App } from '../../../core/context.ts'
import { trainingIdOf } from '../../../core/trainings/trainings.ts'
import { adminRoute } from '../../../platform/access/admin-route.ts'
import { actingAs, callerOf } from '../../../platform/access/caller.ts'
import { refuseInvalidInput } from '../../../platform/http/api/answer-problem.ts'
import { json, jsonBody } from '../../../platform/http/api/api-route.ts'
import { pagedById, pageOf } from '../../../platform/http/api/paging.ts'
import { readSheet } from './sheet.ts'
import { listMarksOf, noShowsIn, readDay } from './training-day.ts'

const tags = ['Registrations']
const ofTraining = {
  tags,
  of: 'training' as const,
  refusals: ['not-found' as const],
  request: { params: z.object({ slug }) },
}
const ofPerson = { tags, of: 'registration' as const }
const person = z.object({ id: z.uuid() })

const routesOf = {
  day: adminRoute({
    operationId: 'readTrainingDay',
    needs: 'read-people',
    ...ofTraining,
    method: 'get',
    path: '/trainings/{slug}/day',
    summary: 'What is open about a training’s attendance, and what follows from closing it',
    responses: { 200: { description: 'Within the caller’s reach', content: json(TrainingDay) } },
  }),
  close: adminRoute({
    operationId: 'closeTrainingDay',
    needs: 'change-people',
    ...ofTraining,
    refusals: ['not-found', 'wrong-status'],
    method: 'put',
    path: '/trainings/{slug}/day/closed',
    summary: 'Close the day: who had a seat and has no mark did not come. Closing it again changes nothing',
    responses: { 204: { description: 'It is closed' } },
  }),
  reopen: adminRoute({
    operationId: 'reopenTrainingDay',
    needs: 'change-people',
    ...ofTraining,
    method: 'delete',
    path: '/trainings/{slug}/day/closed',
    summary:
      'Open the day again. Certificates stay until it is closed once more, and are then replaced where times changed',
    responses: { 204: { description: 'It is open' } },
  }),
  noShows: adminRoute({
    operationId: 'listNoShows',
    needs: 'read-people',
    ...ofTraining,
    method: 'get',
    path: '/trainings/{slug}/no-shows',
    summary: 'Who had a seat and did not come, by agency',
    responses: { 200: { description: 'First the agencies from which most did not', content: json(NoShowList) } },
  }),
  departures: adminRoute({
    operationId: 'countUntilEnd',
    needs: 'change-people',
    ...ofTraining,
    method: 'post',
    path: '/trainings/{slug}/departures',
    summary: 'Decide that everyone without a time out stayed until the end of a session',
    request: { params: z.object({ slug }), body: jsonBody(DepartureInput) },
    responses: { 200: { description: 'Decided', content: json(DepartureAnswer) } },
  }),
  marks: adminRoute({
    operationId: 'listMarksOf',
    needs: 'read-people',
    ...ofPerson,
    method: 'get',
    path: '/registrations/{id}/marks',
    summary: 'Every time that someone was seen, and what took it back',
    request: { params: person, query: z.strictObject(pagedById) },
    responses: { 200: { description: 'A page, as they became known', content: json(MarkHistory) } },
  }),
  correct: adminRoute({
    operationId: 'correctAttendance',
    needs: 'change-people',
    ...ofPerson,
    refusals: ['wrong-status'],
    method: 'put',
    path: '/registrations/{id}/attendance',
    summary: 'Correct when someone was there. What was seen before stays in the list of marks',
    request: { params: person, body: jsonBody(CorrectionInput) },
    responses: { 204: { description: 'Corrected' } },
  }),
}

/** Creates the routes about closing a training’s day. */
export function dayRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(routesOf.day, async (c) => {
    const id = await trainingIdOf(app, c.req.valid('param').slug)
    return c.json(await readDay(app, id, callerOf(c).scope), 200)
  })
  routes.openapi(routesOf.close, async (c) => {
    await closeDay(actingAs(app, callerOf(c)), c.req.valid('param').slug)
    return c.body(null, 204)
  })
  routes.openapi(routesOf.reopen, async (c) => {
    await reopenDay(actingAs(app, callerOf(c)), c.req.valid('param').slug)
    return c.body(null, 204)
  })
  routes.openapi(routesOf.noShows, async (c) => {
    const id = await trainingIdOf(app, c.req.valid('param').slug)
    return c.json(noShowsIn(await readSheet(app, id, callerOf(c).scope)), 200)
  })
  routes.openapi(routesOf.departures, async (c) => {
    const people = await countUntilEnd(actingAs(app, callerOf(c)), c.req.valid('param').slug, c.req.valid('json'))
    return c.json({ people }, 200)
  })
  routes.openapi(routesOf.marks, async (c) => {
    const marks = await listMarksOf(app, c.req.valid('param').id, callerOf(c).scope)
    const { page, nextCursor } = pageOf(marks, c.req.valid('query'), ({ id }) => id)
    return c.json({ marks: page, nextCursor }, 200)
  })
  routes.openapi(routesOf.correct, async (c) => {
    const { sessions: times, reason } = c.req.valid('json')
    await correctTimes(actingAs(app, callerOf(c)), c.req.valid('param').id, () => ({ times, reason }))
    return c.body(null, 204)
  })
  return routes
}
