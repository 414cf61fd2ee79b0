import { findHold } from '../../core/outbox/hold.ts'
import { measureOutbox, type QueueMeasures } from '../../core/outbox/measure-outbox.ts'
import { measureWebhooks } from '../../core/webhooks/measure-webhooks.ts'
import type { Config } from '../../platform/config.ts'
import type { Engine } from '../../platform/db/engine.ts'
import type { Diagnosis } from './diagnosis.ts'

const minuteMs = 60_000
/** As the alerts for Prometheus. */
const longestMinutes = 10

/** Checks that what is due leaves. Without a mail server, emails wait as the operator decided. */
export async function checkQueues(
  { reader }: Engine,
  { mail, now }: Pick<Config, 'mail'> & { now: () => Date },
): Promise<Diagnosis> {
  const about = 'queues'
  if (await findHold(reader)) {
    const text = 'emails and webhooks wait since a backup was restored. Look at the lists, and run: release'
    return { about, state: 'fails', text }
  }
  const queues = { db: { reader }, now }
  const waited = ({ dueSince }: QueueMeasures) =>
    dueSince === undefined ? 0 : Math.floor((now().getTime() - Date.parse(dueSince)) / minuteMs)
  const emails = mail ? waited(await measureOutbox(queues)) : 0
  if (emails >= longestMinutes) {
    const text = `an email has been due for ${emails} minutes. Start the server, see its log, and run: mail test ADDRESS`
    return { about, state: 'fails', text }
  }
  const webhooks = waited(await measureWebhooks(queues))
  if (webhooks >= longestMinutes) {
    const text = `a webhook has been due for ${webhooks} minutes. Start the server, and see its log`
    return { about, state: 'fails', text }
  }
  return { about, state: 'fine', text: 'what is due leaves' }
}
