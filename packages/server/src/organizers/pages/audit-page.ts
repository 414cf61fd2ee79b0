import { AuditAction, type AuditEntry, type Language } from '@training-signup/contract'
import { html } from 'hono/html'
import { z } from 'zod'
import type { App } from '../../core/context.ts'
import { listAudit } from '../../platform/audit/list-audit.ts'
import { basePath, type Config } from '../../platform/config.ts'
import { hiddenFields, inputField, searchField, selectField } from '../../platform/html/form/field.ts'
import { icon } from '../../platform/html/icon.ts'
import type { Html } from '../../platform/html/layout.ts'
import { say, sayIfKnown } from '../../words/admin.ts'
import { type AuditNames, type AuditSearch, findInAudit, readAuditNames } from '../api/audit-names.ts'
import { settingsCrumb } from './accounts/settings.ts'
import { cardTable } from './card-table.ts'
import { readQuery } from './forms/read-query.ts'
import { adminPath } from './frame.ts'
import { createPages, type Pages } from './pages.ts'

const pageEntries = 100

const shape = {
  action: AuditAction,
  caller: z.string().regex(/^[\w-]{1,100}$/),
  object: z.string().regex(/^[\w-]{1,100}$/),
  person: z.string().trim().min(2).max(100),
  day: z.iso.date(),
  cursor: z.uuid(),
}

/** The page of the audit log. To look at it is in the log, too: it names people. */
export function auditPages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/audit', { needs: 'read-audit', of: 'everything', shows: true }, async ({ c, lang }) => {
    const { cursor, ...search } = readQuery(c, shape)
    const { reader } = app.db
    const filter = await findInAudit(reader, search)
    const { entries, nextCursor } = await listAudit(app, { ...filter, cursor, limit: pageEntries })
    const names = await readAuditNames(reader, entries)
    return {
      title: say(lang, 'admin.audit.title'),
      section: 'settings',
      crumbs: [settingsCrumb(lang)],
      body: html`<div class="row"><h1>${say(lang, 'admin.audit.title')}</h1>
<a class="button end" href="${basePath(app.config)}/api/v1/admin/audit.csv${queryOf(search)}">${say(lang, 'admin.audit.csv')}</a></div>
<p>${say(lang, 'admin.audit.text')}</p>
${chips(app.config, lang, search)}${await filterForm(app, lang, search)}
${entries.length === 0 ? empty(lang) : table(entries, names, lang)}
${
  nextCursor &&
  html`<p><a class="button" href="${adminPath(app.config, '/audit')}${queryOf({ ...search, cursor: nextCursor })}">${say(lang, 'admin.audit.earlier')}</a></p>`
}`,
    }
  })
  return pages
}

