import type { ProblemFault, RegistrationInput, RegistrationResult, TrainingAnswer } from '@training-signup/contract'
import { limits } from '@training-signup/contract/limits'
import { nameOf, type Outcome, problemOf } from './api.ts'
import { type CodeHost, CodeStep } from './code/code-step.ts'
import type { Unverified } from './code/unverified.ts'
import { ProblemEvent, RegisteredEvent } from './events.ts'
import { type Fault, findFaults, toRegistration, trapKey } from './form/answers.ts'
import { OneRequest } from './form/one-request.ts'
import type { Loading } from './loading.ts'
import { nextTask } from './next-task.ts'
import { type Loaded, type SendFailure, takesSignUps } from './steps.ts'
import type { SignupHost, Visit } from './visit.ts'

/** Sends the sign-up, and goes to the step that follows from the answer. */
export class Sending implements CodeHost {
  readonly #host: SignupHost
  readonly #visit: Visit
  readonly #loading: Loading
  readonly #request = new OneRequest()
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
    if (faults.length > 0) return this.#visit.enterForm(loaded.data, faults)
    this.#wasResent = false
    await this.#send(loaded.data)
  }

  /** Retries once when the network is back, unless the visitor has changed the answers. */
  resume() {
    const { step } = this.#visit
    if (step.name !== 'failed' || this.#wasResent || !['offline', 'network'].includes(step.reason)) return
    if (!this.#request.holds(step.data.training.slug, this.#registration(step))) return
    this.#wasResent = true
    void this.#send(step.data)
  }

  #registration({ data, group, replaces }: Loaded): RegistrationInput {
    const { answers, questions } = this.#visit
    const elapsedMs = Math.max(this.#visit.elapsedMs, limits.minimumFillMs)
    const circumstances = { partner: this.#host.wanted.partner, lang: data.lang, elapsedMs, replaces }
    return group?.registration(data, answers, circumstances) ?? toRegistration(questions, answers, circumstances)
  }

  async #send(data: TrainingAnswer, changed?: Partial<Loaded>): Promise<void> {
    const { server } = this.#host
    if (!server) return
    const loaded = this.#visit.enter(data, { name: 'sending' }, changed)
    const sending = ++this.#sendings
    // In the meantime the page may show another training, which may be sending too.
    const isStale = () => sending !== this.#sendings
    const registration = this.#registration(loaded)
    await nextTask(limits.minimumFillMs - this.#visit.elapsedMs)
    const request = this.#request.take(data.training.slug, registration)
    const outcome = await server.register(request)
    this.reportMiss(outcome)
    try {
      if (outcome.kind === 'ok') this.#receive({ ...request, data, server, result: outcome.value, isStale })
      else if (!isStale()) await this.#receiveMiss(outcome, data, isStale)
    } catch {
      // A refusal that cannot be read is a refusal all the same.
      this.#fail(data, 'refused')
    }
  }

  #receive(sent: Unverified) {
    const { result, data, isStale } = sent
    if (!result.verification) return this.finish(sent, result)
    if (isStale()) return
    const code = new CodeStep(this, sent)
    this.#visit.enter(this.#visit.loaded?.data ?? data, { name: 'code', code, result, isUnasked: this.#wasResent })
    // What comes next is the visitor's own action.
    this.#wasResent = false
  }

  async #receiveMiss(
    outcome: Exclude<Outcome<unknown>, { kind: 'ok' }>,
    before: TrainingAnswer,
    isStale: () => boolean,
  ) {
    if (outcome.kind === 'failed') return this.#fail(before, outcome.reason)
    this.#request.forget()
    // What a parameter or a header has wrong, no visitor can mend.
    const errors = (outcome.problem.errors ?? []).filter(({ pointer }) => pointer !== undefined)
    await this.#loading.load()
    if (isStale()) return
    const data = this.#visit.loaded?.data ?? before
    const reason = nameOf(outcome.problem).replace('training-', '')
    if (!this.#visit.takes(data)) this.#loading.refuse(data)
    else if (errors[0]) this.#receiveFaults(data, errors)
    else if (`state.${reason}` in data.words) this.#loading.refuse(data, reason)
    else if (takesSignUps(data.training.state)) this.#fail(data, 'refused')
    else this.#loading.refuse(data)
  }

  #receiveFaults(data: TrainingAnswer, errors: ProblemFault[]) {
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
    this.#visit.enterForm(data, faults, { changed: faults.length < errors.length })
  }

  #fail(before: TrainingAnswer, reason: SendFailure) {
    this.#visit.enter(this.#visit.loaded?.data ?? before, { name: 'failed', reason })
  }

  finish({ training, isStale, data: before }: Unverified, result: RegistrationResult) {
    const visit = this.#visit
    visit.tell(new RegisteredEvent(training, this.#host.wanted.partner, result.status))
    if (isStale()) return
    const { data = before, group } = visit.loaded ?? {}
    const all = group ? group.receive(result) : result
    if (all) visit.enter(data, { name: 'done', result: all, isUnasked: this.#wasResent }, { replaces: undefined })
    else void this.#send(data, { replaces: undefined })
  }

  correct(replaces: RegistrationInput['replaces']) {
    const { loaded } = this.#visit
    this.#visit.wantFocus('email')
    if (loaded) this.#visit.enterForm(loaded.data, [], { replaces })
  }

  /** Corrects the address of a sign-up that needed no code. */
  fixAddress() {
    const { step } = this.#visit
    if (step.name !== 'done' || !step.result.correction) return
    step.group?.reopen()
    this.correct({ reference: step.result.reference, secret: step.result.correction.secret })
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
