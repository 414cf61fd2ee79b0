import { createRoute, z } from '@hono/zod-openapi'
import { Problem } from '@training-signup/contract'
import { say } from '../../../words/index.ts'
import { type ProblemName, problems } from '../../problem.ts'

type Description = Parameters<typeof createRoute>[0]

/** A route with its successful answers. The refusals that every route has need no mention. */
export interface Described extends Omit<Description, 'security' | 'responses'> {
  /** A name for generated clients, unique among all routes. */
  operationId: string
  tags: string[]
  summary: string
  responses: Description['responses']
  /** What this route refuses, besides what its method, body, and parameters imply. */
  refusals?: readonly ProblemName[]
}

/** Describes a route of the organizers’ API. It needs a token. */
export const describeAdminRoute = <R extends Described>(route: R) =>
  describe(route, [{ bearer: [] }], impliedBy(route, ['unauthorized', 'forbidden', 'too-many-requests']))

/** Describes a route that pages of any origin may use. */
export const publicRoute = <R extends Described>(route: R) =>
  describe(route, [], impliedBy(route, route.method === 'get' ? [] : ['origin-not-allowed', 'too-many-requests']))

/** The content of a JSON body. */
export const json = <T extends z.ZodType>(schema: T) => ({ 'application/json': { schema } })

/** The JSON body that a request must have. */
export const jsonBody = <T extends z.ZodType>(schema: T) => ({ required: true, content: json(schema) }) as const

/** The headers of an answer that created something. */
export const created = {
  Location: { description: 'The address of what was created', required: true, schema: { type: 'string' } },
} as const

/** Returns the `Location` of something that was created, as the public URL leads to it. */
export const locationOf = ({ publicUrl }: { publicUrl: string }, path: string) => ({
  Location: `${publicUrl}/api/v1${path}`,
})

/** The header of an answer whose content organizers can change. */
export const tagged = {
  ETag: {
    description: 'Names this version of what you can change, for `If-Match`',
    required: true,
    schema: { type: 'string' },
  },
} as const

// Optional for zod, because its absence has its own answer.
const describeIfMatch = (required: boolean) =>
  z.object({
    'If-Match': z.string().optional().openapi({
      description: 'The `ETag` of the version that you read, or `*` for any. Another version is refused.',
      param: { required },
    }),
  })

/** The headers of a request that changes or deletes something. */
export const ifMatch = describeIfMatch(false)

/** The headers of a request that replaces something whole. */
export const ifMatchNeeded = describeIfMatch(true)

function impliedBy({ path, request = {}, refusals = [] }: Described, common: ProblemName[]): Set<ProblemName> {
  return new Set<ProblemName>([
    ...common,
    ...(path.includes('{') ? (['not-found'] as const) : []),
    ...(request.body ? (['malformed', 'too-large', 'unsupported-media-type'] as const) : []),
    ...(request.headers === ifMatch || request.headers === ifMatchNeeded ? (['precondition-failed'] as const) : []),
    ...(request.headers === ifMatchNeeded ? (['precondition-required'] as const) : []),
    ...(request.body || request.query || request.params ? (['invalid-input'] as const) : []),
    ...refusals,
    'method-not-allowed',
    'internal',
    'busy',
  ])
}

function describe<R extends Described>(route: R, security: Description['security'], names: ReadonlySet<ProblemName>) {
  // An undefined member is not part of the document.
  const described = { ...route, refusals: undefined, security, responses: { ...route.responses, ...answersOf(names) } }
  return createRoute(described as unknown as R)
}

/** Returns an answer per status, each with the types of problem that it can be. */
function answersOf(names: ReadonlySet<ProblemName>): Description['responses'] {
  const byStatus = Map.groupBy(names, (name) => problems[name])
  return Object.fromEntries(
    [...byStatus]
      .toSorted(([one], [other]) => one - other)
      .map(([status, [first, ...others]]) => [
        status,
        {
          description: [first, ...others].map((name) => say('en', `problem.${name as ProblemName}`)).join('. Or: '),
          ...(status in headers ? { headers: headers[status as keyof typeof headers] } : {}),
          content: { 'application/problem+json': { schema: schemaOf(first as ProblemName, others) } },
        },
      ]),
  )
}

const text = { type: 'string' } as const
const retryAfter = {
  'Retry-After': {
    description: 'How many seconds to wait before trying again',
    required: true,
    schema: { type: 'integer' },
  },
} as const
const headers = {
  401: { 'WWW-Authenticate': { description: 'Bearer', required: true, schema: text } },
  405: { Allow: { description: 'The methods that this address knows', required: true, schema: text } },
  429: retryAfter,
  503: retryAfter,
} as const

function schemaOf(first: ProblemName, others: ProblemName[]): z.ZodType {
  const [second, ...rest] = others.map((name) => schemas[name])
  return second ? z.union([schemas[first], second, ...rest]) : schemas[first]
}

/** `slug-taken` is `SlugTaken` among the schemas. */
const idOf = (name: string) => name.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** Values that need attention are named one by one. */
const withErrors: Partial<Record<ProblemName, object>> = {
  'invalid-input': { pointer: '/seats/capacity', code: 'too-small', message: 'Use 1 or more' },
  'invalid-answers': {
    pointer: '/people/0/email',
    code: 'email',
    message: 'Enter a complete email address, like name@example.com',
  },
}

/** Returns a refusal as the server sends it. */
const exampleOf = (name: ProblemName) => ({
  type: `/problems/${name}`,
  title: say('en', `problem.${name}`),
  status: problems[name],
  ...(withErrors[name] && { errors: [withErrors[name]] }),
  requestId: '01942f3e7c0070008000000000000001',
})

const schemas = Object.fromEntries(
  Object.entries(problems).map(([name, status]) => [
    name,
    Problem.extend({ type: z.literal(`/problems/${name}`), status: z.literal(status) }).meta({
      id: `${idOf(name)}Problem`,
      description: `${say('en', `problem.${name as ProblemName}`)}. ${say('en', `problem.${name as ProblemName}.text`)}`,
      examples: [exampleOf(name as ProblemName)],
    }),
  ]),
) as unknown as Record<ProblemName, z.ZodType>