function queryOf(search: AuditSearch & { cursor?: string }): string {
  const given = Object.entries(search).filter((field): field is [string, string] => typeof field[1] === 'string')
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`
}

function chips(config: Config, lang: Language, search: AuditSearch): Html {
  const chip = (action: AuditAction | undefined) =>
    html`<a class="chip" href="${adminPath(config, '/audit')}${queryOf({ ...search, action })}"${
      action === search.action ? html` aria-current="page"` : ''
    }>${say(lang, `admin.audit.${action ?? 'all'}`)}</a>`
  return html`<nav class="chips" aria-label="${say(lang, 'admin.audit.filter')}">${[undefined, ...AuditAction.options].map(chip)}</nav>`
}

/** Narrows the log to a colleague or a key, a person, and a day. */
async function filterForm({ config, db }: App, lang: Language, search: AuditSearch): Promise<Html> {
  const accounts = await db.reader.selectFrom('auth_user').select(['id', 'name']).orderBy('name').limit(500).execute()
  const keys = await db.reader.selectFrom('auth_key').select(['id', 'name']).orderBy('name').limit(500).execute()
  const callers = [
    ...accounts.map(({ id, name }) => ({ value: id, label: name })),
    ...keys.map(({ id, name }) => ({ value: id, label: say(lang, 'admin.audit.key.named', { name }) })),
    { value: 'operator', label: say(lang, 'admin.audit.operator') },
  ]
  const who = [{ value: '', label: say(lang, 'admin.audit.everyone') }, ...callers]
  return html`<form class="row filter" role="search" method="get" action="${adminPath(config, '/audit')}">
${hiddenFields({ action: search.action, object: search.object })}
${selectField({ name: 'caller', label: say(lang, 'admin.audit.who'), options: who, chosen: search.caller })}
${searchField({
  name: 'person',
  label: say(lang, 'admin.audit.about'),
  value: search.person ?? '',
  attributes: { minlength: 2, maxlength: 100 },
})}
${inputField({ name: 'day', label: say(lang, 'admin.audit.day'), value: search.day ?? '', attributes: { type: 'date' } })}
<button class="button">${say(lang, 'admin.audit.show')}</button></form>`
}

/** Never without a filter: to look at the log is an entry. */
const empty = (lang: Language) =>
  html`<section class="card empty"><span class="mark">${icon('search')}</span><h2>${say(lang, 'admin.audit.none')}</h2>
<p>${say(lang, 'admin.audit.none.text')}</p></section>`

const headings = ['when', 'who', 'action', 'object', 'address'] as const

const table = (entries: AuditEntry[], names: AuditNames, lang: Language) =>
  html`<div class="card flush">${cardTable({
    headings: headings.map((heading) => say(lang, `admin.audit.${heading}`)),
    rows: entries.map((entry) => row(entry, names, lang)),
  })}</div>`

const row = (entry: AuditEntry, names: AuditNames, lang: Language): [Html, ...(string | Html)[]] => [
  html`<time class="num" datetime="${entry.at}">${entry.at.slice(0, 19).replace('T', ' ')}</time>`,
  callerText(entry, names, lang),
  html`${actionText(entry, lang)}${entry.isRefused ? html` <span class="state stop">${refusedText(entry, lang)}</span>` : ''}`,
  objectText(entry, names, lang),
  html`<code>${entry.route}</code>`,
]

function callerText({ caller: { kind, id } }: AuditEntry, { callers }: AuditNames, lang: Language): string {
  const name = callers.get(id)
  if (kind === 'operator' || name === undefined) return say(lang, `admin.audit.${kind}`, { id })
  return kind === 'key' ? say(lang, 'admin.audit.key.named', { name }) : name
}

/** Says what was done by the last word of the address, like “Approved”, or else its kind. */
function actionText({ action, route, filters }: AuditEntry, lang: Language): string {
  const word = route.split('/').at(-1) ?? ''
  const last = word.startsWith(':') ? filters['action'] : word
  const done = action === 'changed' ? sayIfKnown(lang, `admin.audit.did.${last}`) : undefined
  return done ?? say(lang, `admin.audit.${action}`)
}

function refusedText({ filters }: AuditEntry, lang: Language): string {
  const repeats = Number(filters['repeats'])
  return repeats > 0 ? say(lang, 'admin.audit.repeated', { count: repeats }) : say(lang, 'admin.audit.refused')
}

function objectText({ object, filters, route }: AuditEntry, { people, agencies }: AuditNames, lang: Language): string {
  const person = object?.kind === 'registration' ? people.get(object.id) : undefined
  if (person) return `${person.name} · ${person.reference}`
  const edit = object?.kind === 'agency-edit' ? agencies.get(object.id) : undefined
  if (edit) {
    const spellings = edit.spellings.filter((one) => one !== edit.agency).join(' · ')
    return edit.agency === null
      ? say(lang, 'admin.audit.agencies.split', { spellings })
      : say(lang, 'admin.audit.agencies.merge', { spellings: spellings || edit.agency, agency: edit.agency })
  }
  if (object) return sayIfKnown(lang, `admin.audit.of.${object.kind}`, { id: object.id }) ?? object.id
  const [, first = ''] = /\/admin\/([\w-]+)/.exec(route) ?? []
  const several = sayIfKnown(lang, `admin.audit.in.${first}`) ?? say(lang, 'admin.audit.of.several')
  return typeof filters['training'] === 'string' ? `${several} · ${filters['training']}` : several
}
