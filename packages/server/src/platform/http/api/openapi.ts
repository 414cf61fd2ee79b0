import { OpenAPIHono } from '@hono/zod-openapi'
import { SentEvent, sentEvents } from '@training-signup/contract'
import type { Config } from '../../config.ts'
import { serverVersion } from '../../ops/server-version.ts'

type Document = ReturnType<OpenAPIHono['getOpenAPI31Document']>

const description = `Registrations for free trainings, and the organizer’s list of them.

Every refusal is \`application/problem+json\` (RFC 9457): its \`type\` is stable and leads to a page with its meaning,
and there is one schema for each type. What a client must fix is 4xx; after 429 and 503, \`Retry-After\` says when to try again.
Every address answers 405 with \`Allow\` to a method that is not described here. A request that is no HTTP is 400, 408, or 431.

Sentences for visitors come in the language that the body or the URL names as \`lang\`, or else the browser; organizers read English.

What is described here stays. Answers may get more members and lists more values, so ignore what you don't know. Before
something goes, it is marked as deprecated here, its answers carry \`Deprecation\` and \`Sunset\` (RFC 9745, RFC 8594), and it works for
12 more months. What breaks sooner would be \`/api/v2\`, next to this one.

A list is a page of \`limit\` entries; its \`nextCursor\`, sent as \`cursor\`, asks for the next one. Lists refuse unknown parameters.`

// The types know only OpenAPI 3.0, which has no identifier.
const license: { name: string } = Object.assign({ name: 'MIT' }, { identifier: 'MIT' })

const tags = {
  Public: 'For the pages of partners: trainings, and registrations for them',
  Trainings: 'What organizers announce',
  Registrations: 'People who registered',
  'Sign-ups that wait for a code': 'Registrations whose address is not verified yet',
  Credit: 'What trainings count for, and certificates',
  Evaluation: 'What people are asked after a training, and their answers',
  Messages: 'What organizers write to people',
  Mails: 'Emails that were sent or wait',
  Logos: 'Pictures of organizers and partners',
  Partners: 'Organizations whose pages carry the form',
  Webhooks: 'Programs that are told of changes',
  Accounts: 'People who can sign in, and keys for programs',
  'Audit log': 'What organizers viewed, exported, changed, and deleted',
}

/**
 * Describes the public API and the organizers', which is loaded for it.
 * @returns what makes the description, only once: it takes ten milliseconds
 */
export function describeApi(
  app: OpenAPIHono,
  loadOrganizersApi: () => Promise<OpenAPIHono>,
  { publicUrl }: Pick<Config, 'publicUrl'>,
): () => Promise<string> {
  const describe = async () => {
    const whole = new OpenAPIHono()
    for (const part of [app, await loadOrganizersApi()]) whole.route('/', part)
    whole.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
      type: 'http',
      scheme: 'bearer',
      description: 'An API key, or ADMIN_TOKEN',
    })
    for (const event of sentEvents) registerEvent(whole, event)
    const document = whole.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: 'Training sign-up',
        version: serverVersion,
        description,
        license,
      },
      servers: [{ url: publicUrl }],
      tags: Object.entries(tags).map(([name, text]) => ({ name, description: text })),
    })
    describeParameters(document)
    return JSON.stringify(withExamples(document))
  }
  let described: Promise<string> | undefined
  return () => (described ??= describe())
}

const registerEvent = ({ openAPIRegistry }: OpenAPIHono, event: string) =>
  openAPIRegistry.registerWebhook({
    method: 'post',
    path: event,
    operationId: event.replaceAll(/[._](\w)/g, (_, letter: string) => letter.toUpperCase()),
    tags: ['Webhooks'],
    summary: `Sent to webhooks that subscribe to \`${event}\``,
    description: 'Signed according to https://www.standardwebhooks.com.',
    security: [],
    request: { body: { required: true, content: { 'application/json': { schema: SentEvent } } } },
    responses: {
      '2XX': { description: 'Received' },
      410: { description: 'Nothing more is sent until the webhook is turned on again' },
      '4XX': {
        description: 'It is sent again later; with `Retry-After`, nothing is sent before then, for a day at most',
      },
    },
  })

/** What a parameter means that has no description of its own. */
const usual: Record<string, string> = {
  limit: 'How many entries a page has at most',
  cursor: 'The `nextCursor` of the page before',
  lang: 'The language of its words',
  slug: 'Its name in addresses',
  id: 'Its id',
  reference: 'The reference number of the registration or group',
  action: 'What to do',
  profile: 'The id of the credit profile',
  serial: 'The number on the certificate',
  kind: 'Which reminder',
  passkey: 'The id of the passkey',
  training: 'Only what is about this training',
  partner: 'Only what came from the pages of this partner',
  role: 'Only people with this role. Needs `training`',
  by: 'What each row is about',
  sort: 'The order of people',
  status: 'Only those with this status',
  sensitive: '`1` adds sensitive answers, for those who may read them',
}

interface Parameter {
  name: string
  description?: string
  schema?: { description?: string }
}

function describeParameters({ paths = {} }: Document): void {
  const operations = Object.values(paths).flatMap((item) => Object.values(item)) as { parameters?: Parameter[] }[]
  for (const { parameters = [] } of operations)
    for (const parameter of parameters)
      parameter.description ??= parameter.schema?.description ?? usual[parameter.name] ?? ''
}

interface Content {
  schema?: { $ref?: string }
  example?: unknown
}

/** Moves the example of each schema to the bodies that have it, where tools look for one. */
function withExamples(document: Document): Document {
  const schemas = (document.components?.schemas ?? {}) as Record<string, { example?: unknown }>
  const examples = Object.fromEntries(Object.entries(schemas).map(([name, { example }]) => [name, example]))
  for (const schema of Object.values(schemas)) delete schema.example
  const items = [...Object.values(document.paths ?? {}), ...Object.values(document.webhooks ?? {})]
  const operations = items.flatMap((item) => Object.values(item)) as {
    requestBody?: { content?: Record<string, Content> }
    responses: Record<string, { content?: Record<string, Content> }>
  }[]
  for (const { requestBody, responses } of operations)
    for (const { content = {} } of [requestBody ?? {}, ...Object.values(responses)])
      for (const body of Object.values(content)) {
        const example = examples[body.schema?.$ref?.split('/').at(-1) ?? '']
        if (example !== undefined) body.example = example
      }
  return document
}
