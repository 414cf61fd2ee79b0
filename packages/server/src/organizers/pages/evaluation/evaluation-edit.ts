import type { EvaluationInput } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { findEvaluation, storeEvaluation } from '../../../core/evaluation/evaluations.ts'
import { usualEvaluation } from '../../../core/evaluation/usual.ts'
import { lockTraining } from '../../../core/seats/locked-training.ts'
import { readTraining } from '../../../core/trainings/trainings.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import { type Faults, noFaults } from '../../../platform/html/form/faults.ts'
import { type ItemsForm, itemsSummary, itemsView, labelOf } from '../../../platform/html/form/items-view.ts'
import { changeRows } from '../../../platform/html/form/rows.ts'
import { readTyped, type Typed, tidy } from '../../../platform/html/form/typed.ts'
import { say } from '../../../words/admin.ts'
import { adminAssets } from '../assets.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import type { Pages, Press, Visit } from '../pages.ts'
import { crumbsOf } from '../person/person-view.ts'
import { addAsked } from '../sent-forms/asking.ts'
import { bothView } from '../sent-forms/both-view.ts'
import { type Edits, editsOf, mergeAndCheck, orAgain } from '../sent-forms/merge-edits.ts'
import {
  checkEvaluation,
  evaluationOffer,
  evaluationItems as items,
  nameQuestions,
  shownEvaluation,
  typedEvaluation,
  evaluationWords as words,
} from './evaluation-form.ts'

const guard = { needs: 'change-trainings', of: 'training' } as const
const slugOf = ({ c }: Pick<Visit, 'c'>) => c.req.param('slug') ?? ''

/** Adds the pages where an organizer says what is asked after a training. */
export function addEvaluationEdit(app: App, pages: Pages): void {
  pages.page('/trainings/:slug/evaluation/edit', guard, async (visit) => {
    const { row } = await readTraining(app, slugOf(visit))
    const found = await findEvaluation(app.db.reader, row.id)
    if (found && found.sent_at !== null)
      return visit.c.redirect(adminPath(app.config, `/trainings/${row.slug}/evaluation?done=late`), 303)
    const stored = typedEvaluation(found?.input ?? usualEvaluation())
    const typed = visit.kept ? readTyped(visit.kept, items) : stored
    return editPage(app, visit, { edits: { ...editsOf(stored), typed } })
  })
  pages.action('/trainings/:slug/evaluation/edit', guard, (press) => save(app, press))
  addRemoval(app, pages)
}

function addRemoval(app: App, pages: Pages): void {
  addAsked(app, pages, '/trainings/:slug/evaluation/remove', guard, {
    ask: async (visit) => {
      const training = await readTraining(app, slugOf(visit))
      return {
        title: say(visit.lang, 'admin.evaluation.remove.title'),
        section: 'trainings',
        crumbs: crumbsOf({ training }, visit.lang),
        text: [say(visit.lang, 'admin.evaluation.remove.text')],
        button: say(visit.lang, 'admin.evaluation.remove'),
        isEnd: true,
        back: `/trainings/${training.row.slug}/evaluation`,
      }
    },
    act: async ({ leadTo, ...visit }) => {
      const { row } = await readTraining(app, slugOf(visit))
      const isLate = await app.db.transaction(async (tx) => {
        await lockTraining(app.db, tx, row.id)
        const found = await findEvaluation(tx, row.id)
        if (found && found.sent_at !== null) return true
        await storeEvaluation(tx, row.id, null)
        return false
      })
      return leadTo(`/trainings/${row.slug}/evaluation?done=${isLate ? 'late' : 'removed'}`)
    },
  })
}

async function save(app: App, { form, leadTo, ...visit }: Press): Promise<AdminPage | Response> {
  const read = readTyped(form, items)
  const changed = changeRows(read, form.get('do'), { questions: { type: 'scale' } })
  if (changed) return editPage(app, visit, { edits: { typed: changed, base: form.get('_base'), both: [] } })
  const typed = nameQuestions(tidy(read, items))
  const { row } = await readTraining(app, slugOf(visit))
  return orAgain<Typed, Response, AdminPage>(
    async () => {
      await app.db.transaction(async (tx) => {
        await lockTraining(app.db, tx, row.id)
        const found = await findEvaluation(tx, row.id)
        const both = { typed, stored: typedEvaluation(found?.input ?? usualEvaluation()) }
        const check = (merged: Typed) => checkEvaluation(merged, visit.lang)
        await storeEvaluation(tx, row.id, mergeAndCheck<Typed, EvaluationInput>(form, both, check))
      })
      return leadTo(`/trainings/${row.slug}/evaluation?done=saved`)
    },
    ({ edits = editsOf(typed), faults }) => editPage(app, visit, { edits, faults }),
    ({ problemName }) =>
      problemName === 'wrong-status' ? new Map([['', say(visit.lang, 'admin.evaluation.late')]]) : undefined,
  )
}

async function editPage(
  app: App,
  visit: Visit,
  { edits, faults = noFaults }: { edits: Edits<Typed>; faults?: Faults },
): Promise<AdminPage> {
  const { lang } = visit
  const training = await readTraining(app, slugOf(visit))
  const path = `/trainings/${training.row.slug}/evaluation`
  const form: ItemsForm = { lang, words, items, typed: edits.typed, faults, offer: evaluationOffer(lang) }
  const title = say(lang, 'admin.evaluation.edit')
  return {
    title,
    section: 'trainings',
    crumbs: [...crumbsOf({ training }, lang), { title: say(lang, 'admin.evaluation.title'), path }],
    isNarrow: true,
    head: html`<link rel="stylesheet" href="${pathOf(app.config, adminAssets.trainingStyle)}">`,
    faults,
    edits,
    body: html`<h1>${title}</h1>${itemsSummary(form)}<p>${say(lang, 'admin.evaluation.edit.text')}</p>
<form class="card" method="post" novalidate>
<button class="unseen" name="do" value="save" tabindex="-1" aria-hidden="true"></button>
${bothView(lang, edits, {
  labelOf: (name: string) => labelOf(lang, `${words}${name}`),
  textOf: (_: string, value: unknown) => shownEvaluation(value),
})}${itemsView(form)}
<p class="row"><button class="button primary" name="do" value="save">${say(lang, 'admin.evaluation.save')}</button>
<a class="button" href="${adminPath(app.config, path)}">${say(lang, 'manage.back')}</a></p></form>`,
  }
}
