import type { AdminTraining, Language, TrainingInput } from '@training-signup/contract'
import type { App } from '../../../core/context.ts'
import { isProblem, ProblemError } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import { readAdminTraining } from '../../api/trainings/admin-training.ts'
import { deleteTraining } from '../../api/trainings/change-training.ts'
import { findClashes } from '../../api/trainings/clashes.ts'
import { countAlerts } from '../../api/trainings/count-alerts.ts'
import type { Changed } from '../../api/trainings/preview-end.ts'
import { previewChange, saveIf } from '../../api/trainings/save-training.ts'
import { testTraining } from '../../api/trainings/test-training.ts'
import type { AdminPage } from '../frame.ts'
import type { Pages, Press, Visit } from '../pages.ts'
import { actPage } from './act-view.ts'
import { type ActName, actNames, acts, possibleActs } from './acts.ts'
import { checklistView, testFailures } from './checklist-view.ts'
import { sentenceOf } from './draft.ts'
import { slugOf } from './edit-pages.ts'
import { editPath } from './edit-view.ts'

const guard = { needs: 'change-trainings', of: 'training' } as const
/** They show an email to one of the people it will reach. */
const showing = { ...guard, shows: true } as const

/** Adds a page for each thing that can be done with a whole training. */
export function addActPages(app: App, pages: Pages): void {
  for (const name of actNames) {
    pages.page(`/trainings/:slug/${name}`, showing, async (visit) => {
      const training = await readPossible(app, visit, name)
      return show(app, visit, name, training, await preview(app, visit.lang, training, name))
    })
    pages.action(`/trainings/:slug/${name}`, guard, (visit) =>
      name === 'delete' ? remove(app, visit) : act(app, visit, name),
    )
  }
  addTest(app, pages)
}

/** Adds what sends a test from the page that asks whether to publish. */
function addTest(app: App, pages: Pages): void {
  pages.action('/trainings/:slug/test-email', guard, async (visit) => {
    const path = `/trainings/${slugOf(visit)}/publish`
    try {
      await testTraining(app, slugOf(visit), visit.caller)
      return visit.leadTo(`${path}?done=tested`)
    } catch (error) {
      if (!isProblem(error, 'busy', 'invalid-input')) throw error
      return visit.leadTo(`${path}?failed=${error.problemName === 'busy' ? 'refused' : 'no-address'}`)
    }
  })
}

/** @throws {ProblemError} `wrong-status` if it cannot be done now */
async function readPossible(app: App, visit: Visit, name: ActName): Promise<AdminTraining> {
  const training = await readAdminTraining(app, slugOf(visit))
  if (!possibleActs(training, app.now()).includes(name))
    throw new ProblemError('wrong-status', { detail: say(visit.lang, 'admin.act.impossible.text'), lang: visit.lang })
  return training
}

async function preview(
  app: App,
  lang: Language,
  { training }: AdminTraining,
  name: ActName,
): Promise<Changed['emails']> {
  if (name === 'delete') return []
  const change = (present: TrainingInput) => acts[name].change(present, app.now())
  const { emails } = await previewChange(app, training.slug, change).catch(explainedIn(lang))
  return emails
}

/** A page about one button has no fields to show faults at, so it says them as its reason. */
const explainedIn =
  (lang: Language) =>
  (error: unknown): never => {
    const faults = error instanceof ProblemError ? (error.problem.errors ?? []) : []
    if (faults.length === 0) throw error
    const said = faults.map((fault) => sentenceOf(fault, lang))
    throw new ProblemError('invalid-input', { detail: said.join(' '), lang })
  }

async function show(
  app: App,
  { c, lang }: Visit,
  name: ActName,
  training: AdminTraining,
  emails: Changed['emails'],
  more: { isChanged?: boolean } = {},
): Promise<AdminPage> {
  const alerts = await countAlerts(app, training)
  const { config } = app
  const failure = testFailures.find((one) => one === c.req.query('failed'))
  const about = {
    config,
    lang,
    training: training.training,
    now: app.now(),
    clashes: name === 'publish' ? await findClashes(app, training.training) : [],
    test: c.req.query('done') === 'tested' ? ('done' as const) : (failure ?? ('open' as const)),
  }
  const above = name === 'publish' ? checklistView(about) : ''
  return actPage({ config, lang, name, training, emails, alerts, above, ...more })
}

/** Does it, if it leads to no other emails than the page has said. */
async function act(app: App, visit: Press, name: ActName) {
  const training = await readPossible(app, visit, name)
  const { slug } = training.training
  const told = visit.form.get('told').split(',')
  const { isSaved, changed } = await saveIf(
    app,
    slug,
    (present) => acts[name].change(present, app.now()),
    ({ emails }) => emails.every(({ kind }) => told.includes(kind)),
  ).catch(explainedIn(visit.lang))
  if (!isSaved) return show(app, visit, name, training, changed.emails, { isChanged: true })
  const count = changed.emails.reduce((sum, one) => sum + one.count, 0)
  return visit.leadTo(`${editPath(training.training)}?done=${name}&count=${count}`)
}

async function remove(app: App, visit: Press) {
  await readPossible(app, visit, 'delete')
  await app.db.transaction((tx) =>
    deleteTraining(app, tx, slugOf(visit), ({ status }) => {
      if (status !== 'draft') throw new ProblemError('wrong-status')
    }),
  )
  return visit.leadTo('')
}
