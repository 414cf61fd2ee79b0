import { html } from 'hono/html'
import { z } from 'zod'
import { areFoundBy, doorWords, typedWords } from '../../../core/people/search-words.ts'
import { hiddenFields, searchField } from '../../../platform/html/form/field.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { mapInTurns } from '../../../platform/http/map-in-turns.ts'
import { say } from '../../../words/admin.ts'
import { type SheetRow, type SheetState, sheetStates } from '../../api/attendance/sheet.ts'
import { numberedLinks, pageIn, withQuery } from '../paging.ts'
import type { readQuery } from '../read-query.ts'
import { emptyState } from '../roster/empty-state.ts'
import type { SheetView } from './sheet-parts.ts'
import { sheetTable } from './sheet-table.ts'

const perPage = 50
const orders = ['state', 'name', 'agency', 'minutes'] as const
type Order = (typeof orders)[number]

/** What the address of the sheet can ask for. */
export const sheetQuery = {
  q: z.string().max(100),
  state: z.enum(sheetStates),
  sort: z.enum(orders),
  page: z.coerce.number().int().min(1).max(2000),
  open: z.uuid(),
}

type Asked = ReturnType<typeof readQuery<typeof sheetQuery>>
type At = (more: Record<string, string | undefined>) => string
interface OpenRow {
  id: string
  form: Html
}

/** Renders what is searched, chosen, and ordered, and a page of the sheet. */
export async function listView(view: SheetView, asked: Asked, open: OpenRow | undefined): Promise<Html> {
  const { lang, path, sheet } = view
  if (sheet.rows.length === 0)
    return emptyState({
      icon: 'person',
      title: say(lang, 'admin.sheet.empty'),
      text: say(lang, 'admin.sheet.empty.text'),
    })
  const matching = await foundBy(sheet.rows, asked.q)
  const at: At = (more) => withQuery(path, { q: asked.q, state: asked.state, sort: asked.sort, ...more })
  return html`<form class="row filter" role="search" method="get" action="${path}">
${hiddenFields({ state: asked.state, sort: asked.sort })}${searchField({
  name: 'q',
  label: say(lang, 'admin.sheet.search'),
  value: asked.q ?? '',
  attributes: { autocapitalize: 'none', maxlength: 100 },
})}<button class="button">${say(lang, 'admin.roster.search.go')}</button></form>
${chipsView(view, asked, matching, at)}${pageOf(view, asked, matching, open, at)}`
}

function chipsView({ lang }: SheetView, asked: Asked, matching: readonly SheetRow[], at: At): Html {
  const chip = (state: SheetState | undefined, count: number) =>
    html`<a class="chip" href="${at({ state })}"${state === asked.state ? html` aria-current="true"` : ''}>
${say(lang, state === undefined ? 'admin.sheet.all' : `admin.sheet.state.${state}`)} <span class="num">${count}</span></a>`
  const isNow = (sort: Order) => sort === (asked.sort ?? 'state')
  return html`<nav class="chips" aria-label="${say(lang, 'admin.sheet.title')}">
${chip(undefined, matching.length)}${sheetStates.map((state) =>
  chip(state, matching.filter((row) => row.state === state).length),
)}</nav>
<nav class="row" aria-label="${say(lang, 'admin.sheet.sort')}"><small>${say(lang, 'admin.sheet.sort')}:</small>
${orders.map((sort) =>
  isNow(sort)
    ? html`<b class="sort" aria-current="true">${say(lang, `admin.sheet.sort.${sort}`)}</b>`
    : html`<a class="sort" href="${at({ sort })}">${say(lang, `admin.sheet.sort.${sort}`)}</a>`,
)}</nav>`
}

function pageOf(view: SheetView, asked: Asked, matching: readonly SheetRow[], open: OpenRow | undefined, at: At): Html {
  const { lang } = view
  const chosen = matching.filter(({ state }) => asked.state === undefined || state === asked.state)
  const ordered = inOrder(chosen, asked.sort ?? 'state')
  const openAt = open === undefined ? -1 : ordered.findIndex(({ registration }) => registration === open.id)
  const shown = pageIn(ordered, openAt === -1 ? (asked.page ?? 1) : Math.floor(openAt / perPage) + 1, perPage)
  if (ordered.length === 0) return html`<p class="card">${say(lang, 'admin.sheet.noMatch')}</p>`
  return html`${sheetTable(view, { rows: shown.rows, open, fixAt: (id) => `${at({ open: id })}#fix` })}
${numberedLinks(lang, shown, (page) => at({ page }))}`
}

async function foundBy(rows: readonly SheetRow[], q: string | undefined): Promise<readonly SheetRow[]> {
  const typed = typedWords(q ?? '')
  if (typed.length === 0) return rows
  const words = await mapInTurns(rows, ({ agency, reference, ...name }) =>
    doorWords(name, agency === null ? [] : [agency], reference),
  )
  return rows.filter((_, at) => areFoundBy(words[at] ?? '', typed))
}

function inOrder(rows: readonly SheetRow[], sort: Order): readonly SheetRow[] {
  if (sort === 'state') return rows
  const byName = (one: SheetRow, other: SheetRow) =>
    one.familyName.localeCompare(other.familyName) || one.givenName.localeCompare(other.givenName)
  if (sort === 'name') return rows.toSorted(byName)
  if (sort === 'minutes') return rows.toSorted((one, other) => one.minutes - other.minutes || byName(one, other))
  return rows.toSorted((one, other) => (one.agency ?? '~').localeCompare(other.agency ?? '~') || byName(one, other))
}
