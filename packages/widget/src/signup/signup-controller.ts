import { Group } from '../group/group.ts'
import { Loading } from './loading.ts'
import { Sending } from './sending.ts'
import { type SignupHost, Visit } from './visit.ts'

/**
 * Leads the visitor from step to step. Views call its methods and those of its parts; none of them
 * knows the DOM.
 */
export class SignupController {
  readonly visit: Visit
  readonly loading: Loading
  readonly sending: Sending
  /** The group. Kept while the visitor looks at the form for one person. */
  #people: Group | undefined

  constructor(host: SignupHost) {
    this.visit = new Visit(host)
    this.loading = new Loading(host, this.visit)
    this.sending = new Sending(host, this.visit, this.loading)
  }

  /**
   * Starts with what the page asks for now. What was typed stays, for fields that the new training
   * asks too.
   */
  begin(isRetry = false) {
    this.sending.abandon()
    this.loading.begin(isRetry)
  }

  chooseAgain() {
    this.sending.abandon()
    this.loading.chooseAgain()
  }

  /** Shows the trainings for one audience only, or for all. */
  narrow(audienceOf: string | undefined) {
    const { step } = this.visit
    if (step.name === 'choose') this.visit.go({ ...step, audienceOf })
  }

  /**
   * To the form for several people, or back to that for one. Both have the answers that they share.
   */
  async changeForm() {
    const isForGroup = !this.visit.loaded?.group
    // The words about several people are not among the first ones.
    const isLoaded = !isForGroup || (await this.loading.load(true))
    const { loaded, isSent } = this.visit
    // In the meantime the visitor may have sent the other form.
    if (!loaded || isLoaded === undefined || isSent) return
    this.visit.wantFocus()
    if (!isLoaded) return this.visit.enterForm([{ key: '/', code: 'several' }])
    const { data } = loaded
    if (!this.visit.takes(data)) return this.visit.enter(loaded)
    const group = isForGroup ? (this.#people ??= new Group(this.visit, data)) : undefined
    this.visit.enterForm([], { group })
  }

  registerAnother() {
    this.visit.keepShared()
    this.visit.loaded?.group?.restart()
    this.visit.wantFocus()
    this.visit.enterForm()
    void this.loading.load()
  }

  /** Forgets what was typed, and what could be sent again. */
  forget() {
    this.#people = undefined
    this.visit.forget()
    this.sending.forget()
  }

  /** The network is back. */
  resume() {
    if (this.visit.step.name === 'unavailable') this.begin()
    else this.sending.resume()
  }
}
