import { createHash } from 'node:crypto'
import type { Language, Problem, ProblemFault, RegistrationInput, RegistrationResult } from '@training-signup/contract'
import type { Context } from 'hono'
import type { App } from '../../core/context.ts'
import { register } from '../../core/sign-up/register.ts'
import { takesSignUps } from '../../core/trainings/availability.ts'
import { checkPeople, compileForm, formatFaults } from '../../core/trainings/check-people.ts'
import { formatMoment, formatMonthDay } from '../../core/trainings/local-time.ts'
import type { FormToken, FormTokens } from '../../platform/html/form-token.ts'
import { answerPage, type Page } from '../../platform/html/layout.ts'
import { moodOfState } from '../../platform/html/moment.ts'
import { refusalOf, setRetryAfter } from '../../platform/http/api/answer-problem.ts'
import type { ProblemError, ProblemName } from '../../platform/problem.ts'
import { say } from '../../words/index.ts'
import { pageAgain } from './fix-page.ts'
import type { HostedForm } from './hosted-form.ts'
import { noticeOf, type Refusal, refusalPage, type TrainingView } from './training/training-page.ts'
import { fixView, verifyPage } from './verify-page.ts'

/**
 * Handles a submitted hosted form. The response is the page itself, so that the reference appears
 * where the visitor looks. A browser gets it under an address of its own (see answer-at-address.ts);
 * a form that is sent again gets the same registration.
 */
export function createSender(app: App, tokens: FormTokens) {
  const origin = new URL(app.config.publicUrl).origin

  async function signUp(c: Context, view: TrainingView, form: HostedForm, token: FormToken) {
    const { lang, training } = view
    const input = inputOf(view, form, Math.max(0, app.now().getTime() - token.issuedAt))
    const { slug } = training
    const { result } = await app.limits.signUp(c, { slug, count: input.people.length }, () =>
      register(app, slug, { input, ...givenBy(form, token), channel: 'link', origin, lang }),
    )
    return result
  }

  /** `isShown`: the visitor took an address that the page proposed, and sees it in the form. */
  return async (c: Context, view: TrainingView, form: HostedForm, isShown = false): Promise<Response> => {
    if (form.more) return answerPage(c, app.config, form.more())
    const token = tokens.read(form.token, view)
    const withNewToken = (why: 'page.expired' | HostedForm['words']['sent']) => {
      const page = form.again({ token: tokens.issue(view, { again: true }), faults: [whole(say(view.lang, why))] })
      return answerPage(c, app.config, page, 422)
    }
    if (!token) return withNewToken('page.expired')
    const isAsked = isShown || form.doubts.length > 0
    const faults = isAsked ? [...allFaults(view, form), ...form.doubts] : form.faults
    if (isAsked || faults.length > 0)
      return answerPage(c, app.config, pageAgain(view, form, { ...form, faults }), faults.length > 0 ? 422 : 200)
    try {
      app.limits.take('sign-ups', c)
      const result = await signUp(c, view, form, token)
      return answerPage(c, app.config, answerTo(view, form, result, tokens))
    } catch (error) {
      const refusal = refusalOf(app, c, error)
      if (refusal.problemName === 'key-reused') return withNewToken(form.words.sent)
      const page = failurePage(view, form, refusal)
      if (!page) throw error
      setRetryAfter(c, refusal)
      return answerPage(c, app.config, page, refusal.problem.status as 422)
    }
  }
}

/** Returns the page with the result of a sign-up, or the one that asks for its code. */
function answerTo(view: TrainingView, form: HostedForm, result: RegistrationResult, tokens: FormTokens): Page {
  const { carried, address, addressName } = form
  const { reference, verification, correction } = result
  const shown = { carried, reference, addressName, status: result.status, token: tokens.issue(view, { again: true }) }
  if (verification) {
    const { secret, sentTo, digits } = verification
    return verifyPage(view, { ...shown, secret, address: sentTo, digits })
  }
  const fix = correction && fixView(view, { ...shown, secret: correction.secret, address })
  return form.result(result, view.sendsMail && address !== '' ? { address, fix } : undefined)
}

