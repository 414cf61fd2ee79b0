import { OpenAPIHono, z } from '@hono/zod-openapi'
import {
  AdminRegistration,
  AdminRegistrationInput,
  DecisionInput,
  DecisionPreview,
  RegistrationCorrection,
  RegistrationList,
  Registrations,
} from '@training-signup/contract'
import type { Context } from 'hono'
import type { App } from '../../core/context.ts'
import { erase } from '../../core/erasing/erase.ts'
import { editLocked } from '../../core/registrations/edit-registration.ts'
import { type Approval, approve, decline, promote } from '../../core/seats/approval.ts'
import { cancel } from '../../core/seats/cancel.ts'
import { withRegistration } from '../../core/seats/registration.ts'
import { type Action, statusesThatCan } from '../../core/seats/transitions.ts'
import { adminRoute, describeInAudit, requireTraining } from '../../platform/access/admin-route.ts'
import { actingAs, callerOf, may, requirePermission } from '../../platform/access/caller.ts'
import { refuseInvalidInput } from '../../platform/http/api/answer-problem.ts'
import { created, ifMatch, json, jsonBody, locationOf, tagged } from '../../platform/http/api/api-route.ts'
import { idempotencyHeader, readIdempotency } from '../../platform/http/api/idempotency-key.ts'
import { refuseStale, withTag } from '../../platform/http/api/if-match.ts'
import { pagedByText } from '../../platform/http/api/paging.ts'
import { jsonType } from '../../platform/http/api/read-json.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { addPeople } from './people/add-people.ts'
import { noteBy, notedActions, previewDecision } from './people/decision-note.ts'
import { describeAdded } from './people/describe-added.ts'
import { columnSorts } from './people/lists/column-order.ts'
import { filters, flag, readFilter } from './people/lists/filters.ts'
import { listRegistrations, readRegistration } from './people/lists/list-registrations.ts'
import { tellsNeeds } from './people/lists/registration-query.ts'

const admin = { tags: ['Registrations'] }
const params = z.object({ id: z.uuid('Use the id of a registration, not its reference; find it with q.') })
const one = { description: 'The registration', content: json(AdminRegistration) }

const listQuery = z.strictObject({
  ...filters,
  sort: z
    .enum(['created', '-created', 'name', ...columnSorts])
    .default('-created')
    .meta({ description: 'All but `created` and `-created` need `training`. `needs` is sensitive' }),
  ...pagedByText(),
  sensitive: flag,
})

const organizerActions = ['approve', 'decline', 'cancel', 'promote'] as const satisfies Action[]
type OrganizerAction = (typeof organizerActions)[number]

const adminRoutes = {
  list: adminRoute({
    operationId: 'listRegistrations',
    needs: 'read-people',
    refusals: ['not-found'],
    ...admin,
    method: 'get',
    path: '/registrations',
    summary: 'Registrations, newest first',
    request: { query: listQuery },
    responses: {
      200: { description: 'A page', content: json(RegistrationList) },
    },
  }),
  add: adminRoute({
    operationId: 'addRegistrations',
    needs: 'change-people',
    refusals: [
      'not-found',
      'invalid-answers',
      'person-twice',
      'already-registered',
      'key-reused',
      'training-cancelled',
      'training-full',
      'training-withdrawn',
    ],
    ...admin,
    method: 'post',
    path: '/registrations',
    summary: 'Add someone who called or walked in',
    description:
      'With an Idempotency-Key, a request repeated byte for byte adds no one and gets the same registrations for 24 hours. Without one, someone who has no address is added twice.',
    request: { headers: idempotencyHeader, body: jsonBody(AdminRegistrationInput) },
    responses: {
      201: { description: 'Stored', headers: created, content: json(Registrations) },
    },
  }),
  read: adminRoute({
    operationId: 'readRegistration',
    needs: 'read-people',
    of: 'registration',
    ...admin,
    method: 'get',
    path: '/registrations/{id}',
    summary: 'Read a registration, including sensitive answers for those who may see them',
    request: { params },
    responses: { 200: { ...one, headers: tagged } },
  }),
  correct: adminRoute({
    operationId: 'correctRegistration',
    needs: 'change-people',
    of: 'registration',
    refusals: ['invalid-answers', 'already-registered'],
    ...admin,
    method: 'patch',
    path: '/registrations/{id}',
    summary: 'Correct answers',
    request: { params, headers: ifMatch, body: jsonBody(RegistrationCorrection) },
    responses: { 200: { ...one, headers: tagged } },
  }),
  erase: adminRoute({
    operationId: 'eraseRegistration',
    needs: 'change-people',
    of: 'registration',
    ...admin,
    method: 'delete',
    path: '/registrations/{id}',
    summary: 'Delete a registration and everything stored with it',
    request: { params, headers: ifMatch },
    responses: { 204: { description: 'Deleted' } },
  }),
  move: adminRoute({
    operationId: 'moveRegistration',
    needs: 'change-people',
    of: 'registration',
    refusals: ['wrong-status', 'no-seat-free', 'training-cancelled'],
    ...admin,
    method: 'post',
    path: '/registrations/{id}/{action}',
    summary: 'Approve, decline, cancel, or promote',
    description: organizerActions
      .map((action) => `\`${action}\` works on ${statusesThatCan(action).join(', ')}.`)
      .join(' '),
    request: {
      params: params.extend({ action: z.enum(organizerActions) }),
      body: { required: false, content: json(DecisionInput) },
    },
    responses: { 200: one },
  }),
  preview: adminRoute({
    operationId: 'previewDecision',
    needs: 'change-people',
    of: 'registration',
    refusals: ['wrong-status', 'no-seat-free', 'training-cancelled'],
    ...admin,
    method: 'post',
    path: '/registrations/{id}/{action}/preview',
    summary: 'The email that someone would get about a decision, with your note',
    request: { params: params.extend({ action: z.enum(notedActions) }), body: jsonBody(DecisionInput) },
    responses: { 200: { description: 'Nothing was changed', content: json(DecisionPreview) } },
  }),
}

