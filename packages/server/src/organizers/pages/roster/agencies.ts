import type { Agency, AgencyMerge, Language } from '@training-signup/contract'
import { AgencyMergeInput } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { actingAs, isEverything } from '../../../platform/access/caller.ts'
import { errorNote, faultSummary } from '../../../platform/html/form/fault-summary.ts'
import { type Faults, noFaults } from '../../../platform/html/form/faults.ts'
import { boxView, groupView, hiddenFields, inputField } from '../../../platform/html/form/field.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { isProblem } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import { listAgencies } from '../../api/agencies/agencies.ts'
import { describeAgencyEdit } from '../../api/agencies/describe-agency-edit.ts'
import {
  listMerges,
  mergeAgencies,
  previewMerge,
  readAgencyEdit,
  splitAgency,
  undoMerge,
} from '../../api/agencies/merge-agencies.ts'
import { readDayOf } from '../day-of.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type Pages, type Press, type Visit } from '../pages.ts'
import { nextLink, withQuery } from '../paging.ts'
import { enterButton, enterName, enterNote } from '../sent-forms/asking.ts'
import { orAgain } from '../sent-forms/merge-edits.ts'
import { emptyState } from './empty-state.ts'

const pageSize = 100
const ofAll = { needs: 'change-people', of: 'everything' } as const

/** How people spell their agencies, and merging the spellings of one. */
export function agencyPages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/agencies', { needs: 'change-people' }, (visit) => listPage(app, visit))
  pages.page('/agencies/merge', ofAll, (visit) => {
    const spellings = visit.c.req.queries('spelling') ?? []
    const input = AgencyMergeInput.safeParse({ spellings, name: spellings[0] })
    if (!input.success) return visit.c.redirect(adminPath(app.config, '/agencies?done=untick'), 303)
    return mergePage(app, visit, input.data)
  })
  pages.action('/agencies/merge', ofAll, (visit) => merge(app, visit))
  pages.action('/agencies/split', ofAll, async ({ c, caller, form, leadTo }) => {
    const spellings = form.all('spelling')
    if (spellings.length === 0) return leadTo('/agencies?done=untick')
    const edit = await describeAgencyEdit(app, c)
    const people = await splitAgency(actingAs(app, caller), spellings, edit)
    return leadTo(withQuery('/agencies', { done: 'split', edit, people: String(people) }))
  })
  pages.action('/agencies/undo', ofAll, async ({ c, caller, form, leadTo }) => {
    const edit = await describeAgencyEdit(app, c)
    try {
      const people = await undoMerge(actingAs(app, caller), form.get('edit'), edit)
      return leadTo(withQuery('/agencies', { done: 'undone', edit, people: String(people) }))
    } catch (error) {
      if (!isProblem(error, 'not-found')) throw error
      return leadTo('/agencies?done=already')
    }
  })
  return pages
}

async function merge(app: App, { form, leadTo, ...visit }: Press) {
  const spellings = form.all('spelling')
  const typed = form.get('other')
  const input = AgencyMergeInput.safeParse({ spellings, name: typed || form.get('name') })
  if (!input.success) {
    const shown = AgencyMergeInput.safeParse({ spellings, name: spellings[0] })
    if (!shown.success) return leadTo('/agencies?done=untick')
    const faults = new Map([['other', say(visit.lang, 'admin.agencies.merge.fault')]])
    return mergePage(app, visit, shown.data, { faults, typed })
  }
  if (form.has(enterName))
    return mergePage(app, visit, input.data, {
      note: enterNote(visit.lang, say(visit.lang, 'admin.agencies.merge.go')),
    })
  return orAgain(
    async () => {
      const edit = await describeAgencyEdit(app, visit.c)
      const { people } = await mergeAgencies(actingAs(app, visit.caller), input.data, {
        seen: form.all('seen'),
        id: edit,
      })
      return leadTo(withQuery('/agencies', { done: 'merged', edit, people: String(people) }))
    },
    ({ faults }) => mergePage(app, visit, input.data, { faults }),
    // A typed name can be another agency’s, whose coordinators were not shown yet.
    ({ problemName }) =>
      problemName === 'precondition-failed'
        ? new Map([['', say(visit.lang, 'admin.agencies.merge.again')]])
        : undefined,
  )
}

