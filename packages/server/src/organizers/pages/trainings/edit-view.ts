import type { AdminTraining, Language, TrainingInput } from '@training-signup/contract'
import { html } from 'hono/html'
import { logoUrl } from '../../../core/logos/logos.ts'
import { basePath, type Config } from '../../../platform/config.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import { doubtView } from '../../../platform/html/doubt.ts'
import { idOf } from '../../../platform/html/form/fault-summary.ts'
import { type Faults, noFaults } from '../../../platform/html/form/faults.ts'
import { boxView, hiddenFields } from '../../../platform/html/form/field.ts'
import { type ItemsForm, itemsSummary, itemsView } from '../../../platform/html/form/items-view.ts'
import { type Typed, textIn } from '../../../platform/html/form/typed.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { type PageWordKey, say } from '../../../words/admin.ts'
import { languagesOf, pickText } from '../../../words/index.ts'
import type { CountedNews } from '../../api/trainings/count-news.ts'
import type { ChangeEmail } from '../../api/trainings/preview-end.ts'
import { adminAssets } from '../assets.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { actLinks } from './act-view.ts'
import { possibleActs } from './acts.ts'
import { type FoundChoices, offerOf } from './choices.ts'
import type { Merged } from './draft.ts'
import { bothChoices, mergedView } from './edit-notes.ts'
import { allItems, contactEmail, type FormPart, sections, words } from './items.ts'
import { summaryOf } from './part-summary.ts'

/** A form that is being filled in. */
export interface Edit {
  config: Config
  lang: Language
  training: AdminTraining
  /** What the form was filled in from. */
  base: TrainingInput
  typed: Typed
  partners: FoundChoices['partners']
  /** Whether the reader may add trainings. */
  copies: boolean
  now: Date
  faults?: Faults
  /** What saving would lead to, if that is more than was said before. */
  pending?: { news: CountedNews | undefined; emails: readonly ChangeEmail[] }
  merged?: Merged | undefined
  done?: string | undefined
  /** Whether the Spanish fields show. Omitted: if there is any Spanish. */
  showsSpanish?: boolean
  /** The parts that are unfolded. */
  open?: readonly string[]
}

/** What saving does, as the buttons say it. */
export interface SaveWords {
  /** Below the time and place. */
  note: string
  /** Above the buttons: emails of other kinds. */
  others: string
  save: string
  /** The kinds of email that were spoken of, which the form sends along. */
  told: string
  isSilenceable: boolean
}

/** Returns what the page says about the emails that saving sends. */
export function saveWords(
  lang: Language,
  config: Config,
  news: CountedNews | undefined,
  emails: readonly ChangeEmail[] = news ? [{ kind: 'training-changed', count: news.count, mail: null }] : [],
): SaveWords {
  const count = emails.reduce((sum, one) => sum + one.count, 0)
  const others = count - (news?.count ?? 0)
  const what = news && say(lang, `admin.edit.changed.${news.what}`)
  const told = say(lang, 'admin.edit.willTell', { count: news?.count ?? 0 })
  return {
    note: what === undefined ? '' : `${what} ${config.mail ? told : say(lang, 'admin.edit.noMail')}`,
    others: others > 0 ? say(lang, 'admin.edit.otherMail', { count: others }) : '',
    save: count > 0 ? say(lang, 'admin.edit.saveAndTell', { count }) : say(lang, 'admin.edit.save'),
    told: emails.map(({ kind }) => kind).join(),
    isSilenceable: (news?.count ?? 0) > 0,
  }
}

export const editPath = ({ slug }: Pick<TrainingInput, 'slug'>): string => `/trainings/${slug}/edit`

/** Renders the page where a training is edited. */
export function editPage(edit: Edit): AdminPage {
  const { config, lang, training } = edit
  const { slug, title, status } = training.training
  return {
    title: say(lang, 'admin.edit.title'),
    section: 'trainings',
    crumbs: [
      { title: say(lang, 'admin.nav.trainings'), path: '' },
      { title: pickText(title, lang), path: `/trainings/${slug}` },
    ],
    head: html`<link rel="stylesheet" href="${pathOf(config, adminAssets.trainingStyle)}">
<script type="module" src="${pathOf(config, adminAssets.editScript)}"></script>`,
    policy: { 'frame-src': "'self'" },
    faults: edit.faults,
    ...(edit.merged && !edit.faults ? { status: 409 } : {}),
    body: html`<div class="row"><h1>${say(lang, 'admin.edit.title')}</h1>
<span class="state ${stateTones[status]}">${say(lang, `admin.edit.status.${status}`)}</span><span class="end row">${
      status === 'draft'
        ? html`<a class="button" href="${adminPath(config, `/trainings/${slug}/publish`)}">${say(lang, 'admin.act.publish')}</a>`
        : html`<a class="button" href="${basePath(config)}/t/${slug}">${say(lang, 'admin.edit.page')}</a>`
    }${
      edit.copies
        ? html`<a class="button" href="${adminPath(config, `/trainings/${slug}/copy`)}">${say(lang, 'admin.edit.copy')}</a>`
        : ''
    }${
      // They stand below a long form.
      possibleActs(edit.training, edit.now).length > 0
        ? html`<a class="button quiet" href="#acts">${say(lang, 'admin.act.heading')}</a>`
        : ''
    }</span></div>
${warningsView(edit)}${itemsSummary(formOf(edit))}${edit.merged && mergedView(lang, edit.merged, edit.training.training)}
<div class="split">${formView(edit)}${previewView(edit)}</div>`,
  }
}

const stateTones = { draft: 'wait', published: 'ok', cancelled: 'stop', withdrawn: '' } as const