const unknown = (pointer: string, message: string) =>
  new ProblemError('invalid-input', { errors: [{ pointer, code: 'unknown', message }] })

const verbs = {
  approve,
  decline: (system: System, id: string, { note }: Approval) => decline(system, id, note),
  cancel: (system: System, id: string) => cancel(system, id),
  promote,
} satisfies Record<OrganizerAction, (system: System, id: string, given: Approval) => Promise<void>>

/**
 * Creates the routes to read, correct and move registrations. All of them require the organizer's
 * token.
 */
export function adminRegistrationRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(adminRoutes.list, async (c) => {
    const caller = callerOf(c)
    const query = readFilter(c.req.valid('query'))
    if (tellsNeeds(query) || query.sensitive) requirePermission(c, 'read-sensitive')
    return c.json(await listRegistrations(app, { ...query, scope: caller.scope }), 200)
  })
  routes.openapi(adminRoutes.read, async (c) =>
    c.json(
      withTag(c, await readRegistration(app.db.reader, c.req.valid('param').id, may(callerOf(c), 'read-sensitive'))),
      200,
    ),
  )
  changeRoutes(app, routes)
  actionRoutes(app, routes)
  return routes
}

/** Says in the audit log why someone gets a seat although none is free. */
function describeExtraSeat(c: Context, { id, action }: { id: string; action: OrganizerAction }, reason: string) {
  if (action !== 'approve' && action !== 'promote')
    throw unknown('/extraSeat', 'Only approve and promote take a reason for one more seat.')
  return describeInAudit(c, { object: { kind: 'registration', id }, filters: { action, extraSeat: reason } })
}

function changeRoutes(app: App, routes: OpenAPIHono) {
  routes.openapi(adminRoutes.add, async (c) => {
    const { training, channel, lang = 'en', extraSeat, ...input } = c.req.valid('json')
    await requireTraining(c, training)
    if (extraSeat !== undefined)
      await describeInAudit(c, { object: { kind: 'training', id: training }, filters: { training, extraSeat } })
    const idempotency = readIdempotency(c, await c.req.text())
    const ids = await addPeople(actingAs(app, callerOf(c)), training, { input, extraSeat, channel, lang, idempotency })
    await describeAdded(c, { training, ids, extraSeat })
    const registrations = await Promise.all(ids.map((id) => readRegistration(app.db.reader, id)))
    const [first] = registrations
    const found = new URLSearchParams({ training, q: first?.group?.reference ?? '' })
    const path = ids.length > 1 ? `?${found.toString()}` : `/${first?.id}`
    return c.json({ registrations }, 201, locationOf(app.config, `/admin/registrations${path}`))
  })
  routes.openapi(adminRoutes.correct, async (c) => {
    const { id } = c.req.valid('param')
    const corrected = await withRegistration(app, id, async (tx, registration, training) => {
      refuseStale(c, await readRegistration(tx, id))
      await editLocked(actingAs(app, callerOf(c)), tx, training, registration, { changes: c.req.valid('json').person })
      return readRegistration(tx, id)
    })
    return c.json(withTag(c, corrected), 200)
  })
  routes.openapi(adminRoutes.erase, async (c) => {
    const { id } = c.req.valid('param')
    await erase(app, id, async (tx) => refuseStale(c, await readRegistration(tx, id)))
    return c.body(null, 204)
  })
}

function actionRoutes(app: App, routes: OpenAPIHono) {
  routes.use('/registrations/:id/:action', async (c, next) => {
    // A body is not needed, and many programs name a type without sending one.
    if ((await c.req.text()) === '') c.req.raw.headers.delete('content-type')
    await next()
  })
  routes.openapi(adminRoutes.move, async (c) => {
    const { id, action } = c.req.valid('param')
    const caller = callerOf(c)
    const { extraSeat, note: text } = c.req.valid('json')
    const note = noteBy(caller, text)
    // Without a type there is no body, which is not needed.
    if (!jsonType.test(c.req.header('content-type') ?? 'application/json'))
      throw new ProblemError('unsupported-media-type')
    if (note && !notedActions.some((noted) => noted === action))
      throw unknown('/note', 'Only approve and decline take a note.')
    if (extraSeat !== undefined) await describeExtraSeat(c, { id, action }, extraSeat)
    await verbs[action](actingAs(app, caller), id, { note, extraSeat })
    return c.json(await readRegistration(app.db.reader, id), 200)
  })
  routes.openapi(adminRoutes.preview, async (c) => {
    const { id, action } = c.req.valid('param')
    const { note: text, extraSeat } = c.req.valid('json')
    const note = noteBy(callerOf(c), text)
    return c.json({ mail: await previewDecision(app, id, action, { note, extraSeat }) }, 200)
  })
}
