import { type Language, language } from '@training-signup/contract'
import type { Context } from 'hono'
import { basePath } from '../config.ts'
import type { Deps } from '../deps.ts'
import { refusalOf, setRetryAfter } from '../http/answer-problem.ts'
import type { ProblemName } from '../problem.ts'
import { formOf } from '../trainings/form.ts'
import { pageLink, presentTraining } from '../trainings/present.ts'
import { findPublicTraining, listPublicTrainings, type StoredTraining } from '../trainings/trainings.ts'
import { chooseLanguage, languagesOf, say } from '../words/index.ts'
import { createFormTokens } from './form-token.ts'
import { answerPage, messagePage } from './layout.ts'
import { listPage } from './list-page.ts'
import { partnerOf } from './partner-of.ts'
import { codePath } from './qr.ts'
import { createSender } from './send-form.ts'
import { emptyForm, type TrainingView, trainingPage } from './training-page.ts'
import { createVerifier } from './verify-form.ts'
import { waitPage } from './wait-page.ts'

/**
 * Creates the handlers of the hosted pages. Everything works without a script, and GET requests
 * change nothing.
 */
export function createHostedPages(deps: Deps) {
  const tokens = createFormTokens(deps)
  const send = createSender(deps, tokens)
  const verify = createVerifier(deps, tokens)

  return {
    list: async (c: Context) => answerPage(c, deps.config, await trainingsPage(deps, c)),
    async show(c: Context) {
      const view = await viewOf(deps, c)
      return answerPage(c, deps.config, trainingPage(view, emptyForm(tokens.issue(view.training.slug))))
    },
    send: async (c: Context) => send(c, await viewOf(deps, c)),
    verify: async (c: Context) => verify(c, await viewOf(deps, c)),
    fail: answerPageError(deps),
  }
}

async function trainingsPage(deps: Deps, c: Context) {
  const lang = languageOf(c, language.options)
  const partner = partnerOf(c)
  const trainings = (await listPublicTrainings(deps)).map(({ row, input, partners }) =>
    presentTraining(row, input, { lang, partners, partner, publicUrl: deps.config.publicUrl, now: deps.now() }),
  )
  const here = (one: Language) => `${basePath(deps.config)}/?${ownQuery(partner, one)}`
  return listPage(
    trainings,
    lang,
    language.options.map((one) => ({ lang: one, href: here(one) })),
  )
}

const languageOf = (c: Context, languages: Language[]) =>
  chooseLanguage(c.req.query('lang'), c.req.header('accept-language'), languages)

/**
 * Returns the view of the training in the URL.
 * @throws {ProblemError} `not-found`, `training-withdrawn`
 */
const viewOf = async (deps: Deps, c: Context): Promise<TrainingView> =>
  trainingView(deps, c, await findPublicTraining(deps, c.req.param('slug') ?? ''))

function trainingView(deps: Deps, c: Context, { row, input, partners }: StoredTraining): TrainingView {
  const offered = languagesOf(input)
  const lang = languageOf(c, offered)
  const partner = partnerOf(c)
  const { publicUrl, mail } = deps.config
  const sendsMail = mail !== undefined
  const here = (one: Language) => `${basePath(deps.config)}/t/${row.slug}?${ownQuery(partner, one)}`
  return {
    training: presentTraining(row, input, { lang, partners, partner, publicUrl, now: deps.now(), sendsMail }),
    input,
    form: formOf(input, lang, { sendsMail }),
    sendsMail,
    lang,
    partner,
    action: here(lang),
    canonical: pageLink({ publicUrl, lang: 'en' }, row.slug),
    code: codePath(deps.config, row.slug, { partner }),
    languages: offered.map((one) => ({ lang: one, href: here(one) })),
  }
}

const ownQuery = (partner: string | undefined, lang: Language) =>
  new URLSearchParams({ ...(partner ? { p: partner } : {}), lang }).toString()

const refused: Partial<Record<ProblemName, 'page.notFound' | 'state.withdrawn' | 'page.unreadable'>> = {
  'not-found': 'page.notFound',
  'training-withdrawn': 'state.withdrawn',
  'too-large': 'page.unreadable',
  'unsupported-media-type': 'page.unreadable',
}

/** Returns title and text of a refusal for pages. */
export function refusalWords(name: ProblemName, lang: Language): [title: string, text: string] {
  const key = refused[name] ?? 'page.broken'
  return [say(lang, key), say(lang, `${key}.text`)]
}

/** Shows errors of pages as pages. */
export const answerPageError = (deps: Deps) => async (error: Error, c: Context) => {
  const lang = languageOf(c, language.options)
  const refusal = refusalOf(deps, c, error)
  const { problemName, problem } = refusal
  setRetryAfter(c, refusal)
  if (problem.status === 429) return answerPage(c, deps.config, await waitPage(c, lang, refusal), 429)
  return answerPage(c, deps.config, messagePage(lang, ...refusalWords(problemName, lang)), problem.status as 500)
}
