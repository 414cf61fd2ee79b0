import type { TrainingInput } from '@training-signup/contract'
import type { OutboxRow } from '../../../core/outbox/outbox.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { System } from '../../../platform/system.ts'
import { composeInside, undoable } from '../undoable.ts'
import { readAdminTraining } from './admin-training.ts'
import { type ChangeOptions, changeTraining } from './change-training.ts'
import { readNews, withNews } from './notify-all.ts'
import { type Changed, type ChangeEmail, previewEnd } from './preview-end.ts'
import { requireStartToCome } from './require-times.ts'

type Change = (present: TrainingInput) => TrainingInput
/**
 * Changes a training, and returns it as this change left it, not a later one.
 * @throws {ProblemError} as `changeTraining`; `invalid-input` if it becomes public after its start
 */
export const saveTraining = (system: System, slug: string, change: Change, options: ChangeOptions): Promise<Changed> =>
  withNews(system, () => system.db.transaction((tx) => apply(system, tx, slug, change, options)))

/**
 * Returns what a change would do, with one email of each kind, and undoes it.
 * @throws {ProblemError} as `saveTraining`
 */
export async function previewChange(
  system: System,
  slug: string,
  change: Change,
  options: ChangeOptions = {},
): Promise<Changed> {
  const ended = await previewEnd(system, slug, change)
  if (ended) return ended
  const outcome = await saveIf(system, slug, change, () => false, options)
  return outcome.changed
}

/**
 * Changes a training only if `isWanted` agrees to what the change leads to. Otherwise it is undone,
 * and the emails come with an example each.
 * @throws {ProblemError} as `saveTraining`
 */
export const saveIf = (
  system: System,
  slug: string,
  change: Change,
  isWanted: (changed: Changed) => boolean,
  options: ChangeOptions = {},
): Promise<Saved> =>
  withNews(system, () =>
    undoable<Saved>(system, async (tx, undo) => {
      const changed = await apply(system, tx, slug, change, options)
      if (isWanted(changed)) return { isSaved: true, changed }
      const emails: ChangeEmail[] = []
      for (const one of changed.emails) emails.push(await withExample(system, tx, one))
      return undo({ isSaved: false, changed: { ...changed, emails } })
    }),
  )

interface Saved {
  isSaved: boolean
  changed: Changed
}

interface QueuedEmail extends ChangeEmail {
  first: OutboxRow
}

async function apply(system: System, tx: Tx, slug: string, change: Change, options: ChangeOptions) {
  const ids = new Set<string>()
  const newId = () => {
    const id = system.newId()
    ids.add(id)
    return id
  }
  const news = await changeTraining(
    { ...system, newId },
    tx,
    slug,
    (present) => {
      const next = change(present)
      if (present.status === 'draft' && next.status === 'published') requireStartToCome(next, system.now())
      return next
    },
    options,
  )
  const training = await readAdminTraining(system, slug, tx)
  return {
    training,
    emails: system.config.mail ? await readEmails(system, tx, slug, { ids, isTold: news !== undefined }) : [],
  }
}

/** Returns the emails that this transaction leads to, by kind. */
async function readEmails(
  system: System,
  tx: Tx,
  slug: string,
  { ids, isTold }: { ids: ReadonlySet<string>; isTold: boolean },
): Promise<QueuedEmail[]> {
  const { id } = await tx.selectFrom('training').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()
  const news = isTold ? await readNews(system, tx, id) : undefined
  const queued = await tx
    .selectFrom('outbox')
    .selectAll()
    .where('id', 'in', ['', ...ids])
    .where('training_id', '=', id)
    .orderBy('id')
    .execute()
  const byKind = Map.groupBy(queued, ({ kind }) => kind)
  const others = [...byKind].map(([kind, rows]) => ({ kind, count: rows.length, first: rows[0] as OutboxRow }))
  return [...(news ? [news] : []), ...others].map((one) => ({ ...one, mail: null }))
}

/** Composes an email from what the transaction has changed. */
async function withExample(system: System, tx: Tx, email: ChangeEmail): Promise<ChangeEmail> {
  const { kind, count, first } = email as QueuedEmail
  const mail = await composeInside(system, tx, first)
  return { kind, count, mail: mail ? { subject: mail.subject, text: mail.text, html: mail.html } : null }
}
