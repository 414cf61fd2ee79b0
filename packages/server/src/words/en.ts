import { builderEn } from './builder-en.ts'
import { chooseEn } from './choose-en.ts'
import { exportsEn } from './exports-en.ts'
import { formEn } from './form-en.ts'
import { inboxEn } from './inbox-en.ts'
import { mailAccountEn } from './mail-account-en.ts'
import { mailEn } from './mail-en.ts'
import { mailOthersEn } from './mail-others-en.ts'
import { manageEn } from './manage-en.ts'
import { messageEn } from './message-en.ts'
import { notifyEn } from './notify-en.ts'
import { pagesEn } from './pages-en.ts'
import { peopleEn } from './people-en.ts'
import { problemsEn } from './problems-en.ts'
import { supervisorEn } from './supervisor-en.ts'
import { trainingEn } from './training-en.ts'
import { verifyEn } from './verify-en.ts'

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
    ...notifyEn,
    ...mailOthersEn,
    ...problemsEn,
    ...inboxEn,
    ...exportsEn,
  },
} as const
