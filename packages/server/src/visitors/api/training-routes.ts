import { OpenAPIHono, z } from '@hono/zod-openapi'
import { type Language, slug as slugSchema, TrainingAnswer, TrainingsAnswer } from '@training-signup/contract'
import type { Context } from 'hono'
import type { App } from '../../core/context.ts'
import { insteadOf } from '../../core/trainings/instead.ts'
import { listPublicTrainings } from '../../core/trainings/list-trainings.ts'
import { findDatesInstead, findNextDate, findOtherDate } from '../../core/trainings/next-date.ts'
import { findPublicTraining, type StoredTraining } from '../../core/trainings/trainings.ts'
import { refuseInvalidInput } from '../../platform/http/api/answer-problem.ts'
import { json, publicRoute } from '../../platform/http/api/api-route.ts'
import { pagedByText } from '../../platform/http/api/paging.ts'
import { addShown } from '../../platform/http/limits/cost.ts'
import { languageOf } from '../../platform/http/request-language.ts'
import { isProblem, ProblemError } from '../../platform/problem.ts'
import { languagesOf } from '../../words/index.ts'
import { createTrainingAnswers } from './training-answer.ts'

const slugs = z
  .string()
  .max(2000)
  .transform((value) => value.split(',').filter((one) => slugSchema.safeParse(one).success))
  .optional()
  .meta({ description: 'Only these, separated by commas' })
const ofSeries = slugSchema.optional().meta({ description: 'Only the dates of this series' })
const visitor = {
  partner: z.string().max(63).optional().meta({ description: 'The partner on whose page it shows' }),
  lang: z.string().max(35).optional().meta({ description: 'The language of the page, like `es` or `es-MX`' }),
}
const slugParam = z.object({ slug: z.string().max(63) })
const getTrainings = publicRoute({
  operationId: 'listPublishedTrainings',
  method: 'get',
  path: '/trainings',
  tags: ['Public'],
  summary: 'Published trainings: of a page, those that take registrations, others to come, and past ones',
  description: 'Instead of a named training that was withdrawn, it has the next date of its series.',
  request: {
    query: z.strictObject({ series: ofSeries, slug: slugs, ...visitor, ...pagedByText(200) }),
  },
  responses: {
    200: { description: 'The trainings and the words to show them with', content: json(TrainingsAnswer) },
    304: { description: 'Unchanged' },
  },
})

const getTraining = publicRoute({
  operationId: 'readPublishedTraining',
  refusals: ['training-withdrawn'],
  method: 'get',
  path: '/trainings/{slug}',
  tags: ['Public'],
  summary: 'A training with its form and its words, in the visitor’s language',
  request: {
    params: slugParam,
    query: z.object({
      ...visitor,
      for: z.enum(['several']).optional().meta({ description: 'Also send the words for registering a group' }),
    }),
  },
  responses: {
    200: { description: 'The training', content: json(TrainingAnswer) },
    304: { description: 'Unchanged' },
  },
})

export function publicTrainingRoutes(app: App) {
  const answers = createTrainingAnswers(app)
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.on('GET', ['/trainings', '/trainings/:slug'], app.limits.eachByCost('pages'))

  routes.openapi(getTrainings, async (c) => {
    const { series, slug, partner, ...asked } = c.req.valid('query')
    const { signal } = c.req.raw
    const named = slug && [...slug, ...(await findDatesInstead(app, slug))]
    const page = await listPublicTrainings(app, { series, slugs: named }, { ...asked, signal })
    // To read them costs a fraction of what it costs to show them.
    addShown(c, Math.floor(page.trainings.length / 5))
    const shown = () => addShown(c, page.trainings.length)
    return answers.send(c, await answers.list(page, { lang: languageOf(c), partner }, { signal, shown }))
  })
  routes.openapi(getTraining, async (c) => {
    const { partner, for: use = 'one' } = c.req.valid('query')
    const training = await readTraining(app, c, c.req.valid('param').slug, partner)
    const lang = languageOf(c, languagesOf(training.input))
    const [next, otherDate] = [await findNextDate(app, training), await findOtherDate(app, training)]
    const shown = () => addShown(c, 1)
    return answers.send(c, await answers.one(training, { lang, partner, use }, { next, otherDate, shown }))
  })
  return routes
}

/**
 * Returns a training that visitors may see.
 * @throws {ProblemError} `not-found` or `training-withdrawn`, with what to show instead
 */
async function readTraining(app: App, c: Context, slug: string, partner: string | undefined): Promise<StoredTraining> {
  try {
    return await findPublicTraining(app, slug)
  } catch (error) {
    if (!isProblem(error, 'not-found', 'training-withdrawn')) throw error
    addShown(c, 1)
    const languageAmong = (offered: Language[]) => languageOf(c, offered)
    const instead = await insteadOf(app, slug, { languageAmong, partner })
    throw new ProblemError(error.problemName, { lang: instead.lang, instead })
  }
}
