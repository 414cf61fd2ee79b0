import { adminAccountsEs } from './admin-accounts-es.ts'
import { adminAgenciesEs } from './admin-agencies-es.ts'
import { adminAuditEs } from './admin-audit-es.ts'
import { adminBulkEs } from './admin-bulk-es.ts'
import { adminDecisionEs } from './admin-decision-es.ts'
import { adminDoorEs } from './admin-door-es.ts'
import { adminDuplicatesEs } from './admin-duplicates-es.ts'
import { adminEmailsEs } from './admin-emails-es.ts'
import { adminEs } from './admin-es.ts'
import { adminExportsEs } from './admin-exports-es.ts'
import { adminHomeEs } from './admin-home-es.ts'
import { adminMessagesEs } from './admin-messages-es.ts'
import { adminNumbersEs } from './admin-numbers-es.ts'
import { adminPartnersEs } from './admin-partners-es.ts'
import { adminPersonEs } from './admin-person-es.ts'
import { adminRosterEs } from './admin-roster-es.ts'
import { adminSignInEs } from './admin-sign-in-es.ts'
import { adminTrainingActsEs } from './admin-training-acts-es.ts'
import { adminTrainingFaultsEs } from './admin-training-faults-es.ts'
import { adminTrainingFormEs } from './admin-training-form-es.ts'
import { adminTrainingsEs } from './admin-trainings-es.ts'
import { adminWebhooksEs } from './admin-webhooks-es.ts'
import { builderEs } from './builder-es.ts'
import { chooseEs } from './choose-es.ts'
import type { en } from './en.ts'
import { formEs } from './form-es.ts'
import { inboxEs } from './inbox-es.ts'
import { mailEs } from './mail-es.ts'
import { mailOthersEs } from './mail-others-es.ts'
import { manageEs } from './manage-es.ts'
import { messageEs } from './message-es.ts'
import { notifyEs } from './notify-es.ts'
import { pagesEs } from './pages-es.ts'
import { peopleEs } from './people-es.ts'
import { problemsEs } from './problems-es.ts'
import { supervisorEs } from './supervisor-es.ts'
import { trainingEs } from './training-es.ts'
import type { Translation } from './translation.ts'
import { verifyEs } from './verify-es.ts'

/**
 * Latin American Spanish, addressed as “usted”. The crime is “trata de personas”; “tráfico” would
 * be smuggling.
 */
export const es: Translation<typeof en> = {
  browser: {
    language: { direction: 'ltr' },
    form: { ...supervisorEs.browser, ...trainingEs.browser, ...formEs.browser },
    choose: chooseEs,
    people: peopleEs.browser,
    verify: verifyEs.browser,
  },
  server: {
    ...trainingEs.server,
    ...formEs.server,
    ...peopleEs.server,
    ...supervisorEs.server,
    ...verifyEs.server,
    ...pagesEs,
    ...builderEs,
    ...manageEs,
    ...messageEs,
    ...mailEs,
    ...notifyEs,
    ...mailOthersEs,
    ...problemsEs,
    ...inboxEs,
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
    ...adminExportsEs,
    ...adminAccountsEs,
    ...adminAgenciesEs,
    ...adminDecisionEs,
    ...adminDuplicatesEs,
  },
}
