import type { Language } from '@training-signup/contract'
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { basePath, type Config } from '../../../platform/config.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import { hiddenFault } from '../../../platform/html/form/fault-summary.ts'
import { noFaults } from '../../../platform/html/form/faults.ts'
import { hiddenFields, inputField } from '../../../platform/html/form/field.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { languageOf } from '../../../platform/http/request-language.ts'
import { say } from '../../../words/admin.ts'
import { adminAssets } from '../assets.ts'
import { answerOutside } from '../frame.ts'
import { languageSwitch, signInPath } from './sign-in-language.ts'

interface Asked {
  /** The page to lead to. A form that is carried leads to its own. */
  to: string
  /** A form that was sent without a session, as `carried.ts` seals it. */
  carried?: string
  email?: string
  isWrong?: boolean
  /** Why someone is asked, if they did not open it of their own accord. */
  why?: (typeof whys)[number] | undefined
}

const whys = ['out', 'ended', 'other'] as const

/** Returns why someone is asked, as a form says it. */
export const whyIn = (text: string): Asked['why'] => whys.find((one) => one === text)

/** Responds with the page that asks for an email address or a passkey. */
export function answerEmailPage(
  app: App,
  c: Context,
  { to, carried = '', email = '', isWrong = false, why }: Asked,
): Response | Promise<Response> {
  const { config } = app
  const lang = languageOf(c)
  const title = say(lang, 'admin.signIn')
  const passkey = passkeyButton(config, c, to)
  const way = app.sendMail
    ? html`<p>${say(lang, 'admin.signIn.text')}</p>
${inputField({
  name: 'email',
  label: say(lang, 'admin.signIn.email'),
  value: email,
  faults: isWrong ? new Map([['email', say(lang, 'admin.signIn.email.fault')]]) : noFaults,
  attributes: { type: 'email', autocomplete: 'username', required: true, maxlength: 254 },
})}
<p class="row"><button class="button primary">${say(lang, 'admin.signIn.send')}</button>${passkey}</p>`
    : html`<p>${say(lang, 'admin.signIn.noMail')}</p>
<pre tabindex="0"><code>npx --yes pnpm@12.21.0 cli organizer add name@example.org</code></pre><p>${passkey}</p>`
  const body = html`${whyView(lang, why)}
<form class="card" method="post" action="${signInPath(config, c, '')}">
<h1>${app.sendMail ? title : say(lang, 'admin.signIn.noMail.title')}</h1>
${onward({ to, carried })}${way}
${passkeyFault(lang)}
<p class="hint">${say(lang, 'admin.signIn.visitor')} <a href="${basePath(config)}/?lang=${lang}">${say(lang, 'admin.signIn.visitor.link')}</a></p>
</form>${
    carried &&
    html`<form method="post" action="${signInPath(config, c, '/resume')}" data-resume hidden>${onward({ to, carried })}</form>`
  }`
  const status = isWrong ? 422 : why === 'ended' || why === 'other' ? 401 : 200
  // A form sends again what it carries, and nothing else: no code is sent.
  const form = carried === '' ? undefined : { to, carried, other: '1', why }
  const bar = languageSwitch(config, c, form ? { path: '', form } : { path: '', query: { to } })
  const head = html`${passkeyHead(config)}${why === 'out' ? signedOutHead(config) : ''}`
  return answerOutside(c, config, lang, { title, body, head, bar }, status)
}

/** What this browser has kept of a door goes, whichever page someone signed out on. */
const signedOutHead = (config: Config) =>
  html`<script type="module" src="${pathOf(config, adminAssets.signedOutScript)}"></script>`

const passkeyHead = (config: Config) =>
  html`<link rel="stylesheet" href="${pathOf(config, adminAssets.accountStyle)}"><script type="module" src="${pathOf(
    config,
    adminAssets.passkeyScript,
  )}"></script>`

function whyView(lang: Language, why: Asked['why']): Html | '' {
  if (why === undefined) return ''
  const [kind, sign] = why === 'out' ? (['ok', 'check'] as const) : (['wait', 'warn'] as const)
  return html`<p class="note ${kind}" role="status">${icon(sign)}<span>${say(lang, `admin.signIn.${why}`)}</span></p>`
}

const passkeyButton = (config: Config, c: Context, to: string) =>
  html`<button class="button" type="button" hidden data-with-passkeys data-use-passkey data-options="${signInPath(
    config,
    c,
    '/passkey/options',
  )}" data-send="${signInPath(config, c, '/passkey')}" data-then="${basePath(config)}${to}">${say(languageOf(c), 'admin.signIn.passkey')}</button>`

/** Responds with the page that asks for the code. */
export function answerCodePage(
  { config }: App,
  c: Context,
  { to, carried = '', email = '', isWrong = false }: Asked,
): Response | Promise<Response> {
  const lang = languageOf(c)
  const title = say(lang, 'admin.signIn.code')
  const on = onward({ to, carried })
  const again = html`<button class="button quiet">${say(lang, 'admin.signIn.code.again')}</button>`
  const other = say(lang, 'admin.signIn.code.other')
  // A link would leave behind what is carried.
  const otherView = carried
    ? html`<button class="button quiet" name="other" value="1">${other}</button>`
    : html`<a href="${signInPath(config, c, '', { to })}">${other}</a>`
  const body = html`<div class="card">
<h1>${title}</h1>
<p>${textAround(lang, email)}</p>
<form class="stack" method="post" action="${signInPath(config, c, '/code')}">${on}${hiddenFields({ email })}
${codeField(lang, 'code', isWrong)}
<p class="row"><button class="button primary">${say(lang, 'admin.signIn')}</button></p></form>
<form class="row" method="post" action="${signInPath(config, c, '')}">${on}${hiddenFields({ email })}${again}${otherView}</form>
</div>`
  const form = { to, carried: carried || undefined, email, switch: '1' }
  const bar = languageSwitch(config, c, { path: '/code', form })
  return answerOutside(c, config, lang, { title, body, bar }, isWrong ? 422 : 200)
}

/** Says where the code goes, with the address in bold. */
function textAround(lang: Language, email: string): Html {
  const [before = '', after = ''] = say(lang, 'admin.signIn.code.text').split('{email}')
  return html`${before}<b>${email}</b>${after}`
}

/** Renders the field for a code from an email. */
export const codeField = (lang: Language, name: string, isWrong: boolean): Html =>
  inputField({
    name,
    label: say(lang, 'admin.signIn.code.label'),
    value: '',
    faults: isWrong ? new Map([[name, say(lang, 'admin.signIn.code.fault')]]) : noFaults,
    controlLook: 'num',
    attributes: {
      inputmode: 'numeric',
      autocomplete: 'one-time-code',
      required: true,
      maxlength: 20,
      autofocus: true,
    },
  })

/** What the script of passkeys shows where none was right. */
export const passkeyFault = (lang: Language): Html =>
  hiddenFault('data-passkey-fault', say(lang, 'admin.account.passkeys.fault'))

/** Renders where signing in leads to. */
const onward = ({ to, carried }: Asked) => hiddenFields({ to, carried: carried || undefined })
