import { type Language, language } from '@training-signup/contract'
import { html } from 'hono/html'
import { pathOf, readAsset } from '../../platform/html/assets.ts'
import { type Html, messagePage, type Page } from '../../platform/html/layout.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { headersOf, type KeptEmail, mostEmails } from './inbox.ts'

export const assets = {
  style: readAsset('inbox.css', import.meta.url),
  script: readAsset('inbox.js', import.meta.url),
}

const refreshSeconds = 5

export interface InboxView {
  config: System['config']
  /** The address of the list. Each email is below it. */
  path: string
  lang: Language
}

/** Renders the emails, newest first. */
export function emailList({ config, path, lang }: InboxView, emails: readonly KeptEmail[]): Page {
  const row = ({ id, subject, to, sentAt }: KeptEmail) => html`<li><a href="${path}/${id}?lang=${lang}">
<b>${subject}</b> <span>${say(lang, 'inbox.to', { address: to })}</span> ${timeOf(sentAt, lang)}</a></li>`
  const nothing = html`<div class="empty"><h2>${say(lang, 'inbox.none')}</h2><p>${say(lang, 'inbox.none.text')}</p></div>`
  return {
    lang,
    languages: languagesOf(path),
    title: say(lang, 'inbox.title'),
    backToList: false,
    head: html`<link rel="stylesheet" href="${pathOf(config, assets.style)}">
<script type="module" src="${pathOf(config, assets.script)}"></script>
<noscript><meta http-equiv="refresh" content="${refreshSeconds}"></noscript>`,
    policy: { 'script-src': "'self'", 'connect-src': "'self'" },
    body: html`<main class="inbox" data-newest="${emails[0]?.id ?? ''}" data-newest-at="${path}/newest">
<h1>${say(lang, 'inbox.title')}</h1>
<p>${say(lang, 'inbox.text', { count: mostEmails })}</p>
${emails.length === 0 ? nothing : html`<ol class="emails">${emails.map(row)}</ol>`}</main>`,
  }
}

/** Renders one email with everything that a mail server would get. */
export function emailPage({ config, path, lang }: InboxView, email: KeptEmail): Page {
  const here = `${path}/${email.id}`
  const calendar =
    email.calendar && line(lang, 'inbox.attached', html`<a href="${here}/training.ics" download>training.ics</a>`)
  return {
    lang,
    languages: languagesOf(here),
    title: email.subject,
    backToList: false,
    head: html`<link rel="stylesheet" href="${pathOf(config, assets.style)}">`,
    policy: { 'frame-src': "'self'" },
    body: html`<main class="inbox"><p>${linkToAll(path, lang)}</p>
<h1>${email.subject}</h1>
<dl>${line(lang, 'inbox.recipient', email.to)}
${line(lang, 'inbox.from', email.from)}
${email.replyTo && line(lang, 'inbox.reply', email.replyTo)}
${line(lang, 'inbox.sent', timeOf(email.sentAt, lang))}
${calendar}</dl>
<iframe src="${here}/html" title="${say(lang, 'inbox.message')}" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
<details><summary>${say(lang, 'inbox.asText')}</summary><pre>${email.text}</pre></details>
<details><summary>${say(lang, 'inbox.headers')}</summary><pre>${headersOf(email).join('\n')}</pre></details>
<p><a href="${here}/email.eml" download>${say(lang, 'inbox.source')}</a></p></main>`,
  }
}

/** Renders what is shown in place of an email that made room for newer ones. */
export const goneEmailPage = ({ path, lang }: InboxView): Page => ({
  ...messagePage(lang, say(lang, 'inbox.gone'), say(lang, 'inbox.gone.text'), html`<p>${linkToAll(path, lang)}</p>`),
  backToList: false,
})

/** Renders what is shown in place of the emails under another name than this machine's own. */
export const elsewherePage = ({ config, path, lang }: InboxView): Page => {
  const own = `${new URL(config.publicUrl).origin}${path}`
  return {
    ...messagePage(
      lang,
      say(lang, 'inbox.elsewhere'),
      say(lang, 'inbox.elsewhere.text'),
      html`<p><a href="${own}?lang=${lang}">${own}</a></p>`,
    ),
    backToList: false,
  }
}

const languagesOf = (here: string) => language.options.map((lang) => ({ lang, href: `${here}?lang=${lang}` }))

const linkToAll = (path: string, lang: Language) => html`<a href="${path}?lang=${lang}">${say(lang, 'inbox.all')}</a>`

const line = (
  lang: Language,
  name: `inbox.${'recipient' | 'from' | 'reply' | 'sent' | 'attached'}`,
  value: string | Html,
) => html`<div><dt>${say(lang, name)}</dt><dd>${value}</dd></div>`

/** The time on this machine, because the person who reads it sits in front of it. */
const timeOf = (at: Date, lang: Language) =>
  html`<time datetime="${at.toISOString()}">${new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'medium' }).format(at)}</time>`
