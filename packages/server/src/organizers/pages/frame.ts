import type { Language } from '@training-signup/contract'
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { logoUrl } from '../../core/logos/logos.ts'
import { readOrganizerDefaults } from '../../core/trainings/organizer-defaults.ts'
import type { Caller } from '../../platform/access/caller.ts'
import { systemOf } from '../../platform/access/require-admin.ts'
import type { Config } from '../../platform/config.ts'
import { pathOf } from '../../platform/html/assets.ts'
import { type Faults, noFaults } from '../../platform/html/form/faults.ts'
import { icon } from '../../platform/html/icon.ts'
import { type Html, icons, type Policy, pageHeaders } from '../../platform/html/layout.ts'
import { unbroken } from '../../platform/html/lines.ts'
import { say } from '../../words/admin.ts'
import { sessionNote } from './accounts/session-note.ts'
import { adminPath } from './admin-path.ts'
import { adminAssets } from './assets.ts'
import { barView, brandView, type Organizer, type SectionName } from './bar.ts'
import { askingPageOf, markForms } from './sent-forms/form-mark.ts'

export interface AdminPage {
  title: string
  /** Where it stands in the navigation. */
  section: SectionName
  /** The pages above it, topmost first. Addresses start after `/admin`. */
  crumbs?: { title: string; path: string }[]
  /** What it is called after them, where its title also names its training. */
  crumb?: string
  /** What waits or has just come about, in one line with the crumbs. */
  news?: Html | '' | undefined
  /** Lies in `main`, after the crumbs. Starts with an `h1`. */
  body: Html
  /** What was just done: shown above everything, and read aloud. */
  done?: string | undefined
  /** What is wrong with its form, which it shows again: then nothing was carried out. */
  faults?: Faults | undefined
  /** What two people changed in its form. */
  edits?: { both: readonly unknown[] } | undefined
  /** Omitted: as its form says. */
  status?: ContentfulStatusCode
  /** Whether it has one narrow column. */
  isNarrow?: boolean
  /** Whether it is as wide as the screen. */
  isWide?: boolean
  /** More elements for the head, like a script of its own. */
  head?: Html
  /** Whether its own form finds people in every training, so that the bar needs none. */
  finds?: boolean
  /** At a door, a session that ends changes nothing: what cannot be sent waits. */
  isDoor?: boolean
  /** Permissions that this page needs beyond every page's. */
  policy?: Policy
}

export { adminPath }

/**
 * The language of this page: the one that its address names, or that of the page whose form was
 * sent, or else the account's.
 */
export const pageLanguage = (c: Context, caller: Pick<Caller, 'lang'>): Language => namedLanguage(c) ?? caller.lang

function namedLanguage(c: Context): Language | undefined {
  const before = new URL(askingPageOf(c) ?? '', 'http://own').searchParams.get('lang')
  const named = c.req.query('lang') ?? before
  return named === 'es' || named === 'en' ? named : undefined
}

/** Has a page that leads on to another one do so in the language that its address named. */
export function leadInLanguage(c: Context, response: Response): Response {
  const named = namedLanguage(c)
  const to = response.status === 303 ? response.headers.get('location') : null
  // The switch in the bar chooses for every page.
  if (!named || to === null || /[?&]lang=/.test(to) || c.req.path === '/admin/account/language') return response
  const [path = '', fragment] = to.split('#')
  const asked = `${path}${path.includes('?') ? '&' : '?'}lang=${named}`
  response.headers.set('location', fragment === undefined ? asked : `${asked}#${fragment}`)
  return response
}

