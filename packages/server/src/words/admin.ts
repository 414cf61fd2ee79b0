import type { Words } from '@training-signup/contract'
import { adminAccountsEn } from './en/organizers/accounts.ts'
import { adminAgenciesEn } from './en/organizers/agencies.ts'
import { adminAuditEn } from './en/organizers/audit.ts'
import { adminBulkEn } from './en/organizers/bulk.ts'
import { adminCoordinateEn } from './en/organizers/coordinate.ts'
import { adminAttendanceEn } from './en/organizers/day/attendance.ts'
import { adminCreditEn } from './en/organizers/day/credit.ts'
import { adminDoorEn } from './en/organizers/day/door.ts'
import { adminEvaluationEn } from './en/organizers/day/evaluation.ts'
import { adminKioskEn } from './en/organizers/day/kiosk.ts'
import { adminDecisionEn } from './en/organizers/decision.ts'
import { adminEmailsEn } from './en/organizers/emails.ts'
import { adminHomeEn } from './en/organizers/home.ts'
import { adminImportEn } from './en/organizers/import.ts'
import { adminEn } from './en/organizers/index.ts'
import { adminLikelyPairsEn } from './en/organizers/likely-pairs.ts'
import { adminMessagesEn } from './en/organizers/messages.ts'
import { adminNumbersEn } from './en/organizers/numbers.ts'
import { adminOrganizerEn } from './en/organizers/organizer.ts'
import { adminPartnersEn } from './en/organizers/partners.ts'
import { adminPersonEn } from './en/organizers/person.ts'
import { adminProblemsEn } from './en/organizers/problems.ts'
import { adminRosterEn } from './en/organizers/roster.ts'
import { adminSignInEn } from './en/organizers/sign-in.ts'
import { adminTrainingActsEn } from './en/organizers/training-acts.ts'
import { adminTrainingFaultsEn } from './en/organizers/training-faults.ts'
import { adminTrainingFormEn } from './en/organizers/training-form.ts'
import { adminTrainingPartsEn } from './en/organizers/training-parts.ts'
import { adminTrainingsEn } from './en/organizers/trainings.ts'
import { adminWebhooksEn } from './en/organizers/webhooks.ts'
import { adminAccountsEs } from './es/organizers/accounts.ts'
import { adminAgenciesEs } from './es/organizers/agencies.ts'
import { adminAuditEs } from './es/organizers/audit.ts'
import { adminBulkEs } from './es/organizers/bulk.ts'
import { adminCoordinateEs } from './es/organizers/coordinate.ts'
import { adminAttendanceEs } from './es/organizers/day/attendance.ts'
import { adminCreditEs } from './es/organizers/day/credit.ts'
import { adminDoorEs } from './es/organizers/day/door.ts'
import { adminEvaluationEs } from './es/organizers/day/evaluation.ts'
import { adminKioskEs } from './es/organizers/day/kiosk.ts'
import { adminDecisionEs } from './es/organizers/decision.ts'
import { adminEmailsEs } from './es/organizers/emails.ts'
import { adminHomeEs } from './es/organizers/home.ts'
import { adminImportEs } from './es/organizers/import.ts'
import { adminEs } from './es/organizers/index.ts'
import { adminLikelyPairsEs } from './es/organizers/likely-pairs.ts'
import { adminMessagesEs } from './es/organizers/messages.ts'
import { adminNumbersEs } from './es/organizers/numbers.ts'
import { adminOrganizerEs } from './es/organizers/organizer.ts'
import { adminPartnersEs } from './es/organizers/partners.ts'
import { adminPersonEs } from './es/organizers/person.ts'
import { adminProblemsEs } from './es/organizers/problems.ts'
import { adminRosterEs } from './es/organizers/roster.ts'
import { adminSignInEs } from './es/organizers/sign-in.ts'
import { adminTrainingActsEs } from './es/organizers/training-acts.ts'
import { adminTrainingFaultsEs } from './es/organizers/training-faults.ts'
import { adminTrainingFormEs } from './es/organizers/training-form.ts'
import { adminTrainingPartsEs } from './es/organizers/training-parts.ts'
import { adminTrainingsEs } from './es/organizers/trainings.ts'
import { adminWebhooksEs } from './es/organizers/webhooks.ts'
import { all, type WordKey as CommonKey } from './index.ts'
import { createSpeaker } from './speaker.ts'
import type { Translation } from './translation.ts'

const en = {
  ...adminEn,
  ...adminTrainingsEn,
  ...adminTrainingFormEn,
  ...adminTrainingPartsEn,
  ...adminTrainingFaultsEn,
  ...adminTrainingActsEn,
  ...adminAuditEn,
  ...adminNumbersEn,
  ...adminOrganizerEn,
  ...adminPartnersEn,
  ...adminDoorEn,
  ...adminEvaluationEn,
  ...adminHomeEn,
  ...adminSignInEn,
  ...adminPersonEn,
  ...adminRosterEn,
  ...adminBulkEn,
  ...adminMessagesEn,
  ...adminEmailsEn,
  ...adminWebhooksEn,
  ...adminAccountsEn,
  ...adminAgenciesEn,
  ...adminAttendanceEn,
  ...adminCreditEn,
  ...adminDecisionEn,
  ...adminCoordinateEn,
  ...adminImportEn,
  ...adminKioskEn,
  ...adminLikelyPairsEn,
  ...adminProblemsEn,
} as const satisfies Words

const es: Translation<typeof en> = {
  ...adminEs,
  ...adminTrainingsEs,
  ...adminTrainingFormEs,
  ...adminTrainingPartsEs,
  ...adminTrainingFaultsEs,
  ...adminTrainingActsEs,
  ...adminAuditEs,
  ...adminNumbersEs,
  ...adminOrganizerEs,
  ...adminPartnersEs,
  ...adminDoorEs,
  ...adminEvaluationEs,
  ...adminHomeEs,
  ...adminSignInEs,
  ...adminPersonEs,
  ...adminRosterEs,
  ...adminBulkEs,
  ...adminMessagesEs,
  ...adminEmailsEs,
  ...adminWebhooksEs,
  ...adminAccountsEs,
  ...adminAgenciesEs,
  ...adminAttendanceEs,
  ...adminCreditEs,
  ...adminDecisionEs,
  ...adminCoordinateEs,
  ...adminImportEs,
  ...adminKioskEs,
  ...adminLikelyPairsEs,
  ...adminProblemsEs,
}

/**
 * The words of organizers' pages. They are apart from all others because a server that no organizer
 * visits starts sooner without them.
 */
export const pageWords = { en, es }

export type PageWordKey = CommonKey | keyof typeof en

/** Say every sentence, those of organizers' pages included. */
export const { say, sayIfKnown, wordOf } = createSpeaker<PageWordKey>({
  en: { ...all.en, ...en },
  es: { ...all.es, ...es },
})
