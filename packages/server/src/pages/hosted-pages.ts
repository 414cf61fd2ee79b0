import { type Language, slug as slugSchema } from '@training-signup/contract'
import type { Context } from 'hono'
import { answerError } from '../answer-problem.ts'
import type { Deps } from '../deps.ts'
import { ProblemError, type ProblemName } from '../problem.ts'
import type { register } from '../registrations/register.ts'
import { formOf } from '../trainings/form.ts'
import { pageLink, presentTraining } from '../trainings/present.ts'
import type { findTraining, listTrainings, StoredTraining } from '../trainings/trainings.ts'
import { chooseLanguage, languagesOf, say } from '../words/index.ts'
import { createFormTokens } from './form-token.ts'
import { answerPage, basePath, messagePage, styleSheet } from './layout.ts'
import { listPage } from './list-page.ts'
import { createSender } from './send-form.ts'
import { emptyForm, type TrainingView, trainingPage } from './training-page.ts'

/** What the pages do, handed over so that tests can watch it. */
export interface PageVerbs {
  findTraining: typeof findTraining
  listTrainings: typeof listTrainings
  register: typeof register
}

const everyLanguage: Language[] = ['en', 'es']

/** The hosted pages, as handlers. Everything works without a script, and nothing is changed by looking. */
export function createHostedPages(deps: Deps, verbs: PageVerbs) {
  const tokens = createFormTokens(deps)
  const send = createSender(deps, verbs, tokens)

  return {
    style: (c: Context) => c.body(styleSheet.css, 200, styleHeaders),
    list: async (c: Context) => answerPage(c, deps.config, await trainingsPage(deps, verbs, c)),
    async show(c: Context) {
      const view = await viewOf(deps, verbs, c)
      return answerPage(c, deps.config, trainingPage(view, emptyForm(tokens.issue(view.training.slug))))
    },
    send: async (c: Context) => send(c, await viewOf(deps, verbs, c)),
    fail: (error: Error, c: Context) => errorPage(deps, c, error),
  }
}

const styleHeaders = {
  'Content-Type': 'text/css; charset=utf-8',
  'Cache-Control': 'public, max-age=31536000, immutable',
  'X-Content-Type-Options': 'nosniff',
}

async function trainingsPage(deps: Deps, verbs: PageVerbs, c: Context) {
  const lang = languageOf(c, everyLanguage)
  const partner = partnerOf(c)
  const shown = (await verbs.listTrainings(deps)).filter(
    ({ row }) => row.status === 'published' || row.status === 'cancelled',
  )
  const trainings = shown.map(({ row, input, partners }) =>
    presentTraining(row, input, { lang, partners, partner, publicUrl: deps.config.publicUrl, now: deps.now() }),
  )
  const here = (language: Language) => `${basePath(deps.config)}/?${ownQuery(partner, language)}`
  return listPage(
    trainings,
    lang,
    everyLanguage.map((one) => ({ lang: one, href: here(one) })),
  )
}

const languageOf = (c: Context, languages: Language[]) =>
  chooseLanguage(c.req.query('lang'), c.req.header('accept-language'), languages)

/** @throws {ProblemError} `not-found`, `training-withdrawn` */
async function viewOf(deps: Deps, verbs: PageVerbs, c: Context): Promise<TrainingView> {
  const stored = await verbs.findTraining(deps, c.req.param('slug') ?? '')
  if (!stored || stored.row.status === 'draft') throw new ProblemError('not-found')
  if (stored.row.status === 'withdrawn') throw new ProblemError('training-withdrawn')
  return trainingView(deps, c, stored)
}

function trainingView(deps: Deps, c: Context, { row, input, partners }: StoredTraining): TrainingView {
  const offered = languagesOf(input)
  const lang = languageOf(c, offered)
  const partner = partnerOf(c)
  const { publicUrl } = deps.config
  const here = (language: Language) => `${basePath(deps.config)}/t/${row.slug}?${ownQuery(partner, language)}`
  return {
    training: presentTraining(row, input, { lang, partners, partner, publicUrl, now: deps.now() }),
    input,
    form: formOf(input, lang),
    lang,
    partner,
    action: here(lang),
    canonical: pageLink({ publicUrl, lang: 'en' }, row.slug),
    languages: offered.map((language) => ({ lang: language, href: here(language) })),
  }
}

const ownQuery = (partner: string | undefined, lang: Language) =>
  new URLSearchParams({ ...(partner ? { p: partner } : {}), lang }).toString()

// A partner is a label that anybody can write; what cannot be one is left out.
const partnerOf = (c: Context) => slugSchema.safeParse(c.req.query('p')).data

const gone: Partial<Record<ProblemName, (lang: Language) => [string, string]>> = {
  'not-found': (lang) => [say(lang, 'page.notFound'), say(lang, 'page.notFound.text')],
  'training-withdrawn': (lang) => [say(lang, 'state.withdrawn'), say(lang, 'state.withdrawn.text')],
  'too-large': (lang) => [say(lang, 'page.unreadable'), say(lang, 'page.unreadable.text')],
  'unsupported-media-type': (lang) => [say(lang, 'page.unreadable'), say(lang, 'page.unreadable.text')],
}

async function errorPage(deps: Deps, c: Context, error: Error) {
  const lang = languageOf(c, everyLanguage)
  const { status } = await answerError(deps)(error, c)
  const told = error instanceof ProblemError ? gone[error.problemName] : undefined
  const [title, text] = told?.(lang) ?? [say(lang, 'page.broken'), say(lang, 'page.broken.text')]
  return answerPage(c, deps.config, messagePage(lang, title, text), status as 500)
}
