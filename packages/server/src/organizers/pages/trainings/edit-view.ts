import type { AdminTraining, Language, TrainingInput } from '@training-signup/contract'
import { html } from 'hono/html'
import { logoUrl } from '../../../core/logos/logos.ts'
import { basePath, type Config } from '../../../platform/config.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import { doubtView } from '../../../platform/html/doubt.ts'
import { type Faults, noFaults } from '../../../platform/html/form/faults.ts'
import { hiddenFields } from '../../../platform/html/form/field.ts'
import { type ItemsForm, itemsSummary, itemsView } from '../../../platform/html/form/items-view.ts'
import { type Typed, textIn } from '../../../platform/html/form/typed.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
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
import { allItems, contactEmail, sections, words } from './items.ts'

/** A form that is being filled in. */
export interface Edit {
  config: Config
  lang: Language
  training: AdminTraining
  /** What the form was filled in from. */
  base: TrainingInput
  typed: Typed
  partners: FoundChoices['partners']
  now: Date
  faults?: Faults
  /** What saving would lead to, if that is more than was said before. */
  pending?: { news: CountedNews | undefined; emails: readonly ChangeEmail[] }
  merged?: Merged | undefined
  done?: string | undefined
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
  const { config, lang, training, done } = edit
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
    done,
    faults: edit.faults,
    ...(edit.merged && !edit.faults ? { status: 409 } : {}),
    body: html`<div class="row"><h1>${say(lang, 'admin.edit.title')}</h1>
<span class="state ${stateTones[status]}">${say(lang, `admin.edit.status.${status}`)}</span><span class="end row">${
      status === 'draft'
        ? html`<a class="button" href="${adminPath(config, `/trainings/${slug}/publish`)}">${say(lang, 'admin.act.publish')}</a>`
        : html`<a class="button" href="${basePath(config)}/t/${slug}">${say(lang, 'admin.edit.page')}</a>`
    }<a class="button" href="${adminPath(config, `/trainings/${slug}/copy`)}">${say(lang, 'admin.edit.copy')}</a>${
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
  below: (name, text) => (name === contactEmail ? doubtView(lang, { typed: text, name, press: 'show' }) : ''),
})

function formView(edit: Edit): Html {
  const { config, lang, base, pending } = edit
  const form = formOf(edit)
  const { note, others, save, told, isSilenceable } = saveWords(lang, config, pending?.news, pending?.emails)
  const preview = `${adminPath(config, `/trainings/${base.slug}/preview`)}?lang=${lang}`
  return html`<form class="stack edit" method="post" enctype="multipart/form-data" id="edit" data-preview="${preview}">
<button class="unseen" name="do" value="enter" tabindex="-1" aria-hidden="true">${say(lang, 'admin.edit.save')}</button>
${hiddenFields({ base: JSON.stringify(base), told })}${edit.merged ? bothChoices(lang, edit.merged, edit.training.training) : ''}
${sections.map((section) => sectionView(form, section, section.id === 'when' ? newsNote(note) : ''))}
<div class="save">
<p class="note wait" role="status" data-others${others ? '' : html` hidden`}>${icon('mail')}<span>${others}</span></p>
<p class="row"><button class="button primary" name="do" value="save" data-save="${say(lang, 'admin.edit.save')}">${save}</button>
<button class="button" name="do" value="silently" data-silently${isSilenceable ? '' : html` hidden`}>${say(lang, 'admin.edit.silently')}</button></p>
</div>
${actLinks(edit)}</form>`
}

const newsNote = (note: string): Html =>
  html`<p class="note wait" role="status" data-news${note ? '' : html` hidden`}>${icon('mail')}<span>${note}</span></p>`

function sectionView(
  form: ItemsForm,
  { id, title, items, isFolded }: (typeof sections)[number],
  note: Html | '',
): Html {
  const fields = html`${itemsView(form, items)}${note}`
  const heading = say(form.lang, title)
  const isWrong = [...form.faults.keys()].some((name) =>
    items.some(({ path }) => name === path || name.startsWith(`${path}.`)),
  )
  return isFolded
    ? html`<details class="card fold" id="part-${id}"${isWrong ? html` open` : ''}>
<summary><h2>${heading}</h2></summary>${fields}</details>`
    : html`<section class="card" aria-labelledby="part-${id}"><h2 id="part-${id}">${heading}</h2>${fields}</section>`
}

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
