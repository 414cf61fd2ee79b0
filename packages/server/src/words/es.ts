import { builderEs } from './builder-es.ts'
import { chooseEs } from './choose-es.ts'
import type { en } from './en.ts'
import { exportsEs } from './exports-es.ts'
import { formEs } from './form-es.ts'
import { inboxEs } from './inbox-es.ts'
import { mailAccountEs } from './mail-account-es.ts'
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
    ...mailAccountEs,
    ...notifyEs,
    ...mailOthersEs,
    ...problemsEs,
    ...inboxEs,
    ...exportsEs,
  },
}
