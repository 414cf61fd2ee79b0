import { isEmailAddress } from '@training-signup/contract'
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { App } from '../../core/context.ts'
import { canonicalAddress } from '../../core/people/person.ts'
import { mayCheckIn } from '../../platform/access/door-pass.ts'
import { beginSession, findSignedIn, keepCookie } from '../../platform/access/session.ts'
import { basePath } from '../../platform/config.ts'
import { hiddenFields } from '../../platform/html/form/field.ts'
import { readForm, type SentFields } from '../../platform/html/form/sent-fields.ts'
import { answerStrangers } from '../../platform/http/answer-at-address.ts'
import { readJson } from '../../platform/http/api/read-json.ts'
import { keep } from '../../platform/http/keep.ts'
import { limitBody, limitBodyTo } from '../../platform/http/limits/limit-body.ts'
import { isFromHere } from '../../platform/http/refuse-other-sites.ts'
import { languageOf } from '../../platform/http/request-language.ts'
import { ProblemError } from '../../platform/problem.ts'
import { say } from '../../words/admin.ts'
import { findAccount } from '../accounts/accounts.ts'
import { askForPasskey, takePasskey } from '../accounts/passkeys.ts'
import { sendCodeLater } from '../accounts/send-code.ts'
import { browserOf } from '../accounts/sign-in-browser.ts'
import { takeCode } from '../accounts/sign-in-codes.ts'
import { takeSignInLink } from '../accounts/sign-in-link.ts'
import { ownPath } from './accounts/own-path.ts'
import { languageSwitch, signInPath } from './accounts/sign-in-language.ts'
import { answerCodePage, answerEmailPage, whyIn } from './accounts/sign-in-view.ts'
import { adminPath, answerOutside } from './frame.ts'
import { answerFailure } from './pages.ts'
import { keptMinutes, mostCarriedBytes, readCarried } from './sent-forms/carried.ts'

/** The pages on which people sign in. Opening one changes nothing. */
export function signInPages(app: App): Hono {
  const routes = new Hono().onError((error, c) => answerFailure(app, c, error))
  for (const path of ['/sign-in', '/sign-in/*']) routes.use(path, answerStrangers(app, '/admin/sign-in'))
  routes.get('/sign-in', async (c) => {
    const to = ownPath(c.req.query('to') ?? '')
    if (await findVisitor(app, c)) return lead(app, c, to)
    return answerEmailPage(app, c, { to, why: c.req.query('out') === undefined ? undefined : 'out' })
  })
  const limit = limitBodyTo(mostCarriedBytes)
  routes.post('/sign-in', limit, async (c) => askForCode(app, c, await readForm(c)))
  routes.post('/sign-in/code', limit, async (c) => signInWithCode(app, c, await readForm(c)))
  routes.post('/sign-in/resume', limit, async (c) => resume(app, c, await readForm(c)))
  addPasskeyRoutes(app, routes)
  routes.get('/sign-in/link', (c) => answerLinkPage(app, c, c.req.query('token') ?? ''))
  routes.post('/sign-in/link', limitBody, async (c) => signInWithLink(app, c, await readForm(c)))
  routes.get('/sign-in/door/:account', async (c) =>
    c.body(null, (await mayCheckIn(app, c.req.param('account'))) ? 204 : 404),
  )
  return routes
}

/** What the script asks for. */
function addPasskeyRoutes(app: App, routes: Hono) {
  routes.post('/sign-in/passkey/options', limitBody, async (c) => {
    app.limits.take('links', c)
    return c.json(await askForPasskey(app, c))
  })
  routes.post('/sign-in/passkey', limitBody, async (c) => {
    const id = await takePasskey(app, c, await readJson(c))
    if (id === undefined) {
      refuse(app, c, 'passkey')
      throw new ProblemError('wrong-code')
    }
    await beginSession(app, c, id)
    return c.body(null, 204)
  })
}

/** Says the same to everyone: only the mailbox shows whether an address has an account. */
function askForCode(app: App, c: Context, form: SentFields) {
  const email = form.get('email')
  const [to, carried] = [ownPath(form.get('to')), form.get('carried')]
  if (form.has('other')) return answerEmailPage(app, c, { to, carried, why: whyIn(form.get('why')) })
  if (!isEmailAddress(email)) return answerEmailPage(app, c, { to, carried, email, isWrong: true })
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
  return answerCodePage(app, c, { to, carried, email })
}

