import type { ProblemFault } from '@training-signup/contract'
import { limits } from '@training-signup/contract/limits'
import type { Context } from 'hono'
import { findAlert, proveAlert, sendAlertCode } from '../../../core/alerts/prove-alert.ts'
import { requestAlert } from '../../../core/alerts/request-alert.ts'
import type { App } from '../../../core/context.ts'
import { codeDigitsNow } from '../../../core/proof/code-budget.ts'
import { createVerificationTokens } from '../../../core/proof/token.ts'
import { emailCheck } from '../../../core/trainings/answer-checks.ts'
import { personDoubts } from '../../../platform/html/doubt.ts'
import type { FormTokens } from '../../../platform/html/form-token.ts'
import { answerPage, type Page } from '../../../platform/html/layout.ts'
import { controlNames, readControls, readSentForm, type SentForm } from '../../../platform/html/sent-form.ts'
import { refusalOf, setRetryAfter } from '../../../platform/http/api/answer-problem.ts'
import type { ProblemError } from '../../../platform/problem.ts'
import { say, sayFault } from '../../../words/index.ts'
import type { TrainingView } from '../training/training-page.ts'
import { faultOf, isGone, noticesOf } from '../verify-form.ts'
import {
  type AlertView,
  type AskedFor,
  alertCodePage,
  alertDonePage,
  alertOverPage,
  alertPage,
  emailFields,
  nothingToTellPage,
} from './alert-page.ts'

/**
 * Handles the pages where visitors ask to be told when they can register. No answer depends on what
 * is stored for an address, so no one learns who asked or who is registered.
 */
export const createAlertForm = (app: App, tokens: FormTokens) => ({
  show: (c: Context, view: TrainingView): Response | Promise<Response> =>
    answerPage(c, app.config, startPage(view, tokens)),
  send: createSender(app, tokens),
  verify: createVerifier(app, tokens),
})

/** Returns the page that asks for an address, where there is something to wait for. */
const startPage = (view: TrainingView, tokens: FormTokens, options = {}): Page =>
  isOffered(view) ? alertPage(view, { token: tokens.issue(view, options) }) : nothingToTellPage(view)

/** Handles the form with the address. */
function createSender(app: App, tokens: FormTokens) {
  const { issueSecret } = createVerificationTokens(app)
  return async (c: Context, view: TrainingView): Promise<Response> => {
    const answer = (page: Page, status: 200 | 422 = 200) => answerPage(c, app.config, page, status)
    if (!isOffered(view)) return answer(nothingToTellPage(view))
    const sent = await readSentForm(c, { fields: emailFields(view.lang), consents: [], requires: [] })
    const again = (faults: ProblemFault[]) => {
      const token = tokens.issue(view, { again: true })
      return answer(alertPage(view, { token, person: sent.person, faults }), 422)
    }
    const token = tokens.read(sent.token, view)
    if (!token) return again([whole(say(view.lang, 'page.expired'))])
    const checked = checkAddress(view, sent)
    if ('fault' in checked) return again([checked.fault])
    const doubts = personDoubts(view.lang, { fields: emailFields(view.lang), person: sent.person }, sent.asked)
    if (doubts.length > 0) return again(doubts)
    const { trainingId, alertKind: kind, lang, partner } = view
    const { email } = checked
    const id = await requestAlert(app, { trainingId, kind, email, lang, partner, nonce: token.nonce })
    const digits = await codeDigitsNow(app, view.input.audience)
    return answer(alertCodePage(view, { secret: issueSecret(id), address: email, digits }))
  }
}

/** Handles the page with the code: checks the code, sends another, or returns to the address. */
function createVerifier(app: App, tokens: FormTokens) {
  return async (c: Context, view: TrainingView): Promise<Response> => {
    const answer = (page: Page, status = 200) => answerPage(c, app.config, page, status as 200)
    const sent = await readControls(c)
    const step = sent.get(controlNames.step)
    if (step === 'change') return answer(startPage(view, tokens, { again: true }))
    const named = { slug: view.training.slug, secret: sent.get(controlNames.secret) ?? '' }
    const code = sent.get(controlNames.code) ?? ''
    let form: AskedFor | undefined
    try {
      const { email: address } = await findAlert(app, named)
      form = { secret: named.secret, address, digits: await codeDigitsNow(app, view.input.audience) }
      if (step === 'again') {
        await sendAlertCode(app, named)
        return answer(alertCodePage(view, form, { notice: say(view.lang, 'verify.again.sent') }))
      }
      const fault = faultOf(view, code)
      if (fault) return answer(alertCodePage(view, form, { fault, typed: code }), 422)
      return answer(alertDonePage(view, await app.limits.tryCode(c, () => proveAlert(app, { ...named, code }))))
    } catch (error) {
      const refusal = refusalOf(app, c, error)
      const page = isGone(refusal) ? alertOverPage(view) : form && refusedPage(view, form, refusal, code)
      if (!page) throw error
      setRetryAfter(c, refusal)
      return answer(page, refusal.problem.status)
    }
  }
}

const isOffered = (view: TrainingView): view is AlertView => view.alertKind !== undefined

const whole = (message: string): ProblemFault => ({ pointer: '', code: '', message })

/** Returns the clean address, or what is wrong with the form. */
function checkAddress({ lang }: TrainingView, { person, trap }: SentForm): { email: string } | { fault: ProblemFault } {
  if (trap) return { fault: whole(say(lang, 'page.trap')) }
  const checked = emailCheck(limits.email)(person['email'] ?? '')
  if (checked && 'value' in checked) return { email: String(checked.value) }
  const code = checked?.fault ?? 'required'
  const message = sayFault(lang, code, { field: 'email', label: say(lang, 'field.email') })
  return { fault: { pointer: '/people/0/email', code, message } }
}

function refusedPage(view: TrainingView, form: AskedFor, refusal: ProblemError, typed: string): Page | undefined {
  const notices = noticesOf(refusal, view.lang, typed)
  return notices && alertCodePage(view, form, notices)
}
