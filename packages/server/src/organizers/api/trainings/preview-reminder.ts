import type { Language, LocalText, ReminderKind } from '@training-signup/contract'
import { storeReminder } from '../../../core/messages/reminder-texts.ts'
import { asStored, mailRow } from '../../../core/outbox/outbox.ts'
import { admitSignUp, startAdmission, writeAdmitted } from '../../../core/seats/admission.ts'
import type { IdentifiedSignUp } from '../../../core/seats/identified-sign-up.ts'
import { lockTraining } from '../../../core/seats/locked-training.ts'
import type { System } from '../../../platform/system.ts'
import { say } from '../../../words/index.ts'
import type { FoundMail } from '../people/mail-after.ts'
import { composeInside, undoable } from '../undoable.ts'

/**
 * Returns a reminder as an example person would read it: they are added, get the email, and all of
 * it is undone. No real person is in it.
 * @returns null if no reminder goes out any more
 */
export const previewReminder = (
  system: System,
  trainingId: string,
  { kind, text, lang }: { kind: ReminderKind; text: LocalText | null; lang: Language },
): Promise<FoundMail> =>
  undoable<FoundMail>(system, async (tx, undo) => {
    const training = await lockTraining(system.db, tx, trainingId)
    if (!training) return undo(null)
    await storeReminder(tx, trainingId, kind, text)
    const now = system.now().toISOString()
    const request = exampleOf(trainingId, lang)
    const batch = await startAdmission(system, tx, [request], now)
    const admission = admitSignUp(batch, training, request)
    if ('refused' in admission) return undo(null)
    await writeAdmitted(batch, tx, new Map([[trainingId, training]]))
    const registration_id = admission.registrationIds[0] ?? null
    const row = asStored(mailRow(system, kind, { training_id: trainingId, registration_id, lang }, now))
    const mail = await composeInside(system, tx, row)
    return undo(mail ? { subject: mail.subject, text: mail.text } : null)
  })

const exampleOf = (trainingId: string, lang: Language): IdentifiedSignUp => ({
  trainingId,
  people: [
    {
      givenName: say(lang, 'mail.message.example'),
      familyName: '',
      email: 'example@example.org',
      phone: null,
      role: null,
      agency: null,
      answers: {},
      sensitive: {},
      activePerson: 'example',
      needsApproval: false,
    },
  ],
  split: false,
  consents: [],
  partner: null,
  channel: 'phone',
  origin: null,
  lang,
  byOrganizer: true,
  extraSeat: '',
})