async function signInWithCode(app: App, c: Context, form: SentFields) {
  const email = form.get('email')
  const [to, carried] = [ownPath(form.get('to')), form.get('carried')]
  if (form.has('switch')) return answerCodePage(app, c, { to, carried, email })
  const browser = browserOf(app, c)
  const address = canonicalAddress(email)
  const code = form.get('code').replaceAll(/\D/g, '')
  const isRight = await takeCode(app, { browser: browser.id, address }, code)
  const account = isRight ? await findAccount(app.db.reader, address) : undefined
  if (account) {
    browser.remember(address)
    await beginSession(app, c, account.id)
    // What is carried is sent once more, now with a session.
    return carried === '' ? lead(app, c, to) : c.redirect(adminPath(app.config, '/sign-in/resume'), 307)
  }
  refuse(app, c, 'code')
  return answerCodePage(app, c, { to, carried, email, isWrong: true })
}

/**
 * Leads to the page whose form was sent without a session, and keeps what was typed for it. What
 * belongs to another account is left behind.
 */
async function resume(app: App, c: Context, form: SentFields) {
  const [to, carried] = [ownPath(form.get('to')), form.get('carried')]
  const signedIn = isFromHere(c, app.config, { unnamed: false }) ? await findVisitor(app, c) : undefined
  if (!signedIn) return answerEmailPage(app, c, { to, carried, why: 'ended' })
  const brought = readCarried(app, signedIn.caller, carried)
  if (!brought) return lead(app, c, to)
  const token = await keep(app, signedIn.caller, brought, keptMinutes)
  const asked = `${brought.asked}${brought.asked.includes('?') ? '&' : '?'}kept=${token}`
  return lead(app, c, asked)
}

async function signInWithLink(app: App, c: Context, form: SentFields) {
  const id = await takeSignInLink(app, form.get('token'))
  if (id !== undefined) {
    // Where no code can be sent, the operator's link is all that one can show.
    await beginSession(app, c, id, { isConfirmed: !app.sendMail })
    return lead(app, c, '/admin')
  }
  refuse(app, c, 'link')
  return answerLinkFault(app, c)
}

function answerLinkFault({ config }: App, c: Context) {
  const lang = languageOf(c)
  const title = say(lang, 'admin.signIn.link.fault')
  const body = html`<div class="card"><h1>${title}</h1><p>${say(lang, 'admin.signIn.link.fault.text')}</p>
<p><a class="button" href="${signInPath(config, c, '')}">${say(lang, 'admin.signIn')}</a></p></div>`
  const bar = languageSwitch(config, c, { path: '/link' })
  return answerOutside(c, config, lang, { title, body, bar }, 422)
}

/** Logs a failure without what was tried, and makes its sender wait after many. */
function refuse(app: App, c: Context, by: 'code' | 'link' | 'passkey') {
  app.log.warn({ by }, 'someone could not sign in')
  app.limits.take('wrong-tokens', c)
}

/** Returns who is signed in already, and keeps them so. */
async function findVisitor(app: App, c: Context) {
  const signedIn = await findSignedIn(app, c)
  if (signedIn?.isRefreshed) keepCookie(app, c)
  return signedIn
}

const lead = ({ config }: App, c: Context, to: string) => c.redirect(`${basePath(config)}${to}`, 303)

function answerLinkPage(app: App, c: Context, token: string) {
  if (token === '') return answerLinkFault(app, c)
  const { config } = app
  const lang = languageOf(c)
  const title = say(lang, 'admin.signIn.link')
  const body = html`<form class="card" method="post" action="${signInPath(config, c, '/link')}"><h1>${title}</h1>
<p>${say(lang, 'admin.signIn.link.text')}</p>${hiddenFields({ token })}
<p><button class="button primary">${say(lang, 'admin.signIn')}</button></p></form>`
  const bar = languageSwitch(config, c, { path: '/link', query: { token } })
  return answerOutside(c, config, lang, { title, body, bar })
}