/** Responds with a page for someone who is signed in. */
export async function answerAdminPage(c: Context, config: Config, caller: Caller, page: AdminPage) {
  const lang = pageLanguage(c, caller)
  const { crumbs = [], news = '', done, isNarrow = false, isWide = false } = page
  const measure = isNarrow ? ' narrow' : isWide ? ' full' : ''
  const way = crumbs.length > 0 ? crumbsView(config, lang, crumbs, page.crumb ?? page.title) : ''
  const top = html`${news === '' ? way : html`<div class="way">${way}${news}</div>`}${done === undefined ? '' : doneNote(done)}`
  return answerDocument(
    c,
    config,
    {
      lang,
      title: page.title,
      head: page.head,
      policy: page.policy,
      bar: barView({
        config,
        lang,
        caller,
        section: page.section,
        finds: page.finds,
        organizer: await organizerOf(c, config),
      }),
      main: html`<main class="page${measure}" id="main">${top}${page.body}${page.isDoor ? '' : sessionNote(c, config, lang)}</main>`,
    },
    page.status ?? statusOf(page),
  )
}

/** Says what was just done. */
export const doneNote = (done: string): Html =>
  html`<p class="note ok" role="status">${icon('check')}<span>${done}</span></p>`

/** Returns the organizer that the settings name. */
async function organizerOf(c: Context, config: Config): Promise<Organizer | undefined> {
  const { organizer } = (await readOrganizerDefaults(systemOf(c))).defaults
  return organizer && { name: organizer.name, logoUrl: logoUrl(config, organizer.logo) }
}

const statusOf = ({ faults = noFaults, edits }: AdminPage): ContentfulStatusCode =>
  faults.size > 0 ? 422 : edits && edits.both.length > 0 ? 409 : 200

interface Document {
  lang: Language
  title: string
  head?: Html | undefined
  policy?: Policy | undefined
  bar: Html
  main: Html
}

/** Responds with a page for someone who is not signed in. */
export const answerOutside = (
  c: Context,
  config: Config,
  lang: Language,
  { title, body, head, bar = '' }: { title: string; body: Html; head?: Html | undefined; bar?: Html | '' },
  status: ContentfulStatusCode = 200,
) =>
  answerDocument(
    c,
    config,
    {
      lang,
      title,
      head,
      bar: html`<header class="site">${brandView(config, lang)}${bar}</header>`,
      main: html`<main class="page narrow" id="main">${body}</main>`,
    },
    status,
  )

/** Responds with a page that leads nowhere: what it shows is for those who come by. */
export const answerAlone = (
  c: Context,
  config: Config,
  lang: Language,
  { title, head, body }: { title: string; head: Html; body: Html },
) =>
  c.html(documentOf(config, { lang, title, head, bar: html``, main: body }, { script: html`` }), 200, {
    ...pageHeaders(config, { 'script-src': "'self'", 'connect-src': "'self'" }),
    'Content-Language': lang,
  })

/** Responds with a page in the organizers' look. */
const answerDocument = async (c: Context, config: Config, page: Document, status: ContentfulStatusCode = 200) =>
  c.html(await markForms(c, (await documentOf(config, page)).toString()), status, {
    ...pageHeaders(config, { 'script-src': "'self'", 'connect-src': "'self'", ...page.policy }),
    'Content-Language': page.lang,
  })

const scriptOf = (config: Config) => html`<script type="module" src="${pathOf(config, adminAssets.script)}"></script>`

const documentOf = (
  config: Config,
  { lang, title, head, bar, main }: Document,
  { script }: { script: Html } = { script: scriptOf(config) },
): Html =>
  html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="${pathOf(config, adminAssets.style)}">
<link rel="icon" type="image/svg+xml" href="${pathOf(config, icons.tab)}">
<link rel="apple-touch-icon" href="${pathOf(config, icons.touch)}">
${script}
${head}
</head>
<body data-sending="${say(lang, 'admin.sending')}">
<a class="skip" href="#main">${say(lang, 'admin.skip')}</a>
${bar}
${main}
</body>
</html>`

const crumbsView = (config: Config, lang: Language, crumbs: NonNullable<AdminPage['crumbs']>, last: string) =>
  html`<nav class="crumb" aria-label="${say(lang, 'admin.crumbs')}">${crumbs.map(
    (one, index) => html`${index > 0 ? ' / ' : ''}<a href="${adminPath(config, one.path)}">${unbroken(one.title)}</a>`,
  )}<span> / ${unbroken(last)}</span></nav>`
