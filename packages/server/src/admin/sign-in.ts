import { isEmailAddress, type Language } from '@training-signup/contract'
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { findSignedIn, hasSession } from '../access/session.ts'
import { openSignIn } from '../access/sign-in.ts'
import { sendCodeLater } from '../accounts/send-code.ts'
import { browserOf } from '../accounts/sign-in-browser.ts'
import { takeCode } from '../accounts/sign-in-codes.ts'
import { basePath, type Config } from '../config.ts'
import type { App } from '../context.ts'
import { limitBody } from '../http/limit-body.ts'
import { readJson } from '../http/read-json.ts'
import { languageOf } from '../http/request-language.ts'
import { pathOf } from '../pages/assets.ts'
import { icon } from '../pages/icon.ts'
import type { Html } from '../pages/layout.ts'
import { canonicalAddress } from '../people/person.ts'
import { ProblemError } from '../problem.ts'
import { say } from '../words/admin.ts'
import { accountHead } from './account-fields.ts'
import { adminAssets } from './assets.ts'
import { adminPath, answerOutside } from './frame.ts'
import { answerFailure, type Form, readForm } from './pages.ts'

/** The pages on which people sign in. Opening one changes nothing. */
export function signInPages(app: App): Hono {
  const routes = new Hono().onError((error, c) => answerFailure(app, c, error))
  routes.get('/sign-in', async (c) => {
    const to = ownPath(c.req.query('to') ?? '')
    if (await findSignedIn(app, c)) return lead(app, c, to)
    return answerEmailPage(app, c, { to, isOut: c.req.query('out') !== undefined })
  })
  routes.post('/sign-in', limitBody, async (c) => askForCode(app, c, await readForm(c)))
  routes.post('/sign-in/code', limitBody, async (c) => signInWithCode(app, c, await readForm(c)))
  addPasskeyRoutes(app, routes)
  routes.get('/sign-in/link', (c) => answerLinkPage(app, c, c.req.query('token') ?? ''))
  routes.post('/sign-in/link', limitBody, async (c) => signInWithLink(app, c, await readForm(c)))
  return routes
}

/** What the script asks for. */
function addPasskeyRoutes(app: App, routes: Hono) {
  routes.post('/sign-in/passkey/options', limitBody, async (c) => {
    app.limits.take('links', c)
    const signIn = await openSignIn(app)
    const { options, cookies } = await signIn.passkeys.request(c.req.raw.headers)
    for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true })
    return c.json(options as object)
  })
  routes.post('/sign-in/passkey', limitBody, async (c) => {
    const signIn = await openSignIn(app)
    const cookies = await signIn.passkeys.use((await readJson(c)) as Record<string, unknown>, c.req.raw.headers)
    if (!cookies) {
      refuse(app, c, 'passkey')
      throw new ProblemError('wrong-code')
    }
    await endFormerSession(app, c)
    for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true })
    return c.body(null, 204)
  })
}

/** Says the same to everyone: only the mailbox shows whether an address has an account. */
function askForCode(app: App, c: Context, form: Form) {
  const email = form.get('email')
  const to = ownPath(form.get('to'))
  if (!isEmailAddress(email)) return answerEmailPage(app, c, { to, email, isWrong: true })
  app.limits.take('links', c)
  const browser = browserOf(app, c)
  browser.remember()
  const address = canonicalAddress(email)
  // Someone who has asked too often gets no further code, and can enter the last one. Where someone
  // has signed in before, what others ask for does not count.
  const { takeFor } = app.limits
  const mayAsk = browser.knows(address)
    ? takeFor('sign-in-codes-here', `${address} ${browser.id}`)
    : takeFor('sign-in-codes-here', address, c) && takeFor('sign-in-codes', address)
  if (mayAsk) sendCodeLater(app, { browser: browser.id, address })
  return answerCodePage(app, c, { to, email })
}

async function signInWithCode(app: App, c: Context, form: Form) {
  const email = form.get('email')
  const to = ownPath(form.get('to'))
  const browser = browserOf(app, c)
  const address = canonicalAddress(email)
  const code = form.get('code').replaceAll(/\D/g, '')
  if (await takeCode(app, { browser: browser.id, address }, code)) {
    const signIn = await openSignIn(app)
    const cookies = await signIn.useLink(await signIn.createLink(address), c.req.raw.headers)
    if (cookies) {
      browser.remember(address)
      await endFormerSession(app, c)
      return lead(app, c, to, cookies)
    }
  }
  refuse(app, c, 'code')
  return answerCodePage(app, c, { to, email, isWrong: true })
}

async function signInWithLink(app: App, c: Context, form: Form) {
  const signIn = await openSignIn(app)
  const cookies = await signIn.useLink(form.get('token'), c.req.raw.headers)
  if (cookies) {
    await endFormerSession(app, c)
    return lead(app, c, '/admin', cookies)
  }
  refuse(app, c, 'link')
  const lang = languageOf(c)
  const title = say(lang, 'admin.signIn.link.fault')
  const body = html`<div class="card"><h1>${title}</h1><p>${say(lang, 'admin.signIn.link.fault.text')}</p>
<p><a class="button" href="${adminPath(app.config, '/sign-in')}">${say(lang, 'admin.signIn')}</a></p></div>`
  return answerOutside(c, app.config, lang, { title, body }, 422)
}

/**
 * Ends the session that the browser had before: no one would find it there again, and it would let
 * in anyone with a copy of its cookie.
 */
async function endFormerSession(app: App, c: Context) {
  if (hasSession(c)) await (await openSignIn(app)).endSession(c.req.raw.headers)
}

