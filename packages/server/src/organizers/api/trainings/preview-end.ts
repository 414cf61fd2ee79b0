import { isDeepStrictEqual } from 'node:util'
import type { AdminTraining, TrainingChangePreview, TrainingInput } from '@training-signup/contract'
import { asStored, mailRow } from '../../../core/outbox/outbox.ts'
import { isOff } from '../../../core/trainings/availability.ts'
import { instantOf } from '../../../core/trainings/local-time.ts'
import { trainingIdOf, withUnsavedInput } from '../../../core/trainings/trainings.ts'
import { composeMail } from '../../../delivery/compose/compose.ts'
import type { System } from '../../../platform/system.ts'
import { withRandomKey } from '../undoable.ts'
import { readAdminTraining } from './admin-training.ts'
import { newsOf } from './change-training.ts'
import { countReaders } from './notify-all.ts'
import { warningsAbout } from './training-warnings.ts'

export type ChangeEmail = TrainingChangePreview['emails'][number]

export interface Changed {
  training: AdminTraining
  /** The emails to people that the change queued. */
  emails: ChangeEmail[]
}

/**
 * Returns what it leads to if a training is called off or taken off the site: emails to those who
 * are counted, and nothing else. So nothing has to be tried and undone, and sign-ups go on,
 * however many people are registered. Returns undefined for any other change.
 * @throws {ProblemError} `not-found`
 */
export async function previewEnd(
  system: System,
  slug: string,
  change: (present: TrainingInput) => TrainingInput,
): Promise<Changed | undefined> {
  const before = await readAdminTraining(system, slug)
  const next = change(before.training)
  if (!isOff(next.status) || !isDeepStrictEqual({ ...next, status: before.training.status }, before.training))
    return undefined
  const training = { ...before, training: next, warnings: warningsAbout(next) }
  const kind = newsOf(before.training, next)
  const isToCome = system.now().toISOString() < instantOf(next.start, next.timeZone)
  if (kind === undefined || !isToCome || !system.config.mail) return { training, emails: [] }
  return { training, emails: await readEmails(system, next, kind) }
}

async function readEmails(
  system: System,
  next: TrainingInput,
  kind: NonNullable<ReturnType<typeof newsOf>>,
): Promise<ChangeEmail[]> {
  const training_id = (await trainingIdOf(system, next.slug)) ?? ''
  const { count, first } = await countReaders(system.db.reader, training_id)
  if (!first) return []
  const row = asStored(mailRow(system, kind, first.about, system.now().toISOString()))
  const mail = await composeMail(withRandomKey(system), row, await withUnsavedInput(system, next))
  return [{ kind, count, mail: mail ? { subject: mail.subject, text: mail.text, html: mail.html } : null }]
}
