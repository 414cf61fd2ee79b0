import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import {
  AdminRegistration,
  AdminRegistrationInput,
  limits,
  plainText,
  RegistrationCorrection,
  RegistrationInput,
  RegistrationList,
  RegistrationResult,
  RegistrationStatus,
  slug,
} from '@training-signup/contract'
import { requireAdmin } from '../admin/require-admin.ts'
import { problemAnswer, refuseInvalid, refuseInvalidInput } from '../answer-problem.ts'
import type { Deps, Parts } from '../deps.ts'
import { columnSets, writeCsv } from '../exports/csv.ts'
import { ProblemError } from '../problem.ts'
import { approve, decline } from './approval.ts'
import { cancel, erase } from './cancel.ts'
import { correct } from './correct.ts'
import { listRegistrations, readRegistration, trainingIdOf } from './list-registrations.ts'
import { foldName } from './person.ts'
import { hashRequest, registerForIds } from './register.ts'
import { promote } from './waitlist.ts'

const json = <T extends z.ZodType>(schema: T) => ({ 'application/json': { schema } })

const postRegistration = createRoute({
  method: 'post',
  path: '/trainings/{slug}/registrations',
  tags: ['Public'],
  summary: 'Sign up for a training',
  description:
    'Answers 201 only once the registration is on disk. The answer does not tell whether somebody was registered before: then nothing changes, and the organizer sees the attempt. With an Idempotency-Key a repeated request gets the first one’s answer for 24 hours.',
  request: {
    params: z.object({ slug: z.string().max(63) }),
    headers: z.object({ 'idempotency-key': z.string().optional().meta({ description: '16 to 128 of A–Z a–z 0–9 _ -, bare or in double quotes' }) }),
    body: { required: true, content: json(RegistrationInput) },
  },
  responses: {
    201: { description: 'Stored', content: json(RegistrationResult) },
    400: problemAnswer('The request could not be read'),
    403: problemAnswer('The page’s origin is not allowed'),
    404: problemAnswer('There is no such training'),
    409: problemAnswer('Not open yet, closed, full or canceled; `type` tells'),
    410: problemAnswer('The training was withdrawn'),
    413: problemAnswer('The body is larger than 64 KiB'),
    415: problemAnswer('It is not JSON'),
    422: problemAnswer('Answers need attention, a person is listed twice, or the key was used for another request'),
    503: problemAnswer('Busy; Retry-After tells when to try again'),
  },
})

const key = new RegExp(`^("?)([A-Za-z0-9_-]{${limits.idempotencyKey.min},${limits.idempotencyKey.max}})\\1$`)

function readKey(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  const found = key.exec(header)?.[2]
  if (found === undefined) {
    const message = `Use ${limits.idempotencyKey.min} to ${limits.idempotencyKey.max} of A–Z a–z 0–9 _ -.`
    throw new ProblemError('malformed', { errors: [{ pointer: 'Idempotency-Key', code: 'key', message }] })
  }
  return found
}

export function publicRegistrationRoutes(deps: Deps) {
  const routes = new OpenAPIHono({ defaultHook: refuseUnreadable })
  routes.openapi(postRegistration, async (c) => {
    const input = c.req.valid('json')
    refusePrototypeKeys(await c.req.json())
    const idempotencyKey = readKey(c.req.header('idempotency-key'))
    const { answer } = await registerForIds(deps, c.req.valid('param').slug, {
      input,
      idempotency: idempotencyKey === undefined ? undefined : { key: idempotencyKey, hash: hashRequest(input) },
      channel: 'embed',
      origin: readOrigin(c.req.header('origin')),
      lang: input.lang ?? 'en',
    })
    return new Response(answer, {
      status: 201,
      headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' },
    }) as never
  })
  return routes
}

// zod leaves such a key out without a word; whoever sends one is to hear of it as of any other unknown field.
function refusePrototypeKeys({ people }: { people: object[] }) {
  const index = people.findIndex((person) => Object.hasOwn(person, '__proto__'))
  if (index === -1) return
  throw new ProblemError('invalid-answers', { errors: [{ pointer: `/people/${index}/__proto__`, code: 'unknown-field', message: 'There is no such field.' }] })
}

/** `null` where a browser hides it, and nothing that is not an origin. */
const readOrigin = (header: string | undefined) =>
  header !== undefined && header.length <= 300 && URL.canParse(header) && new URL(header).origin === header ? header : null

// What a person typed wrongly is theirs to mend; a body of another shape is the script's fault.
const refuseUnreadable = (result: { success: boolean; error?: z.core.$ZodError }): void => {
  if (result.success || !result.error) return
  const isAboutPeople = result.error.issues.every(({ path, code }) => path[0] === 'people' && path.length > 1 && code !== 'unrecognized_keys')
  throw refuseInvalid(result.error, isAboutPeople ? 'invalid-answers' : 'malformed')
}

const admin = { tags: ['Registrations'], security: [{ bearer: [] }] }
const params = z.object({ id: z.uuid() })
const one = { 200: { description: 'The registration', content: json(AdminRegistration) }, 404: problemAnswer('There is no such registration') }
const flag = z.enum(['0', '1']).default('0').transform((value) => value === '1')

const filters = {
  training: slug.optional(),
  status: z.string().max(200).optional().meta({ description: 'One or several, separated by commas' }),
  role: plainText(40).optional(),
  agency: plainText(limits.agency).optional().meta({ description: 'The whole name; capitals, accents and punctuation do not matter' }),
  partner: slug.optional(),
}

