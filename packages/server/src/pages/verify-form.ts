import type { Context } from 'hono'
import { refusalOf, setRetryAfter } from '../http/answer-problem.ts'
import type { ProblemError } from '../problem.ts'
import type { System } from '../system.ts'
import { readCode } from '../verification/codes.ts'
import { codePauseSeconds, sendCode } from '../verification/send-code.ts'
import { verifyByCode } from '../verification/verify.ts'
import { say } from '../words/index.ts'
import type { FormTokens } from './form-token.ts'
import { answerPage, type Page } from './layout.ts'
import { readSentCode } from './sent-form.ts'
import { noticeWords, refusalPage, resultPage, type TrainingView, trainingPage } from './training-page.ts'
import { overPage, type UnverifiedForm, verifyPage } from './verify-page.ts'

/**
 * Handles a submitted page with the code: checks the code, sends another, or returns to the
 * answers.
 */
export function createVerifier(system: System, tokens: FormTokens) {
  return async (c: Context, view: TrainingView): Promise<Response> => {
    const { slug } = view.training
    const { sent, unverified, code, step } = await readSentCode(c, view.form)
    const form: UnverifiedForm = { sent, ...unverified }
    if (step === 'change') {
      const shown = { sent: { ...sent, replaces: unverified }, token: tokens.issue(slug, { again: true }), faults: [] }
      return answerPage(c, system.config, trainingPage(view, shown))
    }
    try {
      if (step === 'again') {
        await sendCode(system, { slug, ...unverified })
        return answerPage(c, system.config, verifyPage(view, form, { notice: say(view.lang, 'verify.again.sent') }))
      }
      const fault = faultOf(code)
      if (fault)
        return answerPage(c, system.config, verifyPage(view, form, { fault: say(view.lang, fault), typed: code }), 422)
      return answerPage(c, system.config, resultPage(view, await verifyByCode(system, { slug, ...unverified, code })))
    } catch (error) {
      const refusal = refusalOf(system, c, error)
      const page = refusedPage(view, form, refusal, code)
      if (!page) throw error
      setRetryAfter(c, refusal)
      return answerPage(c, system.config, page, refusal.problem.status as 422)
    }
  }
}

function faultOf(code: string): 'verify.missing' | 'verify.shape' | undefined {
  if (code.trim() === '') return 'verify.missing'
  return readCode(code) === undefined ? 'verify.shape' : undefined
}

function refusedPage(view: TrainingView, form: UnverifiedForm, refusal: ProblemError, typed: string): Page | undefined {
  const { training, lang } = view
  const { problemName, retryAfterSeconds = 0 } = refusal
  switch (problemName) {
    case 'wrong-code':
      return verifyPage(view, form, { fault: say(lang, 'verify.wrong'), typed })
    case 'code-used-up':
      return verifyPage(view, form, { fault: say(lang, 'verify.used-up') })
    case 'too-many-codes':
      return verifyPage(view, form, {
        notice: say(lang, retryAfterSeconds <= codePauseSeconds ? 'verify.again.wait' : 'verify.again.often'),
      })
    case 'verification-over':
    // A request is deleted a day after it ends.
    case 'not-found':
      return overPage(view, form)
    case 'training-cancelled':
      return refusalPage(view, ...noticeWords(training, lang))
    case 'busy':
      return verifyPage(view, form, { fault: say(lang, 'failed.busy'), typed })
    default:
      return undefined
  }
}
