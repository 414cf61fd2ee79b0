import { CreditProfileInput } from '@training-signup/contract'
import type { App } from '../core/context.ts'
import type { CertificateContent } from '../core/credit/certificate-content.ts'
import { createProfile } from '../core/credit/profiles.ts'
import { newSerial } from '../core/credit/serial.ts'
import { replaceCredits } from '../core/credit/training-credits.ts'
import { randomId } from '../core/evaluation/box.ts'
import { storeEvaluation } from '../core/evaluation/evaluations.ts'
import { noteSending } from '../core/evaluation/send-evaluations.ts'
import { usualEvaluation } from '../core/evaluation/usual.ts'
import type { Registration } from '../core/seats/registration.ts'
import type { CertificateTable } from '../platform/db/tables/trainings/credit.ts'

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
  ended: Partial<Pick<CertificateTable, 'revoked_at' | 'valid_for'>> = {},
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
      ...ended,
    })
    .execute()
}

/** Stores what an email after a training is about. */
export async function giveAfter(context: App, registration: Registration, kind: string): Promise<void> {
  if (kind === 'evaluation') return askAfter(context, registration)
  if (kind === 'certificate-step') return lackLicense(context, registration)
  const revoked_at = kind === 'certificate-revoked' ? context.now().toISOString() : null
  return certify(context, registration, {}, revoked_at === null ? {} : { revoked_at, valid_for: null })
}

/** As if they had come, and given no license number. */
async function lackLicense(context: App, { id, training_id }: Registration): Promise<void> {
  const { starts_at } = await context.db.reader
    .selectFrom('training')
    .select('starts_at')
    .where('id', '=', training_id)
    .executeTakeFirstOrThrow()
  const { id: profile } = await createProfile(
    context,
    CreditProfileInput.parse({ name: { en: 'Officers' }, rule: { minimumShare: 0, license: true } }),
  )
  const mark = { id: context.newId(), kind: 'in' as const, session: null, at: starts_at, received_at: starts_at }
  await context.db.transaction(async (tx) => {
    await replaceCredits(context, tx, training_id, { credits: [{ profile, approval: 'none', roles: [] }] })
    await tx
      .insertInto('mark')
      .values({
        ...mark,
        training_id,
        registration_id: id,
        source: 'door',
        voids: null,
        reason: null,
        tapped_by: null,
        sent_by: null,
        device: null,
      })
      .execute()
  })
}
