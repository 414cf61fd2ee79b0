import type { ProblemFault, RegistrationInput, RegistrationResult } from '@training-signup/contract'
import { limits } from '@training-signup/contract/limits'
import { type Outcome, problemOf, refusalOf } from '../api.ts'
import { type CodeHost, CodeStep } from '../code/code-step.ts'
import type { Replaced, Unverified } from '../code/unverified.ts'
import { ProblemEvent, RegisteredEvent } from '../events.ts'
import { type Fault, findFaults, toRegistration, trapKey } from '../form/answers.ts'
import { OneRegistration } from '../form/one-registration.ts'
import { nextTask } from '../next-task.ts'
import { type Loaded, type SendFailure, takesSignUps } from '../steps.ts'
import type { Loading } from './loading.ts'
import type { SignupHost, Visit } from './visit.ts'

/** Sends the sign-up, and goes to the step that follows from the answer. */
export class Sending implements CodeHost {
  readonly #host: SignupHost
  readonly #visit: Visit
  readonly #loading: Loading
  readonly #request = new OneRegistration()
  #sendings = 0
  #wasResent = false

  constructor(host: SignupHost, visit: Visit, loading: Loading) {
    this.#host = host
    this.#visit = visit
    this.#loading = loading
  }

  /** Ignores the answer to a request on its way: the page shows something else now. */
  abandon() {
    this.#sendings++
  }

  /** Forgets the request, so that it cannot be sent again. */
  forget() {
    this.#request.forget()
  }

  /**
   * `malformed`: faults of controls whose text the browser could not read. `isUnseen`: as for
   * `findFaults`.
   */
  async submit(malformed: Fault[], isUnseen: Parameters<typeof findFaults>[2]): Promise<void> {
    const { loaded, isSent, questions, answers } = this.#visit
    if (!loaded || isSent) return
    this.#visit.wantFocus()
    const found = findFaults(questions, answers, isUnseen)
    const faults = [...malformed, ...found.filter(({ key }) => !malformed.some((one) => one.key === key))]
    if (faults.length > 0) return this.#visit.enterForm(faults)
    this.#wasResent = false
    await this.#send()
  }

  /** Retries once when the network is back, unless the visitor has changed the answers. */
  resume() {
    const { step } = this.#visit
    if (step.name !== 'failed' || this.#wasResent || !['offline', 'network'].includes(step.reason)) return
    if (!this.#request.has(step.data.training.slug, this.#registration(step))) return
    this.#wasResent = true
    void this.#send()
  }

  #registration({ data, group, replaces }: Loaded): RegistrationInput {
    const { answers, questions } = this.#visit
    const elapsedMs = Math.max(this.#visit.elapsedMs, limits.minimumFillMs)
    const circumstances = {
      partner: this.#host.wanted.partner,
      lang: data.lang,
      elapsedMs,
      replaces: replaces && proofOf(replaces),
    }
    return group?.registration(data, answers, circumstances) ?? toRegistration(questions, answers, circumstances)
  }

  async #send(changed?: Partial<Loaded>): Promise<void> {
    const visit = this.#visit
    const { server } = this.#host
    visit.enter({ name: 'sending' }, changed)
    const { loaded } = visit
    if (!server || !loaded) return
    const sending = ++this.#sendings
    // In the meantime the page may show another training, which may be sending too.
    const isStale = () => sending !== this.#sendings
    const registration = this.#registration(loaded)
    await nextTask(limits.minimumFillMs - visit.elapsedMs)
    const [request, ...earlier] = this.#request.take(loaded.data.training.slug, registration)
    let outcome = await server.register(request)
    // One of those whose answers were lost is stored. Sent again, it is answered again.
    for (const lost of earlier)
      if (refusalOf(outcome) === 'key-reused') {
        outcome = await server.register(lost)
        if (outcome.kind === 'ok') return this.#replace(outcome.value, isStale)
      }
    this.reportMiss(outcome)
    // What could not be shown since hides no result.
    if (!isStale() && !visit.loaded) visit.go(loaded)
    try {
      if (outcome.kind === 'ok') this.#receive({ ...request, server, result: outcome.value, isStale })
      else if (!isStale()) await this.#receiveMiss(outcome, isStale)
    } catch {
      // A refusal that cannot be read is a refusal all the same.
      if (!isStale()) this.#fail('refused')
    }
  }

  /** Sends the answers in place of those that are stored, and whose answer was lost. */
  #replace(stored: RegistrationResult, isStale: () => boolean) {
    if (isStale()) return
    // What corrected another one cannot be corrected.
    if (!proofOf(stored)) return this.#loading.refuse('not-correctable')
    this.#request.forget()
    return this.#send({ replaces: { ...stored, status: '' } })
  }

