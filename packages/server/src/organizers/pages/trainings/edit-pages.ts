import { isDeepStrictEqual } from 'node:util'
import { type AdminTraining, type TrainingInput, TrainingOfOldQuestions } from '@training-signup/contract'
import type { App } from '../../../core/context.ts'
import { mostBytes as mostLogoBytes } from '../../../core/logos/logos.ts'
import { readPartnerChoices } from '../../../core/partners/partner-choices.ts'
import { mayForAll } from '../../../platform/access/caller.ts'
import { changeRows } from '../../../platform/html/form/rows.ts'
import { readTyped, rowsIn, type Typed, textIn, tidy, typedOf } from '../../../platform/html/form/typed.ts'
import { controlNames } from '../../../platform/html/sent-form.ts'
import { isProblem } from '../../../platform/problem.ts'
import { say, sayIfKnown } from '../../../words/admin.ts'
import { readAdminTraining } from '../../api/trainings/admin-training.ts'
import { countNews } from '../../api/trainings/count-news.ts'
import { saveIf } from '../../api/trainings/save-training.ts'
import type { AdminPage } from '../frame.ts'
import type { Pages, Press, SentFields, Visit } from '../pages.ts'
import { correctedForm, slipIn } from '../person/slips.ts'
import { readPicture } from '../sent-forms/read-picture.ts'
import { chooseTyped, draftOf, mergeTyped, placeFaults } from './draft.ts'
import { type Edit, editPage, editPath, saveWords, summaryLook } from './edit-view.ts'
import { allItems, contactEmail, freshRows, sections } from './items.ts'
import { nameRows } from './name-rows.ts'
import { summaryOf } from './part-summary.ts'
import { answerPreview, previewOf } from './preview.ts'

/** A form with its logo, and with what it was filled in from. */
export const formSize = { mostBytes: mostLogoBytes + 1024 * 1024 }
const guard = { needs: 'change-trainings', of: 'training' } as const

/** Adds the pages where a training is edited. */
export function addEditPages(app: App, pages: Pages): void {
  pages.page('/trainings/:slug/edit', guard, async (visit) => {
    const training = await readAdminTraining(app, slugOf(visit))
    const { kept } = visit
    const typed = kept && { base: readBase(kept, training), typed: nameRows(readTyped(kept, allItems), false) }
    const part = visit.c.req.query('part')
    const open = part === undefined ? [] : [part]
    return show(app, visit, training, { done: doneOf(visit), open, ...typed })
  })
  pages.action('/trainings/:slug/edit', guard, (visit) => press(app, visit), formSize)
  pages.page('/trainings/:slug/preview', guard, async (visit) => {
    const { training } = await readAdminTraining(app, slugOf(visit))
    return answerPreview(visit.c, app, visit.lang, await previewOf(app, training))
  })
  pages.action(
    '/trainings/:slug/preview',
    { ...guard, changesNothing: true },
    (visit) => answerLive(app, visit),
    formSize,
  )
}

export const slugOf = ({ c }: Pick<Visit, 'c'>): string => c.req.param('slug') ?? ''

/** Returns what was just done, as the address says it. */
function doneOf({ c, lang }: Visit): string | undefined {
  const { done, count = '0' } = c.req.query()
  const mails = /^\d{1,9}$/.test(count) ? Number(count) : 0
  if (done === 'saved')
    return mails > 0 ? say(lang, 'admin.edit.savedAndTold', { count: mails }) : say(lang, 'admin.edit.saved')
  if (done === 'created' && mails > 1) return say(lang, 'admin.new.done', { count: mails })
  if (done === 'created') return say(lang, 'admin.edit.created')
  const act = done === undefined ? undefined : sayIfKnown(lang, `admin.act.${done}.done`)
  return act && mails > 0 ? `${act} ${say(lang, 'admin.act.mails', { count: mails })}.` : act
}

async function show(
  app: App,
  { lang, caller }: Pick<Visit, 'lang' | 'caller'>,
  training: AdminTraining,
  more: Partial<Edit> = {},
): Promise<AdminPage> {
  const base = more.base ?? training.training
  const typed = more.typed ?? typedOf(base, allItems)
  const partners = await partnersFor(app, caller, typed)
  const { config } = app
  const copies = mayForAll(caller, 'change-trainings')
  return editPage({ config, lang, training, base, typed, partners, copies, now: app.now(), ...more })
}

const partnersFor = (app: App, { scope }: Visit['caller'], typed: Typed) =>
  readPartnerChoices(
    app,
    scope,
    rowsIn(typed, 'sponsors').map((row) => textIn(row, 'slug')),
  )

/** Returns what each part sets, and how it looks. */
async function partsOf(app: App, { lang, caller }: Visit, typed: Typed) {
  const partners = await partnersFor(app, caller, typed)
  return sections.map(({ id }) => {
    const { text, isMissing } = summaryOf(id, { lang, typed, partners })
    return { id, text, look: summaryLook(isMissing) }
  })
}

