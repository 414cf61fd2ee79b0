import type { CreditProfile, Language, TrainingCredits } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { listProfiles } from '../../../core/credit/profiles.ts'
import { readCredits, replaceCredits } from '../../../core/credit/training-credits.ts'
import { lockTraining } from '../../../core/seats/locked-training.ts'
import { readTraining } from '../../../core/trainings/trainings.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import { type Faults, noFaults } from '../../../platform/html/form/faults.ts'
import { type ItemsForm, itemsSummary, itemsView, labelOf } from '../../../platform/html/form/items-view.ts'
import { changeRows } from '../../../platform/html/form/rows.ts'
import { readTyped, type Typed, textIn, tidy, typedOf } from '../../../platform/html/form/typed.ts'
import { say } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'
import { adminAssets } from '../assets.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import type { Pages, Press, Visit } from '../pages.ts'
import { crumbsOf } from '../person/person-view.ts'
import { bothView } from '../sent-forms/both-view.ts'
import { type Edits, editsOf, mergeAndCheck, orAgain } from '../sent-forms/merge-edits.ts'
import { checkCredits, creditOffer, creditItems as items, creditWords as words } from './credit-form.ts'

const guard = { needs: 'change-trainings', of: 'training' } as const

/** Adds the page that says what a training counts for. */
export function addCreditEdit(app: App, pages: Pages): void {
  pages.page('/trainings/:slug/credit/edit', guard, async (visit) => {
    const training = await readTraining(app, visit.c.req.param('slug') ?? '')
    const stored = typedOf(await readCredits(app.db.reader, training.row.id), items)
    const typed = visit.kept ? readTyped(visit.kept, items) : stored
    return editPage(app, visit, { edits: { ...editsOf(stored), typed } })
  })
  pages.action('/trainings/:slug/credit/edit', guard, (press) => save(app, press))
}

async function save(app: App, { form, leadTo, ...visit }: Press): Promise<AdminPage | Response> {
  const read = readTyped(form, items)
  const changed = changeRows(read, form.get('do'))
  if (changed) return editPage(app, visit, { edits: { typed: changed, base: form.get('_base'), both: [] } })
  const typed = tidy(read, items)
  const { row } = await readTraining(app, visit.c.req.param('slug') ?? '')
  return orAgain<Typed, Response, AdminPage>(
    async () => {
      await app.db.transaction(async (tx) => {
        await lockTraining(app.db, tx, row.id)
        const both = { typed, stored: typedOf(await readCredits(tx, row.id), items) }
        const check = (merged: Typed) => checkCredits(merged, visit.lang)
        await replaceCredits(app, tx, row.id, mergeAndCheck<Typed, TrainingCredits>(form, both, check))
      })
      return leadTo(`/trainings/${row.slug}/credit?done=saved`)
    },
    ({ edits = editsOf(typed), faults }) => editPage(app, visit, { edits, faults }),
    ({ problemName }) =>
      problemName === 'invalid-input' ? new Map([['', say(visit.lang, 'admin.credit.gone')]]) : undefined,
  )
}

async function editPage(
  app: App,
  { c, lang }: Visit,
  { edits, faults = noFaults }: { edits: Edits<Typed>; faults?: Faults },
): Promise<AdminPage> {
  const training = await readTraining(app, c.req.param('slug') ?? '')
  const path = `/trainings/${training.row.slug}/credit`
  const profiles = await listProfiles(app.db.reader)
  const offer = creditOffer(lang, profiles, training.input)
  const form: ItemsForm = { lang, words, items, typed: edits.typed, faults, offer }
  const title = say(lang, 'admin.credit.edit')
  return {
    title,
    section: 'trainings',
    crumbs: [...crumbsOf({ training }, lang), { title: say(lang, 'admin.credit.title'), path }],
    isNarrow: true,
    head: html`<link rel="stylesheet" href="${pathOf(app.config, adminAssets.trainingStyle)}">`,
    faults,
    edits,
    body: html`<h1>${title}</h1>${itemsSummary(form)}<p>${say(lang, 'admin.credit.order')}</p>
<form class="card" method="post" novalidate>
<button class="unseen" name="do" value="save" tabindex="-1" aria-hidden="true"></button>
${bothView(lang, edits, bothWords(lang, profiles))}${itemsView(form)}
<p class="hint">${say(lang, 'admin.credit.claim')}</p>
<p class="row"><button class="button primary" name="do" value="save">${say(lang, 'admin.credit.save')}</button>
<a class="button" href="${adminPath(app.config, path)}">${say(lang, 'manage.back')}</a></p></form>`,
  }
}

const bothWords = (lang: Language, profiles: readonly CreditProfile[]) => ({
  labelOf: (name: string) => labelOf(lang, `${words}${name}`),
  textOf: (_: string, value: unknown) =>
    (value as Typed[])
      .flatMap((row) => [textIn(row, 'number'), nameOf(profiles, textIn(row, 'profile'), lang)])
      .filter((text) => text !== '')
      .join(' / '),
})

function nameOf(profiles: readonly CreditProfile[], id: string, lang: Language): string {
  const name = profiles.find((one) => one.id === id)?.name
  return name ? pickText(name, lang) : ''
}
