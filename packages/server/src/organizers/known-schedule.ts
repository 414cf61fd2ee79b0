import type { TrainingInput } from '@training-signup/contract'
import type { Tx } from '../db/database.ts'
import type { MailKind } from '../outbox/outbox.ts'
import type { System } from '../system.ts'
import { type Schedule, scheduleOf } from '../trainings/schedule.ts'

/** When and where a training was, until it was moved without an email. */
interface SilentChange {
  until: string
  was: Schedule
}

const parse = (stored: string | null): SilentChange[] => (stored === null ? [] : JSON.parse(stored))

const readChanges = async (tx: Tx, id: string): Promise<SilentChange[]> => {
  const training = tx.selectFrom('training').select('silent_changes').where('id', '=', id)
  return parse((await training.executeTakeFirstOrThrow()).silent_changes)
}

const writeChanges = (tx: Tx, id: string, changes: SilentChange[]) =>
  tx
    .updateTable('training')
    .set({ silent_changes: changes.length === 0 ? null : JSON.stringify(changes) })
    .where('id', '=', id)
    .execute()

/**
 * Notes that a training was moved and no one was told. The next email then names what people know.
 */
export async function noteSilentChange(system: System, tx: Tx, id: string, before: TrainingInput): Promise<void> {
  const change = { until: system.now().toISOString(), was: scheduleOf(before) }
  await writeChanges(tx, id, [...(await readChanges(tx, id)), change])
}

/** Emails that do not say when and where a training is, unless a message shows it. */
const silentKinds: MailKind[] = ['message', 'code', 'your-link', 'supervisor', 'digest']

interface Reader {
  registration_id: string | null
  group_id: string | null
  /** When they registered. */
  since: string
}

/**
 * Returns what each reader was last told of a training's time and place: when they registered, or
 * by the latest email. Then all of them are being told, so that silent changes are forgotten.
 */
export async function takeKnownSchedules(
  tx: Tx,
  id: string,
  before: TrainingInput,
): Promise<(reader: Reader) => Schedule> {
  const changes = await readChanges(tx, id)
  const present = scheduleOf(before)
  if (changes.length === 0) return () => present
  await writeChanges(tx, id, [])
  const mails = await tx
    .selectFrom('outbox')
    .leftJoin('message_mail', 'message_mail.outbox_id', 'outbox.id')
    .leftJoin('message', 'message.id', 'message_mail.message_id')
    .select(['registration_id', 'group_id', ({ fn }) => fn.max('sent_at').as('at')])
    .where('outbox.training_id', '=', id)
    .where('outcome', '=', 'sent')
    .where(({ eb, or }) => or([eb('kind', 'not in', silentKinds), eb('message.shows_training', '=', 1)]))
    .groupBy(['registration_id', 'group_id'])
    .execute()
  const told = new Map(mails.map((mail) => [mail.registration_id ?? mail.group_id, mail.at ?? '']))
  return ({ registration_id, group_id, since }) => {
    const mail = told.get(registration_id ?? group_id) ?? ''
    const last = mail > since ? mail : since
    return changes.find(({ until }) => last < until)?.was ?? present
  }
}
