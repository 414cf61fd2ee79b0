import type { Words } from '@training-signup/contract'
import { adminAccountsEn } from './admin-accounts-en.ts'
import { adminAccountsEs } from './admin-accounts-es.ts'
import { adminAgenciesEn } from './admin-agencies-en.ts'
import { adminAgenciesEs } from './admin-agencies-es.ts'
import { adminAuditEn } from './admin-audit-en.ts'
import { adminAuditEs } from './admin-audit-es.ts'
import { adminBulkEn } from './admin-bulk-en.ts'
import { adminBulkEs } from './admin-bulk-es.ts'
import { adminDecisionEn } from './admin-decision-en.ts'
import { adminDecisionEs } from './admin-decision-es.ts'
import { adminDoorEn } from './admin-door-en.ts'
import { adminDoorEs } from './admin-door-es.ts'
import { adminDuplicatesEn } from './admin-duplicates-en.ts'
import { adminDuplicatesEs } from './admin-duplicates-es.ts'
import { adminEmailsEn } from './admin-emails-en.ts'
import { adminEmailsEs } from './admin-emails-es.ts'
import { adminEn } from './admin-en.ts'
import { adminEs } from './admin-es.ts'
import { adminHomeEn } from './admin-home-en.ts'
import { adminHomeEs } from './admin-home-es.ts'
import { adminMessagesEn } from './admin-messages-en.ts'
import { adminMessagesEs } from './admin-messages-es.ts'
import { adminNumbersEn } from './admin-numbers-en.ts'
import { adminNumbersEs } from './admin-numbers-es.ts'
import { adminPartnersEn } from './admin-partners-en.ts'
import { adminPartnersEs } from './admin-partners-es.ts'
import { adminPersonEn } from './admin-person-en.ts'
import { adminPersonEs } from './admin-person-es.ts'
import { adminRosterEn } from './admin-roster-en.ts'
import { adminRosterEs } from './admin-roster-es.ts'
import { adminSignInEn } from './admin-sign-in-en.ts'
import { adminSignInEs } from './admin-sign-in-es.ts'
import { adminTrainingActsEn } from './admin-training-acts-en.ts'
import { adminTrainingActsEs } from './admin-training-acts-es.ts'
import { adminTrainingFaultsEn } from './admin-training-faults-en.ts'
import { adminTrainingFaultsEs } from './admin-training-faults-es.ts'
import { adminTrainingFormEn } from './admin-training-form-en.ts'
import { adminTrainingFormEs } from './admin-training-form-es.ts'
import { adminTrainingsEn } from './admin-trainings-en.ts'
import { adminTrainingsEs } from './admin-trainings-es.ts'
import { adminWebhooksEn } from './admin-webhooks-en.ts'
import { adminWebhooksEs } from './admin-webhooks-es.ts'
import { all, type WordKey as CommonKey } from './index.ts'
import { createSpeaker } from './speaker.ts'
import type { Translation } from './translation.ts'

const en = {
  ...adminEn,
  ...adminTrainingsEn,
  ...adminTrainingFormEn,
  ...adminTrainingFaultsEn,
  ...adminTrainingActsEn,
  ...adminAuditEn,
  ...adminNumbersEn,
  ...adminPartnersEn,
  ...adminDoorEn,
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
  ...adminDecisionEn,
  ...adminDuplicatesEn,
} as const satisfies Words

const es: Translation<typeof en> = {
  ...adminEs,
  ...adminTrainingsEs,
  ...adminTrainingFormEs,
  ...adminTrainingFaultsEs,
  ...adminTrainingActsEs,
  ...adminAuditEs,
  ...adminNumbersEs,
  ...adminPartnersEs,
  ...adminDoorEs,
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
  ...adminDecisionEs,
  ...adminDuplicatesEs,
}

/**
 * The words of organizers' pages. They are apart from all others because a server that no organizer
 * visits starts sooner without them.
 */
export const pageWords = { en, es }

export type WordKey = CommonKey | keyof typeof en

/** Say every sentence, those of organizers' pages included. */
export const { say, sayIfKnown, wordOf } = createSpeaker<WordKey>({
  en: { ...all.en, ...en },
  es: { ...all.es, ...es },
})
