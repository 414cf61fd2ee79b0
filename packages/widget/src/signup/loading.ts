import type { TrainingAnswer, TrainingsAnswer } from '@training-signup/contract'
import { type Outcome, problemOf } from '../api.ts'
import { ProblemEvent } from '../events.ts'
import { nextTask } from '../next-task.ts'
import { Opening } from '../result/opening.ts'
import { type ChooseStep, isBeyondUs, isSettled, type Loaded, type Step } from '../steps.ts'
import type { SignupHost, Visit } from './visit.ts'

const slowMs = 10_000

/**
 * Fetches the training, or the trainings to choose from, and goes to the step that follows from the
 * answer.
 */
export class Loading {
  readonly #host: SignupHost
  readonly #visit: Visit
  readonly #opening = new Opening(() => void this.load())
  /** The training that was chosen, and from which ones. */
  #chosen: { slug: string; from: ChooseStep | undefined } | undefined
  #loads = 0

  constructor(host: SignupHost, visit: Visit) {
    this.#host = host
    this.#visit = visit
  }

  /** The choice that the visitor can go back to. */
  get choice(): ChooseStep | undefined {
    const from = this.#chosen?.from
    return from?.list.trainings[1] && from
  }

  get #isChoosing() {
    const { training, series } = this.#host.wanted
    return !this.#chosen && (!!series || training.includes(','))
  }

  /** Starts with what the page asks for now. */
  begin(isRetry = false) {
    this.#chosen = undefined
    this.#restart({ name: 'loading', isRetry }, isRetry)
  }

  #restart(step: Step, isByVisitor: boolean) {
    this.#opening.cancel()
    this.#visit.restart(step)
    if (isByVisitor) this.#visit.wantFocus('top')
    void this.load()
    if (step.name === 'loading') void this.#admitSlowness(step)
  }

  /** Tells a visitor who has waited long what is going on, and goes on waiting. */
  async #admitSlowness(step: Step) {
    await nextTask(slowMs)
    if (this.#visit.step === step) this.#visit.go({ name: 'loading', isSlow: true })
  }

  /**
   * Shows one of the trainings to choose from, or the next date of the one on screen, with the
   * focus on it if the visitor chose it.
   */
  choose(slug: string, isByVisitor: boolean) {
    const { step } = this.#visit
    this.#chosen = { slug, from: step.name === 'choose' ? step : this.#chosen?.from }
    this.#restart({ name: 'loading' }, isByVisitor)
  }

  /** Back from a training to the choice. */
  chooseAgain() {
    const { choice } = this
    if (!choice) return
    this.#chosen = undefined
    this.#restart(choice, true)
  }

  /**
   * Loads a training that was closed again when it opens. Timers may have slept with the device.
   */
  watchOpening() {
    const { step } = this.#visit
    if (step.name === 'refused') this.#opening.watch(step.data.training)
  }

  sleep() {
    this.#opening.cancel()
  }

  /**
   * Fetches again, or in another language. Returns whether it came, or nothing where another load
   * has overtaken this one. What is on screen stays until the answer is there.
   */
  load(isForGroup = !!this.#visit.loaded?.group): Promise<boolean | undefined> {
    const load = ++this.#loads
    const isStale = () => load !== this.#loads
    return this.#isChoosing ? this.#loadChoice(isStale) : this.#loadTraining(isForGroup, isStale)
  }

  async #loadChoice(isStale: () => boolean) {
    const { server, wanted } = this.#host
    const { series, training, ...around } = wanted
    const outcome = await server?.trainings(series ? { series } : { slug: slugsIn(training).join() }, around)
    if (isStale()) return undefined
    if (outcome?.kind === 'ok') this.#receiveChoice(outcome.value)
    else if (this.#visit.step.name === 'loading') this.giveUp(outcome && problemOf(outcome))
    return outcome?.kind === 'ok'
  }

  #receiveChoice(list: TrainingsAnswer) {
    const { series, training } = this.#host.wanted
    const found = list.trainings.map(({ slug }) => slug)
    if (series && found.length === 0) warnOfUnknown('series', series)
    if (!series) for (const slug of slugsIn(training)) if (!found.includes(slug)) warnOfUnknown('training', slug)
    const { step } = this.#visit
    if (step.name === 'choose') return this.#visit.go({ ...step, list })
    this.#visit.go({ name: 'choose', list, audienceOf: undefined })
    const [first, second] = list.trainings
    if (first && !second) this.choose(first.slug, false)
  }

  async #loadTraining(isForGroup: boolean, isStale: () => boolean) {
    const { server, wanted } = this.#host
    const { training, series: _, ...around } = wanted
    const slug = this.#chosen?.slug ?? training
    const isFirst = !this.#visit.loaded
    if (isFirst) await nextTask()
    if (isStale()) return undefined
    const outcome = slug ? await server?.training(slug, around, { isForGroup, bypassCache: !isFirst }) : undefined
    if (isStale()) return undefined
    if (outcome?.kind !== 'ok') return this.#missTraining(outcome, slug)
    this.#receiveTraining(outcome.value, outcome.date)
    return true
  }

  #receiveTraining(data: TrainingAnswer, date: string | null) {
    const visit = this.#visit
    const before = visit.loaded
    // When a cache revalidates, it renews the header, not the body.
    this.#opening.setClock(date ?? data.now)
    if (before && isSettled(before)) visit.enter(before, { data })
    else if (isBeyondUs(data)) return this.giveUp()
    else if (!visit.takes(data)) this.refuse(undefined, { data })
    else if (before?.name === 'form') visit.enter(before, { data })
    else visit.enterForm([], { data })
    if (!before) void this.#host.updateComplete.then(() => visit.loaded && visit.show(visit.loaded.data))
  }

  /** Returns whether the server said what to show instead. */
  #missTraining(outcome: Missed, slug: string) {
    if (!slug) console.warn('<training-signup> needs training="…"')
    if (outcome?.kind === 'refused') warnOfUnknown('training', slug)
    const before = this.#visit.loaded
    const data = outcome?.kind === 'refused' && (outcome.problem.instead as TrainingAnswer | undefined)
    if (data && !(before && isSettled(before))) this.refuse(undefined, { data, group: undefined })
    else if (before) this.watchOpening()
    else this.#visit.go({ name: 'unavailable' })
    if (outcome) this.#visit.tell(new ProblemEvent(problemOf(outcome)))
    return !!data
  }

  /**
   * Nothing could be loaded or shown, so the page's own link stays. `problem` as `ProblemEvent`
   * names it.
   */
  giveUp(problem = 'garbage') {
    if (this.#visit.step.name === 'unavailable') return
    this.#opening.cancel()
    this.#chosen = undefined
    this.#visit.go({ name: 'unavailable' })
    this.#visit.tell(new ProblemEvent(problem))
  }

  /**
   * Shows that no sign-up is accepted now. `reason` if one was refused; without it, the training's
   * state says why.
   */
  refuse(reason?: string, changed?: Partial<Loaded>) {
    this.#visit.enter({ name: 'refused', reason }, changed)
    this.watchOpening()
  }

  /** Checks whether a refusal still holds. */
  checkAgain() {
    this.#visit.wantFocus()
    this.refuse()
    void this.load()
  }
}

type Missed = Exclude<Outcome<TrainingAnswer>, { kind: 'ok' }> | undefined

/** Returns the slugs of a list with commas. */
const slugsIn = (training: string): string[] => training.match(/[^,\s]+/g) ?? []

const warnOfUnknown = (what: string, slug: string) => console.warn(`<training-signup>: no ${what} "${slug}"`)