const warningsView = ({ lang, training: { warnings } }: Edit) =>
  warnings.length > 0
    ? html`<div class="note wait">${icon('warn')}<div><p>${say(lang, 'admin.edit.warnings')}</p><ul>${warnings.map(
        ({ code, pointer }) =>
          html`<li><a href="#f-${pointer === '/organizer' ? 'organizer-name' : 'contact-email'}">${say(lang, `admin.edit.warning.${code}`)}</a></li>`,
      )}</ul></div></div>`
    : ''

const formOf = ({ config, lang, typed, partners, faults = noFaults }: Edit): ItemsForm => ({
  lang,
  words,
  items: allItems,
  typed,
  faults,
  offer: offerOf(lang, { partners, typed }),
  pictureUrl: logoUrl(config, textIn(typed, 'organizer.logo')),
  below: (name, text) =>
    name === contactEmail ? doubtView(lang, { typed: text, name, press: 'show' }) : answersButton(lang, name),
})

/** Shows the answers of the question that was chosen. The page's script presses it. */
function answersButton(lang: Language, name: string): Html | '' {
  const [, row] = /^(questions\.\d+)\.showWhen\.field$/.exec(name) ?? []
  return row === undefined
    ? ''
    : html`<button class="button quiet" name="do" value="answers:${row}" formaction="#${idOf(row)}" formnovalidate data-answers>
${say(lang, 'admin.edit.answers')}</button>`
}

function formView(edit: Edit): Html {
  const { config, lang, base, pending } = edit
  const form = formOf(edit)
  const { note, others, save, told, isSilenceable } = saveWords(lang, config, pending?.news, pending?.emails)
  const preview = `${adminPath(config, `/trainings/${base.slug}/preview`)}?lang=${lang}`
  return html`<form class="stack edit" method="post" enctype="multipart/form-data" id="edit" data-preview="${preview}">
<button class="unseen" name="do" value="enter" tabindex="-1" aria-hidden="true">${say(lang, 'admin.edit.save')}</button>
${hiddenFields({ base: JSON.stringify(base), told })}${edit.merged ? bothChoices(lang, edit.merged, edit.training.training) : ''}
${spanishSwitch(edit)}
<div class="card flush rows parts">${sections.map((section) => partView(edit, form, section))}</div>
<div class="save">
${edit.done ? html`<p class="note ok" role="status" data-done>${icon('check')}<span>${edit.done}</span></p>` : ''}
${newsNote(note)}
<p class="note wait" role="status" data-others${others ? '' : html` hidden`}>${icon('mail')}<span>${others}</span></p>
<p class="row"><button class="button primary" name="do" value="save" data-save="${say(lang, 'admin.edit.save')}">${save}</button>
<button class="button" name="do" value="silently" data-silently${isSilenceable ? '' : html` hidden`}>${say(lang, 'admin.edit.silently')}</button></p>
</div>
${actLinks(edit)}</form>`
}

const newsNote = (note: string): Html =>
  html`<p class="note wait" role="status" data-news${note ? '' : html` hidden`}>${icon('mail')}<span>${note}</span></p>`

/** Hides the Spanish fields, or shows them. What is wrong in one of them shows them all. */
function spanishSwitch({ lang, typed, faults = noFaults, showsSpanish = hasSpanish(typed) }: Edit): Html {
  const isWrong = [...faults.keys()].some((name) => name.endsWith('.es'))
  const said = { label: say(lang, 'admin.edit.spanish'), hint: say(lang, 'admin.edit.spanish.hint') }
  return boxView({ look: 'check spanish', name: 'spanish', value: 'on', isChosen: showsSpanish || isWrong, ...said })
}

const hasSpanish = (typed: Typed): boolean =>
  Object.entries(typed).some(([name, value]) =>
    Array.isArray(value) ? value.some(hasSpanish) : name.endsWith('.es') && value !== '',
  )

/** Renders a part of the form, folded below what is set in it. */
function partView(edit: Edit, form: ItemsForm, { id, title, items }: FormPart): Html {
  const { lang, typed, partners, open = [] } = edit
  const isWrong = [...form.faults.keys()].some((name) =>
    items.some(({ path }) => name === path || name.startsWith(`${path}.`)),
  )
  const { text, isMissing } = summaryOf(id, { lang, typed, partners })
  return html`<details id="part-${id}" data-fold="${id}"${open.includes(id) || isWrong ? html` open` : ''}>
<summary><h2>${say(lang, title)}</h2> <span class="${summaryLook(isMissing)}" data-part="${id}">${unbroken(text)}</span></summary>
<div class="inset stack">${itemsView(form, items)}</div></details>`
}

/** How what is set looks. The page's script renews it. */
export const summaryLook = (isMissing: boolean) => (isMissing ? 'state wait' : 'muted')

function previewView({ config, lang, training: { training } }: Edit): Html {
  const address = `${adminPath(config, `/trainings/${training.slug}/preview`)}?lang=${lang}`
  const other: Language = lang === 'en' ? 'es' : 'en'
  const word = `admin.edit.preview.${other}` satisfies PageWordKey
  return html`<aside class="pin stack"><h2>${say(lang, 'admin.edit.preview')}</h2>
<iframe class="preview" src="${address}" title="${say(lang, 'admin.edit.preview')}" sandbox="allow-scripts allow-same-origin"></iframe>
<p class="row"><button class="button quiet" form="edit" formaction="${address}" formtarget="_blank" formnovalidate>${say(
    lang,
    'admin.edit.preview.open',
  )}</button>
<button class="button quiet" type="button" data-lang="${other}" data-back="${say(lang, `admin.edit.preview.${lang}`)}"${
    languagesOf(training).length > 1 ? '' : html` hidden`
  }>${say(lang, word)}</button>
<a href="${basePath(config)}/embed?training=${training.slug}">${say(lang, 'admin.edit.snippet')}</a></p></aside>`
}
