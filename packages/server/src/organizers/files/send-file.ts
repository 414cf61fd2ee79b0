import type { Context } from 'hono'
import { logFailure } from '../../platform/ops/log-failure.ts'
import type { System } from '../../platform/system.ts'
import type { SentFile } from './files.ts'

/** Responds with a file as it is made. */
export const sendFile = (system: System, c: Context, { name, type, isShown = false, body }: SentFile): Response =>
  c.body(ReadableStream.from(logged(system, body)) as ReadableStream, 200, {
    'Content-Type': type,
    'Content-Disposition': `${isShown ? 'inline' : 'attachment'}; filename="${name}"`,
    'Cache-Control': 'no-store',
  })

/** Logs an error in the middle of a file. The connection breaks, so only the log can say why. */
async function* logged({ log }: System, body: SentFile['body']): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch (error) {
    logFailure(log, error, {}, 'an export was interrupted')
    throw error
  }
}