const listQuery = z.object({
  ...filters,
  q: plainText(limits.email).refine((value) => value.length > 1, 'Use at least two characters.').optional().meta({ description: 'The beginning of a family name, an e-mail address or a reference' }),
  sort: z.enum(['created', '-created', 'name']).default('-created').meta({ description: '`name` needs `training`' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(1000).optional(),
  sensitive: flag,
})
const csvQuery = z.object({ ...filters, columns: z.enum(Object.keys(columnSets) as [keyof typeof columnSets]).default('all'), sensitive: flag })

const adminRoutes = {
  list: createRoute({
    ...admin, method: 'get', path: '/registrations', summary: 'Registrations, newest first', request: { query: listQuery },
    responses: { 200: { description: 'A page', content: json(RegistrationList) }, 422: problemAnswer('A parameter needs attention') },
  }),
  csv: createRoute({
    ...admin, method: 'get', path: '/registrations.csv', summary: 'Registrations for a spreadsheet, oldest first', request: { query: csvQuery },
    responses: { 200: { description: 'UTF-8 with a byte order mark; cells that a spreadsheet would run are defused', content: { 'text/csv': { schema: z.string() } } } },
  }),
  add: createRoute({
    ...admin, method: 'post', path: '/registrations', summary: 'Add a phone-in or a walk-in', request: { body: { required: true, content: json(AdminRegistrationInput) } },
    responses: {
      201: { description: 'Stored', content: json(z.object({ registrations: z.array(AdminRegistration) })) },
      409: problemAnswer('Full, canceled, or registered already'), 422: problemAnswer('Some answers need attention'),
    },
  }),
  read: createRoute({ ...admin, method: 'get', path: '/registrations/{id}', summary: 'Read a registration, sensitive answers included', request: { params }, responses: one }),
  correct: createRoute({
    ...admin, method: 'patch', path: '/registrations/{id}', summary: 'Correct answers', request: { params, body: { required: true, content: json(RegistrationCorrection) } },
    responses: { ...one, 409: problemAnswer('It would be the same person as another registration'), 422: problemAnswer('Some answers need attention') },
  }),
  erase: createRoute({
    ...admin, method: 'delete', path: '/registrations/{id}', summary: 'Erase a registration and all that is stored for it', request: { params },
    responses: { 204: { description: 'Erased' }, 404: one[404] },
  }),
  move: createRoute({
    ...admin, method: 'post', path: '/registrations/{id}/{deed}', summary: 'Approve, decline, cancel or promote',
    request: { params: params.extend({ deed: z.enum(['approve', 'decline', 'cancel', 'promote']) }) },
    responses: { ...one, 409: problemAnswer('Its status does not allow this, or no seat is free') },
  }),
}

const deeds = { approve, decline, cancel, promote } satisfies Record<string, (parts: Parts, id: string) => Promise<void>>

/** @throws {ProblemError} `invalid-input` */
function readFilter<T extends { status?: string | undefined; agency?: string | undefined }>(query: T) {
  const status = query.status === undefined ? undefined : z.array(RegistrationStatus).safeParse(query.status.split(','))
  if (status && !status.success) {
    throw new ProblemError('invalid-input', { errors: [{ pointer: 'status', code: 'status', message: `Use one or several of ${RegistrationStatus.options.join(', ')}.` }] })
  }
  return { ...query, status: status?.data, agency: query.agency === undefined ? undefined : foldName(query.agency) }
}

export function adminRegistrationRoutes(deps: Deps) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.use('/registrations', requireAdmin(deps.config)).use('/registrations.csv', requireAdmin(deps.config)).use('/registrations/*', requireAdmin(deps.config))
  routes.openapi(adminRoutes.list, async (c) => c.json(await listRegistrations(deps, readFilter(c.req.valid('query'))), 200))
  routes.openapi(adminRoutes.csv, async (c) => {
    const query = readFilter(c.req.valid('query'))
    // Asked before the answer begins: afterwards there is no way to refuse.
    await trainingIdOf(deps, query.training)
    const name = `registrations-${query.training ?? 'all'}-${deps.now().toISOString().slice(0, 10)}.csv`
    const body = ReadableStream.from(writeCsv(deps, query)).pipeThrough(new TextEncoderStream())
    return c.body(body as ReadableStream, 200, { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': `attachment; filename="${name}"` })
  })
  routes.openapi(adminRoutes.add, async (c) => {
    const { training, channel, lang = 'en', ...input } = c.req.valid('json')
    const { registrationIds } = await registerForIds(deps, training, { input, channel, origin: null, lang, byOrganizer: true })
    return c.json({ registrations: await Promise.all(registrationIds.map((id) => readRegistration(deps, id))) }, 201)
  })
  routes.openapi(adminRoutes.read, async (c) => c.json(await readRegistration(deps, c.req.valid('param').id), 200))
  routes.openapi(adminRoutes.correct, async (c) => {
    const { id } = c.req.valid('param')
    await correct(deps, id, c.req.valid('json').person)
    return c.json(await readRegistration(deps, id), 200)
  })
  routes.openapi(adminRoutes.erase, async (c) => {
    await erase(deps, c.req.valid('param').id)
    return c.body(null, 204)
  })
  routes.openapi(adminRoutes.move, async (c) => {
    const { id, deed } = c.req.valid('param')
    await deeds[deed](deps, id)
    return c.json(await readRegistration(deps, id), 200)
  })
  return routes
}
