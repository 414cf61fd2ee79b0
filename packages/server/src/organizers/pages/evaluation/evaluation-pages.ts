import type { Evaluation, EvaluationResults, Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { addTry, describeEvaluation } from '../../../core/evaluation/evaluations.ts'
import { otherRoles, readResults } from '../../../core/evaluation/results.ts'
import { sendNow } from '../../../core/evaluation/send-evaluations.ts'
import { roleLabel } from '../../../core/trainings/form.ts'
import { formatMoment, formatMonthDay } from '../../../core/trainings/local-time.ts'
import { readTraining, type StoredTraining } from '../../../core/trainings/trainings.ts'
import { may } from '../../../platform/access/caller.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { isProblem } from '../../../platform/problem.ts'
import { type PageWordKey, say, sayIfKnown } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'
import { adminAssets } from '../assets.ts'
import { cardTable } from '../card-table.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type Pages, type Visit } from '../pages.ts'
import { withQuery } from '../paging.ts'
import { crumbsOf } from '../person/person-view.ts'
import { readQuery } from '../read-query.ts'
import { emptyState } from '../roster/empty-state.ts'
import { addAsked } from '../sent-forms/asking.ts'
import { trainingHead } from '../training-head.ts'
import { addQuotes, commentsView, resultsQuery } from './comments.ts'
import { addEvaluationEdit } from './evaluation-edit.ts'
import { addFunderReport } from './funder-pages.ts'
import { chosenView, oneDigit, pairView, spreadView, stepsView } from './spread.ts'

const reads = { needs: 'read-reports', of: 'training', shows: true } as const
const changes = { needs: 'change-trainings', of: 'training' } as const
const sends = { needs: 'send-messages', of: 'training' } as const
const slugOf = ({ c }: Pick<Visit, 'c'>) => c.req.param('slug') ?? ''

/** The pages of what is asked after a training. */
export function evaluationPages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/trainings/:slug/evaluation', reads, (visit) => resultsPage(app, visit))
  addEvaluationEdit(app, pages)
  addFunderReport(app, pages)
  addQuotes(app, pages)
  addAsked(app, pages, '/trainings/:slug/evaluation/send', sends, {
    ask: (visit) => questionOf(app, visit, 'send', ['admin.evaluation.send.text', 'admin.evaluation.send.fixed']),
    act: async ({ leadTo, ...visit }) => {
      const { row } = await readTraining(app, slugOf(visit))
      const done = await sendNow(app, row.id).then(
        () => 'sent',
        (error: unknown) => {
          if (isProblem(error, 'wrong-status') || isProblem(error, 'not-found')) return 'early'
          throw error
        },
      )
      return leadTo(`/trainings/${row.slug}/evaluation?done=${done}`)
    },
  })
  // People who have no try left read that they can write to the organizer.
  addAsked(app, pages, '/trainings/:slug/evaluation/tries', changes, {
    ask: (visit) => questionOf(app, visit, 'oneMore', ['admin.evaluation.oneMore.text']),
    act: async ({ leadTo, ...visit }) => {
      const { row } = await readTraining(app, slugOf(visit))
      const done = (await addTry(app, row.id)) ? 'oneMore' : 'noMore'
      return leadTo(`/trainings/${row.slug}/evaluation?done=${done}`)
    },
  })
  return pages
}

/** Returns what a page asks before it does something with what a training asks. */
async function questionOf(app: App, visit: Visit, name: 'send' | 'oneMore', texts: readonly PageWordKey[]) {
  const training = await readTraining(app, slugOf(visit))
  return {
    title: say(visit.lang, `admin.evaluation.${name}.title`),
    section: 'trainings' as const,
    crumbs: crumbsOf({ training }, visit.lang),
    text: texts.map((one) => say(visit.lang, one)),
    button: say(visit.lang, `admin.evaluation.${name}`),
    back: `/trainings/${training.row.slug}/evaluation`,
  }
}