async function listPage(app: App, { c, lang, caller }: Visit): Promise<AdminPage> {
  const list = (cursor?: string) => listAgencies(app, caller.scope, { limit: pageSize, cursor })
  const { agencies, nextCursor } = await list(c.req.query('cursor')).catch((error: unknown) => {
    // The agency may have been merged into another one in the meantime.
    if (isProblem(error, 'invalid-input')) return list()
    throw error
  })
  const merges = isEverything(caller.scope)
  const title = say(lang, 'admin.agencies.title')
  return {
    title,
    section: 'agencies',
    isNarrow: true,
    body: html`<h1>${title}</h1>${await doneView(app, c, lang)}${
      agencies.length === 0
        ? emptyState({
            icon: 'person',
            title: say(lang, 'admin.agencies.none'),
            text: say(lang, 'admin.agencies.none.text'),
          })
        : html`<p>${say(lang, merges ? 'admin.agencies.text' : 'admin.agencies.partly')}</p>${
            c.req.query('done') === 'untick' ? errorNote(say(lang, 'admin.agencies.untick')) : ''
          }<form method="get" action="${adminPath(app.config, '/agencies/merge')}" class="stack">${setsView(app, lang, agencies, merges)}</form>`
    }${nextLink(lang, adminPath(app.config, '/agencies'), nextCursor)}${
      merges ? html`${await mergesView(app, lang, c.req.query('edit'))}${apartView(app, lang, agencies)}` : ''
    }`,
  }
}

/** Says what was done, and offers to undo a merge. */
async function doneView({ config, db }: App, c: Visit['c'], lang: Language): Promise<Html | ''> {
  const [done, id, count] = [c.req.query('done'), c.req.query('edit') ?? '', Number(c.req.query('people')) || 0]
  if (done === 'already') return errorNote(say(lang, 'admin.agencies.undone.already'))
  const edit = done === undefined ? undefined : await readAgencyEdit(db.reader, id)
  if (!edit) return ''
  const spellings = edit.spellings.join(' · ')
  const text =
    edit.agency === null
      ? say(lang, done === 'undone' ? 'admin.agencies.undone' : 'admin.agencies.apart.done', { count, spellings })
      : say(lang, 'admin.agencies.done', { count, name: edit.agency })
  const undo = edit.agency === null ? '' : undoForm(config, lang, id)
  return html`<div class="note ok">${icon('check')}<div class="stack"><p role="status">${unbroken(text)}</p>${undo}</div></div>`
}

const undoForm = (config: App['config'], lang: Language, id: string, name?: string): Html =>
  html`<form class="end" method="post" action="${adminPath(
    config,
    '/agencies/undo',
  )}"><input type="hidden" name="edit" value="${id}"><button class="button">${say(
    lang,
    'admin.agencies.undo',
  )}${name === undefined ? '' : html`<span class="unseen">: ${name}</span>`}</button></form>`

/** Renders the latest merges with the way back, but for the one that was just made. */
async function mergesView(app: App, lang: Language, made: string | undefined): Promise<Html | ''> {
  const { config, db } = app
  const dayOf = await readDayOf(app)
  const merges = (await listMerges(db.reader)).filter(({ id }) => id !== made)
  if (merges.length === 0) return ''
  return html`<section class="stack"><h2>${say(lang, 'admin.agencies.latest')}</h2><div class="card flush rows">${merges.map(
    ({ id, at, agency, spellings, name }) =>
      html`<div class="row">
<span><b>${agency}</b><br><small>${spellings
        .filter((one) => one !== agency)
        .join('\u00A0· ')}</small><br><small><time datetime="${at}">${dayOf(at, lang)}</time>${
        name === null ? '' : `\u00A0· ${say(lang, 'admin.history.by', { name })}`
      }</small></span>
${undoForm(config, lang, id, agency ?? '')}</div>`,
  )}</div></section>`
}

/** Renders what may be one agency together, and then everything else. */
function setsView(app: App, lang: Language, agencies: Agency[], merges: boolean): Html {
  const { sets = [], others = [] } = Object.groupBy(agencies, ({ alike }) => (alike.length > 0 ? 'sets' : 'others'))
  // The name that most have is proposed for all.
  const mostFirst = sets.toSorted((one, other) => other.people - one.people)
  const bySet = [...Map.groupBy(mostFirst, ({ name, alike }) => [name, ...alike].toSorted().join('\n')).values()]
  const alsoOf = ({ name, merged }: Agency) => {
    const also = merged.filter((spelling) => spelling !== name)
    return also.length > 0 ? [say(lang, 'admin.agencies.merged', { spellings: also.join('\u00A0· ') })] : []
  }
  const line = (one: Agency) => {
    const [label, hint] = [
      html`<b>${one.name}</b>`,
      [say(lang, 'admin.agencies.people', { count: one.people }), ...alsoOf(one)].join('. '),
    ]
    return merges
      ? spellingBox(one.name, label, hint)
      : html`<div class="line"><span>${label}<br><small>${hint}</small></span></div>`
  }
  const rows = (some: Agency[]) => html`<div class="card flush rows choices">${some.map(line)}</div>`
  const query = (set: Agency[]) => set.map(({ name }) => `spelling=${encodeURIComponent(name)}`).join('&')
  return html`${bySet.map(
    (set) =>
      html`<section class="stack"><div class="row"><h2>${say(lang, 'admin.agencies.alike')}</h2>${
        merges
          ? html`<a class="button end" href="${adminPath(app.config, '/agencies/merge')}?${query(set)}">${say(
              lang,
              'admin.agencies.alike.go',
              { count: set.length },
            )}<span class="unseen">: ${set[0]?.name ?? ''}</span></a>`
          : ''
      }</div>${rows(set)}</section>`,
  )}${
    others.length > 0
      ? html`<section class="stack">${sets.length > 0 ? html`<h2>${say(lang, 'admin.agencies.others')}</h2>` : ''}${rows(others)}</section>`
      : ''
  }${merges ? html`<p><button class="button primary">${say(lang, 'admin.agencies.go')}</button></p>` : ''}`
}

