import type { TrainingAnswer } from '@training-signup/contract'
import type { ReactiveControllerHost } from 'lit'
import type { Api, Impression, Wanted } from '../api.ts'
import { ReadyEvent, StartEvent } from '../events.ts'
import {
  type Answers,
  type Fault,
  findFaults,
  forAnotherPerson,
  type Question,
  questionsOf,
  trapKey,
} from '../form/answers.ts'
import { nextTask } from '../next-task.ts'
import { type Loaded, type Stage, type Step, type TrainingStep, takesSignUps } from '../steps.ts'

/** Where the focus goes, if not to what is new: the title, or the email address. */
type Focus = 'top' | 'email'

/** What the sign-up needs from the element. */
export interface SignupHost extends ReactiveControllerHost {
  /** The API; undefined while the server's address is unknown. */
  readonly server: Api | undefined
  /** What the page asks for: a training, several with commas, or a series. */
  readonly wanted: Wanted & { training: string; series: string | undefined }
  readonly prefill: Answers | undefined
  readonly whenSeen: (onSeen: () => void) => void
  dispatchEvent(event: Event): boolean
}

/**
 * The step that the visitor is at and what they have typed. Every change of either goes through
 * here.
 */
export class Visit {
  readonly #host: SignupHost
  /** Changed only in this class. */
  step: Step = { name: 'loading' }
  /** The key of the question that is being answered. A doubt about it waits until it was left. */
  typing: string | undefined
  /** Set when the visitor's own action had an outcome. */
  #focus: boolean | Focus = false
  #typed: Answers = {}
  #hasStarted = false
  #formShownAt = 0

  constructor(host: SignupHost) {
    this.#host = host
  }

  /** The step, once a training is there. */
  get loaded(): TrainingStep | undefined {
    return 'data' in this.step ? this.step : undefined
  }

  /** Whether the sign-up is being sent, or is stored. */
  get isSent() {
    return ['sending', 'code', 'done'].includes(this.step.name)
  }

  /** What was typed. Where nothing was, what the page prefills. */
  get answers(): Answers {
    // Without a prototype: a question may be called `constructor`.
    return Object.assign(Object.create(null), this.#host.prefill, this.#typed)
  }

  get questions(): Question[] {
    const { loaded } = this
    return loaded ? (loaded.group?.questions(loaded.data, this.answers) ?? questionsOf(loaded.data.form)) : []
  }

  /** How long the form has been on screen. */
  get elapsedMs() {
    return performance.now() - this.#formShownAt
  }

  /** Returns where the focus goes after this render, once. */
  takeFocus(): boolean | Focus {
    if (['loading', 'sending'].includes(this.step.name)) return false
    const focus = this.#focus
    this.#focus = false
    return focus
  }

  /** Moves the focus to the outcome of the visitor's action. */
  wantFocus(where: true | Focus = true) {
    this.#focus = where
  }

  /** Starts over at this step, with what was typed so far. */
  restart(step: Step) {
    this.#hasStarted = false
    this.#focus = false
    this.go(step)
  }

  go(step: Step) {
    const before = this.step.name
    if (step.name === 'form' && before !== 'form' && before !== 'sending') this.#formShownAt = performance.now()
    this.step = step
    this.requestUpdate()
  }

  /**
   * Enters a stage of the training. Keeps the training, the group, and the correction, unless
   * `changed` replaces them.
   */
  enter(stage: Stage, changed?: Partial<Loaded>) {
    const { data, group, replaces } = (this.loaded ?? {}) as Loaded
    this.go({ data, group, replaces, ...stage, ...changed })
  }

  enterForm(faults: Fault[] = [], { changed = false, ...loaded }: FormChange = {}) {
    this.enter({ name: 'form', faults, changed }, loaded)
    const { replaces } = this.loaded ?? {}
    // Where more is wrong than the address, everything is asked from now on.
    if (replaces && (changed || faults.some(({ key }) => !/^(\/coordinator\/)?email$/.test(key)))) replaces.status = ''
    this.loaded?.group?.openFaulty(faults, this.questions)
  }

  /** A sign-up can be corrected while no one else gets a seat any more. The server decides. */
  takes({ training: { state } }: TrainingAnswer) {
    return takesSignUps(state) || !!this.loaded?.replaces
  }

  /** Stores what was typed. An untouched field still takes what the page prefills later. */
  type(changed: Answers, typing?: string) {
    this.typing = typing
    this.requestUpdate()
    if (Object.keys(changed).length === 0) return
    this.#typed = { ...this.#typed, ...changed }
    this.#checkAgain(changed)
    const { loaded } = this
    if (!this.#hasStarted && loaded) this.#start(loaded.data)
    this.#hasStarted = true
  }

  /**
   * Lets go of the faults in these answers, or says what is wrong with them now. New faults wait
   * for the next try.
   */
  #checkAgain(changed: Answers) {
    const step = this.step
    if (step.name !== 'form' || step.faults.length === 0) return
    const found = findFaults(this.questions, this.answers)
    const faults = step.faults.flatMap((one) =>
      one.key in changed ? found.filter(({ key }) => key === one.key) : [one],
    )
    this.step = { ...step, faults }
  }

  #start({ training: { slug } }: TrainingAnswer) {
    this.tell(new StartEvent(slug))
    this.#count(slug, 'start')
  }

  /** Keeps what colleagues share, for another person. */
  keepShared() {
    this.#typed = forAnotherPerson(this.answers)
  }

  emptyTrap() {
    this.#typed = { ...this.#typed, [trapKey]: '' }
  }

  /** Forgets what was typed. */
  forget() {
    this.#typed = {}
  }

  requestUpdate() {
    this.#host.requestUpdate()
  }

  tell(event: Event) {
    this.#host.dispatchEvent(event)
  }

  /** Tells the page that the training is shown, and counts a view once it is in view. */
  show({ training: { slug } }: TrainingAnswer) {
    this.tell(new ReadyEvent(slug))
    this.#host.whenSeen(() => this.#count(slug, 'view'))
  }

  /** Counts something for the partner. */
  #count(slug: string, kind: Impression) {
    const { server, wanted } = this.#host
    void nextTask().then(() => server?.countImpression(slug, kind, wanted.partner))
  }
}

/** `changed`: the form is another one than the visitor filled in. */
type FormChange = Partial<Loaded> & { changed?: boolean }
