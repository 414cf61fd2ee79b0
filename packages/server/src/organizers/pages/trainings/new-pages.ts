import {
  type Language,
  type OldFault,
  oldFaults,
  phoneFaults,
  type TrainingDraft,
  type TrainingInput,
} from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { movedBy } from '../../../core/trainings/local-time.ts'
import type { Config } from '../../../platform/config.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import { type Faults, noFaults } from '../../../platform/html/form/faults.ts'
import { boxList, boxView, groupView } from '../../../platform/html/form/field.ts'
import type { Item } from '../../../platform/html/form/items.ts'
import { itemsSummary, itemsView } from '../../../platform/html/form/items-view.ts'
import { changeRows } from '../../../platform/html/form/rows.ts'
import { inputOf, readTyped, rowsIn, type Typed, textIn, tidy } from '../../../platform/html/form/typed.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'
import { readAdminTraining } from '../../api/trainings/admin-training.ts'
import { copyTo, createDrafts, DraftRefused, type NewDate } from '../../api/trainings/create-drafts.ts'
import { parseKeepingOld } from '../../api/trainings/keep-old.ts'
import { startOfNew } from '../../api/trainings/start-of-new.ts'
import { adminAssets } from '../assets.ts'
import type { AdminPage } from '../frame.ts'
import type { Pages, Press } from '../pages.ts'
import { noPartners, offerOf } from './choices.ts'
import { placeFaults, sentencesOf } from './draft.ts'
import { slugOf as slugIn } from './edit-pages.ts'
import { editPath } from './edit-view.ts'
import { copyItems, newItems, words } from './items.ts'
import { slugOf } from './slug.ts'
import { type TemplateName, templateNames, templates } from './templates.ts'

// Someone who reaches only some trainings would not reach the new one.
const guard = { needs: 'change-trainings', of: 'everything' } as const

/** Adds the pages where a training is created, from a template or as a copy. */
export function addNewPages(app: App, pages: Pages): void {
  pages.page('/trainings/new', guard, async ({ lang, kept }) =>
    newPage(
      { lang, config: app.config },
      {
        typed: kept ? readTyped(kept, newItems) : await proposed(app),
      },
    ),
  )
  pages.action('/trainings/new', guard, (visit) => createNew(app, visit))
  pages.page('/trainings/:slug/copy', guard, async (visit) =>
    copyPage({ lang: visit.lang, config: app.config }, (await readAdminTraining(app, slugIn(visit))).training, {
      typed: visit.kept ? readTyped(visit.kept, copyItems) : { dates: [{}] },
    }),
  )
  pages.action('/trainings/:slug/copy', guard, (visit) => createCopies(app, visit))
}

/** Returns what a new training starts with, as far as its form shows it. */
async function proposed(app: App): Promise<Typed> {
  const { timeZone, contact, capacity } = await startOfNew(app)
  return {
    dates: [{}],
    timeZone,
    'contact.email': contact?.email ?? '',
    'contact.phone': contact?.phone ?? '',
    'seats.capacity': capacity === undefined ? '' : String(capacity),
  }
}

/** In which language, and on which server. */
interface Showing {
  lang: Language
  config: Config
}

interface Filled {
  typed: Typed
  faults?: Faults
  template?: TemplateName
  isSeries?: boolean
}

function newPage(showing: Showing, filled: Filled): AdminPage {
  const { lang } = showing
  const { template = 'first-responders' } = filled
  const label = (name: TemplateName) => say(lang, `admin.new.template.${name}`)
  const boxes = {
    type: 'radio',
    look: 'check',
    name: 'template',
    values: templateNames,
    chosen: [template],
    label,
  } as const
  return formPage(showing, 'admin.new', filled, {
    crumbs: [{ title: say(lang, 'admin.nav.trainings'), path: '' }],
    items: newItems,
    above: groupView({ legend: say(lang, 'admin.new.template') }, boxList(boxes)),
  })
}

