import type { Language } from '@training-signup/contract'
import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Config } from '../config.ts'
import { type Asset, pathOf } from './assets.ts'
import { type Html, type Policy, pageHeaders, sourceOf } from './layout.ts'

/** A page for use inside another one: no header and no margins, and the sign-up runs on it. */
export interface BarePage {
  lang: Language
  title: string
  /** Rules of this page alone, without any `<`. The policy allows them by their hash. */
  rules: string
  /** The exact content of the body's own style elements. */
  bodyRules?: string[]
  styles?: Asset[]
  scripts: Asset[]
  /** Values for the scripts, as `data-` attributes of the root. */
  data?: Record<string, string | undefined>
  body: Html
  /** Which pages may frame it, and what else it may load. */
  policy: Policy & { 'frame-ancestors': string }
  headers?: Record<string, string>
}

export const answerBarePage = (c: Context, config: Config, page: BarePage, status: ContentfulStatusCode = 200) =>
  c.html(documentOf(config, page), status, {
    ...pageHeaders(config, {
      'script-src': "'self'",
      'connect-src': "'self'",
      'require-trusted-types-for': "'script'",
      'trusted-types': 'training-signup',
      ...page.policy,
      'style-src': ["'self'", ...[page.rules, ...(page.bodyRules ?? [])].map(sourceOf)].join(' '),
    }),
    'Content-Language': page.lang,
    ...page.headers,
  })

function documentOf(config: Config, { lang, title, rules, styles = [], scripts, data = {}, body }: BarePage): Html {
  const given = Object.entries(data).filter(([, value]) => value !== undefined)
  return html`<!doctype html>
<html lang="${lang}"${given.map(([name, value]) => html` data-${name}="${value}"`)}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="robots" content="noindex">
${styles.map((style) => html`<link rel="stylesheet" href="${pathOf(config, style)}">`)}
<style>${raw(rules)}</style>
${scripts.map((script) => html`<script type="module" src="${pathOf(config, script)}"></script>`)}
</head>
<body>
${body}
</body>
</html>`
}
