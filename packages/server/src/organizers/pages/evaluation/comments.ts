import { type EvaluationResults, type Language, longestQuote, mostQuotes, QuoteInput } from '@training-signup/contract'
import { html } from 'hono/html'
import { z } from 'zod'
import type { App } from '../../../core/context.ts'
import { quoteComment } from '../../../core/evaluation/quotes.ts'
import { readTraining } from '../../../core/trainings/trainings.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { isProblem } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import type { Pages } from '../pages.ts'
import { withQuery } from '../paging.ts'
import { readQuery } from '../read-query.ts'

/** What the address of the results can ask for: the answers of one role. */
export const resultsQuery = { role: z.string().max(40) }

const guard = { needs: 'change-trainings', of: 'training' } as const

/** Adds choosing the comments that the report for funders quotes. */
export function addQuotes(app: App, pages: Pages): void {
  pages.action('/trainings/:slug/evaluation/quotes', guard, async ({ leadTo, form, c }) => {
    const { row } = await readTraining(app, c.req.param('slug') ?? '')
    const sent = { id: form.get('id'), question: form.get('question'), quoted: form.get('quoted') === '1' }
    const { data } = QuoteInput.safeParse(sent)
    const { role } = readQuery(c, resultsQuery)
    const pageAfter = (done?: string) => withQuery(`/trainings/${row.slug}/evaluation`, { role, done })
    if (!data) return leadTo(pageAfter())
    const done = await quoteComment(app, row.id, data).then(
      () => (data.quoted ? 'quoted' : 'unquoted'),
      (error: unknown) => {
        if (isProblem(error, 'wrong-status')) return 'full'
        throw error
      },
    )
    return leadTo(pageAfter(done))
  })
}

/**
 * Renders what people wrote.
 * @param quotePath Where a comment is chosen for the report, for those who may
 */
export function commentsView(
  lang: Language,
  { comments }: EvaluationResults,
  quotePath: string | undefined,
): Html | '' {
  if (comments.length === 0) return ''
  const byQuestion = [...Map.groupBy(comments, ({ question }) => question)]
  const people = new Set(comments.map(({ id }) => id)).size
  return html`<section class="card stack"><h2>${say(lang, 'admin.evaluation.comments')}</h2>
<p class="hint">${say(lang, 'admin.evaluation.comments.hint', { count: people })} ${
    quotePath === undefined ? '' : say(lang, 'admin.evaluation.quote.hint', { most: mostQuotes, longest: longestQuote })
  }</p>${byQuestion.map(
    ([question, some]) => html`<h3>${question}</h3>${some.map((one) => commentView(lang, one, quotePath))}`,
  )}</section>`
}

function commentView(lang: Language, comment: EvaluationResults['comments'][number], path: string | undefined): Html {
  const { id, questionId, quoted, text, name } = comment
  const isChosen = path !== undefined && (quoted || [...text].length <= longestQuote)
  const label = say(lang, quoted ? 'admin.evaluation.unquote' : 'admin.evaluation.quote')
  return html`<blockquote class="lines">${text}${name === null ? '' : html`<br><small>${name}</small>`}${
    quoted ? html`<br><small class="ok">${say(lang, 'admin.evaluation.quoted')}</small>` : ''
  }${
    isChosen
      ? html`<form method="post" action="${path}"><input type="hidden" name="id" value="${id}"><input type="hidden" name="question" value="${questionId}">
<button class="button quiet" name="quoted" value="${quoted ? '0' : '1'}">${label}<span class="unseen">: ${text}</span></button></form>`
      : ''
  }</blockquote>`
}