function copyPage(showing: Showing, { slug, title }: TrainingInput, filled: Filled): AdminPage {
  const { lang } = showing
  const { isSeries = true } = filled
  const label = say(lang, 'admin.copy.series')
  return formPage(showing, 'admin.copy', filled, {
    crumbs: [
      { title: say(lang, 'admin.nav.trainings'), path: '' },
      { title: pickText(title, lang), path: `/trainings/${slug}` },
    ],
    items: copyItems,
    below: boxView({ look: 'check', name: 'series', value: 'on', isChosen: isSeries, label }),
  })
}

interface Parts {
  crumbs: NonNullable<AdminPage['crumbs']>
  items: readonly Item[]
  above?: Html
  below?: Html
}

function formPage(
  { lang, config }: Showing,
  page: 'admin.new' | 'admin.copy',
  { typed, faults = noFaults }: Filled,
  { crumbs, items, above, below }: Parts,
): AdminPage {
  const hint = (name: string) => {
    if (name === 'seats.capacity') return say(lang, 'admin.new.seats.hint')
    return /^dates\.\d+\.end$/.test(name) ? say(lang, `${page}.end.hint`) : undefined
  }
  const form = { lang, words, items, typed, faults, hint, offer: offerOf(lang, { partners: noPartners, typed }) }
  const button = say(lang, `${page}.create`)
  return {
    title: say(lang, `${page}.title`),
    section: 'trainings',
    isNarrow: true,
    head: html`<link rel="stylesheet" href="${pathOf(config, adminAssets.trainingStyle)}">`,
    crumbs,
    faults,
    body: html`<h1>${say(lang, `${page}.title`)}</h1><p>${say(lang, `${page}.lead`)}</p>${itemsSummary(form)}
<form class="card" method="post"><button class="unseen" name="do" value="save" tabindex="-1" aria-hidden="true">${button}</button>
${above}
${itemsView(form)}
${below}<p class="row"><button class="button primary" name="do" value="save">${button}</button></p></form>`,
  }
}

async function createNew(app: App, { form, lang, leadTo }: Press): Promise<AdminPage | Response> {
  const template = templateNames.find((name) => name === form.get('template')) ?? 'empty'
  const sent = readTyped(form, newItems)
  const changed = changeRows(sent, form.get('do'))
  if (changed) return newPage({ lang, config: app.config }, { typed: changed, template })
  const typed = atLeastOneDate(tidy(sent, newItems))
  const drafts = await draftsOf(app, typed, template)
  const isSlugChosen = textIn(typed, 'slug') !== '' && drafts.length === 1
  const isUnseated = textIn(typed, 'seats.capacity') === '' && textIn(typed, 'unlimited') === ''
  const missing = isUnseated ? new Map([['seats.capacity', say(lang, 'admin.new.seats.missing')]]) : noFaults
  const outcome = await create(app, lang, typed, drafts, {
    isSlugChosen,
    missing,
    // They are changed where they are stored.
    present: phoneFaults(await startOfNew(app)),
  })
  return Array.isArray(outcome)
    ? leadTo(createdPath(outcome))
    : newPage({ lang, config: app.config }, { typed, template, faults: outcome })
}

/** Returns a draft for each date: the template, with the organizer's defaults and what was typed. */
async function draftsOf(app: App, typed: Typed, template: TemplateName): Promise<object[]> {
  const { dates: _, slug: chosen, unlimited, venue, contact, seats, ...given } = inputOf(typed, newItems)
  const slug = chosen || slugOf(textIn(typed, 'title.en')).slice(0, 63) || 'training'
  const { hours, ...more } = templates[template]
  const { timeZone: _zone, capacity: _seats, contact: usual, ...behind } = await startOfNew(app)
  const people = { ...(usual?.name === undefined ? {} : { name: usual.name }), ...(contact as object | undefined) }
  const isOnlineOnly = venue === undefined && given['onlineUrl'] !== undefined
  const dates = datesIn(typed)
  return dates.map(({ start, end }) => ({
    ...more,
    ...behind,
    ...given,
    ...(Object.keys(people).length > 0 ? { contact: people } : {}),
    ...(isOnlineOnly ? {} : { venue: { name: '', ...(venue as object | undefined) } }),
    seats: {
      ...('seats' in more ? more.seats : {}),
      ...(unlimited === true ? { capacity: null } : (seats as object | undefined)),
    },
    slug,
    ...(dates.length > 1 ? { series: slug } : {}),
    start,
    end: end ?? (isMoment(start) ? movedBy(start, hours) : noEnd),
  }))
}

