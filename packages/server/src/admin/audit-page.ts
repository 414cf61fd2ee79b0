import { AuditAction, type AuditEntry, type Language } from '@training-signup/contract'
import { html } from 'hono/html'
import { listAudit } from '../audit/list-audit.ts'
import { basePath, type Config } from '../config.ts'
import type { App } from '../context.ts'
import { icon } from '../pages/icon.ts'
import type { Html } from '../pages/layout.ts'
import { say, sayIfKnown } from '../words/admin.ts'
import { adminPath } from './frame.ts'
import { createPages, type Pages } from './pages.ts'
import { settingsCrumb } from './settings.ts'

const pageEntries = 100

/** The page of the audit log. */
export function auditPages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/audit', { needs: 'read-audit', of: 'everything' }, async ({ c, lang }) => {
    const { data: action } = AuditAction.safeParse(c.req.query('action'))
    const cursor = c.req.query('cursor')
    const { entries, nextCursor } = await listAudit(app, { action, cursor, limit: pageEntries })
    return {
      title: say(lang, 'admin.audit.title'),
      section: 'settings',
      crumbs: [settingsCrumb(lang)],
      body: html`<div class="row"><h1>${say(lang, 'admin.audit.title')}</h1><a class="button end" href="${basePath(app.config)}/api/v1/admin/audit.csv${action ? `?action=${action}` : ''}">${say(lang, 'admin.audit.csv')}</a></div>
<p>${say(lang, 'admin.audit.text')}</p>
${chips(app.config, lang, action)}
${entries.length === 0 ? empty(lang) : table(entries, lang)}
${nextCursor && html`<p><a class="button" href="${adminPath(app.config, '/audit')}?${new URLSearchParams({ ...(action ? { action } : {}), cursor: nextCursor }).toString()}">${say(lang, 'admin.audit.earlier')}</a></p>`}`,
    }
  })
  return pages
}

function chips(config: Config, lang: Language, current: AuditAction | undefined): Html {
  const chip = (action: AuditAction | undefined) =>
    html`<a class="chip" href="${adminPath(config, '/audit')}${action ? `?action=${action}` : ''}"${action === current ? html` aria-current="page"` : ''}>${say(lang, `admin.audit.${action ?? 'all'}`)}</a>`
  return html`<nav class="chips" aria-label="${say(lang, 'admin.audit.filter')}">${[undefined, ...AuditAction.options].map(chip)}</nav>`
}

const empty = (lang: Language) =>
  html`<section class="card empty"><span class="mark">${icon('lock')}</span><h2>${say(lang, 'admin.audit.none')}</h2><p>${say(lang, 'admin.audit.none.text')}</p></section>`

const headings = ['when', 'who', 'action', 'object', 'address'] as const

const table = (entries: AuditEntry[], lang: Language) =>
  html`<div class="card flush wide"><table><thead><tr>${headings.map(
    (heading) => html`<th scope="col">${say(lang, `admin.audit.${heading}`)}</th>`,
  )}</tr></thead><tbody>${entries.map((entry) => row(entry, lang))}</tbody></table></div>`

const row = ({ at, caller, action, object, route, isRefused }: AuditEntry, lang: Language) =>
  html`<tr><td class="num"><time datetime="${at}">${at.slice(0, 19).replace('T', ' ')}</time></td><td>${say(
    lang,
    `admin.audit.${caller.kind}`,
    { id: caller.id },
  )}</td><td>${say(lang, `admin.audit.${action}`)}${
    isRefused ? html` <span class="state stop">${say(lang, 'admin.audit.refused')}</span>` : ''
  }</td><td>${object ? (sayIfKnown(lang, `admin.audit.of.${object.kind}`, { id: object.id }) ?? object.id) : say(lang, 'admin.audit.of.several')}</td><td><code>${route}</code></td></tr>`
