import assert from 'node:assert/strict'
import { accountRoles } from '@training-signup/contract'
import { limits } from '@training-signup/contract/limits'
import { after, test } from 'mocha'
import type { ProblemName } from '../platform/problem.ts'
import type { Asked } from '../testing/contract/asked.ts'
import { contractCases } from '../testing/contract/cases.ts'
import { contractServer } from '../testing/contract/states.ts'
import { askAs } from '../testing/keys.ts'
import { operationRules } from '../testing/pages/access-rules.ts'
import { type Operation, readDocument } from '../testing/pages/served-document.ts'
import { adminToken, type Json, onBothDatabases, type TestApp, testApp } from '../testing/servers/test-app.ts'

type Refusals = Partial<Record<ProblemName, (asked: Sent, operation: Operation) => Sent[]>>

/** A request as it is sent. */
interface Sent {
  method: string
  path: Record<string, string>
  query: Record<string, string>
  /** Undefined if there is none. */
  body: string | Uint8Array<ArrayBuffer> | undefined
  headers: Record<string, string>
  /** Where it comes from, if that counts. */
  address?: string
}

const withHeaders = (sent: Sent, headers: Record<string, string>): Sent => ({
  ...sent,
  headers: { ...sent.headers, ...headers },
})
const without = (sent: Sent, header: string): Sent => {
  const { [header]: _, ...headers } = sent.headers
  return { ...sent, headers }
}

/**
 * The refusals that are made the same way for every operation, from a request that would succeed.
 */
const common: Refusals = {
  malformed: (sent) => [{ ...sent, body: '{' }],
  unauthorized: (sent) => [without(sent, 'authorization'), withHeaders(sent, { authorization: 'Bearer another' })],
  'origin-not-allowed': (sent) => [withHeaders(sent, { origin: 'https://elsewhere.example' })],
  'not-found': (sent) => unknown(sent),
  'method-not-allowed': (sent) => [{ ...sent, method: 'PROPFIND', body: undefined }],
  'precondition-failed': (sent) => [withHeaders(sent, { 'if-match': '"another"' })],
  'precondition-required': (sent) => [without(sent, 'if-match')],
  'too-large': (sent) => [{ ...sent, body: `{"a":"${'a'.repeat(limits.bodyBytes)}"}` }],
  'unsupported-media-type': (sent) => [
    withHeaders(sent, { 'content-type': 'application/xml' }),
    withHeaders(sent, { 'content-type': `${sent.headers['content-type']}; charset=utf-16` }),
    withHeaders(sent, { 'content-encoding': 'gzip' }),
  ],
  'invalid-input': (sent, { described }) => invalid(sent, described.parameters ?? []),
}

const textOf = ({ body }: Sent) => (typeof body === 'string' ? body : undefined)

/** The same request about something that does not exist. */
function unknown(sent: Sent): Sent[] {
  const parts = { slug: 'nowhere', id: crypto.randomUUID(), reference: '222-222', training: 'nowhere' }
  const names = Object.keys(parts) as (keyof typeof parts)[]
  const inPath = names.filter((name) => name in sent.path)
  // A body that repeats the slug names the same as the path.
  const text = textOf(sent)
  const bodyWith = (slug: string) => text?.replaceAll(`"slug":"${sent.path['slug']}"`, `"slug":"${slug}"`)
  const paths: Sent[] = inPath.map((name) => ({
    ...sent,
    path: { ...sent.path, [name]: parts[name] },
    body: name === 'slug' ? bodyWith(parts.slug) : sent.body,
  }))
  if ('training' in sent.query) paths.push({ ...sent, query: { ...sent.query, training: parts.training } })
  if (paths.length > 0) return paths
  return [{ ...sent, body: JSON.stringify({ ...JSON.parse(text ?? '{}'), training: parts.training }) }]
}

/** The same request with a member, a parameter, or a part of its path that no one knows. */
function invalid(sent: Sent, parameters: Json[]): Sent[] {
  const text = textOf(sent)
  const body = text !== undefined && { ...sent, body: JSON.stringify({ ...JSON.parse(text), nonsense: 1 }) }
  const isList = parameters.some(({ name }) => name === 'limit')
  const query = isList && { ...sent, query: { ...sent.query, nonsense: '1' } }
  const found = [body, query].filter((one) => one !== false)
  if (found.length > 0) return found
  const name = Object.keys(sent.path)[0]
  if (name === undefined) return [{ ...sent, query: { nonsense: '1' } }]
  return [{ ...sent, path: { ...sent.path, [name]: 'x'.repeat(64) } }]
}

/**
 * What no request can reach: a fault of the server itself. `failures.test.ts` and its neighbors
 * cause those.
 */
const faults: ProblemName[] = ['internal', 'busy']

