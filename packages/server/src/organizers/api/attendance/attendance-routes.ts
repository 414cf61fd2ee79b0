import { OpenAPIHono, z } from '@hono/zod-openapi'
import { AttendanceList, MarkList, MarkOutcomes, MarksInput, slug } from '@training-signup/contract'
import { readAttendancePage, sessionTimesOf } from '../../../core/attendance/read-attendance.ts'
import { listMarks } from '../../../core/attendance/read-marks.ts'
import { storeMarks } from '../../../core/attendance/store-marks.ts'
import type { App } from '../../../core/context.ts'
import { readTraining, trainingIdOf } from '../../../core/trainings/trainings.ts'
import { adminRoute } from '../../../platform/access/admin-route.ts'
import { actingAs, callerOf } from '../../../platform/access/caller.ts'
import { refuseInvalidInput } from '../../../platform/http/api/answer-problem.ts'
import { json, jsonBody } from '../../../platform/http/api/api-route.ts'
import { pagedByText } from '../../../platform/http/api/paging.ts'
import { readCursor, writeCursor } from '../people/lists/cursor.ts'

const ofTraining = { tags: ['Registrations'], of: 'training' as const, refusals: ['not-found' as const] }
const params = z.object({ slug })

const marks = adminRoute({
  operationId: 'storeMarks',
  needs: 'check-in',
  ...ofTraining,
  method: 'post',
  path: '/trainings/{slug}/marks',
  summary: 'Note who came and left, up to 100 marks a request',
  description:
    'Marks are only added. To take one back, or to correct its time, send another that voids it. Sending a mark again stores it once, so send them until each is answered. Doubtful ones, like those from the future, are stored too',
  request: { params, body: jsonBody(MarksInput) },
  responses: { 200: { description: 'What came of each', content: json(MarkOutcomes) } },
})

const news = adminRoute({
  operationId: 'listMarks',
  needs: 'check-in',
  ...ofTraining,
  method: 'get',
  path: '/trainings/{slug}/marks',
  summary: 'What other doors have noted since you last asked',
  description: 'Ask again with `after` every few seconds. A mark can come twice. It names no one',
  request: {
    params,
    query: z.strictObject({ after: z.iso.datetime().optional().meta({ description: 'From the last answer' }) }),
  },
  responses: { 200: { description: 'The marks that came in', content: json(MarkList) } },
})

const attendance = adminRoute({
  operationId: 'readAttendance',
  needs: 'read-people',
  ...ofTraining,
  method: 'get',
  path: '/trainings/{slug}/attendance',
  summary: 'Who was there and for how long, by last name',
  description: 'Everyone who has or waits for a seat, or was seen',
  request: { params, query: z.strictObject(pagedByText()) },
  responses: { 200: { description: 'A page', content: json(AttendanceList) } },
})

/** Creates the routes about who was at a training. */
export function attendanceRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(marks, async (c) => {
    const caller = callerOf(c)
    const given = c.req.valid('json').marks
    const outcomes = await storeMarks(actingAs(app, caller), c.req.valid('param').slug, given, caller.scope)
    return c.json({ marks: outcomes }, 200)
  })
  routes.openapi(news, async (c) => {
    const { row, input } = await readTraining(app, c.req.valid('param').slug)
    const { after } = c.req.valid('query')
    return c.json(await listMarks(app, { id: row.id, sessions: sessionTimesOf(input), after }), 200)
  })
  routes.openapi(attendance, async (c) => {
    const id = await trainingIdOf(app, c.req.valid('param').slug)
    const { cursor, limit } = c.req.valid('query')
    const after = cursor === undefined ? undefined : readCursor('name', cursor)
    const { page, last } = await readAttendancePage(app, id, { scope: callerOf(c).scope, after, limit })
    const people = page.map(({ registration, ...person }) => ({ id: registration, ...person }))
    return c.json({ people, nextCursor: last ? writeCursor('name', last) : null }, 200)
  })
  return routes
}