/** Does what the pressed button says: changes a list, or saves. */
async function press(app: App, visit: Press): Promise<AdminPage | Response> {
  const { form, lang } = visit
  const training = await readAdminTraining(app, slugOf(visit))
  const base = readBase(form, training)
  const sent = chooseTyped(form, base, readTyped(form, allItems))
  const { merged } = sent
  const logo = await readPicture(app, form, sent.typed, { name: 'organizer.logo', lang })
  // So that a question can be chosen in the next one before anything is saved.
  const shown = nameRows(logo.typed, false)
  const corrected = correctedForm(form)
  const again = (more: Partial<Edit>) =>
    show(app, visit, training, { base, merged, showsSpanish: form.has('spanish'), open: openIn(form), ...more })
  const changed = corrected
    ? { ...shown, [contactEmail]: corrected.get(contactEmail) }
    : form.get('do').startsWith(answersPress)
      ? shown
      : changeRows(shown, form.get('do'), freshRows)
  if (changed) return again({ typed: nameRows(changed, false) })
  const typed = nameRows(tidy(logo.typed, allItems))
  const draft = logo.faults ? { faults: logo.faults } : draftOf(typed, base, lang)
  if (draft.faults) return again({ typed, faults: draft.faults })
  const { email = '' } = draft.input.contact ?? {}
  const slip = email === base.contact?.email ? undefined : slipIn(lang, form, email)
  if (slip !== undefined) return again({ typed, faults: new Map([[contactEmail, slip]]) })
  if (merged) return again({ typed })
  return save(app, visit, { base, typed, input: draft.input, again })
}

/** What a button does that shows the answers of a question. */
const answersPress = 'answers:'

/** Returns the parts that were unfolded, as the page's script says, and the one whose button was pressed. */
function openIn(form: SentFields): string[] {
  const pressed = /^[a-z]+:(.+)$/.exec(form.get('do'))?.[1] ?? (form.has(controlNames.show) ? contactEmail : '')
  const isPressed = ({ path }: { path: string }) => pressed === path || pressed.startsWith(`${path}.`)
  return [...form.all('open'), ...sections.filter(({ items }) => items.some(isPressed)).map(({ id }) => id)]
}

/** Returns what the form was filled in from: what had been read when it was opened. */
function readBase(form: SentFields, { training }: AdminTraining): TrainingInput {
  try {
    const parsed = TrainingOfOldQuestions.safeParse(JSON.parse(form.get('base')))
    if (parsed.success && parsed.data.slug === training.slug) return parsed.data
  } catch {
    // Then the form is compared with what is there now.
  }
  return training
}

interface Filled {
  base: TrainingInput
  typed: Typed
  input: TrainingInput
  /** Shows the form again. */
  again: (more: Partial<Edit>) => Promise<AdminPage>
}

async function save(app: App, visit: Press, { base, typed, input, again }: Filled) {
  const { form, lang, leadTo } = visit
  // Enter in a field saves what emails no one.
  const told = form.get('do') === 'enter' ? [] : form.get('told').split(',')
  const notify = form.get('do') !== 'silently'
  try {
    const { isSaved, changed } = await saveIf(
      app,
      input.slug,
      (present) => {
        if (!isDeepStrictEqual(present, base)) throw new Stale()
        return input
      },
      ({ emails }) => emails.every(({ kind }) => told.includes(kind)),
      { notify },
    )
    const count = changed.emails.reduce((sum, one) => sum + one.count, 0)
    // The address of a list's button would lead past what was done.
    if (isSaved) return leadTo(`${editPath(input)}?done=saved&count=${count}#main`)
    const news = await countNews(app, base, input)
    return again({ typed, pending: { news, emails: changed.emails } })
  } catch (error) {
    if (error instanceof Stale) return showMerged(app, visit, base, typed)
    if (!isProblem(error, 'invalid-input')) throw error
    const faults = placeFaults(error.problem.errors ?? [], typed, lang)
    return again({ typed, faults })
  }
}

/** Leaves the transaction: the training is no longer what the form was filled in from. */
class Stale extends Error {}

/** Shows the form with the changes of both, filled in from what is there now. */
async function showMerged(app: App, visit: Press, base: TrainingInput, typed: Typed) {
  const training = await readAdminTraining(app, base.slug)
  const merged = mergeTyped(base, typed, training.training)
  return show(app, visit, training, { typed: merged.typed, merged })
}

/**
 * Answers what visitors would see of what is typed: as data for the page's script with what saving
 * leads to, or as a page. Stores nothing.
 */
async function answerLive(app: App, visit: Press) {
  const { c, form, lang } = visit
  const training = await readAdminTraining(app, slugOf(visit))
  const base = readBase(form, training)
  const typed = nameRows(tidy(readTyped(form, allItems), allItems))
  const { input, faults } = draftOf(typed, base, lang)
  const data = input && (await previewOf(app, input))
  if (c.req.header('accept') === 'application/json') {
    const words = input && saveWords(lang, app.config, await countNews(app, base, input))
    const parts = await partsOf(app, visit, typed)
    return c.json({ data, words, parts }, 200, { 'Cache-Control': 'no-store' })
  }
  return answerPreview(c, app, lang, data ?? { faults: [...(faults?.values() ?? [])] })
}
