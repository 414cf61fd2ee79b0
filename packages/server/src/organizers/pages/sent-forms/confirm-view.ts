import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import type { Caller } from '../../../platform/access/caller.ts'
import { basePath } from '../../../platform/config.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import { hiddenFields } from '../../../platform/html/form/field.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'
import { listPasskeys } from '../../accounts/own-account.ts'
import { codeField, passkeyFault } from '../accounts/sign-in-view.ts'
import { adminAssets } from '../assets.ts'
import { type AdminPage, adminPath } from '../frame.ts'

/** What goes on once someone has confirmed that it is them. */
export interface Interrupted {
  /** The address, after `/admin`. */
  path: string
  /** The form that was sent there; undefined if a page was asked for. */
  form?: [name: string, value: string][] | undefined
}

/** The names of our own fields, next to those of the form that goes on. */
export const ownFields = { path: 'confirm.path', isSent: 'confirm.sent', code: 'confirm.code' } as const

export interface ProofView {
  lang: Language
  caller: Caller
  interrupted: Interrupted
  /** The page to go back to, below the public URL. */
  asked: string | undefined
}

/** What the page for the code follows. */
type Before = 'interrupted' | 'asked' | 'wrong'

/** Asks someone who is signed in to show that it is them. */
export async function confirmPage(app: App, { lang, caller, interrupted, asked }: ProofView): Promise<AdminPage> {
  const hasPasskey = (await listPasskeys(app, caller.id)).length > 0
  const code = app.sendMail
    ? html`<p>${say(lang, 'admin.confirm.text')}</p>`
    : html`<p>${say(lang, 'admin.confirm.noMail')}</p><pre tabindex="0"><code>npx --yes pnpm@12.21.0 cli organizer add name@example.org</code></pre>`
  return pageOf(
    app,
    lang,
    html`<form class="card" method="post" action="${adminPath(app.config, '/confirm')}"><h1>${say(lang, 'admin.confirm')}</h1>
${code}${carriedFields(interrupted)}
<p class="row">${app.sendMail ? html`<button class="button primary">${say(lang, 'admin.signIn.send')}</button>` : ''}
${hasPasskey ? passkeyButton(app, lang, interrupted) : ''}${backLink(app, lang, asked)}</p>
${passkeyFault(lang)}</form>${hasPasskey ? resumedForm(app, interrupted) : ''}`,
    403,
  )
}

/** Asks for the code that was emailed. */
export function confirmCodePage(app: App, { lang, interrupted, asked }: ProofView, before: Before): AdminPage {
  const isFirst = before === 'interrupted'
  return pageOf(
    app,
    lang,
    html`<div class="card"><h1>${say(lang, isFirst ? 'admin.confirm' : 'admin.signIn.code')}</h1>
${isFirst ? html`<p>${say(lang, 'admin.confirm.sent')}</p>` : ''}<p>${say(lang, 'admin.confirm.code')}</p>
<form class="stack" method="post" action="${adminPath(app.config, '/confirm/code')}">${carriedFields(interrupted)}
${codeField(lang, ownFields.code, before === 'wrong')}
<p class="row"><button class="button primary">${say(lang, 'admin.confirm.do')}</button></p></form>
<form class="row" method="post" action="${adminPath(app.config, '/confirm')}">${carriedFields(interrupted)}<button class="button quiet">${say(
      lang,
      'admin.signIn.code.again',
    )}</button>${backLink(app, lang, asked)}</form></div>`,
    statusAfter[before],
  )
}

const statusAfter = { interrupted: 403, asked: 200, wrong: 422 } as const

const pageOf = ({ config }: App, lang: Language, body: Html, status: 200 | 403 | 422): AdminPage => ({
  title: say(lang, 'admin.confirm'),
  section: 'settings',
  isNarrow: true,
  status,
  head: html`<link rel="stylesheet" href="${pathOf(config, adminAssets.accountStyle)}"><script type="module" src="${pathOf(
    config,
    adminAssets.passkeyScript,
  )}"></script>`,
  body,
})

const backLink = ({ config }: App, lang: Language, asked = '/admin/settings') =>
  html`<a class="button quiet" href="${basePath(config)}${asked}">${say(lang, 'manage.back')}</a>`

/** Renders a form as it was sent, in its order. */
const sentAs = (form: Interrupted['form'] = []) => html`${form.map(([name, value]) => hiddenFields({ [name]: value }))}`

const carriedFields = ({ path, form }: Interrupted) =>
  html`${hiddenFields({ [ownFields.path]: path, [ownFields.isSent]: form && '1' })}${sentAs(form)}`

const passkeyButton = ({ config }: App, lang: Language, { path }: Interrupted) =>
  html`<button class="button" type="button" hidden data-with-passkeys data-use-passkey data-options="${adminPath(
    config,
    '/confirm/passkey/options',
  )}" data-send="${adminPath(config, '/confirm/passkey')}" data-then="${adminPath(config, path)}">${say(lang, 'admin.signIn.passkey')}</button>`

/** The form as it was sent: the script sends it again once the passkey was right. */
const resumedForm = ({ config }: App, { path, form }: Interrupted) =>
  form && html`<form method="post" action="${adminPath(config, path)}" data-resume hidden>${sentAs(form)}</form>`
