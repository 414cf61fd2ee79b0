import type { App } from '../core/context.ts'
import type { CertificateContent } from '../core/credit/certificate-content.ts'
import { newSerial } from '../core/credit/serial.ts'
import { randomId } from '../core/evaluation/box.ts'
import { storeEvaluation } from '../core/evaluation/evaluations.ts'
import { noteSending } from '../core/evaluation/send-evaluations.ts'
import { usualEvaluation } from '../core/evaluation/usual.ts'
import type { Registration } from '../core/seats/registration.ts'

/** Asks people what a training was like. */
export async function askAfter(context: App, { training_id }: Registration): Promise<void> {
  await context.db.transaction(async (tx) => {
    await tx.deleteFrom('evaluation').where('training_id', '=', training_id).execute()
    await storeEvaluation(tx, training_id, usualEvaluation())
    await noteSending(context, tx, training_id)
  })
}

/** Has someone wish to be asked once more. Returns the id of the wish. */
export async function askMuchLater(context: App, { training_id, lang }: Registration): Promise<string> {
  const id = randomId(context)
  const email = `rosa.later.${lang}@example.org`
  const due_at = context.now().toISOString()
  const row = { id, training_id, registration_id: null, email, lang, due_at, is_queued: 1, is_answered: 0 } as const
  await context.db.transaction((tx) => tx.insertInto('follow_up').values(row).execute())
  return id
}

const printed: CertificateContent = {
  kind: 'certificate',
  lang: 'en',
  profile: 'Officers',
  organizer: 'Jackson County',
  contact: 'desk@example.org',
  email: 'desk@example.org',
  name: 'Ada Reyes',
  initials: true,
  license: undefined,
  agency: undefined,
  course: 'First aid',
  date: 'March 6, 2027',
  from: '9:00 AM',
  to: '3:00 PM',
  place: 'Kauffman Stadium',
  instructors: undefined,
  provider: undefined,
  approval: undefined,
  hours: 6,
  unit: 'hours attended',
  areas: [],
  minutes: 360,
  minutesPerHour: 60,
  statement: 'This certificate shows hours attended.',
  sponsors: undefined,
  issued: 'March 7, 2027',
  sessions: [],
}

/** As if they had attended the training. */
export async function certify(
  context: App,
  { id, training_id, lang }: Pick<Registration, 'id' | 'training_id' | 'lang'>,
  said: Partial<CertificateContent> = {},
): Promise<void> {
  const now = context.now().toISOString()
  await context.db.writer
    .insertInto('certificate')
    .values({
      id: context.newId(),
      serial: newSerial(context),
      training_id,
      registration_id: id,
      profile_id: 'officers',
      valid_for: `${id} ${context.newId()}`,
      content: JSON.stringify({ ...printed, lang, ...said }),
      recipient: null,
      issued_at: now,
      revoked_at: null,
      replaced_by: null,
      keep_until: now,
    })
    .execute()
}
