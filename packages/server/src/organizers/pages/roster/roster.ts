import type { Language } from '@training-signup/contract'
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { namePartners, readPartnerChoices } from '../../../core/partners/partner-choices.ts'
import { isOff } from '../../../core/trainings/availability.ts'
import { formatWeekday } from '../../../core/trainings/local-time.ts'
import { type Caller, may } from '../../../platform/access/caller.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import { errorNote } from '../../../platform/html/form/fault-summary.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { say } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'
import { agenciesIn } from '../../api/agencies/agencies-in.ts'
import { listBulkActions } from '../../api/bulk/bulk-actions.ts'
import { findDecisionsAhead, nameAhead } from '../../api/bulk/decisions-ahead.ts'
import { type Roster, readRoster } from '../../api/people/lists/roster.ts'
import { adminAssets } from '../assets.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { importedNote } from '../import/imported-note.ts'
import { createPages, type Pages, type Visit } from '../pages.ts'
import { seatsBar, seatsLegend } from '../trainings/seats-bar.ts'
import { aheadView } from './ahead-view.ts'
import { withQuery } from './beside-list.ts'
import { bulkHead } from './bulk-pages.ts'
import { possibleActions } from './bulk-view.ts'
import { emptyState } from './empty-state.ts'
import { readPicked } from './picked.ts'
import { columnsToShow, rememberedColumns } from './roster-columns.ts'
import { filterForm, statusChips } from './roster-filters.ts'
import { filterOf, isNarrowed, listParams, queryString, readRosterQuery } from './roster-query.ts'
import { rosterTable } from './roster-table.ts'
import { knownTotal, type RosterView, totalOf } from './roster-view.ts'

/** As many as a training mostly has. A selection of them fits an address. */
const pageSize = 200
const mostBulkActions = 50

/** The people of a training. */
export function rosterPages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/trainings/:slug', { needs: 'read-people', of: 'training' }, (visit) =>
    showRoster(app, visit, visit.c.req.param('slug') ?? ''),
  )
  return pages
}

/**
 * Returns the page with a training's people, as its address narrows and orders them.
 * @param opened The one who is shown next to them
 */
export async function showRoster(app: App, visit: Visit, slug: string, opened?: OpenedPerson): Promise<AdminPage> {
  const { c, lang } = visit
  const view = await readView(app, visit, { slug, opened: opened?.id })
  const person = await opened?.show(neighborOf(view.roster.list.registrations, opened.id))
  const { row, input } = view.roster.training
  const name = pickText(input.title, lang)
  const day = formatWeekday(row.starts_at, row.time_zone, lang)
  const title = `${name}, ${day}`
  return {
    title,
    section: 'trainings',
    isWide: true,
    crumbs: [{ title: say(lang, 'admin.home.title'), path: '' }],
    news: await newsOf(app, view),
    done: doneIn(c, lang),
    head: html`<link rel="stylesheet" href="${pathOf(app.config, adminAssets.rosterStyle)}">
<script type="module" src="${pathOf(app.config, adminAssets.rosterScript)}"></script>${bulkHead(app)}`,
    body: html`<div class="list">${skipLink(view)}${failureView(lang, c.req.query('failed'))}<div class="row head"><h1>${name}, ${dayView(view, day)}</h1>${
      isOff(row.status) ? html`<span class="state stop">${say(lang, `admin.training.${row.status}`)}</span>` : ''
    }<span class="end row strip">${actions(view)}</span></div>
${totalOf(view.roster) === 0 && !isNarrowed(view.query) ? html`${seatsView(view)}${noOneYet(view)}` : peopleView(view, person)}</div>`,
  }
}

/** Where someone reads the day, they can change it. */
const dayView = ({ lang, caller, path }: RosterView, day: string) =>
  may(caller, 'change-trainings')
    ? html`<a href="${path}/edit?part=when#part-when" title="${say(lang, 'admin.roster.day')}">${unbroken(day)}</a>`
    : unbroken(day)

async function newsOf(app: App, view: RosterView): Promise<Html | ''> {
  const { scope } = view.caller
  const training = view.roster.training.row.slug
  const { bulkActions: decisions } = await listBulkActions(app, { scope, training, limit: mostBulkActions })
  const open = decisions.filter(({ state }) => state !== 'done').map(({ id }) => id)
  return aheadView(view, { decisions, names: await nameAhead(app.db.reader, scope, open) })
}

interface OpenedPerson {
  id: string
  /** Renders them, next to someone who stands next to them on the list. */
  show: (neighbor: string | undefined) => Promise<Html>
}