async function resultsPage(app: App, visit: Visit): Promise<AdminPage> {
  const { c, lang } = visit
  const training = await readTraining(app, slugOf(visit))
  const about = await describeEvaluation(app, training.row)
  const { role } = readQuery(c, resultsQuery)
  const results = await readResults(app.db.reader, training.row, lang, { role })
  const part = say(lang, 'admin.evaluation.title')
  const done = c.req.query('done')
  const quotes = adminPath(app.config, withQuery(`/trainings/${training.row.slug}/evaluation/quotes`, { role }))
  const mayChange = may(visit.caller, 'change-trainings')
  const quotePath = mayChange ? quotes : undefined
  const limit = about.evaluation?.test?.tries ?? null
  const more = adminPath(app.config, `/trainings/${training.row.slug}/evaluation/tries`)
  const triesPath = mayChange && limit !== null ? more : undefined
  return {
    title: `${part}: ${pickText(training.input.title, lang)}`,
    section: 'trainings',
    crumbs: crumbsOf({ training }, lang),
    crumb: part,
    head: html`<link rel="stylesheet" href="${pathOf(app.config, adminAssets.evaluationStyle)}">`,
    done: done === undefined ? undefined : sayIfKnown(lang, `admin.evaluation.done.${done}`),
    body: html`${trainingHead(app, { lang, caller: visit.caller, training, part: 'evaluation', actions: actionsView(app, visit, training, about) })}
${
  results
    ? html`${stateView(lang, training, about)}${bodyOf(lang, training, results, { ...about, quotePath, triesPath, role })}`
    : noneView(app, visit, training)
}`,
  }
}

interface Shown {
  /** Where a comment is chosen for the report, for those who may. */
  quotePath: string | undefined
  /** Where everyone gets one more try, for those who may, where tries have a limit. */
  triesPath: string | undefined
  /** The group whose answers were asked for. */
  role: string | undefined
}

/** Before anyone is asked, there are only the questions. */
const bodyOf = (
  lang: Language,
  training: StoredTraining,
  results: EvaluationResults,
  { sentAt, ...shown }: Pick<Evaluation, 'sentAt'> & Shown,
): Html =>
  sentAt === null
    ? html`<section class="card"><h2>${say(lang, 'admin.evaluation.questions')}</h2><ol>${results.questions.map(
        ({ label }) => html`<li>${label}</li>`,
      )}</ol></section>`
    : resultsView(lang, training, results, shown)

function actionsView(app: App, { caller, lang }: Visit, { row }: StoredTraining, { evaluation, sentAt }: Evaluation) {
  const link = (page: string, key: 'edit' | 'send' | 'remove' | 'report') =>
    html`<a class="button" href="${adminPath(app.config, `/trainings/${row.slug}/evaluation/${page}`)}">${say(lang, `admin.evaluation.${key}`)}</a>`
  const report = row.starts_at <= app.now().toISOString() ? link('report', 'report') : ''
  if (evaluation === null || sentAt !== null) return report
  const [mayChange, maySend] = [may(caller, 'change-trainings'), may(caller, 'send-messages')]
  const hasBegun = row.starts_at <= app.now().toISOString()
  return html`${report}${mayChange ? link('edit', 'edit') : ''}${maySend && hasBegun ? link('send', 'send') : ''}${mayChange ? link('remove', 'remove') : ''}`
}

function noneView(app: App, { caller, lang }: Visit, { row }: StoredTraining): Html {
  const edit = adminPath(app.config, `/trainings/${row.slug}/evaluation/edit`)
  return emptyState({
    icon: 'check',
    title: say(lang, 'admin.evaluation.none'),
    text: say(lang, 'admin.evaluation.none.text'),
    actions: may(caller, 'change-trainings')
      ? html`<a class="button primary" href="${edit}">${say(lang, 'admin.evaluation.start')}</a>`
      : '',
  })
}

/** Says when the email goes out, or went out. */
function stateView(lang: Language, { row }: StoredTraining, { sendsAt, sentAt }: Evaluation): Html {
  const at = sentAt ?? sendsAt
  const time = at === null ? '' : formatMoment(at, row.time_zone, lang)
  const key = sentAt !== null ? 'sent' : sendsAt !== null ? 'sends' : 'unsent'
  return html`<p class="hint">${say(lang, `admin.evaluation.${key}`, { time })}</p>`
}

function resultsView(
  lang: Language,
  training: StoredTraining,
  results: EvaluationResults,
  { quotePath, triesPath, role }: Shown,
): Html {
  const { asked, answered, counted, anonymous, questions, pair } = results
  const share = asked === 0 ? 0 : Math.round((100 * answered) / asked)
  const scales = questions.filter(({ type, id }) => type === 'scale' && !(pair && (id === 'before' || id === 'now')))
  return html`<p>${say(lang, 'admin.evaluation.count', { count: answered, all: asked, share })}</p>
${
  answered > counted && counted > 0
    ? html`<p class="hint">${say(lang, 'admin.evaluation.waiting', { count: answered - counted })}</p>`
    : ''
}
${
  anonymous && counted < 5
    ? html`<p class="note">${say(lang, 'admin.evaluation.few')}</p>`
    : html`${groupsView(lang, training, results, role)}<div class="results"><div class="stack">
<section class="card"><h2>${say(lang, 'admin.evaluation.scales')}</h2>${stepsView(lang)}
${scales.map((one) => spreadView(lang, one))}
${tableView(lang, questions)}</section>
${commentsView(lang, results, quotePath)}</div>
${besideView(lang, results)}</div>`
}
${testView(lang, results, triesPath)}${followUpView(lang, training.row.time_zone, results)}`
}

