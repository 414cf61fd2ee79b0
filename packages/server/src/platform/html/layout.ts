import { createHash } from 'node:crypto'
import type { Language, Section, Training } from '@training-signup/contract'
import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { say } from '../../words/index.ts'
import { basePath, type Config } from '../config.ts'
import { busyRetrySeconds } from '../http/api/answer-problem.ts'
import { pathOf, readAsset, readSheet } from './assets.ts'
import { icon } from './icon.ts'
import { lineView, logoView, rowsOf } from './lines.ts'

export type Html = ReturnType<typeof html>

/** Styles of every full page. Pages inside another one do not use them. */
const styleSheet = readSheet(
  'page.css',
  ['page', 'rows', 'stage', 'forms', 'paper', 'asks', 'printed'],
  import.meta.url,
)
/** The icons of every page: in a tab, and on a phone's start screen. */
export const icons = {
  tab: readAsset('icon.svg', import.meta.url),
  touch: readAsset('touch-icon.png', import.meta.url),
}

/** What every full page loads. */
export const pageAssets = [styleSheet, ...Object.values(icons)]

export interface Page {
  lang: Language
  title: string
  body: Html
  /** The training that it is about. Its organizer stands on top, its contacts at the foot. */
  training?: (Pick<Training, 'organizer' | 'help'> & { slug?: string }) | undefined
  /** More elements for the head: links and descriptions. */
  head?: Html
  /** URLs of the same page in each language. Omitted if there is only one. */
  languages?: { lang: Language; href: string }[]
  /** Whether search engines may index it. */
  listed?: boolean
  /** The partner whose page led here. The link to the list keeps it. */
  partner?: string | undefined
  /** Whether a link leads to the list of trainings. */
  backToList?: boolean
  /** Permissions that this page needs beyond every page's. */
  policy?: Policy | undefined
}

/** Directives of a Content-Security-Policy. */
export type Policy = Record<string, string>

/** Returns the policy source that allows a style or script element with exactly this content. */
export const sourceOf = (content: string) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`

// Everything comes from this server, and no script runs unless a page names it. The events of
// `json-ld.ts` are data, which no policy needs to allow.
const everyPage: Policy = {
  'default-src': "'none'",
  'style-src': "'self'",
  'img-src': "'self'",
  'form-action': "'self'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
}
const yearSeconds = 365 * 24 * 60 * 60

export function pageHeaders(config: Config, policy: Policy = {}): Record<string, string> {
  const directives = Object.entries({ ...everyPage, ...policy })
  return {
    'Content-Security-Policy': directives.map(([name, value]) => `${name} ${value}`).join('; '),
    // An address can hold a secret, so not even our own style sheet is told it. Without any Referer,
    // browsers would send the forms of our pages with `Origin: null`.
    'Referrer-Policy': 'strict-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cache-Control': 'no-store',
    ...(config.publicUrl.startsWith('https:') ? { 'Strict-Transport-Security': `max-age=${yearSeconds}` } : {}),
  }
}

/**
 * Responds with a page. Most hold form tokens, answers, or references, so no cache may store them;
 * routes say which may be kept.
 */
export const answerPage = (c: Context, config: Config, page: Page, status: ContentfulStatusCode = 200) =>
  c.html(layout(config, page), status, {
    ...pageHeaders(config, page.policy),
    'Content-Language': page.lang,
    ...(status === 503 ? { 'Retry-After': String(busyRetrySeconds) } : {}),
  })

/** Returns the query that keeps the language and the credit of a partner. */
export const ownQuery = (partner: string | undefined, lang: Language): string =>
  new URLSearchParams({ ...(partner ? { p: partner } : {}), lang }).toString()

/** Returns the path of the page that says how accessible these are, and who hears what doesn't work. */
export function accessibilityPath(
  config: Config,
  { lang, partner, slug }: Pick<Page, 'lang' | 'partner'> & { slug?: string | undefined },
): string {
  const query = `${ownQuery(partner, lang)}${slug === undefined ? '' : `&training=${encodeURIComponent(slug)}`}`
  return `${basePath(config)}/accessibility?${query}`
}

function layout(
  config: Config,
  { lang, title, body, training, head, languages = [], listed = false, backToList = true, partner }: Page,
): Html {
  const base = basePath(config)
  const list = html`<a href="${base}/?${ownQuery(partner, lang)}">${say(lang, 'page.back')}</a>`
  return html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${listed ? '' : raw('<meta name="robots" content="noindex">')}
<link rel="stylesheet" href="${pathOf(config, styleSheet)}">
<link rel="icon" type="image/svg+xml" href="${pathOf(config, icons.tab)}">
<link rel="apple-touch-icon" href="${pathOf(config, icons.touch)}">
${head}
</head>
<body>
<header class="site"><p class="brand">${brandView(lang, training?.organizer)}</p>
<div class="ways">${backToList ? list : ''}${languages.length > 1 ? languageLinks(lang, languages) : ''}</div></header>
<div class="page">
${body}
</div>
${footView(lang, training, accessibilityPath(config, { lang, partner, slug: training?.slug }))}
</body>
</html>`
}

/** Renders the organizer’s logo and name. Without a logo, a mark of our own stands there. */
const brandView = (lang: Language, organizer: Training['organizer']): Html =>
  html`${organizer?.logo === undefined ? icon('check') : logoView(organizer.logo)}${organizer?.name ?? say(lang, 'page.list')}`

// Names each language in that language, so that its speakers can read it.
const ownName = (lang: Language) => say(lang, `field.language.${lang}`)

const languageLinks = (lang: Language, languages: NonNullable<Page['languages']>) =>
  html`<nav aria-label="${say(lang, 'form.language')}">${languages
    .filter((one) => one.lang !== lang)
    .map(
      (one) => html`<a href="${one.href}" hreflang="${one.lang}" lang="${one.lang}">${ownName(one.lang)}</a>`,
    )}</nav>`

/** Renders where to get help, in the same place on every page. */
function footView(lang: Language, training: Page['training'], accessibility: string): Html {
  const { help = [], organizer } = training ?? {}
  const danger = { lines: [{ text: say(lang, 'help.danger'), href: 'tel:911' }] }
  const privacy = organizer?.privacyUrl && { text: say(lang, 'form.privacy'), href: organizer.privacyUrl }
  const about = [
    { text: say(lang, 'page.accessibility'), href: accessibility },
    ...(privacy ? [{ ...privacy, sameRow: true as const }] : []),
  ]
  const sections: Section[] = [...(help.length > 0 ? help : [danger]), { lines: about }]
  return html`<footer class="foot" id="help">${sections.map(
    ({ heading, lines }) =>
      html`<section>${heading && html`<h2>${heading}</h2>`}${rowsOf(lines.filter(({ muted }) => !muted)).map(
        (row) => html`<p>${row.map((line) => html`<span>${lineView(line)}</span>`)}</p>`,
      )}</section>`,
  )}</footer>`
}

/** Returns a page with a single message. */
export const messagePage = (lang: Language, title: string, text: string, more: Html | '' = ''): Page => ({
  lang,
  title,
  body: html`<main><div class="card"><h1>${title}</h1><p>${text}</p>${more}</div></main>`,
})
