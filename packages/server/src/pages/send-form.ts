import type { Language, Problem, ProblemFault, RegistrationResult } from '@training-signup/contract'
import type { Context } from 'hono'
import type { App } from '../context.ts'
import { refusalOf, setRetryAfter } from '../http/answer-problem.ts'
import type { ProblemError, ProblemName } from '../problem.ts'
import { register, resultOf } from '../sign-up/register.ts'
import { takesSignUps } from '../trainings/availability.ts'
import { formatMoment } from '../trainings/local-time.ts'
import { say } from '../words/index.ts'
import type { FormToken, FormTokens } from './form-token.ts'
import { answerPage, type Page } from './layout.ts'
import { moodOfState } from './moment.ts'
import { idempotencyOf, readSentForm, registrationInput, type SentForm } from './sent-form.ts'
import { noticeOf, type Refusal, refusalPage, resultPage, type TrainingView, trainingPage } from './training-page.ts'
import { addressView, verifyPage } from './verify-page.ts'

/**
 * Handles a submitted hosted form. The response is the page itself, so that the reference appears
 * where the visitor looks. A reload sends it again and gets the same registration.
 */
export function createSender(app: App, tokens: FormTokens) {
  const origin = new URL(app.config.publicUrl).origin

  async function signUp(c: Context, view: TrainingView, sent: SentForm, token: FormToken) {
    const elapsedMs = Math.max(0, app.now().getTime() - token.issuedAt)
    const input = registrationInput(sent, { partner: view.partner, lang: view.lang, elapsedMs })
    const idempotency = idempotencyOf(token.nonce, sent)
    const { slug } = view.training
    const signedUp = await app.limits.signUp(c, { slug, count: 1 }, () =>
      register(app, slug, { input, idempotency, channel: 'link', origin, lang: view.lang }),
    )
    return resultOf(signedUp)
  }

  return async (c: Context, view: TrainingView): Promise<Response> => {
    const sent = await readSentForm(c, view.form)
    const token = tokens.read(sent.token, view)
    const withNewToken = (why: 'page.expired' | 'page.sent') => {
      const fresh = { ...sent, token: tokens.issue(view, { again: true }) }
      return answerPage(c, app.config, formAgain(view, fresh, [whole(say(view.lang, why))]), 422)
    }
    if (!token) return withNewToken('page.expired')
    try {
      app.limits.take('sign-ups', c)
      const result = await signUp(c, view, sent, token)
      return answerPage(c, app.config, answerTo(view, sent, result))
    } catch (error) {
      const refusal = refusalOf(app, c, error)
      if (refusal.problemName === 'key-reused') return withNewToken('page.sent')
      const page = failurePage(view, sent, refusal)
      if (!page) throw error
      setRetryAfter(c, refusal)
      return answerPage(c, app.config, page, refusal.problem.status as 422)
    }
  }
}

/** Returns the page that says what became of a sign-up, or that asks for its code. */
function answerTo(view: TrainingView, sent: SentForm, result: RegistrationResult): Page {
  const { reference, verification, correction } = result
  if (verification)
    return verifyPage(view, { sent, reference, secret: verification.secret, address: verification.sentTo })
  return resultPage(view, result, correction && addressView(view, { sent, reference, secret: correction.secret }))
}

const formAgain = (view: TrainingView, sent: SentForm, faults: ProblemFault[]) =>
  trainingPage(view, { sent, token: sent.token, faults })

/**
 * Returns the page to show instead of a result; undefined if the error is not about this sign-up.
 */
function failurePage(view: TrainingView, sent: SentForm, { problem, problemName }: ProblemError): Page | undefined {
  const { lang } = view
  const refusal = refusalWords(view, problemName)
  if (refusal) return refusalPage(view, refusal)
  if (problem.status === 422) return formAgain(view, sent, faultsOf(problem, lang))
  // Says only what helps: whether to try again right away.
  if (problem.status === 503 || problem.status === 429) return formAgain(view, sent, [whole(say(lang, 'failed.busy'))])
  return problem.status >= 500 ? formAgain(view, sent, [whole(say(lang, 'failed.unknown'))]) : undefined
}

const whole = (message: string): ProblemFault => ({ pointer: '', code: '', message })

// The trap field is shown empty again, so the remedy differs from the widget's.
const faultsOf = ({ errors }: Pick<Problem, 'errors'>, lang: Language): ProblemFault[] =>
  errors?.map((fault) => (fault.code === 'trap' ? { ...fault, message: say(lang, 'page.trap') } : fault)) ?? [
    whole(say(lang, 'changed')),
  ]

const refusals = {
  'registration-closed': 'closed',
  'registration-not-open': 'upcoming',
  'training-cancelled': 'cancelled',
  'training-full': 'full',
  'training-withdrawn': 'withdrawn',
} as const satisfies Partial<Record<ProblemName, string>>

/** Returns what to say of a refusal that no other answers could avoid. */
function refusalWords({ training, lang }: TrainingView, problem: ProblemName): Refusal | undefined {
  const refusal = problem in refusals ? refusals[problem as keyof typeof refusals] : undefined
  if (!refusal) return undefined
  if (!takesSignUps(training) && refusal !== 'withdrawn') return noticeOf(training, lang)
  const date = training.opensAt ? formatMoment(training.opensAt, training.when.timeZone, lang) : ''
  return {
    title: say(lang, `state.${refusal}`, { date }),
    text: say(lang, refusal === 'upcoming' ? 'page.upcoming.text' : `state.${refusal}.text`),
    mood: moodOfState[refusal],
  }
}