/** Renders the ways to the answers of one role, where answers have names. */
function groupsView(
  lang: Language,
  { input }: StoredTraining,
  { groups, counted }: EvaluationResults,
  role: string | undefined,
): Html | '' {
  if (groups.length === 0) return ''
  const shown = groups.some((one) => one.role === role) ? role : undefined
  const chip = (to: string | undefined, label: string, count: number) =>
    html`<a class="chip" href="?${to === undefined ? '' : `role=${to}`}"${to === shown ? html` aria-current="true"` : ''}>
${label} <span class="num">${count}</span></a>`
  const named = (one: string) =>
    one === otherRoles ? say(lang, 'admin.funders.otherRoles') : roleLabel(input, lang, one)
  return html`<nav class="chips" aria-label="${say(lang, 'admin.evaluation.groups')}">
${chip(undefined, say(lang, 'admin.evaluation.everyone'), counted)}${groups.map((one) => chip(one.role, named(one.role), one.answers))}</nav>
${
  groups.some((one) => one.role === otherRoles) ? html`<p class="hint">${say(lang, 'admin.evaluation.small')}</p>` : ''
}`
}

/** Renders what has no spread: before and now, and what was chosen. */
function besideView(lang: Language, { pair, questions }: EvaluationResults): Html {
  const chosen = questions.filter(({ counts, type }) => type !== 'scale' && counts.length > 0)
  const pairCard =
    pair &&
    html`<section class="card"><h2>${say(lang, 'admin.evaluation.ready')}</h2>${pairView(lang, pair)}
<p class="hint">${say(lang, 'admin.evaluation.pair.hint')}</p></section>`
  return html`<div class="stack">${pairCard}${chosen.map(
    (one) => html`<section class="card"><h2>${one.label}</h2>${chosenView(one)}
<p class="hint">${say(lang, 'admin.evaluation.n', { count: one.answers })}</p></section>`,
  )}</div>`
}

const tableView = (lang: Language, questions: EvaluationResults['questions']): Html =>
  html`<details><summary>${say(lang, 'admin.numbers.asTable')}</summary>${cardTable({
    isCounted: true,
    headings: [
      say(lang, 'admin.evaluation.question'),
      '1',
      '2',
      '3',
      '4',
      '5',
      say(lang, 'admin.evaluation.mean'),
      '±',
      'n',
    ],
    rows: questions
      .filter(({ type }) => type === 'scale')
      .map(({ label, counts, mean, deviation, answers }): [string, ...(string | number)[]] => [
        label,
        ...(counts.length > 0 ? counts.map(({ count }) => count) : ['–', '–', '–', '–', '–']),
        oneDigit(mean, lang),
        oneDigit(deviation, lang),
        answers,
      ]),
  })}</details>`

const testView = (lang: Language, { tests }: EvaluationResults, triesPath: string | undefined): Html | '' =>
  tests === null
    ? ''
    : html`<section class="card"><h2>${say(lang, 'admin.evaluation.tests')}</h2><p>${say(lang, 'admin.evaluation.tests.text', tests)}</p>${
        triesPath === undefined
          ? ''
          : html`<p><a class="button" href="${triesPath}">${say(lang, 'admin.evaluation.oneMore')}</a></p>`
      }</section>`

function followUpView(lang: Language, timeZone: string, { followUp }: EvaluationResults): Html | '' {
  const { wanted, due, answered, questions } = followUp
  if (wanted === 0) return ''
  const day = formatMonthDay(due, timeZone, lang)
  const shown = questions.filter(({ counts }) => counts.length > 0)
  return html`<section class="card"><h2>${say(lang, 'admin.evaluation.followUp.title')}</h2>
<p>${
    answered === 0
      ? say(lang, 'admin.evaluation.followUp.wanted', { count: wanted, day })
      : say(lang, 'admin.evaluation.followUp.answered', { count: answered, all: wanted })
  }</p>${shown.map((one) => html`<h3>${one.label}</h3>${chosenView(one)}`)}</section>`
}
