import type { App } from '../../../core/context.ts'
import { changeOwnAccount } from '../../accounts/own-account.ts'
import { createPages, type Pages } from '../pages.ts'
import { askingPath } from '../sent-forms/lead-back.ts'
import { personOf } from './account.ts'

/** The switch in the bar: the page that someone is on, in the other language, and every page after it. */
export function languagePages(app: App): Pages {
  const pages = createPages(app)
  pages.action('/account/language', { needs: 'own-account' }, async ({ c, caller, form, leadTo }) => {
    const lang = form.get('lang') === 'es' ? 'es' : 'en'
    await changeOwnAccount(app, personOf(caller).id, ({ name }) => ({ name, lang }))
    return leadTo(askingPath(c, ['lang']))
  })
  return pages
}