/** Returns all that is wrong with a form that is shown again, and not sent. */
function allFaults({ input, form, lang }: TrainingView, { faults, input: given }: HostedForm): ProblemFault[] {
  const checked = checkPeople(compileForm(input), given)
  return faults.length > 0 || checked.ok ? faults : formatFaults(checked.faults, form, lang)
}

/** Returns the sign-up as the API takes it. */
function inputOf({ partner, lang }: TrainingView, { input }: HostedForm, elapsedMs: number): RegistrationInput {
  const { trap, replaces, ...answers } = input
  return {
    ...answers,
    lang,
    elapsedMs,
    ...(partner ? { partner } : {}),
    ...(trap ? { trap } : {}),
    ...(replaces ? { replaces } : {}),
  }
}

const givenBy = (form: HostedForm, token: FormToken) => ({
  joins: form.joins,
  idempotency: idempotencyOf(token, form),
})

/**
 * Returns the idempotency key: a form that was opened once is one registration, however often it is
 * sent. With other answers it is refused.
 */
const idempotencyOf = ({ nonce }: FormToken, { answers }: HostedForm) => ({
  key: createHash('sha256').update(nonce).digest('base64url'),
  content: answers,
})

/**
 * Returns the page to show instead of a result; undefined if the error is not about this sign-up.
 */
function failurePage(view: TrainingView, form: HostedForm, { problem, problemName }: ProblemError): Page | undefined {
  const { lang, training } = view
  if (problemName === 'training-full' && form.tooFew && takesSignUps(training)) return form.tooFew()
  const refusal = refusalWords(view, problemName)
  if (refusal) return refusalPage(view, refusal)
  const again = (faults: ProblemFault[]) => pageAgain(view, form, { ...form, faults })
  if (problem.status === 422) return again(faultsOf(problem, lang))
  // Says only what helps: whether to try again right away.
  if (problem.status === 503 || problem.status === 429) return again([whole(say(lang, 'failed.busy'))])
  return problem.status >= 500 ? form.again({ ...form, faults: [], unknown: form.words.unknown }) : undefined
}

const whole = (message: string): ProblemFault => ({ pointer: '', code: '', message })

// The trap field is shown empty again, so the remedy differs from the widget's.
const faultsOf = ({ errors }: Pick<Problem, 'errors'>, lang: Language): ProblemFault[] =>
  errors?.map((fault) => (fault.code === 'trap' ? { ...fault, message: say(lang, 'page.trap') } : fault)) ?? [
    whole(say(lang, 'changed')),
  ]

const refusals = {
  'not-correctable': 'not-correctable',
  'registration-closed': 'closed',
  'registration-not-open': 'upcoming',
  'training-cancelled': 'cancelled',
  'training-full': 'full',
  'training-withdrawn': 'withdrawn',
} as const satisfies Partial<Record<ProblemName, string>>

/** Returns what to say of a refusal that no other answers could avoid. */
function refusalWords(view: TrainingView, problem: ProblemName): Refusal | undefined {
  const { training, lang } = view
  const refusal = problem in refusals ? refusals[problem as keyof typeof refusals] : undefined
  if (!refusal) return undefined
  if (refusal === 'not-correctable')
    return { title: say(lang, `state.${refusal}`), text: say(lang, `state.${refusal}.text`), mood: moodOfState.full }
  if (!takesSignUps(training) && refusal !== 'withdrawn') return noticeOf(view)
  const { opensAt, closesAt, when } = training
  const opens = opensAt ? formatMoment(opensAt, when.timeZone, lang) : ''
  const date = refusal === 'closed' ? formatMonthDay(closesAt, when.timeZone, lang) : opens
  return {
    title: say(lang, `state.${refusal}`, { date }),
    text: say(lang, refusal === 'upcoming' ? 'page.upcoming.text' : `state.${refusal}.text`),
    mood: moodOfState[refusal],
  }
}
