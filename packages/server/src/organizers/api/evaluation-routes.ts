import { OpenAPIHono, z } from '@hono/zod-openapi'
import {
  Evaluation,
  EvaluationInput,
  EvaluationResults,
  FunderReport,
  language,
  QuoteInput,
  slug,
} from '@training-signup/contract'
import type { Context } from 'hono'
import type { App } from '../../core/context.ts'
import { describeEvaluation, saveEvaluation } from '../../core/evaluation/evaluations.ts'
import { quoteComment } from '../../core/evaluation/quotes.ts'
import { readResults } from '../../core/evaluation/results.ts'
import { sendNow } from '../../core/evaluation/send-evaluations.ts'
import { readTraining } from '../../core/trainings/trainings.ts'
import { adminRoute } from '../../platform/access/admin-route.ts'
import { refuseInvalidInput } from '../../platform/http/api/answer-problem.ts'
import { ifMatch, ifMatchNeeded, json, jsonBody, tagged } from '../../platform/http/api/api-route.ts'
import { refuseStale, requireMatch, withTag } from '../../platform/http/api/if-match.ts'
import { ProblemError } from '../../platform/problem.ts'
import { openFunderFile } from '../files/reports/funder-file.ts'
import { reportToFunders } from '../files/reports/funder-report.ts'
import { sendFile } from '../files/send-file.ts'
import { openFunderPaper } from '../paper/funder-paper.ts'

const about = { tags: ['Evaluation'], of: 'training' as const }
const path = '/trainings/{slug}/evaluation'
const params = z.object({ slug })
const groupOfRole = z.string().max(40).optional().meta({ description: 'Only the answers of one of `groups`' })
const described = { 200: { description: 'What the training asks', headers: tagged, content: json(Evaluation) } }

const routesOf = {
  read: adminRoute({
    ...about,
    operationId: 'readEvaluation',
    needs: 'read-trainings',
    method: 'get',
    path,
    summary: 'What people who came are asked afterward',
    request: { params },
    responses: described,
  }),
  save: adminRoute({
    ...about,
    operationId: 'saveEvaluation',
    needs: 'change-trainings',
    method: 'put',
    path,
    summary:
      'Ask people who came, on the evening after the training. Once the email went out, only more tries in the test can be given',
    request: { params, headers: ifMatchNeeded, body: jsonBody(EvaluationInput) },
    responses: described,
    refusals: ['wrong-status'],
  }),
  end: adminRoute({
    ...about,
    operationId: 'deleteEvaluation',
    needs: 'change-trainings',
    method: 'delete',
    path,
    summary: 'Ask nothing after the training',
    request: { params, headers: ifMatch },
    responses: { 204: { description: 'It asks nothing' } },
    refusals: ['wrong-status'],
  }),
  send: adminRoute({
    ...about,
    operationId: 'sendEvaluation',
    needs: 'send-messages',
    method: 'post',
    path: `${path}/send`,
    summary: 'Send the questions now, not only in the evening. A second time sends nothing',
    request: { params },
    responses: described,
    refusals: ['wrong-status'],
  }),
  results: adminRoute({
    ...about,
    operationId: 'readEvaluationResults',
    needs: 'read-reports',
    shows: true,
    method: 'get',
    path: `${path}/results`,
    summary: 'What came back. Fewer than 5 anonymous answers show nothing',
    request: { params, query: z.strictObject({ lang: language.default('en'), role: groupOfRole }) },
    responses: { 200: { description: 'The results', content: json(EvaluationResults) } },
  }),
}

const quote = adminRoute({
  ...about,
  operationId: 'quoteComment',
  needs: 'change-trainings',
  refusals: ['wrong-status'],
  method: 'post',
  path: `${path}/quotes`,
  summary: 'Have the report for funders show a comment, or no longer',
  description: 'Up to 3, of at most 200 characters each. The page has room for no more',
  request: { params, body: jsonBody(QuoteInput) },
  responses: { 204: { description: 'Stored' } },
})