  #receive(sent: Unverified) {
    const { result, isStale } = sent
    if (!isStale()) this.#request.forget()
    if (!result.verification) return this.finish(sent, result)
    if (isStale()) return
    const code = new CodeStep(this, sent)
    this.#visit.enter({ name: 'code', code, result, isUnasked: this.#wasResent })
    // What comes next is the visitor's own action.
    this.#wasResent = false
  }

  async #receiveMiss(outcome: Exclude<Outcome<unknown>, { kind: 'ok' }>, isStale: () => boolean) {
    if (outcome.kind === 'failed') return this.#fail(outcome.reason)
    this.#request.remove()
    // What a parameter or a header has wrong, no visitor can mend.
    const errors = (outcome.problem.errors ?? []).filter(({ pointer }) => pointer !== undefined)
    await this.#loading.load()
    const { loaded } = this.#visit
    if (isStale() || !loaded) return
    const { training, words } = loaded.data
    const reason = refusalOf(outcome).replace('training-', '')
    if (!this.#visit.takes(loaded.data)) this.#loading.refuse()
    else if (errors[0]) this.#receiveFaults(errors)
    else if (`state.${reason}` in words) this.#loading.refuse(reason)
    else if (takesSignUps(training.state)) this.#fail('refused')
    else this.#loading.refuse()
  }

  #receiveFaults(errors: ProblemFault[]) {
    const group = this.#visit.loaded?.group
    // The visitor cannot fix a question that the training no longer asks.
    const faults = errors
      .filter(({ code }) => code !== 'unknown-field')
      .map(({ pointer = '', code, message }) => ({
        key: group?.keyOf(pointer) ?? pointer.replace('/people/0/', ''),
        code,
        message,
      }))
    if (faults.some(({ key }) => key === trapKey)) this.#visit.emptyTrap()
    this.#visit.enterForm(faults, { changed: faults.length < errors.length })
  }

  #fail(reason: SendFailure) {
    this.#visit.enter({ name: 'failed', reason })
  }

  finish({ training, isStale }: Unverified, result: RegistrationResult) {
    const visit = this.#visit
    visit.tell(new RegisteredEvent(training, this.#host.wanted.partner, result.status))
    if (isStale()) return
    const all = visit.loaded?.group?.receive(result) ?? result
    visit.enter({ name: 'done', result: all, isUnasked: this.#wasResent }, { replaces: undefined })
  }

  correct(replaces: Replaced) {
    this.#visit.wantFocus('email')
    this.#visit.enterForm([], { replaces })
  }

  async leaveCode(isStale: () => boolean) {
    await this.#loading.load()
    if (!isStale()) this.#loading.checkAgain()
  }

  show(wantsFocus: boolean) {
    if (wantsFocus) this.#visit.wantFocus()
    this.#visit.requestUpdate()
  }

  reportMiss(outcome: Outcome<unknown>) {
    if (outcome.kind !== 'ok') this.#visit.tell(new ProblemEvent(problemOf(outcome)))
  }
}

/** Returns what a sign-up that replaces this one has to name. */
function proofOf({ reference, verification, correction }: Replaced) {
  const proof = verification ?? correction
  return proof && { reference, secret: proof.secret }
}
