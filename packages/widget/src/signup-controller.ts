import type { ProblemFault, RegistrationInput, RegistrationResult, TrainingAnswer } from '@training-signup/contract'
import { limits } from '@training-signup/contract/limits'
import {
  type Answers,
  type Fault,
  findFaults,
  forAnotherPerson,
  type Question,
  questionsOf,
  toRegistration,
  trapKey,
} from './answers.ts'
import { type Api, nameOf, type Outcome, type Wanted } from './api.ts'
import type { CodeStepClass, Unverified } from './code-step.ts'
import { ProblemEvent, ReadyEvent, RegisteredEvent, StartEvent } from './events.ts'
import type { Group } from './group.ts'
import { later } from './later.ts'
import { Opening } from './opening.ts'
import { Pending } from './pending.ts'
import { isBeyondUs, isSettled, type SendFailure, type Signup } from './stage.ts'

/** What the controller is handed: it knows no DOM. */
export interface SignupHost {
  /** What requests go to; none while nobody knows where the server is. */
  readonly server: Api | undefined
  readonly wanted: Wanted & { training: string }
  readonly prefill: Answers | undefined
  readonly updateComplete: Promise<unknown>
  /** Of what only some sign-ups need; nothing where it cannot be had. */
  loadSeveral(): Promise<{ CodeStep: CodeStepClass } | undefined>
  requestUpdate(): void
  dispatchEvent(event: Event): boolean
}

export class SignupController {
  state: Signup = { step: 'loading' }
  /** Set when the visitor's own act had an outcome, so that the view moves the focus there; the view takes it back. */
  wantsFocus: boolean | 'top' = false
  /** While several people are being signed up. */
  group: Group | undefined
  /** The same while only one is, for when the visitor comes back to them. */
  people: Group | undefined
  /** What the next registration takes the place of, so that its seat is not lost. */
  replaces: RegistrationInput['replaces']
  readonly #host: SignupHost
  readonly #pending = new Pending()
  readonly #opening = new Opening(() => void this.load())
  #typed: Answers = {}
  #loads = 0
  #sendings = 0
  #shownAt = 0
  #hasStarted = false
  #wasResent = false

  constructor(host: SignupHost) {
    this.#host = host
  }

