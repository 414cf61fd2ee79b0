import { AsyncLocalStorage } from 'node:async_hooks'
import type { System } from '../system.ts'
import type { Route } from './meter.ts'

/** What the work for a request knows of it. */
interface CurrentRequest {
  /** In its log lines, its answer, and its problem, so that an operator finds what belongs together. */
  id: string
  /** What answers it, once that is found, where metrics are asked for. */
  route?: Route
}

const current = new AsyncLocalStorage<CurrentRequest>()

/** Returns the request that is being worked for; undefined in jobs. */
export const currentRequest = (): CurrentRequest | undefined => current.getStore()

/** Does the work for a request, with the id that it brought or a new one. */
export const inRequest = <T>(system: Pick<System, 'randomBytes'>, headers: Headers, work: () => T): T =>
  current.run({ id: broughtId(headers) ?? newId(system) }, work)

const newId = ({ randomBytes }: Pick<System, 'randomBytes'>) => Buffer.from(randomBytes(16)).toString('hex')

const hex32 = /^[\da-f]{32}$/i
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i
const trace = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-[\da-f]{16}-[\da-f]{2}(?:-|$)/

/**
 * Returns the id of a proxy or a trace. Only what looks random is taken: any other text could hold a
 * name, or the visitor’s address, as HAProxy’s usual format does.
 */
function broughtId(headers: Headers): string | undefined {
  const id = headers.get('x-request-id')
  if (id !== null && (hex32.test(id) || uuid.test(id))) return id.toLowerCase()
  return trace.exec(headers.get('traceparent') ?? '')?.[1]
}
