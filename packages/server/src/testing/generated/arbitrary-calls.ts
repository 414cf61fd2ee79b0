import fc from 'fast-check'
import type { Operation } from '../pages/served-document.ts'
import type { Json } from '../servers/test-app.ts'

/** Stands for what a person typed. No refusal repeats it. */
export const typedByPerson = 'Typed.By.A.Person'

/** Values that no schema expects, some of them known to break parsers and databases. */
const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 1e308, '', '\0', '\ud800', [], {}, [[]], '__proto__', typedByPerson),
  fc.string({ maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.integer(),
  fc.dictionary(fc.string({ maxLength: 8 }), fc.constant(typedByPerson), { maxKeys: 3 }),
)

export interface ArbitraryCall {
  path: string
  query: string
  body: unknown
}

/**
 * Returns the request that the document gives as its example, about the first that there is of
 * each.
 */
export function exampleRequest({ path, described }: Operation, known: Record<string, string[]>): ArbitraryCall {
  const content = described.requestBody && (Object.values(described.requestBody.content)[0] as Json)
  return {
    path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(known[name]?.[0] ?? '')),
    query: '',
    body: content?.example,
  }
}

/** Returns requests for an operation: some valid, most of them wrong in one place. */
export function arbitraryRequest(
  document: Json,
  { path, described }: Operation,
  known: Record<string, string[]>,
): fc.Arbitrary<ArbitraryCall> {
  const valueOf = arbitraryOf(document)
  const parameters: Json[] = described.parameters ?? []
  const inPath = parameters.filter((one) => one.in === 'path')
  const inQuery = parameters.filter((one) => one.in === 'query')
  const content = described.requestBody && (Object.values(described.requestBody.content)[0] as Json)
  const valid: fc.Arbitrary<unknown> | undefined =
    content && fc.oneof(fc.constant(content.example), valueOf(content.schema))
  return fc.record({
    path: fc
      .tuple(...inPath.map(({ name, schema: one }) => idOf(name, valueOf(one), known)))
      .map((values) =>
        inPath.reduce(
          (url, { name }, index) => url.replace(`{${name}}`, encodeURIComponent(values[index] ?? '')),
          path,
        ),
      ),
    query: fc
      .tuple(
        fc.record(
          Object.fromEntries(
            inQuery.map(({ name, schema: one }) => [
              name,
              fc.oneof({ weight: 5, arbitrary: idOf(name, valueOf(one), known) }, junk.map(asText)),
            ]),
          ),
          { requiredKeys: [] },
        ),
        fc.dictionary(fc.constantFrom('unknown', 'limit', 'lang'), fc.constant(typedByPerson), { maxKeys: 1 }),
      )
      .map(([given, unknown]) =>
        String(new URLSearchParams({ ...(given as Record<string, string>), ...dropMost(unknown) })),
      ),
    body: valid?.chain((body) => fc.oneof(fc.constant(body), spoiled(body), junk)) ?? fc.constant(undefined),
  })
}

// A lone surrogate cannot be part of a URL.
const asText = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed()

const dropMost = (unknown: Record<string, string>) => ('unknown' in unknown ? unknown : {})

const idOf = (name: string, valid: fc.Arbitrary<unknown>, known: Record<string, string[]>) =>
  fc.oneof(
    { weight: 6, arbitrary: known[name] ? fc.constantFrom(...known[name]) : valid.map(asText) },
    { weight: 1, arbitrary: valid.map(asText) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }) },
  )

/** Changes one place of a valid body: removes it, replaces it, or adds to it. */
function spoiled(valid: unknown): fc.Arbitrary<unknown> {
  if (typeof valid !== 'object' || valid === null) return junk
  const keys = Object.keys(valid)
  const more = fc.tuple(fc.constantFrom('more', typedByPerson, '__proto__'), junk)
  const added = more.map(([key, value]) =>
    Array.isArray(valid) ? [...valid, value] : Object.fromEntries([...Object.entries(valid), [key, value]]),
  )
  if (keys.length === 0) return added
  const within = fc
    .constantFrom(...keys)
    .chain((key) =>
      fc.oneof(fc.constant(undefined), junk, spoiled((valid as Json)[key])).map((value) => put(valid, key, value)),
    )
  return fc.oneof({ weight: 4, arbitrary: within }, { weight: 1, arbitrary: added })
}

function put(value: object, key: string, next: unknown): unknown {
  if (Array.isArray(value)) return value.with(Number(key), next)
  return { ...value, [key]: next }
}

type Of = (schema: Json) => fc.Arbitrary<unknown>

/** Returns values that a JSON schema describes. */
function arbitraryOf(document: Json): Of {
  const resolve = ($ref: string): Json =>
    $ref
      .slice(2)
      .split('/')
      .reduce((node: Json, key) => node[key], document)
  const of: Of = (schema) => {
    if (schema.$ref) return of(resolve(schema.$ref))
    if (schema.const !== undefined) return fc.constant(schema.const)
    if (schema.enum) return fc.constantFrom(...schema.enum)
    const either = schema.anyOf ?? schema.oneOf
    if (either) return fc.oneof(...either.map(of))
    if (schema.allOf) return fc.tuple(...schema.allOf.map(of)).map((all) => Object.assign({}, ...all))
    if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map((type: string) => of({ ...schema, type })))
    return simple(schema, of)
  }
  return of
}

function simple(schema: Json, of: Of): fc.Arbitrary<unknown> {
  const { type, minimum = 0, maximum = 1000, items = {}, minItems = 0 } = schema
  if (type === 'string') return text(schema)
  if (type === 'boolean') return fc.boolean()
  if (type === 'null') return fc.constant(null)
  if (type === 'object') return object(schema, of)
  if (type === 'array') return fc.array(of(items), { minLength: minItems, maxLength: Math.max(minItems, 2) })
  if (type !== 'integer' && type !== 'number') return junk
  return fc.integer({ min: Math.max(Math.ceil(minimum), -1e6), max: Math.min(maximum, 1e6) })
}

function object({ properties = {}, required = [], additionalProperties }: Json, of: Of): fc.Arbitrary<unknown> {
  const entries = Object.entries<Json>(properties).map(([key, one]) => [key, of(one)] as const)
  if (entries.length > 0) return fc.record(Object.fromEntries(entries), { requiredKeys: required })
  const keys = fc.constantFrom('givenName', 'familyName', 'email', 'phone', 'agency', 'needs', typedByPerson)
  return fc.dictionary(keys, additionalProperties ? of(additionalProperties) : junk, { maxKeys: 4 })
}

function text({ pattern, format, maxLength = 40, minLength = 0 }: Json): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid()
  if (format === 'date') return fc.constantFrom('2027-03-06', '2027-01-01')
  if (pattern) return fc.stringMatching(new RegExp(pattern, 'u'))
  return fc.oneof(
    fc.constantFrom('Ada', 'ada@example.org', 'https://example.org', 'America/Chicago', `${typedByPerson}@example.org`),
    fc.string({ minLength, maxLength: Math.min(maxLength, 40) }),
  )
}
