import { AccountProfile, type Language } from '@training-signup/contract'
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { authorize, requireConfirmed } from '../../../platform/access/admin-route.ts'
import { type Caller, callerOf } from '../../../platform/access/caller.ts'
import { isConfirmed } from '../../../platform/access/confirmed.ts'
import { sessionIdOf } from '../../../platform/access/require-admin.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import { faultSummary } from '../../../platform/html/form/fault-summary.ts'
import { checkBy, type Faults, noFaults } from '../../../platform/html/form/faults.ts'
import { boxView } from '../../../platform/html/form/field.ts'
import { readJson } from '../../../platform/http/api/read-json.ts'
import { limitBody } from '../../../platform/http/limits/limit-body.ts'
import { ProblemError } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import {
  changeOwnAccount,
  endOtherSessions,
  listPasskeys,
  listSessions,
  removePasskeys,
} from '../../accounts/own-account.ts'
import { addPasskey, askForNewPasskey } from '../../accounts/passkeys.ts'
import { adminAssets } from '../assets.ts'
import { readDayOf } from '../day-of.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { allowNotice } from '../notices.ts'
import { createPages, type Pages, type Visit } from '../pages.ts'
import { addAsked } from '../sent-forms/asking.ts'
import { bothView } from '../sent-forms/both-view.ts'
import { type Edits, editsOf, mergeAndCheck, orAgain } from '../sent-forms/merge-edits.ts'
import { accountHead, accountWords, faultAt, formAction, languageField, ownField } from './account-fields.ts'
import { settingsCrumb } from './settings.ts'
import { passkeyFault } from './sign-in-view.ts'

const guard = { needs: 'own-account' } as const
/** What adds or removes a way to sign in. */
const confirmed = { ...guard, confirms: true } as const

/** The page of one's own account. */
export function ownAccountPages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/account', guard, (visit) => accountPage(app, visit))
  pages.action('/account', guard, async ({ form, leadTo, ...visit }) => {
    const { id } = personOf(visit.caller)
    const typed: Profile = { name: form.get('name'), lang: form.get('lang') === 'es' ? 'es' : 'en' }
    return orAgain<Profile, Response, AdminPage>(
      async () => {
        await changeOwnAccount(app, id, (stored) =>
          mergeAndCheck(form, { typed, stored }, (one) =>
            checkBy(AccountProfile.required(), one, ({ path }) => faultAt(visit.lang, path)),
          ),
        )
        return leadTo('/account?done=saved')
      },
      ({ edits, faults }) => accountPage(app, visit, edits, faults),
    )
  })
  addEndings(app, pages)
  addPasskeyRoutes(app, pages)
  return pages
}

/** What the pages share that ask before a way to sign in ends. */
const asking = (lang: Language) => ({
  section: 'settings' as const,
  crumbs: [settingsCrumb(lang), { title: say(lang, 'admin.account'), path: '/account' }],
  isEnd: true,
  back: '/account',
})

/** What signs people out, or takes away a way to sign in. */
function addEndings(app: App, pages: Pages) {
  addAsked(app, pages, '/account/sessions/end', guard, {
    ask: async ({ lang, caller }) => {
      const hasPasskeys = (await listPasskeys(app, personOf(caller).id)).length > 0
      const also = hasPasskeys
        ? boxView({ look: 'option', name: 'passkeys', value: '1', label: say(lang, 'admin.account.sessions.passkeys') })
        : undefined
      const button = say(lang, 'admin.account.sessions.endOthers')
      const text = [say(lang, 'admin.account.sessions.endOthers.text'), also]
      return { ...asking(lang), title: say(lang, 'admin.account.sessions.endOthers.title'), text, button }
    },
    act: async ({ c, form, caller, leadTo }) => {
      const { id } = personOf(caller)
      const isWhole = form.has('passkeys')
      if (isWhole) await requireConfirmed(c)
      await endOtherSessions(app, id, sessionIdOf(c) ?? '')
      if (isWhole) await removePasskeys(app, id)
      return leadTo(`/account?done=${isWhole ? 'all' : 'sessions'}.ended`)
    },
  })
  addAsked(app, pages, '/account/passkeys/:id{[\\da-f-]{36}}/remove', guard, {
    ask: async ({ c, lang, caller }) => {
      const passkey = (await listPasskeys(app, personOf(caller).id)).find(({ id }) => id === c.req.param('id'))
      if (!passkey) throw new ProblemError('not-found')
      const name = passkey.name || say(lang, 'admin.account.passkeys.unnamed')
      const button = say(lang, 'admin.account.passkeys.remove', { name })
      const text = [say(lang, 'admin.account.passkeys.remove.text'), say(lang, 'admin.lasting')]
      return { ...asking(lang), title: say(lang, 'admin.account.passkeys.remove.title', { name }), text, button }
    },
    actGuard: confirmed,
    act: async ({ c, caller, leadTo }) => {
      await removePasskeys(app, personOf(caller).id, c.req.param('id') ?? '')
      return leadTo('/account?done=passkeys.removed')
    },
  })
}

/** What the script asks for. Everything else on the page works without it. */
function addPasskeyRoutes(app: App, { routes }: Pages) {
  routes.post('/account/passkeys/options', limitBody, authorize(confirmed), async (c) => {
    const { id } = personOf(callerOf(c))
    return c.json(await askForNewPasskey(app, c, id))
  })
  routes.post('/account/passkeys', limitBody, authorize(confirmed), async (c) => {
    const { id } = personOf(callerOf(c))
    const owner = { userId: id, name: browserOf(c.req.header('user-agent') ?? '') }
    if (!(await addPasskey(app, c, owner, await readJson(c)))) throw new ProblemError('wrong-code')
    // The script leads there.
    allowNotice(app, c, adminPath(app.config, '/account?done=passkeys.added'))
    return c.body(null, 204)
  })
}

