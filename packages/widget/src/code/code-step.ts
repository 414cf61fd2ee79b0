import type { CodeSent, RegistrationResult } from '@training-signup/contract'
import { type Api, nameOf, type Outcome, refusalOf } from '../api.ts'
import { codeIn } from './code-in.ts'
import type { Replaced, Unverified } from './unverified.ts'

/** What the step needs from the sign-up around it. */
export interface CodeHost {
  /** Renders again; after the visitor's own action, moves the focus to the outcome. */
  show(wantsFocus: boolean): void
  /** Tells the page why a request failed. */
  reportMiss(outcome: Outcome<unknown>): void
  /** Completes the sign-up: the code was right. */
  finish(sent: Unverified, result: RegistrationResult): void
  /** Goes back to the form, whose next sign-up replaces this one. */
  correct(replaces: Replaced): void
  /** Shows the training's state as it is now. */
  leaveCode(isStale: () => boolean): Promise<void>
}

/** What names the refusals that a new code resolves, or the link in the email, and their words. */
const mendable = /wrong(?=-code)|six-digits|eight-digits|used-up|paused/
const final = ['verification-over', 'not-found']

/** Holds and checks the typed code, and asks for another one. The code is stored nowhere else. */
export class CodeStep {
  readonly #host: CodeHost
  readonly #sent: Unverified
  /** What the view shows, and only this class changes. */
  digits: number | undefined
  typed = ''
  busy: 'checking' | 'asking' | undefined
  /** The word key of the fault in the code. */
  fault: string | undefined
  /** The word key of the answer to asking for another code. */
  news: string | undefined
  /** Whether no usable answer came. */
  hasFailed = false
  /** Whether the sign-up no longer waits for a code. */
  isOver = false

  constructor(host: CodeHost, sent: Unverified) {
    this.#host = host
    this.#sent = sent
    this.digits = sent.result.verification?.digits
  }

  get sentTo() {
    return this.#sent.result.verification?.sentTo ?? ''
  }

  type(text: string) {
    this.typed = text
    this.#show(false)
  }

  async check() {
    if (this.busy) return
    const code = codeIn(this.typed)
    this.fault = code ? undefined : this.typed.trim() ? 'shape' : 'missing'
    this.hasFailed = false
    if (!code) return this.#show()
    const outcome = await this.#ask('checking', (server) => server.register(this.#message({ code })))
    if (!outcome) return
    if (outcome.kind === 'refused')
      this.fault = mendable.exec(outcome.problem.errors?.[0]?.code ?? nameOf(outcome.problem))?.[0]
    this.hasFailed = outcome.kind !== 'ok' && !this.fault
    this.#show()
    if (outcome.kind === 'ok') this.#host.finish(this.#sent, outcome.value)
  }

  async askAgain() {
    if (this.busy) return
    this.hasFailed = false
    const outcome = await this.#ask('asking', (server) => server.post<CodeSent>(this.#message({}, '/code'), Boolean))
    if (!outcome) return
    if (outcome.kind === 'ok') {
      // The old code is no longer valid.
      this.typed = ''
      this.fault = undefined
      this.digits = outcome.value.digits
    }
    this.news = newsOf(outcome)
    this.#show(this.isOver)
  }

  correct() {
    // Of what is over, nothing stands any more, and everything is asked.
    const { result } = this.#sent
    if (!this.busy) this.#host.correct(this.isOver ? { ...result, status: '' } : result)
  }

  /** Returns what came of a request; nothing where the training was canceled. */
  async #ask<T>(busy: 'checking' | 'asking', request: (server: Api) => Promise<Outcome<T>>) {
    this.busy = busy
    this.news = undefined
    this.#show(false)
    const outcome = await request(this.#sent.server)
    this.busy = undefined
    this.isOver = final.includes(refusalOf(outcome))
    this.#host.reportMiss(outcome)
    if (refusalOf(outcome) !== 'training-cancelled') return outcome
    await this.#host.leaveCode(this.#sent.isStale)
    return undefined
  }

  #message(said: { code?: string }, path = '') {
    const { training, result } = this.#sent
    const { reference, verification } = result
    return {
      training,
      path: `/${encodeURIComponent(reference)}/verification${path}`,
      body: JSON.stringify({ secret: verification?.secret, ...said }),
    }
  }

  #show(wantsFocus = true) {
    if (!this.#sent.isStale()) this.#host.show(wantsFocus)
  }
}

/** Returns the word key of the answer to asking for another code. */
function newsOf(outcome: Outcome<unknown>) {
  if (outcome.kind === 'ok') return 'again.sent'
  const waitSeconds = Number(outcome.kind === 'failed' && outcome.headers?.get('retry-after'))
  // Do not announce a longer wait as a minute.
  return waitSeconds > 90 ? 'again.often' : waitSeconds > 0 ? 'again.wait' : 'failed'
}