function neighborOf(people: readonly { id: string }[], id: string): string | undefined {
  const at = people.findIndex((one) => one.id === id)
  return at < 0 ? undefined : (people[at - 1] ?? people[at + 1])?.id
}

interface Shown {
  slug: string
  opened: string | undefined
}

async function readView(app: App, { c, caller, lang }: Visit, { slug, opened }: Shown): Promise<RosterView> {
  const query = readRosterQuery(c)
  const roster = await readRoster(app, caller, slug, { ...filterOf(query), limit: pageSize })
  const people = roster.list.registrations
  const partners = await namePartners(
    app,
    caller.scope,
    people.map(({ partner }) => partner),
  )
  const partnerChoices = await readPartnerChoices(app, { trainings: [roster.training.row.id] })
  const agencies =
    caller.scope.agency === undefined ? await agenciesIn(app.db.reader, roster.training.row.id, caller.scope) : []
  const ahead = await findDecisionsAhead(
    app.db.reader,
    people.map(({ id }) => id),
  )
  const path = adminPath(app.config, `/trainings/${slug}`)
  const picked = readPicked(c, people)
  const read = { app, lang, caller, roster, query, partners, partnerChoices, agencies, path, ahead, opened, picked }
  const chosen = query.columns ?? rememberedColumns(app, c, caller)
  const columns = { shown: await columnsToShow(app, read, chosen), isChosen: chosen !== undefined }
  return { ...read, ...columns, actions: possibleActions(read) }
}

function doneIn(c: Context, lang: Language): string | undefined {
  if (c.req.query('undone') !== undefined) return say(lang, 'admin.bulk.undone')
  const added = importedNote(lang, c.req.query('added'), c.req.query('waiting'))
  if (added !== undefined) return added
  const deleted = Number(c.req.query('deleted'))
  return Number.isSafeInteger(deleted) && deleted > 0
    ? say(lang, 'admin.person.erase.done', { count: deleted })
    : undefined
}

/** Leads past everything above the list, for who goes from link to link. */
const skipLink = ({ lang, roster }: RosterView): Html | '' =>
  roster.list.registrations.length > 0 ? html`<a class="skip" href="#list">${say(lang, 'admin.roster.skip')}</a>` : ''

const failures = ['none', 'gone', 'late', 'many', 'called-off', 'many-named'] as const

/** Says why nothing came of a button for several people. */
function failureView(lang: Language, failed: string | undefined): Html | '' {
  const name = failures.find((one) => one === failed)
  return name === undefined ? '' : errorNote(say(lang, `admin.bulk.failed.${name}`))
}

const actions = ({ app, lang, caller, roster, path, query, shown }: RosterView): Html[] => {
  const slug = roster.training.row.slug
  const link = (is: boolean, href: string, label: string) =>
    is ? [html`<a class="button" href="${href}">${label}</a>`] : []
  return [
    ...link(may(caller, 'change-people'), `${path}/add`, say(lang, 'admin.roster.add')),
    ...link(registers(caller, roster.training), `${path}/register`, say(lang, 'admin.own.register')),
    ...link(may(caller, 'change-trainings'), `${path}/edit`, say(lang, 'admin.roster.edit')),
    ...link(
      may(caller, 'send-messages'),
      adminPath(app.config, `/messages/new?training=${slug}`),
      say(lang, 'admin.roster.message'),
    ),
    ...link(
      may(caller, 'export-people'),
      withQuery(`${path}/export`, new URLSearchParams([...listParams(query), ['show', shown.join(',')]])),
      say(lang, 'admin.roster.export'),
    ),
    ...menuOf(lang, [
      ...link(
        may(caller, 'read-numbers'),
        adminPath(app.config, `/numbers?training=${slug}`),
        say(lang, 'admin.numbers.title'),
      ),
      ...link(true, `${path}/attendance`, say(lang, 'admin.sheet.title')),
      ...link(may(caller, 'read-people'), `${path}/credit`, say(lang, 'admin.credit.title')),
      ...link(may(caller, 'read-reports'), `${path}/evaluation`, say(lang, 'admin.evaluation.title')),
    ]),
  ]
}

/** What is needed less often unfolds: a long title has room, and the list begins high up. */
const menuOf = (lang: Language, links: Html[]): Html[] =>
  links.length < 2
    ? links
    : [
        html`<details class="bar-menu others"><summary class="button">${say(lang, 'admin.roster.others')}</summary><div>${links}</div></details>`,
      ]

