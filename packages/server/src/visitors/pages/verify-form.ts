import type { Language, Unverified } from '@training-signup/contract'
import type { Context } from 'hono'
import type { App } from '../../core/context.ts'
import { findAddress } from '../../core/pending-sign-ups/locked.ts'
import { sendCode } from '../../core/pending-sign-ups/send-code.ts'
import { verifyByCode } from '../../core/pending-sign-ups/verify.ts'
import { codePauseSeconds } from '../../core/proof/ask-again.ts'
import { codeDigitsNow } from '../../core/proof/code-budget.ts'
import { codeFaults, readCode } from '../../core/proof/codes.ts'
import type { FormTokens } from '../../platform/html/form-token.ts'
import { answerPage, type Page } from '../../platform/html/layout.ts'
import { readSentCode } from '../../platform/html/sent-form.ts'
import { refusalOf, setRetryAfter } from '../../platform/http/api/answer-problem.ts'
import type { ProblemError } from '../../platform/problem.ts'
import { say, type WordKey } from '../../words/index.ts'
import { pageAgain } from './fix-page.ts'
import type { HostedForm } from './hosted-form.ts'
import { noticeOf, refusalPage, type TrainingView } from './training/training-page.ts'
import { type CodedForm, type CodeNotices, overPage, verifyPage } from './verify-page.ts'

/**
 * Handles a submitted page with the code: checks the code, sends another, or returns to the
 * answers.
 */
export function createVerifier(app: App, tokens: FormTokens) {
  return async (c: Context, view: TrainingView, sent: HostedForm, controls: URLSearchParams): Promise<Response> => {
    const { slug } = view.training
    const { carried, addressName } = sent
    const { unverified, code, step } = readSentCode(controls)
    const issue = () => tokens.issue(view, { again: true })
    const again = (unknown?: WordKey) => ({ replaces: unverified, token: issue(), faults: [], unknown })
    const answer = (page: Page, status = 200) => answerPage(c, app.config, page, status as 200)
    if (step === 'change') return answer(pageAgain(view, sent, again()))
    let form: CodedForm | undefined
    try {
      form = { carried, ...unverified, ...(await findCode(app, view, unverified)), addressName, token: issue() }
      if (step === 'again') {
        await sendCode(app, { slug, ...unverified })
        return answer(verifyPage(view, form, { notice: say(view.lang, 'verify.again.sent') }))
      }
      const fault = faultOf(view, code)
      if (fault) return answer(verifyPage(view, form, { fault, typed: code }), 422)
      return answer(sent.result(await app.limits.tryCode(c, () => verifyByCode(app, { slug, ...unverified, code }))))
    } catch (error) {
      const refusal = refusalOf(app, c, error)
      const unknown = step === 'again' ? 'page.verify.again.unknown' : 'page.verify.unknown'
      const page = isGone(refusal)
        ? overPage(view, { carried, ...unverified })
        : form
          ? refusedPage(view, form, refusal, { typed: code, unknown })
          : isUnknown(refusal)
            ? sent.again(again(unknown))
            : undefined
      if (!page) throw error
      setRetryAfter(c, refusal)
      return answer(page, refusal.problem.status)
    }
  }
}

/** Returns where the code went, and how many digits it has. */
const findCode = async (app: App, { training: { slug }, input }: TrainingView, unverified: Unverified) => ({
  address: await findAddress(app, { slug, ...unverified }),
  digits: await codeDigitsNow(app, input.audience),
})

/** Returns what is wrong with the form of a code. */
export function faultOf({ lang }: TrainingView, code: string): string | undefined {
  if (code.trim() === '') return say(lang, 'verify.missing')
  if (readCode(code) !== undefined) return undefined
  return say(lang, 'verify.shape')
}

// A request is deleted a day after it ends.
export const isGone = ({ problemName }: ProblemError) =>
  problemName === 'verification-over' || problemName === 'not-found'

/** Whether the request may have been carried out. */
const isUnknown = ({ problem }: ProblemError) => problem.status >= 500

function refusedPage(
  view: TrainingView,
  form: CodedForm,
  refusal: ProblemError,
  { typed, unknown }: { typed: string; unknown: WordKey },
): Page | undefined {
  if (refusal.problemName === 'training-cancelled') return refusalPage(view, noticeOf(view))
  const notices = noticesOf(refusal, view.lang, typed) ?? (isUnknown(refusal) ? { unknown, typed } : undefined)
  return notices && verifyPage(view, form, notices)
}

/** Returns what the page of a code says about a refusal, if that page shows it. */
export function noticesOf(refusal: ProblemError, lang: Language, typed: string): CodeNotices | undefined {
  const { problemName, retryAfterSeconds = 0 } = refusal
  switch (problemName) {
    case 'wrong-code':
      return { fault: say(lang, wordsOf(refusal)), typed }
    case 'code-used-up':
    case 'codes-paused':
      return { fault: say(lang, wordsOf(refusal)) }
    case 'too-many-codes':
      return { notice: say(lang, retryAfterSeconds <= codePauseSeconds ? 'verify.again.wait' : 'verify.again.often') }
    case 'busy':
      return { fault: say(lang, 'verify.failed'), typed }
    default:
      return undefined
  }
}

/** Returns the words for what is wrong with the code, in the language of the page. */
function wordsOf({ problem: { errors = [] } }: ProblemError): WordKey {
  const fault = errors[0]?.code ?? ''
  return codeFaults[fault as keyof typeof codeFaults] ?? 'verify.wrong'
}