  /** What was typed, over what the page filled in beforehand. */
  get answers(): Answers {
    // Without a prototype: a question may be called `constructor`.
    return Object.assign(Object.create(null), this.#host.prefill, this.#typed)
  }

  get data(): TrainingAnswer | undefined {
    return 'data' in this.state ? this.state.data : undefined
  }

  get questions(): Question[] {
    const { data } = this
    return data ? (this.group?.questions(data, this.answers) ?? questionsOf(data.form)) : []
  }

  /** Another training, once it `isKnown` which: what was typed stays, for fields that it asks too. */
  begin(isKnown = true) {
    this.#opening.cancel()
    this.#hasStarted = false
    this.wantsFocus = false
    this.group = this.replaces = undefined
    this.#loads++
    // Whatever is being sent is no longer about what is on screen.
    this.#sendings++
    this.#set({ step: 'loading' })
    if (isKnown) void this.load()
  }

  /**
   * Fetches the training, anew or in another language. Whatever is on screen stays until the answer is there. Whether
   * there was one; nothing where another load has overtaken this one.
   */
  async load(isForSeveral = !!this.group): Promise<boolean | undefined> {
    const load = ++this.#loads
    const { training, ...wanted } = this.#host.wanted
    if (!this.data) await later()
    const outcome = training
      ? await this.#host.server?.training(training, wanted, { isForSeveral, isAnew: !!this.data })
      : undefined
    if (load !== this.#loads) return undefined
    if (outcome?.kind === 'ok') this.#receiveTraining(outcome.value, outcome.date)
    else this.#missTraining(outcome)
    return outcome?.kind === 'ok'
  }

  /** Takes what was changed; a field that was not touched still takes what the page prefills later. */
  type(changed: Answers) {
    if (Object.keys(changed).length === 0) return
    this.#typed = { ...this.#typed, ...changed }
    const { data } = this
    if (!this.#hasStarted && data) {
      this.#note(new StartEvent(data.training.slug), 'start')
      // So that it is there by the time that it is needed.
      if (data.form.requires[0]) void this.#host.loadSeveral()
    }
    this.#hasStarted = true
    this.#host.requestUpdate()
  }

  /** The form for several people cannot be had. */
  complain() {
    this.wantsFocus = true
    if (this.data) this.enterForm(this.data, [{ key: '/', code: 'several' }])
  }

  /** Nothing of what was typed is left. */
  forget() {
    this.#typed = {}
    this.people = undefined
    this.#pending.forget()
  }

  requestUpdate() {
    this.#host.requestUpdate()
  }

  /** `malformed`: controls of whose text the browser could not make an answer. */
  async submit(malformed: Fault[]): Promise<void> {
    const { data, state } = this
    if (!data || state.step === 'sending' || state.step === 'done') return
    this.wantsFocus = true
    const found = findFaults(this.questions, this.answers)
    const faults = [...malformed, ...found.filter(({ key }) => !malformed.some((one) => one.key === key))]
    if (faults.length > 0) return this.enterForm(data, faults)
    this.#wasResent = false
    await this.#send(data)
  }

  /** The network is back: what failed without it is tried once more, unless the visitor is changing it. */
  resume() {
    const { state } = this
    if (state.step !== 'failed' || this.#wasResent || !['offline', 'network'].includes(state.reason)) return
    if (!this.#pending.holds(state.data.training.slug, this.#registration(state.data))) return
    this.#wasResent = true
    void this.#send(state.data)
  }

  /** What came cannot be shown: back to the link that the page gave. */
  giveUp(problem = 'garbage') {
    if (this.state.step === 'unavailable') return
    this.sleep()
    this.#set({ step: 'unavailable' })
    this.#tell(new ProblemEvent(problem))
  }

  sleep() {
    this.#opening.cancel()
  }

  /** Timers may have slept with the device. */
  wake() {
    if (this.state.step === 'refused') this.#opening.watch(this.state.data.training)
  }

  /** Whether the refusal still holds. */
  checkAgain() {
    this.wantsFocus = true
    if (this.data) this.#set({ step: 'refused', data: this.data })
    void this.load()
  }

  registerAnother() {
    const { data } = this
    this.#typed = forAnotherPerson(this.answers)
    this.group?.restart()
    this.wantsFocus = true
    if (data) this.enterForm(data)
    void this.load()
  }

  #set(state: Signup) {
    const before = this.state.step
    if (state.step === 'form' && before !== 'form' && before !== 'sending') this.#shownAt = performance.now()
    this.state = state
    this.#host.requestUpdate()
  }

  #tell(event: Event) {
    this.#host.dispatchEvent(event)
  }

  /** Tells the page, and counts it for whoever put the form there. */
  #note(event: ReadyEvent | StartEvent, kind: 'view' | 'start') {
    this.#tell(event)
    const { server, wanted } = this.#host
    void later().then(() => server?.seen(event.training, kind, wanted.partner))
  }

  tellMiss(outcome: Outcome<unknown>) {
    if (outcome.kind !== 'ok')
      this.#tell(new ProblemEvent(outcome.kind === 'failed' ? outcome.reason : outcome.problem.type))
  }

  #receiveTraining(data: TrainingAnswer, date: string | null) {
    const { state } = this
    // Caches renew the date when they ask again; what is inside stays as it was.
    this.#opening.setClock(date ?? data.now)
    if ('data' in state && isSettled(state)) this.#set({ ...state, data })
    else if (isBeyondUs(data)) return this.giveUp()
    else if (!this.takes(data)) this.#refuse(data)
    else this.enterForm(data, state.step === 'form' ? state.faults : [])
    if (!('data' in state))
      void this.#host.updateComplete.then(() => this.data && this.#note(new ReadyEvent(data.training.slug), 'view'))
  }

