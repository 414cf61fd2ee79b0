import createFetchClient, { type Client } from 'openapi-fetch'
import type { components, operations, paths } from './schema.ts'

export type { operations, paths }
/** What requests and answers are made of, by name: `Schemas['AdminRegistration']`. */
export type Schemas = components['schemas']
export type TrainingSignupClient = Client<paths>

export interface ClientOptions {
  /** The server's public address, like `https://signup.example.org`. */
  server: string
  /** An API key, or the operator's token. Omitted: only the public part of the API answers. */
  token?: string
  /** How requests are made. By default the platform's `fetch`. */
  fetch?: (request: Request) => Promise<Response>
}

/**
 * Creates a client whose paths, parameters, bodies, and answers have the types of the server's own
 * description. A refusal is `error`, a `Problem` with a stable `type`.
 */
export function createClient({ server, token, fetch }: ClientOptions): TrainingSignupClient {
  return createFetchClient<paths>({
    baseUrl: server.replace(/(?<!\/)\/+$/, ''),
    ...(token === undefined ? {} : { headers: { Authorization: `Bearer ${token}` } }),
    ...(fetch ? { fetch } : {}),
  })
}

/** Yields the pages of a list, one request each: `read` asks for the page at a cursor. */
export async function* eachPage<Page extends { nextCursor: string | null }>(
  read: (cursor: { cursor?: string }) => Promise<{ data?: Page; error?: Schemas['Problem'] }>,
): AsyncGenerator<Page> {
  let cursor: string | undefined
  do {
    const { data, error } = await read(cursor === undefined ? {} : { cursor })
    if (!data) throw new Error(error?.detail ?? error?.title ?? 'The server gave no answer.')
    yield data
    cursor = data.nextCursor ?? undefined
  } while (cursor !== undefined)
}
