// Writes the client's types from the document that the server serves: node packages/client/generate.ts
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript'
import { testApp } from '../server/src/testing/servers/test-app.ts'

const file = join(import.meta.dirname, 'src/schema.ts')
const head = '// Generated from /openapi.json by generate.ts. Not edited by hand.\n'

async function generate(): Promise<string> {
  const { app, close } = await testApp('sqlite')
  try {
    const served = (await (await app.request('/openapi.json')).json()) as Served
    const document = shorten(served) as Served
    document.components.schemas['Problem'] = anyOf(served.components.schemas['InternalProblem'])
    return head + astToString(await openapiTypescript(document as unknown as OpenAPI3, { alphabetize: true }))
  } finally {
    await close()
  }
}

interface Served {
  components: { schemas: Record<string, unknown> }
}

const refusal = { schema: { $ref: '#/components/schemas/Problem' } }
const isOfOneRefusal = (name: string) => name.endsWith('Problem')

/** Widens the description of one refusal to that of any. */
function anyOf(described: unknown): unknown {
  const { properties, ...more } = described as { properties: object; description: string }
  return {
    ...more,
    description: 'What was refused. The type is stable, and leads to a page with its meaning',
    properties: { ...properties, type: { type: 'string' }, status: { type: 'integer' } },
  }
}

/**
 * Leaves out what types do not need: examples, and a type of its own for each refusal. Every refusal
 * has the members of `Problem`.
 */
function shorten(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(shorten)
  if (typeof given !== 'object' || given === null) return given
  return Object.fromEntries(
    Object.entries(given)
      .filter(([name]) => name !== 'example' && !isOfOneRefusal(name))
      .map(([name, value]) => [name, name === 'application/problem+json' ? refusal : shorten(value)]),
  )
}

writeFileSync(file, await generate())
