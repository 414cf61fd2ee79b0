import assert from 'node:assert/strict'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Json, TestApp } from '../servers/test-app.ts'

export interface Operation {
  id: string
  method: string
  /** With its parameters in braces. */
  path: string
  described: Json
}

/** The document as a running server serves it, and the checks that a client could make with it. */
export function readDocument({ app }: Pick<TestApp, 'app'>) {
  const document = served.get(app) ?? fetchDocument(app)
  served.set(app, document)
  return document
}

async function fetchDocument(app: TestApp['app']) {
  const text = await (await app.request('/openapi.json')).text()
  // Compiling a check takes far longer than making it, so the same document is compiled once.
  const read = documents.get(text) ?? parseDocument(text)
  documents.set(text, read)
  return read
}

const served = new WeakMap<TestApp['app'], ReturnType<typeof fetchDocument>>()
const documents = new Map<string, ReturnType<typeof parseDocument>>()

function parseDocument(text: string) {
  const document: Json = JSON.parse(text)
  const requireValid = validation(document)
  return { document, operations: operationsIn(document), requireValid, checkAnswer: createCheck(requireValid) }
}

type RequireValid = (value: unknown, what: string, ...path: string[]) => void

/** Returns a check of an answer's status, type, headers, and body. */
const createCheck =
  (requireValid: RequireValid) =>
  async ({ id, path, method, described }: Operation, response: Response): Promise<Json> => {
    const { status, headers } = response
    const what = `${id} ${status}`
    const answer = described.responses[status]
    assert.ok(answer, `${what} is not described: ${await response.clone().text()}`)
    for (const [name, header] of Object.entries<Json>(answer.headers ?? {}))
      if (header.required) assert.ok(headers.get(name) !== null, `${what} lacks ${name}`)
    const type = headers.get('content-type')?.split(';')[0] ?? ''
    const text = await response.text()
    if (!answer.content) return assert.equal(text, '', what)
    assert.ok(type in answer.content, `${what} is ${type}`)
    if (!type.endsWith('json')) return text
    const at = ['paths', path, method.toLowerCase(), 'responses', String(status), 'content', type, 'schema']
    requireValid(JSON.parse(text), what, ...at)
    return JSON.parse(text)
  }

function operationsIn(document: Json): Operation[] {
  return Object.entries(document.paths as Record<string, Json>).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Json>).map(([method, described]) => ({
      id: described.operationId,
      method: method.toUpperCase(),
      path,
      described,
    })),
  )
}

/** Returns a check of a value against the schema at a path of the document. */
function validation(document: Json) {
  // @ts-expect-error: the package is CommonJS, and its types name a default export that Node does not see.
  const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true, validateFormats: true })) as Ajv2020
  ajv.addSchema({ $id: 'document', ...closed(document) })
  const validators = new Map<string, ValidateFunction>()
  return (value: unknown, what: string, ...path: string[]) => {
    const pointer = path.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')
    const validator = validators.get(pointer) ?? ajv.compile({ $ref: `document#/${encodeURI(pointer)}` })
    validators.set(pointer, validator)
    assert.ok(validator(value), `${what}: ${ajv.errorsText(validator.errors)} ${JSON.stringify(value)}`)
  }
}

/** Closes every object, so that a member which is not described is a fault. */
function closed(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]))
  const isOpen = inner['type'] === 'object' && inner['properties'] && inner['additionalProperties'] === undefined
  return isOpen ? { ...inner, additionalProperties: false } : inner
}
