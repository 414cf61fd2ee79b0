import type { ReactiveController } from 'lit'
import type { SignupController } from './signup-controller.ts'

/** Notifies the sign-up that the page is awake or online again, while the element is in it. */
export class PageLife implements ReactiveController {
  readonly #signup: SignupController
  #listening: AbortController | undefined

  constructor(signup: SignupController) {
    this.#signup = signup
  }

  hostConnected() {
    this.#listening = new AbortController()
    const { signal } = this.#listening
    addEventListener('online', () => this.#signup.resume(), { signal })
    // A page that slept, or was kept for the Back button, has missed its timers.
    addEventListener('pageshow', () => this.#signup.wake(), { signal })
    document.addEventListener('visibilitychange', () => this.#signup.wake(), { signal })
  }

  hostDisconnected() {
    this.#listening?.abort()
  }
}
