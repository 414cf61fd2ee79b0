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
    // What a page that was kept for the Back button shows is as old as its last visit.
    addEventListener('pageshow', ({ persisted }) => persisted && void this.#signup.load(), { signal })
    // A page that slept has missed its timers.
    document.addEventListener('visibilitychange', () => this.#signup.wake(), { signal })
  }

  hostDisconnected() {
    this.#listening?.abort()
  }
}