/** Returns whose account it is. The operator's token and keys have none. */
export function personOf(caller: Caller): Caller {
  if (caller.kind !== 'person') throw new ProblemError('not-found')
  return caller
}

/**
 * Names a browser and its system roughly, so that people tell their passkeys and sessions apart.
 */
function browserOf(userAgent: string): string {
  const find = (names: Record<string, RegExp>) =>
    Object.entries(names).find(([, pattern]) => pattern.test(userAgent))?.[0]
  const browser = find({ Edge: /Edg/, Firefox: /Firefox|FxiOS/, Chrome: /Chrome|CriOS/, Safari: /Safari/ })
  const system = find({
    Android: /Android/,
    iPhone: /iPhone/,
    iPad: /iPad/,
    Mac: /Mac OS/,
    Windows: /Windows/,
    Linux: /Linux/,
  })
  return [browser, system].filter((part) => part !== undefined).join(', ')
}

type Profile = Pick<Caller, 'name' | 'lang'>

const doneKeys = ['saved', 'sessions.ended', 'all.ended', 'passkeys.added', 'passkeys.removed'] as const

async function accountPage(
  app: App,
  { c, lang, caller }: Visit,
  edits: Edits<Profile> = editsOf({ name: caller.name, lang: caller.lang }),
  faults: Faults = noFaults,
): Promise<AdminPage> {
  const { id } = personOf(caller)
  const { name, lang: chosen } = edits.typed
  const title = say(lang, 'admin.account')
  const done = doneKeys.find((key) => key === c.req.query('done'))
  return {
    title,
    section: 'settings',
    crumbs: [settingsCrumb(lang)],
    isNarrow: true,
    done: done && say(lang, `admin.account.${done}`),
    head: html`${accountHead(app.config)}<script type="module" src="${pathOf(app.config, adminAssets.passkeyScript)}"></script>`,
    faults,
    edits,
    body: html`<h1>${title}</h1>
<form class="card" ${formAction(app, '/account')}>${faultSummary(lang, faults)}${bothView(lang, edits, accountWords(lang))}
${ownField('name', say(lang, 'admin.accounts.name'), name, { faults })}${languageField(lang, say(lang, 'form.language'), chosen)}
<p><button class="button primary">${say(lang, 'admin.accounts.save')}</button></p></form>
${await passkeysView(app, c, lang, id)}${await sessionsView(app, c, lang, id)}`,
  }
}

async function passkeysView(app: App, c: Context, lang: Language, id: string) {
  const passkeys = await listPasskeys(app, id)
  const dayOf = await readDayOf(app)
  const lines = passkeys.map(({ id: own, name, created_at: at }) => {
    const shown = name || say(lang, 'admin.account.passkeys.unnamed')
    const since = at === null ? '' : say(lang, 'admin.account.passkeys.since', { time: dayOf(at, lang) })
    return html`<div class="line"><span><b>${shown}</b><br><small>${since}</small></span>
<a class="button danger quiet" href="${adminPath(app.config, `/account/passkeys/${own}/remove`)}">${say(
      lang,
      'admin.account.passkeys.remove',
      { name: shown },
    )}</a></div>`
  })
  const none = passkeys.length === 0 ? ` ${say(lang, 'admin.account.passkeys.none')}` : ''
  return html`<section class="card flush rows"><div><h2>${say(lang, 'admin.account.passkeys')}</h2>
<p>${say(lang, 'admin.account.passkeys.text')}${none}</p></div>${lines}
<div>${
    (await isConfirmed(app, sessionIdOf(c) ?? ''))
      ? addButton(app, lang)
      : html`<p><a class="button" href="${adminPath(app.config, '/confirm?to=/account')}">${say(lang, 'admin.account.passkeys.add')}</a></p>`
  }</div></section>`
}

/** Makes a passkey, for someone who has confirmed that it is them. */
const addButton = ({ config }: App, lang: Language) =>
  html`<p data-without-passkeys>${say(lang, 'admin.account.passkeys.noScript')}</p>
<p hidden data-with-passkeys><button class="button" type="button" data-add-passkey data-options="${adminPath(
    config,
    '/account/passkeys/options',
  )}" data-send="${adminPath(config, '/account/passkeys')}" data-then="${adminPath(config, '/account?done=passkeys.added')}">${say(
    lang,
    'admin.account.passkeys.add',
  )}</button></p>
${passkeyFault(lang)}`

async function sessionsView(app: App, c: Context, lang: Language, id: string) {
  const sessions = await listSessions(app, id)
  const own = sessionIdOf(c)
  const dayOf = await readDayOf(app)
  const lines = sessions.map(
    ({ id: session, user_agent: agent, updated_at: at }) =>
      html`<div class="line"><span><b>${browserOf(agent ?? '') || say(lang, 'admin.account.sessions.other')}</b><br><small>${
        session === own
          ? say(lang, 'admin.account.sessions.here')
          : say(lang, 'admin.account.sessions.used', { time: dayOf(at, lang) })
      }</small></span></div>`,
  )
  const hasPasskeys = (await listPasskeys(app, id)).length > 0
  const end = html`<div><a class="button" href="${adminPath(app.config, '/account/sessions/end')}">${say(lang, 'admin.account.sessions.endOthers')}</a></div>`
  return html`<section class="card flush rows"><div><h2>${say(lang, 'admin.account.sessions')}</h2></div>
${lines}${sessions.length > 1 || hasPasskeys ? end : ''}</section>`
}
