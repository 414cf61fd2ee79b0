import type { en } from '../en/index.ts'
import type { Translation } from '../translation.ts'
import { alertEs } from './alert.ts'
import { builderEs } from './builder.ts'
import { certificatesEs } from './certificates.ts'
import { chooseEs } from './choose.ts'
import { evaluationEs } from './evaluation.ts'
import { exportsEs } from './exports.ts'
import { formEs } from './form.ts'
import { inboxEs } from './inbox.ts'
import { mailEs } from './mail.ts'
import { mailAccountEs } from './mail-account.ts'
import { mailOthersEs } from './mail-others.ts'
import { manageEs } from './manage.ts'
import { messageEs } from './message.ts'
import { fundersEs } from './organizers/day/funders.ts'
import { periodEs } from './organizers/period.ts'
import { pagesEs } from './pages.ts'
import { peopleEs } from './people.ts'
import { problemsEs } from './problems.ts'
import { supervisorEs } from './supervisor.ts'
import { trainingEs } from './training.ts'
import { verifyEs } from './verify.ts'

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
    ...mailAccountEs,
    ...alertEs,
    ...mailOthersEs,
    ...problemsEs,
    ...inboxEs,
    ...exportsEs,
    ...evaluationEs,
    ...certificatesEs,
    ...periodEs,
    ...fundersEs,
  },
}
