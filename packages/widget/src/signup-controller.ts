import type { ProblemFault, RegistrationInput, RegistrationResult, TrainingAnswer } from '@training-signup/contract'
import { limits } from '@training-signup/contract/limits'
import {
  type Answers,
  type Fault,
  findFaults,
  forAnotherPerson,
  questionsOf,
  toRegistration,
  trapKey,
} from './answers.ts'
import { type Api, type FailureReason, nameOf, type Outcome, type Wanted } from './api.ts'
import { ProblemEvent, ReadyEvent, RegisteredEvent, StartEvent } from './events.ts'
import { Opening } from './opening.ts'
import { Pending, type PendingRequest } from './pending.ts'

export type SendFailure = FailureReason | 'refused'
/** Refusals that this script knows beside those that are states of a training. */
export type OwnRefusal = 'withdrawn' | 'not-eligible'

/** Where the visitor is, once the training is there. */
export type Stage =
  /** `changed`: the form is another one than the visitor filled in. */
  | { step: 'form'; faults: Fault[]; changed?: boolean }
  | { step: 'sending' }
  | { step: 'done'; result: RegistrationResult }
  /** `reason` such as `full` if a sign-up was refused so; without one the training's own state says it. */
  | { step: 'refused'; reason?: string | undefined }
  | { step: 'failed'; reason: SendFailure }
  /** The form asks for more than this script can do. */
  | { step: 'link' }

export type Signup = { step: 'loading' } | { step: 'unavailable' } | (Stage & { data: TrainingAnswer })
export type Loaded = Extract<Signup, { data: unknown }>

/** What the controller is handed: it knows no DOM. */
export interface SignupHost {
  /** What requests go to; none while nobody knows where the server is. */
  readonly server: Api | undefined
  readonly wanted: Wanted & { training: string }
  readonly prefill: Answers | undefined
  readonly updateComplete: Promise<unknown>
  requestUpdate(): void
  dispatchEvent(event: Event): boolean
}

/** What a script must be able to do to offer a form: names from `form.requires`. */
const abilities: string[] = []

const takesRegistrations = ({ training: { state } }: TrainingAnswer) =>
  state === 'open' || state === 'few' || state === 'waitlist'

/** Whether a fresh look at the training leaves it as it is: it is about this visitor's registration. */
function isSettled(stage: Stage): boolean {
  switch (stage.step) {
    case 'sending':
    case 'done':
    case 'failed':
      return true
    case 'refused':
      return stage.reason !== undefined
    case 'form':
    case 'link':
      return false
  }
}

export class SignupController {
  state: Signup = { step: 'loading' }
  /** Set when the visitor's own act had an outcome, so that the view moves the focus there; the view takes it back. */
  wantsFocus = false
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

  /** Another training: what was typed stays, for fields that it asks too. */
  begin() {
    this.#opening.cancel()
    this.#hasStarted = false
    this.wantsFocus = false
    // Whatever is being sent is no longer about what is on screen.
    this.#sendings++
    this.#set({ step: 'loading' })
    void this.load()
  }

  /** Fetches the training, anew or in another language. Whatever is on screen stays until the answer is there. */
  async load(): Promise<boolean> {
    const load = ++this.#loads
    const { training, ...wanted } = this.#host.wanted
    const outcome = training ? await this.#host.server?.training(training, wanted) : undefined
    if (load !== this.#loads) return false
    if (outcome?.kind === 'ok') this.#receiveTraining(outcome.value, outcome.date)
    else this.#missTraining(outcome)
    return outcome?.kind === 'ok'
  }

  /** Takes what was changed; a field that was not touched still takes what the page prefills later. */
  type(changed: Answers) {
    if (Object.keys(changed).length === 0) return
    this.#typed = { ...this.#typed, ...changed }
    if (!this.#hasStarted && this.data) this.#tell(new StartEvent(this.data.training.slug))
    this.#hasStarted = true
    this.#host.requestUpdate()
  }

  /** `malformed`: controls of whose text the browser could not make an answer. */
  async submit(malformed: Fault[]): Promise<void> {
    const { data, state } = this
    if (!data || !(state.step === 'form' || state.step === 'failed' || state.step === 'refused')) return
    this.wantsFocus = true
    const found = findFaults(questionsOf(data.form), this.answers)
    const faults = [...malformed, ...found.filter(({ key }) => !malformed.some((one) => one.key === key))]
    if (faults.length > 0) return this.#set({ step: 'form', data, faults })
    this.#wasResent = false
    await this.#send(data)
  }

  /** The network is back: what failed without it is tried once more, unless the visitor is changing it. */
  resume() {
    const { state } = this
    if (state.step === 'unavailable') void this.load()
    if (state.step !== 'failed' || this.#wasResent) return
    if (state.reason !== 'offline' && state.reason !== 'network') return
    if (!this.#pending.holds(state.data.training.slug, this.#registration(state.data))) return
    this.#wasResent = true
    void this.#send(state.data)
  }

  /** What came cannot be shown: back to the link that the page gave. */
  giveUp() {
    if (this.state.step === 'unavailable') return
    this.sleep()
    this.#set({ step: 'unavailable' })
    this.#tell(new ProblemEvent('garbage'))
  }

  sleep() {
    this.#opening.cancel()
  }

  /** Timers may have slept with the device. */
  wake() {
    if (this.data && this.state.step === 'refused') this.#opening.watch(this.data.training)
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
    this.wantsFocus = true
    if (data) this.#enterForm(data)
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

  #tellMiss(outcome: Outcome<unknown>) {
    if (outcome.kind !== 'ok')
      this.#tell(new ProblemEvent(outcome.kind === 'failed' ? outcome.reason : outcome.problem.type))
  }

  #receiveTraining(data: TrainingAnswer, date: string | null) {
    const { state } = this
    // Caches renew the date when they ask again; what is inside stays as it was.
    this.#opening.setClock(date ?? data.now)
    if ('data' in state && isSettled(state)) this.#set({ ...state, data })
    else if (data.form.requires.some((name) => !abilities.includes(name))) this.#set({ step: 'link', data })
    else if (!takesRegistrations(data)) this.#refuse(data)
    else this.#enterForm(data, state.step === 'form' ? state.faults : [])
    if (!('data' in state))
      void this.#host.updateComplete.then(() => this.data && this.#tell(new ReadyEvent(data.training.slug)))
  }

  #missTraining(outcome: Outcome<TrainingAnswer> | undefined) {
    const { data } = this
    if (!data) this.#set({ step: 'unavailable' })
    else if (outcome?.kind === 'refused' && outcome.problem.status === 410) this.#refuse(data, 'withdrawn')
    if (outcome) this.#tellMiss(outcome)
  }

  #enterForm(data: TrainingAnswer, faults: Fault[] = [], changed = false) {
    this.#set({ step: 'form', data, faults, changed })
  }

  #refuse(data: TrainingAnswer, reason?: string) {
    this.#set({ step: 'refused', data, reason })
    this.#opening.watch(data.training)
  }