onBothDatabases(
  'each operation',
  (given) => {
    test('has a case, and each case has an operation', async () => {
      const { operations } = await readDocument(given())
      assert.deepEqual(Object.keys(contractCases).toSorted(), operations.map(({ id }) => id).toSorted())
    })

    let limited: TestApp | undefined
    after(() => limited?.close())

    for (const [order, [id, { good, refused = {} }]] of Object.entries(contractCases).entries())
      test(`answers as the document says: ${id}`, async () => {
        const running = given()
        const { operations, checkAnswer } = await readDocument(running)
        const operation = operations.find((one) => one.id === id)
        assert.ok(operation, 'it is documented')
        const reached = new Set<string>()
        const ask = async (sent: Sent, expected: string, app: Pick<TestApp, 'app'> = running) => {
          const response = await send(app, operation, sent)
          const { status } = response
          const body = await checkAnswer(operation, response)
          const answer = status < 400 ? String(status) : body.type.replace('/problems/', '')
          assert.match(answer, new RegExp(`^(?:${expected})$`), `${id} ${JSON.stringify(body)}`)
          reached.add(answer)
          return response
        }

        const documented = documentedOf(operation)
        assert.deepEqual(
          Object.keys(refused).filter((name) => !documented.problems.includes(name as ProblemName)),
          [],
        )
        // What is refused leaves everything as it is, so one request can be refused in many ways.
        const first = await prepare(running, operation, await good[0](running))
        for (const name of documented.problems) {
          if (faults.includes(name) || name === 'too-many-requests') continue
          const own = refused[name]
          if (name === 'forbidden') {
            const role =
              accountRoles.find((one) => !operationRules[id]?.who.includes(one)) ?? assert.fail('everyone may')
            await ask(withHeaders(first, await askAs(running, { role })), name)
          } else if (own) await ask(await prepare(running, operation, await own(running)), name)
          else {
            const make = common[name]
            assert.ok(make, `no case reaches ${name}`)
            for (const sent of make(first, operation)) await ask(sent, name)
          }
        }
        if (documented.problems.includes('too-many-requests')) {
          limited ??= await startLimited(running)
          await tooMany({ ...first, address: `198.51.100.${order}` }, (sent, expected) => ask(sent, expected, limited))
        }
        for (const one of good) {
          const sent = await prepare(running, operation, await one(running))
          const tag = (await ask(sent, '2..')).headers.get('etag')
          if (documented.successes.includes('304')) await ask(withHeaders(sent, { 'if-none-match': tag ?? '' }), '304')
        }
        const all = [...documented.successes, ...documented.problems.filter((name) => !faults.includes(name))]
        assert.deepEqual([...reached].toSorted(), all.toSorted(), 'every documented answer was reached')
      })
  },
  contractServer,
)

/** A server next to this one on its database, where each address has an allowance of one. */
const startLimited = ({ context: { db, authSecret }, clock }: TestApp) =>
  testApp('sqlite', {
    environment: {
      ...contractServer.environment,
      TRUSTED_PROXIES: '192.0.2.1',
      RATE_LIMITS: 'sign-ups=1, codes=1, views=1, wrong-tokens=1',
    },
    system: { db, authSecret, now: () => clock.now },
  })

/** Uses up the allowance of the address that a request comes from. */
async function tooMany(sent: Sent, ask: (sent: Sent, expected: string) => Promise<Response>) {
  const isAdmin = 'authorization' in sent.headers
  const wrong = isAdmin ? without(sent, 'authorization') : { ...sent, body: '{' }
  await ask(wrong, isAdmin ? 'unauthorized' : 'malformed')
  await ask(wrong, 'too-many-requests')
}

function documentedOf({ described }: Operation) {
  const answers = Object.entries<Json>(described.responses)
  const namesOf = ({ $ref, anyOf = [] }: Json): string[] => ($ref ? [$ref] : anyOf.flatMap(namesOf))
  const kebab = (ref: string) =>
    ref
      .replace(/^.*\/(.*)Problem$/, '$1')
      .replaceAll(/(?!^)[A-Z]/g, (letter) => `-${letter}`)
      .toLowerCase() as ProblemName
  return {
    successes: answers.map(([status]) => status).filter((status) => Number(status) < 400),
    problems: answers.flatMap(([, { content = {} }]) =>
      namesOf(content['application/problem+json']?.schema ?? {}).map(kebab),
    ),
  }
}

/** Adds to a request what its operation always needs: the token, its type, and what it replaces. */
async function prepare(
  { app }: TestApp,
  { method, path: template, described }: Operation,
  { path = {}, query = {}, body, headers = {} }: Asked,
): Promise<Sent> {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const type = described.requestBody && Object.keys(described.requestBody.content)[0]
  const sent: Sent = {
    method,
    path: Object.fromEntries(names.map((name) => [name, (path as Record<string, string>)[name] ?? ''])),
    query,
    body: body instanceof Uint8Array ? new Uint8Array(body) : body && JSON.stringify(body),
    headers: {
      ...(template.includes('/admin/') ? { authorization: `Bearer ${adminToken}` } : {}),
      ...(type && body ? { 'content-type': type } : {}),
      ...headers,
    },
  }
  if (!described.parameters?.some(({ name }: Json) => name === 'If-Match')) return sent
  const read = await send({ app }, { path: template }, { ...sent, method: 'GET', body: undefined })
  return withHeaders(sent, { 'if-match': read.headers.get('etag') ?? '' })
}

function send(
  { app }: Pick<TestApp, 'app'>,
  { path: template }: Pick<Operation, 'path'>,
  { method, path, query, body, headers, address }: Sent,
) {
  const url = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ''))
  const connection = { incoming: { socket: { remoteAddress: address ?? '203.0.113.1' } } }
  const init = { method, headers, ...(body === undefined ? {} : { body }) }
  return app.request(`${url}?${new URLSearchParams(query).toString()}`, init, connection)
}
