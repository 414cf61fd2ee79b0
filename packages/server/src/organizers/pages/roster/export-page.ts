import { z } from '@hono/zod-openapi'
import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { readTraining } from '../../../core/trainings/trainings.ts'
import { may } from '../../../platform/access/caller.ts'
import type { Config } from '../../../platform/config.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import {
  boxList,
  boxView,
  groupView,
  hiddenFields,
  inputField,
  optionsOf,
  selectField,
} from '../../../platform/html/form/field.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { ProblemError } from '../../../platform/problem.ts'
import { type PageWordKey, say } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'
import { badgeChoice, fileChoice, sheetChoice } from '../../files/choices.ts'
import { type FileType, fileContents, fileTypes, openFile } from '../../files/files.ts'
import { sendFile } from '../../files/send-file.ts'
import { sheetNames } from '../../paper/badges.ts'
import { openBadgeFile, openSheetFile } from '../../paper/paper.ts'
import { languageOptions } from '../accounts/account-fields.ts'
import { adminAssets } from '../assets.ts'
import { adminPath } from '../frame.ts'
import { createPages, type Pages, type Visit } from '../pages.ts'
import { withQuery } from './beside-list.ts'
import { rememberedColumns, usualColumns } from './roster-columns.ts'
import { filterOf, isNarrowed, queryString, type RosterQuery, readRosterQuery } from './roster-query.ts'

/** Loads the style of these pages. */
export const exportHead = (config: Config): Html =>
  html`<link rel="stylesheet" href="${pathOf(config, adminAssets.exportStyle)}">`

/** The page where files and paper of a training are chosen, and the files themselves. */
export function exportPages(app: App): Pages {
  const pages = createPages(app)
  const guard = { needs: 'export-people', of: 'training' } as const
  pages.page('/trainings/:slug/export', guard, async ({ c, lang, caller }) => {
    const slug = c.req.param('slug') ?? ''
    const training = await readTraining(app, slug)
    const query = readRosterQuery(c)
    const title = pickText(training.input.title, lang)
    const view = viewOf(app, { c, caller, lang }, query)
    return {
      title: say(lang, 'admin.exports'),
      section: 'trainings',
      crumbs: [
        { title: say(lang, 'admin.nav.trainings'), path: '' },
        { title, path: `/trainings/${slug}${queryString(query)}` },
      ],
      head: exportHead(app.config),
      body: html`<h1>${say(lang, 'admin.exports')}</h1>
<p class="note">${icon('warn')}<span>${say(lang, 'admin.exports.logged')}</span></p>
<div class="exports">${filesView(view)}<div class="stack">${sheetView(view)}${badgesView(view)}${listsView(view)}</div></div>`,
    }
  })
  for (const type of Object.keys(fileTypes) as FileType[])
    pages.page(`/trainings/:slug/registrations.${type}`, guard, async ({ c, caller }) => {
      const query = { ...readListed(c), ...readChoice(c, fileChoice), training: c.req.param('slug') ?? '' }
      return sendFile(app, c, await openFile(app, caller, type, query))
    })
  pages.page('/trainings/:slug/sign-in-sheet.pdf', guard, async ({ c, caller }) =>
    sendFile(app, c, await openSheetFile(app, caller, c.req.param('slug') ?? '', readChoice(c, sheetChoice))),
  )
  pages.page('/trainings/:slug/badges.pdf', guard, async ({ c, caller }) =>
    sendFile(app, c, await openBadgeFile(app, caller, c.req.param('slug') ?? '', readChoice(c, badgeChoice))),
  )
  return pages
}

/**
 * Reads what the address chooses.
 * @throws {ProblemError} `invalid-input`
 */
function readChoice<Shape extends z.ZodRawShape>(c: Visit['c'], shape: Shape) {
  const read = z.object(shape).safeParse(c.req.query())
  if (!read.success) throw new ProblemError('invalid-input')
  return read.data
}

/** Returns who is on the list that the address narrows, as its page shows it. */
function readListed(c: Visit['c']) {
  const { sort: _, cursor: __, ...filter } = filterOf(readRosterQuery(c))
  return filter
}

function viewOf(app: App, { c, caller, lang }: Pick<Visit, 'c' | 'caller' | 'lang'>, query: RosterQuery): ExportView {
  return {
    lang,
    at: adminPath(app.config, `/trainings/${c.req.param('slug') ?? ''}`),
    isTrusted: may(caller, 'read-sensitive'),
    query,
    show: c.req.query('show') ?? (rememberedColumns(app, c, caller) ?? usualColumns).join(','),
  }
}

interface ExportView {
  lang: Language
  /** Where the training is. */
  at: string
  /** Whether sensitive answers can be chosen. */
  isTrusted: boolean
  /** The list that one comes from. */
  query: RosterQuery
  /** Its columns. */
  show: string
}

