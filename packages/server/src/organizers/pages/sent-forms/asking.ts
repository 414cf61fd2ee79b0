import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { say } from '../../../words/admin.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import type { Act, PageGuard, Pages, Visit } from '../pages.ts'

/** A question before something that emails people or ends something. */
export interface Asking extends Pick<AdminPage, 'title' | 'section' | 'crumbs'> {
  text: readonly (string | Html | undefined)[]
  /** What the button does, in its own words. */
  button: string
  isEnd?: boolean
  /** What the form sends along. */
  fields?: Record<string, readonly string[]>
  /** Where someone goes who thinks better of it. Starts after `/admin`. */
  back: string
}

/** A page of its own, or a way elsewhere where there is nothing to ask. */
type Asked = Asking | AdminPage | Response

/**
 * Adds an action that emails people or ends something, and the page that asks before. Its address
 * is that of the action, so that a button elsewhere is a link, and going back is safe.
 */
export function addAsked(
  app: App,
  pages: Pages,
  path: string,
  guard: PageGuard,
  { ask, act, actGuard = guard }: { ask: (visit: Visit) => Asked | Promise<Asked>; act: Act; actGuard?: PageGuard },
): void {
  pages.page(path, guard, async (visit) => {
    const asked = await ask(visit)
    return 'button' in asked ? askingPage(app, visit.lang, asked) : asked
  })
  pages.action(path, actGuard, act)
}

/** Renders the page that asks. Its form leads to its own address. */
export const askingPage = (app: Pick<App, 'config'>, lang: Language, asking: Asking): AdminPage => ({
  title: asking.title,
  section: asking.section,
  crumbs: asking.crumbs ?? [],
  isNarrow: true,
  body: html`<form class="card" method="post"><h1>${unbroken(asking.title)}</h1>${asking.text
    .filter((one) => one !== undefined && one !== '')
    .map((one) => (typeof one === 'string' ? html`<p>${unbroken(one)}</p>` : one))}${fieldsView(asking)}
<p class="row"><button class="button ${asking.isEnd ? 'danger' : 'primary'}">${asking.button}</button>
<a class="button quiet" href="${adminPath(app.config, asking.back)}">${say(lang, 'manage.back')}</a></p></form>`,
})

const fieldsView = ({ fields = {} }: Asking) =>
  Object.entries(fields).map(([name, values]) =>
    values.map((value) => html`<input type="hidden" name="${name}" value="${value}">`),
  )

/**
 * The first button of a form that emails people: Enter in one of its fields presses it, and it only
 * shows the form again, with a note.
 */
export const enterButton = (): Html =>
  html`<button class="unseen" name="${enterName}" value="1" tabindex="-1" aria-hidden="true"></button>`

export const enterName = '_enter'

/** Says that nothing was done yet, and which button does it. */
export const enterNote = (lang: Language, button: string): Html =>
  html`<p class="note wait" role="alert">${say(lang, 'admin.enter', { button })}</p>`
