import type { FoundPerson, Language } from '@training-signup/contract'
import { html } from 'hono/html'
import { z } from 'zod'
import type { App } from '../../core/context.ts'
import { isOff } from '../../core/trainings/availability.ts'
import { formatWeekday } from '../../core/trainings/local-time.ts'
import type { Config } from '../../platform/config.ts'
import { searchField } from '../../platform/html/form/field.ts'
import type { Html } from '../../platform/html/layout.ts'
import { unbroken } from '../../platform/html/lines.ts'
import { isProblem } from '../../platform/problem.ts'
import { say } from '../../words/admin.ts'
import { pickText } from '../../words/index.ts'
import { isSearchable } from '../api/people/lists/filters.ts'
import { findPeople } from '../api/people/lists/find-people.ts'
import { adminPath } from './admin-path.ts'
import type { AdminPage } from './frame.ts'
import { createPages, type Pages, type Visit } from './pages.ts'
import { nextLink, withQuery } from './paging.ts'
import { readQuery } from './read-query.ts'
import { emptyState } from './roster/empty-state.ts'
import { nameOf, paperLines, toneOf } from './roster/roster-table.ts'

const pageSize = 50

const shape = {
  q: z.string().transform((q) => q.slice(0, 254).replaceAll('\0', '').trim()),
  cursor: z.string().max(1000),
}

/** Finds people in every training that the reader reaches. */
export function findPages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/find', { needs: 'read-people' }, (visit) => findPage(app, visit))
  return pages
}

async function findPage(app: App, { c, caller, lang }: Visit): Promise<AdminPage> {
  const { q = '', cursor } = readQuery(c, shape)
  const path = adminPath(app.config, '/find')
  const list = (after?: string) => findPeople(app, caller.scope, { q, limit: pageSize, cursor: after })
  const found = isSearchable(q)
    ? await list(cursor).catch((error: unknown) => {
        if (isProblem(error, 'invalid-input')) return list()
        throw error
      })
    : undefined
  const title = say(lang, 'admin.findPeople')
  const field = searchField({
    id: 'find',
    name: 'q',
    label: say(lang, 'admin.findPeople.label'),
    hint: say(lang, 'admin.findPeople.hint'),
    value: q,
    controlLook: 'grow',
    attributes: { maxlength: 254, autocapitalize: 'none', 'data-find': true },
    beside: html`<button class="button">${say(lang, 'admin.roster.search.go')}</button>`,
  })
  return {
    title: found ? `${title}: ${q}` : title,
    section: 'trainings',
    isNarrow: true,
    finds: true,
    body: html`<h1>${title}</h1>
<form class="row filter" role="search" method="get" action="${path}">${field}</form>
${found ? peopleView(app.config, lang, { ...found, q, path }) : html`<p>${say(lang, 'admin.findPeople.text')}</p>`}`,
  }
}

interface Found {
  q: string
  path: string
  people: FoundPerson[]
  nextCursor: string | null
}

const peopleView = (config: Config, lang: Language, { q, path, people, nextCursor }: Found): Html =>
  people.length === 0
    ? emptyState({
        icon: 'search',
        title: say(lang, 'admin.roster.notFound', { q }),
        text: say(lang, 'admin.findPeople.none.text'),
      })
    : html`<div class="card flush rows" id="people">${people.map((one) => personRow(config, lang, one))}</div>${paperLines(
        people.flatMap(({ hidesName, reference }) => (hidesName ? reference : [])),
      )}
<p><small>${say(lang, 'admin.findPeople.order')}</small></p>${nextLink(lang, withQuery(path, { q }), nextCursor)}`

function personRow(config: Config, lang: Language, one: FoundPerson): Html {
  const { title, status, startsAt, timeZone } = one.training
  const off = isOff(status) ? status : undefined
  const unnamed = one.hidesName ? html` unnamed` : ''
  return html`<a class="line${unnamed}" href="${adminPath(config, `/registrations/${one.id}`)}"><span><b>${nameOf(one)}</b>${
    one.agency === null ? '' : html` <small class="from">${one.agency}</small>`
  }<br><small>${pickText(title, lang)}\u00A0· ${unbroken(formatWeekday(startsAt, timeZone, lang))}${
    off && html`\u00A0· ${say(lang, `admin.training.${off}`)}`
  }${one.hidesName ? html`\u00A0· ${say(lang, 'admin.hidesName')}` : ''}</small></span>${stateOf(lang, one)}</a>`
}

const stateOf = (lang: Language, { status }: FoundPerson): Html =>
  html`<span class="state ${toneOf[status]}">${say(lang, `admin.status.${status}`)}</span>`
