import type { TrainingDraft } from '@training-signup/contract'
import { afterTest } from './after-test.ts'
import { kill, look, type RunningProgram, seedTrainings, startServerProcess } from './server.ts'
import { startSmtpServer } from './smtp.ts'
import { adminToken, type Dialect, freshDatabaseUrl, type Json, readJson } from './test-app.ts'

/** Starts two processes on one database with one training. They end with the test. */
export async function startTwoServers(
  dialect: Dialect,
  { draft = {}, ...own }: { draft?: Partial<TrainingDraft>; environment?: Record<string, string> },
) {
  const place = await freshDatabaseUrl(dialect)
  const [slug = ''] = await look(place.url, (db) =>
    seedTrainings(db, 'shared', 1, () => ({ seats: { capacity: null }, ...draft })),
  )
  const environment = { DATABASE_URL: place.url, ADMIN_TOKEN: adminToken, ...own.environment }
  const servers = await Promise.all([1, 2].map(() => startServerProcess(environment)))
  afterTest(async () => {
    await Promise.all(servers.map(kill))
    await place.remove()
  })
  return { url: place.url, slug, servers: servers as [RunningProgram, RunningProgram], environment }
}

/** Starts a mail server. It ends with the test. */
export async function startTestMail() {
  const smtp = await startSmtpServer()
  afterTest(smtp.close)
  return { smtp, environment: { SMTP_URL: smtp.url, MAIL_FROM: 'signup@example.org' } }
}

/** Sends a request to a running server as its operator. Its path starts after `/api/v1`. */
export const sendTo = ({ url }: RunningProgram, method: string, path: string, body?: unknown): Promise<Response> =>
  fetch(`${url}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${adminToken}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

export const ask = async (...asked: Parameters<typeof sendTo>): Promise<Json> => readJson(await sendTo(...asked))