function filesView(view: ExportView): Html {
  const { lang, at, isTrusted } = view
  const label = (word: string) => html`<b>${say(lang, `admin.exports.${word}` as PageWordKey)}</b>`
  const hint = (word: string) => say(lang, `admin.exports.${word}.text` as PageWordKey)
  const offered = fileContents.filter((name) => isTrusted || name !== 'catering')
  const columns = boxList({
    type: 'radio',
    name: 'columns',
    values: offered,
    chosen: offered.slice(0, 1),
    label: (one) => label(`columns.${one}`),
    hint: (one) => hint(`columns.${one}`),
  })
  const sensitive = boxView({ name: 'sensitive', value: '1', label: label('sensitive'), hint: hint('sensitive') })
  return html`<form class="card" method="get" action="${at}/registrations.xlsx">
<h2>${say(lang, 'admin.exports.files')}</h2>${listedView(view)}
${groupView({ legend: say(lang, 'admin.exports.columns'), look: 'choices' }, columns)}
${isTrusted ? html`<div class="choices">${sensitive}</div>` : ''}
${languageField(lang, 'files')}
<div class="row"><button class="button primary">${say(lang, 'admin.exports.xlsx')}</button>
<button class="button" formaction="${at}/registrations.csv" aria-describedby="csv-hint">${say(lang, 'admin.exports.csv')}</button></div>
<p id="csv-hint"><small>${say(lang, 'admin.exports.csv.text')}</small></p>
</form>`
}

/** Has the files hold the list that one comes from: those who were on it, in its order. */
function listedView({ lang, at, query, show }: ExportView): Html {
  const { q, status, needs, role, agency, domain, partner, sort } = query
  const filter = { q, status: status?.join(','), needs: needs ? '1' : undefined, role, agency, domain, partner, sort }
  const everyone = withQuery(`${at}/export`, new URLSearchParams({ show }))
  return html`${hiddenFields({ ...filter, show })}${
    isNarrowed(query)
      ? html`<p class="note step">${icon('person')}<span>${say(lang, 'admin.exports.listed')} <a href="${everyone}">${say(
          lang,
          'admin.exports.listed.all',
        )}</a></span></p>`
      : ''
  }`
}

function sheetView({ lang, at, isTrusted }: ExportView): Html {
  const blank = inputField({
    name: 'blank',
    label: say(lang, 'admin.exports.blank'),
    value: '8',
    attributes: { type: 'number', min: 0, max: 500 },
  })
  return html`<form class="card" method="get" action="${at}/sign-in-sheet.pdf">
<h2>${say(lang, 'admin.sheet')}</h2>
<p><small>${say(lang, 'admin.exports.sheet.text')}</small></p>
<div class="two">${exportField(lang, 'sort', ['name', 'agency'])}
${exportField(lang, 'license', isTrusted ? ['blank', 'masked'] : ['blank'])}
${blank}
${languageField(lang, 'sheet')}</div>
<div class="row"><button class="button">${say(lang, 'admin.exports.open')}</button></div>
</form>`
}

const badgesView = ({ lang, at }: ExportView): Html => html`<form class="card" method="get" action="${at}/badges.pdf">
<h2>${say(lang, 'admin.badges')}</h2>
<p><small>${say(lang, 'admin.exports.badges.text')}</small></p>
${exportField(lang, 'labels', sheetNames, 'sheet')}${exportField(lang, 'agencies', ['1', '0'])}
${hiddenFields({ lang })}
<div class="row"><button class="button">${say(lang, 'admin.exports.badges.open')}</button></div>
</form>`

/** Leads to the lists that have pages of their own. */
const listsView = ({ lang, at, isTrusted }: ExportView): Html =>
  html`<div class="card flush rows">${(isTrusted ? (['accommodations', 'report'] as const) : (['report'] as const)).map(
    (name) =>
      html`<a class="line" href="${at}/${name}"><span></span>
<span><b>${say(lang, `admin.${name}`)}</b><br><small>${say(lang, `admin.exports.${name}.text`)}</small></span>${icon('onward')}</a>`,
  )}</div>`

function exportField(lang: Language, word: string, values: readonly string[], name = word): Html {
  const label = (value: string) => say(lang, `admin.exports.${word}${value && `.${value}`}` as PageWordKey)
  return selectField({ name, label: label(''), options: optionsOf(values, label), chosen: undefined })
}

function languageField(lang: Language, id: string): Html {
  const label = say(lang, 'admin.exports.lang')
  return selectField({ name: 'lang', id: `lang-${id}`, label, options: languageOptions(lang), chosen: lang })
}