const report = {
  ...about,
  needs: 'read-reports' as const,
  method: 'get' as const,
  request: { params, query: z.strictObject({ lang: language.default('en') }) },
}
const reportsOf = {
  read: adminRoute({
    ...report,
    operationId: 'reportToFunders',
    path: `${path}/report`,
    summary: 'Who registered and came, and what they said, for those who paid. No names, and no group of fewer than 5',
    responses: { 200: { description: 'The report', content: json(FunderReport) } },
  }),
  csv: adminRoute({
    ...report,
    operationId: 'exportFunderReport',
    path: `${path}/report.csv`,
    summary: 'The same as CSV, one line for each number',
    responses: {
      200: {
        description: 'UTF-8 with a byte order mark',
        content: {
          'text/csv': { schema: z.string(), example: '"Part","What","Registered"\r\n"Role","Nurse","12"\r\n' },
        },
      },
    },
  }),
  pdf: adminRoute({
    ...report,
    operationId: 'printFunderReport',
    path: `${path}/report.pdf`,
    summary: 'The same on one page of Letter paper',
    responses: {
      200: {
        description: 'A PDF',
        content: { 'application/pdf': { schema: { type: 'string', format: 'binary' }, example: '%PDF-1.7' } },
      },
    },
  }),
}

/** Without questions, too, it has something to compare. */
const tagOf = (asked: EvaluationInput | null) => ({ asked })

/** Creates the routes of what is asked after a training. */
export function evaluationRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  const describe = async (c: Context, name: string) => {
    const asked = await describeEvaluation(app, (await readTraining(app, name)).row)
    return c.json(withTag(c, asked, tagOf(asked.evaluation)), 200)
  }
  routes.openapi(routesOf.read, async (c) => describe(c, c.req.valid('param').slug))
  routes.openapi(routesOf.save, async (c) => {
    const { slug: name } = c.req.valid('param')
    const { row } = await readTraining(app, name)
    await saveEvaluation(app, row.id, c.req.valid('json'), (present) => requireMatch(c, tagOf(present)))
    return describe(c, name)
  })
  routes.openapi(routesOf.end, async (c) => {
    const { row } = await readTraining(app, c.req.valid('param').slug)
    await saveEvaluation(app, row.id, null, (present) => refuseStale(c, tagOf(present)))
    return c.body(null, 204)
  })
  routes.openapi(routesOf.send, async (c) => {
    const { slug: name } = c.req.valid('param')
    await sendNow(app, (await readTraining(app, name)).row.id)
    return describe(c, name)
  })
  routes.openapi(routesOf.results, async (c) => {
    const { row } = await readTraining(app, c.req.valid('param').slug)
    const { lang, role } = c.req.valid('query')
    const results = await readResults(app.db.reader, row, lang, { role })
    const isKnown = role === undefined || results?.groups.some((one) => one.role === role)
    if (!results || !isKnown) throw new ProblemError('not-found')
    return c.json(results, 200)
  })
  reportRoutes(app, routes)
  return routes
}

function reportRoutes(app: App, routes: OpenAPIHono): void {
  routes.openapi(quote, async (c) => {
    const { row } = await readTraining(app, c.req.valid('param').slug)
    await quoteComment(app, row.id, c.req.valid('json'))
    return c.body(null, 204)
  })
  routes.openapi(reportsOf.read, async (c) =>
    c.json(await reportToFunders(app, c.req.valid('param').slug, c.req.valid('query').lang), 200),
  )
  routes.openapi(reportsOf.csv, async (c) =>
    sendFile(app, c, await openFunderFile(app, c.req.valid('param').slug, c.req.valid('query').lang)),
  )
  routes.openapi(reportsOf.pdf, async (c) =>
    sendFile(app, c, await openFunderPaper(app, c.req.valid('param').slug, c.req.valid('query').lang)),
  )
}
