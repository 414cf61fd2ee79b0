import { z } from '@hono/zod-openapi'
import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { readTraining } from '../../../core/trainings/trainings.ts'
import { may } from '../../../platform/access/caller.ts'
import type { Config } from '../../../platform/config.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { ProblemError } from '../../../platform/problem.ts'
import { say, type WordKey } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'
import { badgeChoice, fileChoice, sheetChoice } from '../../files/choices.ts'
import { type FileType, fileContents, fileTypes, openFile } from '../../files/files.ts'
import { sendFile } from '../../files/send-file.ts'
import { sheetNames } from '../../paper/badges.ts'
import { openBadgeFile, openSheetFile } from '../../paper/paper.ts'
import { adminAssets } from '../assets.ts'
import { adminPath } from '../frame.ts'
import { createPages, type Pages, type Visit } from '../pages.ts'

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
    const title = pickText(training.input.title, lang)
    const view: View = {
      lang,
      at: adminPath(app.config, `/trainings/${slug}`),
      isTrusted: may(caller, 'read-sensitive'),
    }
    return {
      title: say(lang, 'admin.exports'),
      section: 'trainings',
      crumbs: [
        { title: say(lang, 'admin.nav.trainings'), path: '' },
        { title, path: `/trainings/${slug}` },
      ],
      head: exportHead(app.config),
      body: html`<h1>${say(lang, 'admin.exports')}</h1>
<p class="note">${icon('alert')}<span>${say(lang, 'admin.exports.logged')}</span></p>
<div class="exports">${filesView(view)}<div class="stack">${sheetView(view)}${badgesView(view)}${listsView(view)}</div></div>`,
    }
  })
  for (const type of Object.keys(fileTypes) as FileType[])
    pages.page(`/trainings/:slug/registrations.${type}`, guard, async ({ c, caller }) => {
      const query = { ...readChoice(c, fileChoice), training: c.req.param('slug') ?? '' }
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

interface View {
  lang: Language
  /** Where the training is. */
  at: string
  /** Whether sensitive answers can be chosen. */
  isTrusted: boolean
}

function filesView({ lang, at, isTrusted }: View): Html {
  const offered = fileContents.filter((name) => isTrusted || name !== 'catering')
  return html`<form class="card" method="get" action="${at}/registrations.xlsx">
<h2>${say(lang, 'admin.exports.files')}</h2>
<fieldset class="choices"><legend>${say(lang, 'admin.exports.columns')}</legend>${offered.map(
    (name, index) =>
      html`<label><input type="radio" name="columns" value="${name}"${index === 0 ? html` checked` : ''}><span><b>${say(lang, `admin.exports.columns.${name}`)}</b><br><small>${say(lang, `admin.exports.columns.${name}.text`)}</small></span></label>`,
  )}</fieldset>
${
  isTrusted
    ? html`<div class="choices"><label><input type="checkbox" name="sensitive" value="1"><span><b>${say(lang, 'admin.exports.sensitive')}</b><br><small>${say(lang, 'admin.exports.sensitive.text')}</small></span></label></div>`
    : ''
}
${languageField(lang, 'files')}
<div class="row"><button class="button primary">${say(lang, 'admin.exports.xlsx')}</button><button class="button" formaction="${at}/registrations.csv" aria-describedby="csv-hint">${say(lang, 'admin.exports.csv')}</button></div>
<p id="csv-hint"><small>${say(lang, 'admin.exports.csv.text')}</small></p>
</form>`
}

function sheetView({ lang, at, isTrusted }: View): Html {
  const licenses = isTrusted ? ['blank', 'masked'] : ['blank']
  return html`<form class="card" method="get" action="${at}/sign-in-sheet.pdf">
<h2>${say(lang, 'admin.sheet')}</h2>
<p><small>${say(lang, 'admin.exports.sheet.text')}</small></p>
<div class="two">${selectField(lang, 'sort', ['name', 'agency'])}${selectField(lang, 'license', licenses)}
<p class="field"><label for="blank">${say(lang, 'admin.exports.blank')}</label><input class="input" id="blank" name="blank" type="number" min="0" max="500" value="8"></p>
${languageField(lang, 'sheet')}</div>
<div class="row"><button class="button">${say(lang, 'admin.exports.open')}</button></div>
</form>`
}

const badgesView = ({ lang, at }: View): Html => html`<form class="card" method="get" action="${at}/badges.pdf">
<h2>${say(lang, 'admin.badges')}</h2>
<p><small>${say(lang, 'admin.exports.badges.text')}</small></p>
${selectField(lang, 'labels', sheetNames, 'sheet')}${selectField(lang, 'agencies', ['1', '0'])}
<input type="hidden" name="lang" value="${lang}">
<div class="row"><button class="button">${say(lang, 'admin.exports.badges.open')}</button></div>
</form>`

/** Leads to the lists that have pages of their own. */
const listsView = ({ lang, at, isTrusted }: View): Html =>
  html`<div class="card flush rows">${(isTrusted ? (['accommodations', 'report'] as const) : (['report'] as const)).map(
    (name) =>
      html`<a class="line" href="${at}/${name}"><span></span><span><b>${say(lang, `admin.${name}`)}</b><br><small>${say(lang, `admin.exports.${name}.text`)}</small></span>${icon('onward')}</a>`,
  )}</div>`

const selectField = (lang: Language, name: string, values: readonly string[], parameter = name): Html =>
  html`<p class="field"><label for="${name}">${say(lang, `admin.exports.${name}` as WordKey)}</label><select class="input" id="${name}" name="${parameter}">${values.map(
    (value) => html`<option value="${value}">${say(lang, `admin.exports.${name}.${value}` as WordKey)}</option>`,
  )}</select></p>`

const languageField = (lang: Language, id: string): Html =>
  html`<p class="field"><label for="lang-${id}">${say(lang, 'admin.exports.lang')}</label><select class="input" id="lang-${id}" name="lang">${(
    ['en', 'es'] as const
  ).map(
    (one) =>
      html`<option value="${one}"${one === lang ? html` selected` : ''}>${say(lang, `field.language.${one}`)}</option>`,
  )}</select></p>`
