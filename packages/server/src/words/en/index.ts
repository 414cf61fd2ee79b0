import { alertEn } from './alert.ts'
import { builderEn } from './builder.ts'
import { certificatesEn } from './certificates.ts'
import { chooseEn } from './choose.ts'
import { evaluationEn } from './evaluation.ts'
import { exportsEn } from './exports.ts'
import { formEn } from './form.ts'
import { inboxEn } from './inbox.ts'
import { mailEn } from './mail.ts'
import { mailAccountEn } from './mail-account.ts'
import { mailOthersEn } from './mail-others.ts'
import { manageEn } from './manage.ts'
import { messageEn } from './message.ts'
import { fundersEn } from './organizers/day/funders.ts'
import { periodEn } from './organizers/period.ts'
import { pagesEn } from './pages.ts'
import { peopleEn } from './people.ts'
import { problemsEn } from './problems.ts'
import { supervisorEn } from './supervisor.ts'
import { trainingEn } from './training.ts'
import { verifyEn } from './verify.ts'

/**
 * Every sentence that visitors can read. The element is sent the groups of `browser` that it needs;
 * `server` stays here, for pages and emails. `{name}` is a placeholder. If a number decides, there
 * are two forms. Within a major version, keys are added, but never removed or given another
 * meaning: old scripts still look them up.
 */
export const en = {
  browser: {
    // The way the language is written: ltr or rtl.
    language: { direction: 'ltr' },
    form: { ...supervisorEn.browser, ...trainingEn.browser, ...formEn.browser },
    choose: chooseEn,
    people: peopleEn.browser,
    verify: verifyEn.browser,
  },
  server: {
    ...trainingEn.server,
    ...formEn.server,
    ...peopleEn.server,
    ...supervisorEn.server,
    ...verifyEn.server,
    ...pagesEn,
    ...builderEn,
    ...manageEn,
    ...messageEn,
    ...mailEn,
    ...mailAccountEn,
    ...alertEn,
    ...mailOthersEn,
    ...problemsEn,
    ...inboxEn,
    ...exportsEn,
    ...evaluationEn,
    ...certificatesEn,
    ...periodEn,
    ...fundersEn,
  },
} as const