  #registration({ form, lang }: TrainingAnswer): RegistrationInput {
    const { partner } = this.#host.wanted
    const elapsedMs = Math.max(performance.now() - this.#shownAt, limits.minimumFillMs)
    return toRegistration(questionsOf(form), this.answers, { partner, lang, elapsedMs })
  }

  async #send(data: TrainingAnswer): Promise<void> {
    const { server } = this.#host
    if (!server) return
    const sending = ++this.#sendings
    this.#set({ step: 'sending', data })
    const registration = this.#registration(data)
    await new Promise((resolve) => setTimeout(resolve, this.#shownAt + limits.minimumFillMs - performance.now()))
    const request = this.#pending.take(data.training.slug, registration)
    const outcome = await this.#exchange(server, request)
    if (outcome.kind === 'ok')
      this.#tell(new RegisteredEvent(request.training, registration.partner, outcome.value.status))
    this.#tellMiss(outcome)
    // Meanwhile the page may have turned to another training, and that one may be on its way too.
    const isStale = () => sending !== this.#sendings
    if (isStale()) return
    try {
      await this.#receive(outcome, this.data ?? data, isStale)
    } catch {
      // A refusal that cannot be read is a refusal all the same.
      this.#set({ step: 'failed', data: this.data ?? data, reason: 'refused' })
    }
  }

  async #exchange(server: Api, request: PendingRequest): Promise<Outcome<RegistrationResult>> {
    const { training, body, key } = request
    const outcome = await server.register(training, body, key)
    if (outcome.kind !== 'refused' || nameOf(outcome.problem) !== 'key-reused') return outcome
    return server.register(training, body, this.#pending.renew(request).key)
  }

  async #receive(outcome: Outcome<RegistrationResult>, before: TrainingAnswer, isStale: () => boolean) {
    if (outcome.kind === 'ok') return this.#set({ step: 'done', data: before, result: outcome.value })
    if (outcome.kind === 'failed') return this.#set({ step: 'failed', data: before, reason: outcome.reason })
    this.#pending.forget()
    const { problem } = outcome
    const reason = nameOf(problem)
      .replace(/^(registration|training)-/, '')
      .replace('not-open', 'upcoming')
    if (!problem.errors?.length && !(`state.${reason}` in before.words))
      return this.#set({ step: 'failed', data: before, reason: 'refused' })
    await this.load()
    if (isStale()) return
    const data = this.data ?? before
    if (!takesRegistrations(data)) this.#refuse(data)
    else if (problem.errors?.length) this.#receiveFaults(before, data, problem.errors)
    else this.#refuse(data, reason)
  }

  #receiveFaults(before: TrainingAnswer, data: TrainingAnswer, errors: ProblemFault[]) {
    const changed = JSON.stringify(before.form.fields) !== JSON.stringify(data.form.fields) && before.lang === data.lang
    const faults = errors
      // What the training no longer asks is not the visitor's to mend.
      .filter(({ code }) => !(changed && code === 'unknown-field'))
      .map(({ pointer, code, message }) => ({ key: pointer.replace('/people/0/', ''), code, message }))
    if (faults.some(({ key }) => key === trapKey)) this.#typed = { ...this.#typed, [trapKey]: '' }
    this.#enterForm(data, faults, changed)
  }
}
