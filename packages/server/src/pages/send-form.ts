import type { Language, ProblemFault } from '@training-signup/contract'
import type { Context } from 'hono'
import { answerError } from '../answer-problem.ts'
import type { Deps } from '../deps.ts'
import { ProblemError, type ProblemName } from '../problem.ts'
import type { register } from '../registrations/register.ts'
import { tellMoment } from '../trainings/local-time.ts'
import { say } from '../words/index.ts'
import type { FormToken, FormTokens } from './form-token.ts'
import { answerPage } from './layout.ts'
import { idempotencyOf, readSentForm, registrationInput, type SentForm } from './sent-form.ts'
import { noticeWords, refusalPage, resultPage, type TrainingView, takesSignUps, trainingPage } from './training-page.ts'

interface Sending {
  c: Context
  view: TrainingView
  sent: SentForm
}

/**
 * What happens when the hosted form is sent. The answer is the page itself, so that the reference stands where the
 * visitor looks; sent again by a reload, it is the same registration.
 */
export function createSender(deps: Deps, verbs: { register: typeof register }, tokens: FormTokens) {
  const origin = new URL(deps.config.publicUrl).origin

  const showAgain = (
    { c, view, sent }: Sending,
    faults: ProblemFault[],
    token: string,
    status: 422 | 500 | 503 = 422,
  ) => answerPage(c, deps.config, trainingPage(view, { sent, token, faults }), status)

  function signUp({ view, sent }: Sending, token: FormToken) {
    const elapsedMs = Math.max(0, deps.now().getTime() - token.issuedAt)
    const input = registrationInput(sent, { partner: view.partner, lang: view.lang, elapsedMs })
    const idempotency = idempotencyOf(token.nonce, sent)
    return verbs.register(deps, view.training.slug, { input, idempotency, channel: 'link', origin, lang: view.lang })
  }

  async function answerFailure(sending: Sending, error: unknown) {
    const { c, view, sent } = sending
    if (error instanceof ProblemError) {
      const refusal = refusalWords(view, error.problemName)
      if (refusal) return answerPage(c, deps.config, refusalPage(view, ...refusal), error.problem.status as 409)
      if (error.problem.status === 422) return showAgain(sending, faultsOf(error, view.lang), sent.token)
    }
    const { status, words } = await unexpected(deps, c, error)
    return showAgain(sending, [whole(say(view.lang, words))], sent.token, status)
  }

  return async (c: Context, view: TrainingView): Promise<Response> => {
    const { slug } = view.training
    const sending = { c, view, sent: await readSentForm(c, view.form) }
    const token = tokens.read(sending.sent.token, slug)
    if (!token) return showAgain(sending, [whole(say(view.lang, 'page.expired'))], tokens.issue(slug, { again: true }))
    try {
      return answerPage(c, deps.config, resultPage(view, await signUp(sending, token)))
    } catch (error) {
      return answerFailure(sending, error)
    }
  }
}

/** What is no refusal is logged, and told only as far as it helps: whether to try again at once. */
async function unexpected(deps: Deps, c: Context, error: unknown) {
  const { status, headers } = await answerError(deps)(error as Error, c)
  if (status < 500) throw error
  const retryAfter = headers.get('Retry-After')
  if (retryAfter) c.header('Retry-After', retryAfter)
  return status === 503
    ? ({ status, words: 'failed.busy' } as const)
    : ({ status: 500, words: 'failed.unknown' } as const)
}

const whole = (message: string): ProblemFault => ({ pointer: '', code: '', message })

// The trap that was filled in is shown empty again, so here the remedy is another than elsewhere.
const faultsOf = ({ problem }: ProblemError, lang: Language): ProblemFault[] =>
  problem.errors?.map((fault) => (fault.code === 'trap' ? { ...fault, message: say(lang, 'page.trap') } : fault)) ?? [
    whole(say(lang, 'changed')),
  ]

const refusals = {
  'not-eligible': 'not-eligible',
  'registration-closed': 'closed',
  'registration-not-open': 'upcoming',
  'training-cancelled': 'cancelled',
  'training-full': 'full',
  'training-withdrawn': 'withdrawn',
} as const satisfies Partial<Record<ProblemName, string>>

/** Title and text of a refusal that no other answer would change. */
function refusalWords({ training, lang }: TrainingView, problem: ProblemName): [string, string] | undefined {
  const refusal = problem in refusals ? refusals[problem as keyof typeof refusals] : undefined
  if (!refusal) return undefined
  if (!takesSignUps(training) && refusal !== 'withdrawn') return noticeWords(training, lang)
  const date = training.opensAt ? tellMoment(training.opensAt, training.when.timeZone, lang) : ''
  return [
    say(lang, `state.${refusal}`, { date }),
    say(lang, refusal === 'upcoming' ? 'page.upcoming.text' : `state.${refusal}.text`),
  ]
}
