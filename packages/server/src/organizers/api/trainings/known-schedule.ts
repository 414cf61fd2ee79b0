import type { TrainingInput } from '@training-signup/contract'
import type { MailKind } from '../../../core/outbox/outbox.ts'
import { type Schedule, scheduleOf } from '../../../core/trainings/schedule.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { System } from '../../../platform/system.ts'

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

/** Who gets an email about a training: a person, or the coordinator of a group. */
export interface NewsReader {
  registration_id: string | null
  group_id: string | null
  /** When they registered. */
  since: string
}

/** What people know of a training's time and place when it changes. */
export interface KnownSchedule {
  present: Schedule
  changes: SilentChange[]
}

/**
 * Returns what people know before a change that all of them are told of. Silent changes before it
 * are forgotten.
 */
export async function takeKnown(tx: Tx, id: string, before: TrainingInput): Promise<KnownSchedule> {
  const changes = await readChanges(tx, id)
  if (changes.length > 0) await writeChanges(tx, id, [])
  return { present: scheduleOf(before), changes }
}

/**
 * Returns what some readers were last told of a training's time and place: when they registered, or
 * by the latest email until `at`.
 */
export async function knownTo(
  tx: Tx,
  { present, changes }: KnownSchedule,
  readers: readonly NewsReader[],
  at: string,
): Promise<(reader: NewsReader) => Schedule> {
  if (changes.length === 0) return () => present
  const told = new Map([
    ...(await readLatestMails(tx, 'registration_id', readers, at)),
    ...(await readLatestMails(tx, 'group_id', readers, at)),
  ])
  return ({ registration_id, group_id, since }) => {
    const mail = told.get(registration_id ?? group_id ?? '') ?? ''
    const last = mail > since ? mail : since
    return changes.find(({ until }) => last < until)?.was ?? present
  }
}

async function readLatestMails(
  tx: Tx,
  by: 'registration_id' | 'group_id',
  readers: readonly NewsReader[],
  at: string,
): Promise<[string, string][]> {
  const ids = readers.flatMap((reader) => reader[by] ?? [])
  if (ids.length === 0) return []
  const mails = await tx
    .selectFrom('outbox')
    .leftJoin('message_mail', 'message_mail.outbox_id', 'outbox.id')
    .leftJoin('message', 'message.id', 'message_mail.message_id')
    .select([`outbox.${by} as reader`, ({ fn }) => fn.max('sent_at').as('at')])
    .where(`outbox.${by}`, 'in', ids)
    .$if(by === 'group_id', (query) => query.where('outbox.registration_id', 'is', null))
    .where('outcome', '=', 'sent')
    .where('sent_at', '<=', at)
    .where(({ eb, or }) => or([eb('kind', 'not in', silentKinds), eb('message.shows_training', '=', 1)]))
    .groupBy(`outbox.${by}`)
    .execute()
  return mails.map((mail) => [mail.reader ?? '', mail.at ?? ''])
}
