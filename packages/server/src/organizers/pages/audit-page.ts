import { AuditAction, type AuditEntry, type Language } from '@training-signup/contract'
import { html } from 'hono/html'
import { z } from 'zod'
import type { App } from '../../core/context.ts'
import { formatDate, formatTimeOf, localOf, zoneName } from '../../core/trainings/local-time.ts'
import { listAudit } from '../../platform/audit/list-audit.ts'
import { basePath, type Config } from '../../platform/config.ts'
import { hiddenFields, inputField, searchField, selectField } from '../../platform/html/form/field.ts'
import { icon } from '../../platform/html/icon.ts'
import type { Html } from '../../platform/html/layout.ts'
import { unbroken } from '../../platform/html/lines.ts'
import { say } from '../../words/admin.ts'
import { type AuditNames, type AuditSearch, findInAudit, readAuditNames } from '../api/audit/audit-names.ts'
import {
  actionText,
  callerText,
  objectText,
  refusedText,
  tapperText,
  trainingOf,
  trainingText,
} from '../api/audit/audit-text.ts'
import { startOfNew } from '../api/trainings/start-of-new.ts'
import { settingsCrumb } from './accounts/settings.ts'
import { cardTable } from './card-table.ts'
import { adminPath } from './frame.ts'
import { createPages, type Pages } from './pages.ts'
import { readQuery } from './read-query.ts'

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
    const { timeZone } = await startOfNew(app)
    const filter = await findInAudit(reader, { ...search, timeZone })
    const { entries, nextCursor } = await listAudit(app, { ...filter, cursor, limit: pageEntries })
    const names = await readAuditNames(reader, entries)
    return {
      title: say(lang, 'admin.audit.title'),
      section: 'settings',
      crumbs: [settingsCrumb(lang)],
      isWide: true,
      body: html`<div class="row"><h1>${say(lang, 'admin.audit.title')}</h1>
<a class="button end" href="${basePath(app.config)}/api/v1/admin/audit.csv${queryOf({ ...search, timeZone })}">${say(lang, 'admin.audit.csv')}</a></div>
<p>${say(lang, 'admin.audit.text')}</p>
${chips(app.config, lang, search)}${await filterForm(app, lang, search, names)}
${entries.length === 0 ? empty(lang) : table(entries, { config: app.config, lang, search, names, timeZone, zone: zoneName(app.now(), timeZone, lang) })}
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
async function filterForm({ config, db }: App, lang: Language, search: AuditSearch, names: AuditNames): Promise<Html> {
  const accounts = await db.reader.selectFrom('auth_user').select(['id', 'name']).orderBy('name').limit(500).execute()
  const keys = await db.reader.selectFrom('auth_key').select(['id', 'name']).orderBy('name').limit(500).execute()
  const callers = [
    ...accounts.map(({ id, name }) => ({ value: id, label: name })),
    ...keys.map(({ id, name }) => ({ value: id, label: say(lang, 'admin.audit.key.named', { name }) })),
    { value: 'operator', label: say(lang, 'admin.audit.operator') },
  ]
  const { caller } = search
  // Someone whose account or key is gone, or who is none of the first, is still who was chosen.
  const isOffered = caller === undefined || callers.some(({ value }) => value === caller)
  const chosen = isOffered ? [] : [{ value: caller, label: nameOf(caller, names, lang) }]
  const who = [{ value: '', label: say(lang, 'admin.audit.everyone') }, ...chosen, ...callers]
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

const nameOf = (id: string, names: AuditNames, lang: Language): string =>
  callerText({ caller: { id, kind: 'person' } }, names, lang)

/** Never without a filter: to look at the log is an entry. */
const empty = (lang: Language) =>
  html`<section class="card empty"><span class="mark">${icon('search')}</span><h2>${say(lang, 'admin.audit.none')}</h2>
<p>${say(lang, 'admin.audit.none.text')}</p></section>`

const headings = ['when', 'who', 'action', 'object', 'training'] as const

interface Shown {
  config: Config
  lang: Language
  search: AuditSearch
  names: AuditNames
  timeZone: string
  /** Its name. */
  zone: string
}

const table = (entries: AuditEntry[], shown: Shown) =>
  html`<div class="card flush">${cardTable({
    headings: headings.map((heading) =>
      heading === 'when'
        ? say(shown.lang, 'admin.audit.when', { zone: shown.zone })
        : say(shown.lang, `admin.audit.${heading}`),
    ),
    rows: entries.map((entry) => row(entry, shown)),
  })}</div>`

function row(entry: AuditEntry, shown: Shown): [Html, ...(string | Html)[]] {
  const { config, lang, search, names, timeZone } = shown
  const slug = trainingOf(entry, names)
  const person =
    entry.object?.kind === 'registration' && names.people.has(entry.object.id) ? entry.object.id : undefined
  const training = trainingText(entry, names, lang)
  const tapper = tapperText(entry, names, lang)
  const tapped = tapper && html`<br><span class="hint">${say(lang, 'admin.audit.tappedBy', { name: tapper })}</span>`
  const who = adminPath(config, `/audit${queryOf({ ...search, caller: entry.caller.id })}`)
  return [
    html`<time class="num" datetime="${entry.at}">${momentText(entry.at, timeZone, lang)}</time>`,
    html`<a href="${who}">${callerText(entry, names, lang)}</a>${tapped}`,
    html`${actionText(entry, lang)}${entry.isRefused ? html` <span class="state stop">${refusedText(entry, lang)}</span>` : ''}`,
    linkTo(person && adminPath(config, `/registrations/${person}`), objectText(entry, names, lang)),
    linkTo(
      slug !== undefined && names.trainings.has(slug) ? adminPath(config, `/trainings/${slug}`) : undefined,
      training,
    ),
  ]
}

/** With its year: the log goes back further than one. */
const momentText = (at: string, timeZone: string, lang: Language): string =>
  `${formatDate(localOf(new Date(at), timeZone).slice(0, 10), lang)}, ${formatTimeOf(at, timeZone, lang)}`

const linkTo = (path: string | undefined, text: string): Html =>
  path === undefined ? unbroken(text) : html`<a href="${path}">${unbroken(text)}</a>`