/** Returns whether someone registers the people of their agency here. Organizers do it in their own way. */
const registers = (caller: Caller, { row, input }: Roster['training']): boolean =>
  may(caller, 'coordinate') &&
  !may(caller, 'change-people') &&
  input.audience.coordinators &&
  row.status === 'published'

function seatsView({ lang, roster }: RosterView): Html | '' {
  const { counts, waitingForCode, training } = roster
  if (!waitingForCode) return ''
  const seats = { capacity: training.row.capacity, counts, heldForCodes: waitingForCode.heldSeats }
  return html`<div class="seats" id="seats">${seatsBar(seats)}${seatsLegend(seats, lang, { all: true })}</div>`
}

const peopleView = (view: RosterView, opened: Html | '' = ''): Html => {
  const { roster } = view
  return html`<div class="tools">${filterForm(view)}${seatsView(view)}</div>
<div class="sides"><div class="stack" id="people">${statusChips(view)}
${roster.list.registrations.length === 0 ? noMatch(view) : html`${rosterTable(view)}${pagesView(view)}`}</div>${opened}</div>`
}

/** Says which part of the list this is, and leads to the next. */
function pagesView({ lang, roster, query, path }: RosterView): Html {
  const { registrations, nextCursor } = roster.list
  const last = query.from + registrations.length - 1
  const total = nextCursor === null ? last : knownTotal(roster, query)
  const shown = total === undefined ? 'admin.roster.shown' : 'admin.roster.shownOf'
  return html`<p class="row">
<small>${say(lang, shown, { from: query.from, to: last, total: total ?? 0 })}, ${say(lang, `admin.roster.sorted.${query.sort}`)}</small><span class="end row">${
    query.cursor === undefined
      ? ''
      : html`<a class="button" href="${path}${queryString(query)}">${say(lang, 'admin.roster.first')}</a>`
  }${
    nextCursor === null
      ? ''
      : html`<a class="button" href="${path}${queryString(query, { cursor: nextCursor, from: last + 1 })}">${say(lang, 'admin.roster.next')}</a>`
  }</span></p>`
}

function noMatch({ lang, roster, query, path }: RosterView): Html {
  const clear = html`<a class="button" href="${path}">${say(lang, query.q === undefined ? 'admin.roster.everyone' : 'admin.roster.clear')}</a>`
  if (query.q === undefined)
    return emptyState({
      icon: 'person',
      title: say(lang, 'admin.roster.noneHere'),
      text: say(lang, 'admin.roster.noneHere.text', { count: totalOf(roster) }),
      actions: clear,
    })
  return emptyState({
    icon: 'search',
    title: say(lang, 'admin.roster.notFound', { q: query.q }),
    text: say(lang, 'admin.roster.notFound.text', { count: totalOf(roster) }),
    actions: clear,
  })
}

/** Shows how people come to register, as long as no one has. */
function noOneYet(view: RosterView): Html {
  const { app, lang, roster, caller } = view
  const { slug, status } = roster.training.row
  if (status === 'draft')
    return emptyState({
      icon: 'calendar',
      title: say(lang, 'admin.roster.draft'),
      text: say(lang, 'admin.roster.draft.text'),
      actions: may(caller, 'change-trainings')
        ? html`<a class="button primary" href="${view.path}/publish">${say(lang, 'admin.roster.publish')}</a>`
        : '',
    })
  const { publicUrl } = app.config
  const page = `${publicUrl}/t/${slug}`
  const codes = roster.waitingForCode?.requests ?? 0
  return html`${codes > 0 ? statusChips(view) : ''}${emptyState({
    icon: 'person',
    title: say(lang, 'admin.roster.no-one'),
    text: html`${say(lang, 'admin.roster.no-one.text')}</p><p class="snippet">${page}`,
    actions: html`<a class="button primary" href="${page}">${say(
      lang,
      'admin.roster.page',
    )}</a><a class="button" href="${publicUrl}/embed?training=${slug}">${say(lang, 'admin.roster.snippet')}</a>${
      may(caller, 'change-people')
        ? html`<a class="button" href="${view.path}/add">${icon('plus')}${say(lang, 'admin.roster.add')}</a>
<a class="button" href="${view.path}/import">${icon('plus')}${say(lang, 'admin.import.link')}</a>`
        : ''
    }${
      registers(caller, roster.training)
        ? html`<a class="button" href="${view.path}/register">${icon('plus')}${say(lang, 'admin.own.register')}</a>`
        : ''
    }`,
  })}`
}