async function createCopies(app: App, visit: Press): Promise<AdminPage | Response> {
  const { form, lang, leadTo } = visit
  const { training } = await readAdminTraining(app, slugIn(visit))
  const isSeries = form.has('series')
  const sent = readTyped(form, copyItems)
  const changed = changeRows(sent, form.get('do'))
  if (changed) return copyPage({ lang, config: app.config }, training, { typed: changed, isSeries })
  const typed = atLeastOneDate(tidy(sent, copyItems))
  const { series: own, ...alone } = training
  const series = own ?? training.slug
  const source = isSeries ? { ...training, series } : alone
  const dates = datesIn(typed)
  const drafts = dates.map((date) =>
    isMoment(date.start) ? copyTo(source, date) : { ...source, ...date, end: date.end ?? noEnd },
  )
  const outcome = await create(app, lang, typed, drafts, {
    together: isSeries && own === undefined ? training.slug : undefined,
    copyOf: training.slug,
    present: oldFaults(training),
  })
  return Array.isArray(outcome)
    ? leadTo(createdPath(outcome))
    : copyPage({ lang, config: app.config }, training, { typed, isSeries, faults: outcome })
}

const createdPath = (slugs: readonly string[]) =>
  `${editPath({ slug: slugs[0] ?? '' })}?done=created&count=${slugs.length}`

/** Without a start, there is nothing wrong with the end. */
const noEnd = '9999-12-31T00:00'

const isMoment = (text: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text)

const datesIn = (typed: Typed): NewDate[] =>
  rowsIn(typed, 'dates').map((row) => ({ start: textIn(row, 'start'), end: textIn(row, 'end') || undefined }))

const atLeastOneDate = (typed: Typed): Typed => (rowsIn(typed, 'dates').length > 0 ? typed : { ...typed, dates: [{}] })

/** Creates the drafts, and returns their slugs, or what is wrong with one of them. */
async function create(
  app: App,
  lang: Language,
  typed: Typed,
  drafts: readonly object[],
  {
    missing = noFaults,
    present = [],
    ...options
  }: Parameters<typeof createDrafts>[2] & { missing?: Faults; present?: OldFault[] },
): Promise<string[] | Faults> {
  const inputs: TrainingInput[] = []
  for (const [index, draft] of drafts.entries()) {
    const whole = { ...(draft as TrainingDraft), status: 'draft' }
    const parsed = parseKeepingOld(whole, present)
    if (!parsed.success) {
      const found = inRow(sentencesOf(parsed.error.issues, whole, lang), index)
      return new Map([...placeFaults(found, typed, lang, newItems), ...missing])
    }
    inputs.push(parsed.data)
  }
  if (missing.size > 0) return missing
  try {
    return await createDrafts(app, inputs, options)
  } catch (error) {
    if (!(error instanceof DraftRefused)) throw error
    const { problem, problemName } = error.refusal
    if (problemName === 'slug-taken') return new Map([['slug', say(lang, 'admin.new.slug.taken')]])
    if (problemName !== 'invalid-input') throw error.refusal
    return placeFaults(inRow(problem.errors ?? [], error.index), typed, lang, newItems)
  }
}

/** What is wrong with a start or an end is wrong in the row of that date. */
const inRow = <Fault extends { pointer?: string | undefined }>(faults: readonly Fault[], index: number): Fault[] =>
  faults.map((fault) => ({
    ...fault,
    pointer: /^\/(start|end)$/.test(fault.pointer ?? '') ? `/dates/${index}${fault.pointer}` : (fault.pointer ?? ''),
  }))