  #missTraining(outcome: Outcome<TrainingAnswer> | undefined) {
    const { data } = this
    if (!data) this.#set({ step: 'unavailable' })
    else if (outcome?.kind === 'refused' && outcome.problem.status === 410) this.#refuse(data, 'withdrawn')
    else this.wake()
    if (outcome) this.tellMiss(outcome)
  }

  enterForm(data: TrainingAnswer, faults: Fault[] = [], changed = false) {
    this.#set({ step: 'form', data, faults, changed })
  }

  /** Whoever corrects a sign-up has its seat, whether or not others are left. */
  takes({ training: { state } }: TrainingAnswer) {
    return ['open', 'few', 'waitlist', this.replaces && 'full'].includes(state)
  }

  #refuse(data: TrainingAnswer, reason?: string) {
    this.#set({ step: 'refused', data, reason })
    this.#opening.watch(data.training)
  }

  #registration(data: TrainingAnswer): RegistrationInput {
    const { partner } = this.#host.wanted
    const elapsedMs = Math.max(performance.now() - this.#shownAt, limits.minimumFillMs)
    const circumstances = { partner, lang: data.lang, elapsedMs, replaces: this.replaces }
    return (
      this.group?.registration(data, this.answers, circumstances) ??
      toRegistration(this.questions, this.answers, circumstances)
    )
  }

  async #send(data: TrainingAnswer): Promise<void> {
    const { server } = this.#host
    if (!server) return
    const sending = ++this.#sendings
    this.#set({ step: 'sending', data })
    const registration = this.#registration(data)
    await later(this.#shownAt + limits.minimumFillMs - performance.now())
    const request = this.#pending.take(data.training.slug, registration)
    const outcome = await server.register(request)
    this.tellMiss(outcome)
    // Meanwhile the page may have turned to another training, and that one may be on its way too.
    const isStale = () => sending !== this.#sendings
    try {
      if (outcome.kind === 'ok') {
        // Whoever still has to type a code does that first. Without its step, the link in the mail does the same.
        const sent = { ...request, data, server, result: outcome.value, isStale }
        const several = sent.result.verification && (await this.#host.loadSeveral())
        if (!several) this.finish(sent, sent.result)
        else if (!isStale())
          this.#set({
            step: 'done',
            data: this.data ?? data,
            result: sent.result,
            code: new several.CodeStep(this, sent),
          })
      } else if (!isStale()) await this.#receive(outcome, data, isStale)
    } catch {
      // A refusal that cannot be read is a refusal all the same.
      this.#fail(data, 'refused')
    }
  }

  #fail(before: TrainingAnswer, reason: SendFailure) {
    this.#set({ step: 'failed', data: this.data ?? before, reason })
  }

  /** What became of a registration that waits for nothing any more. */
  finish({ training, isStale, data: before }: Unverified, result: RegistrationResult) {
    const data = this.data ?? before
    this.#tell(new RegisteredEvent(training, this.#host.wanted.partner, result.status))
    if (isStale()) return
    this.replaces = undefined
    const all = this.group ? this.group.receive(result) : result
    if (all) this.#set({ step: 'done', data, result: all })
    else void this.#send(data)
  }

  async #receive(outcome: Exclude<Outcome<unknown>, { kind: 'ok' }>, before: TrainingAnswer, isStale: () => boolean) {
    if (outcome.kind === 'failed') return this.#fail(before, outcome.reason)
    this.#pending.forget()
    const { problem } = outcome
    const { errors = [] } = problem
    await this.load()
    if (isStale()) return
    const data = this.data ?? before
    const reason = nameOf(problem).replace('training-', '')
    if (!this.takes(data)) this.#refuse(data)
    else if (errors[0]) this.#receiveFaults(data, errors)
    else if (`state.${reason}` in data.words) this.#refuse(data, reason)
    else this.#fail(data, 'refused')
  }

  #receiveFaults(data: TrainingAnswer, errors: ProblemFault[]) {
    // What the training no longer asks is not the visitor's to mend.
    const faults = errors
      .filter(({ code }) => code !== 'unknown-field')
      .map(({ pointer, code, message }) => ({
        key: this.group?.keyOf(pointer) ?? pointer.replace('/people/0/', ''),
        code,
        message,
      }))
    if (faults.some(({ key }) => key === trapKey)) this.#typed = { ...this.#typed, [trapKey]: '' }
    this.enterForm(data, faults, faults.length < errors.length)
  }
}
