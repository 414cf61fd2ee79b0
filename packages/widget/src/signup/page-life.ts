import type { ReactiveController } from 'lit'
import type { SignupController } from './signup-controller.ts'

/** Notifies the sign-up that the page is awake or online again, while the element is in it. */
export function followPage(signup: SignupController): ReactiveController {
  let listening: AbortController
  return {
    hostConnected() {
      listening = new AbortController()
      const { signal } = listening
      addEventListener('online', () => signup.resume(), { signal })
      // What a page that was kept for the Back button shows is as old as its last visit.
      addEventListener('pageshow', ({ persisted }) => persisted && void signup.loading.load(), { signal })
      // A page that slept has missed its timers.
      const wake = () => signup.loading.watchOpening()
      document.addEventListener('visibilitychange', wake, { signal })
      wake()
    },
    hostDisconnected() {
      listening.abort()
      signup.loading.sleep()
    },
  }
}