/** Logs a failure without what was tried, and makes its sender wait after many. */
function refuse(app: App, c: Context, by: 'code' | 'link' | 'passkey') {
  app.log.warn({ by }, 'someone could not sign in')
  app.limits.take('wrong-tokens', c)
}

function lead({ config }: App, c: Context, to: string, cookies: string[] = []) {
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true })
  return c.redirect(`${basePath(config)}${to}`, 303)
}

/** Returns where to go after signing in: only to a page of ours below /admin. */
export function ownPath(to: string): string {
  const home = '/admin'
  if (!URL.canParse(to, 'http://own')) return home
  const { origin, pathname, search } = new URL(to, 'http://own')
  const isOwn = origin === 'http://own' && /^\/admin(?:\/(?!sign-in|sign-out)|$)/.test(pathname)
  return isOwn ? `${pathname}${search}` : home
}

interface Asked {
  to: string
  email?: string
  isWrong?: boolean
  isOut?: boolean
}

function answerEmailPage(app: App, c: Context, { to, email = '', isWrong = false, isOut = false }: Asked) {
  const { config } = app
  const lang = languageOf(c)
  const title = say(lang, 'admin.signIn')
  const way = app.sendMail
    ? html`<p>${say(lang, 'admin.signIn.text')}</p>
<label class="field"><span>${say(lang, 'admin.signIn.email')}</span><input class="input" type="email" name="email" value="${email}" autocomplete="username" required maxlength="254"${faulty(isWrong)}></label>
${isWrong ? faultView(say(lang, 'admin.signIn.email.fault')) : ''}
<p class="row"><button class="button primary">${say(lang, 'admin.signIn.send')}</button>${passkeyButton(config, lang, to)}</p>`
    : html`<p>${say(lang, 'admin.signIn.noMail')}</p><pre tabindex="0"><code>npx --yes pnpm@12.21.0 cli organizer add name@example.org</code></pre><p>${passkeyButton(config, lang, to)}</p>`
  const body = html`${isOut ? html`<p class="note ok" role="status">${icon('check')}<span>${say(lang, 'admin.signIn.out')}</span></p>` : ''}
<form class="card" method="post" action="${adminPath(config, '/sign-in')}">
<h1>${app.sendMail ? title : say(lang, 'admin.signIn.noMail.title')}</h1>
${hidden('to', to)}${way}
<p class="fault" role="alert" data-passkey-fault hidden>${say(lang, 'admin.account.passkeys.fault')}</p>
<p class="hint">${say(lang, 'admin.signIn.visitor')} <a href="${basePath(config)}/?lang=${lang}">${say(lang, 'admin.signIn.visitor.link')}</a></p>
</form>`
  const head = html`${accountHead(config)}<script type="module" src="${pathOf(config, adminAssets.passkeyScript)}"></script>`
  return answerOutside(c, config, lang, { title, body, head }, isWrong ? 422 : 200)
}

const passkeyButton = (config: Config, lang: Language, to: string) =>
  html`<button class="button" type="button" hidden data-with-passkeys data-use-passkey data-options="${adminPath(config, '/sign-in/passkey/options')}" data-send="${adminPath(config, '/sign-in/passkey')}" data-then="${basePath(config)}${to}">${say(lang, 'admin.signIn.passkey')}</button>`

function answerCodePage({ config }: App, c: Context, { to, email = '', isWrong = false }: Asked) {
  const lang = languageOf(c)
  const title = say(lang, 'admin.signIn.code')
  const body = html`<div class="card">
<h1>${title}</h1>
<p>${textAround(lang, email)}</p>
<form class="stack" method="post" action="${adminPath(config, '/sign-in/code')}">${hidden('to', to)}${hidden('email', email)}
<label class="field"><span>${say(lang, 'admin.signIn.code.label')}</span><input class="input num" name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="20"${faulty(isWrong)} autofocus></label>
${isWrong ? faultView(say(lang, 'admin.signIn.code.fault')) : ''}
<p class="row"><button class="button primary">${say(lang, 'admin.signIn')}</button></p></form>
<form class="row" method="post" action="${adminPath(config, '/sign-in')}">${hidden('to', to)}${hidden('email', email)}<button class="button quiet">${say(lang, 'admin.signIn.code.again')}</button><a href="${adminPath(config, `/sign-in?to=${encodeURIComponent(to)}`)}">${say(lang, 'admin.signIn.code.other')}</a></form>
</div>`
  return answerOutside(c, config, lang, { title, body }, isWrong ? 422 : 200)
}

/** Says where the code goes, with the address in bold. */
function textAround(lang: Language, email: string): Html {
  const [before = '', after = ''] = say(lang, 'admin.signIn.code.text').split('{email}')
  return html`${before}<b>${email}</b>${after}`
}

function answerLinkPage({ config }: App, c: Context, token: string) {
  const lang = languageOf(c)
  const title = say(lang, 'admin.signIn.link')
  const body = html`<form class="card" method="post" action="${adminPath(config, '/sign-in/link')}"><h1>${title}</h1><p>${say(lang, 'admin.signIn.link.text')}</p>${hidden('token', token)}<p><button class="button primary">${say(lang, 'admin.signIn')}</button></p></form>`
  return answerOutside(c, config, lang, { title, body })
}

const hidden = (name: string, value: string) => html`<input type="hidden" name="${name}" value="${value}">`
const faulty = (isWrong: boolean) => (isWrong ? html` aria-invalid="true" aria-describedby="fault"` : '')
const faultView = (text: string) => html`<p class="fault" id="fault" role="alert">${text}</p>`