/** Renders the spellings that lead to another name, or to the same one as it is to be written. */
function apartView({ config }: App, lang: Language, agencies: Agency[]): Html | '' {
  const lines = agencies.flatMap(({ name, merged }) => merged.map((spelling) => ({ name, spelling })))
  if (lines.length === 0) return ''
  const boxes = lines.map((one) =>
    spellingBox(
      one.spelling,
      say(lang, one.spelling === one.name ? 'admin.agencies.apart.own' : 'admin.agencies.apart.line', one),
    ),
  )
  return html`<form class="stack" method="post" action="${adminPath(config, '/agencies/split')}">
<h2>${say(lang, 'admin.agencies.apart')}</h2><p>${say(lang, 'admin.agencies.apart.text')}</p>
<div class="card flush rows choices">${boxes}</div>
<p><button class="button">${say(lang, 'admin.agencies.apart.go')}</button></p></form>`
}

const spellingBox = (value: string, label: string | Html, hint?: string): Html =>
  boxView({ look: 'line', name: 'spelling', value, label, hint, attributes: { class: 'check' } })

interface Merging {
  faults?: Faults
  note?: Html
  typed?: string
}

async function mergePage(
  app: App,
  { lang }: Pick<Visit, 'lang'>,
  input: AgencyMergeInput,
  { faults = noFaults, note, typed }: Merging = {},
): Promise<AdminPage> {
  const preview = await previewMerge(app, input)
  const title = say(lang, 'admin.agencies.merge.title')
  const path = adminPath(app.config, '/agencies')
  const widened = preview.access.filter(({ before, after }) => after > before)
  return {
    title,
    section: 'agencies',
    crumbs: [{ title: say(lang, 'admin.agencies.title'), path: '/agencies' }],
    isNarrow: true,
    faults,
    body: html`<h1>${title}</h1>${faultSummary(lang, faults)}
<form method="post" action="${path}/merge" class="stack">${enterButton()}${note ?? ''}
${hiddenFields({ spelling: input.spellings, seen: preview.access.map(({ id }) => id) })}
${nameFields(lang, input, faults, typed)}
${previewView(lang, preview)}
${accessView(lang, widened)}
<p class="row"><button class="button primary">${say(lang, 'admin.agencies.merge.go')}</button>
<a class="button" href="${path}">${say(lang, 'manage.back')}</a></p></form>`,
  }
}

/** Renders the choice of a name: one of the spellings, or another one. */
function nameFields(lang: Language, { spellings, name }: AgencyMergeInput, faults: Faults, typed?: string): Html {
  const choices = spellings.map((value) =>
    boxView({
      type: 'radio',
      look: 'line',
      name: 'name',
      value,
      isChosen: value === name,
      label: html`<b>${value}</b>`,
    }),
  )
  const legend = say(lang, 'admin.agencies.merge.which')
  return html`${groupView({ legend, isUnseen: true, look: 'card flush rows choices' }, choices)}
${inputField({
  name: 'other',
  label: say(lang, 'admin.agencies.merge.otherName'),
  value: typed ?? (spellings.includes(name) ? '' : name),
  faults,
  attributes: { maxlength: 200, autocomplete: 'off' },
})}`
}

function previewView(lang: Language, { people: count, trainings: among }: AgencyMerge): Html {
  const trainings = say(lang, 'admin.agencies.merge.trainings', { count: among })
  return html`<div class="card"><p><b>${say(lang, 'admin.agencies.merge.people', { count, trainings })}</b></p>
<p>${say(lang, 'admin.agencies.merge.future')} ${say(lang, 'admin.agencies.merge.shown')}</p>
<p>${say(lang, 'admin.agencies.merge.lasting')}</p></div>`
}

const accessView = (lang: Language, access: AgencyMerge['access']): Html =>
  access.length === 0
    ? html`<p>${say(lang, 'admin.agencies.merge.access.none')}</p>`
    : html`<section class="note wait">${icon('warn')}<div class="stack">
<h2>${say(lang, 'admin.agencies.merge.access')}</h2><p>${say(lang, 'admin.agencies.merge.access.text')}</p><ul>${access.map(
        ({ kind, ...one }) => html`<li>${say(lang, `admin.agencies.merge.${kind}`, one)}</li>`,
      )}</ul></div></section>`
