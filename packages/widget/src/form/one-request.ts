import type { RegistrationInput } from '@training-signup/contract'

export interface RegistrationRequest {
  training: string
  body: string
  key: string
}

/**
 * The registration on its way and its idempotency key, in memory only: the device may be shared or
 * watched. The key belongs to the answers, not to the click, so that a lost response never makes a
 * second registration.
 */
export class OneRequest {
  #answers = ''
  #request: RegistrationRequest | undefined

  /**
   * Returns the same request for the same answers, byte for byte, in any language and after any
   * time.
   */
  take(training: string, input: RegistrationInput): RegistrationRequest {
    const answers = answersOf(training, input)
    if (!this.#request || answers !== this.#answers) {
      this.#answers = answers
      this.#request = { training, body: JSON.stringify(input), key: newKey() }
    }
    return this.#request
  }

  holds(training: string, input: RegistrationInput): boolean {
    return this.#request !== undefined && this.#answers === answersOf(training, input)
  }

  /** After a refusal nothing is stored under the key, and the next try is a new request. */
  forget() {
    this.#request = undefined
  }
}

function answersOf(training: string, { lang: _lang, elapsedMs: _elapsedMs, ...answers }: RegistrationInput): string {
  return JSON.stringify([training, answers])
}

// `crypto.randomUUID` is missing on http pages. Of nine numbers, no key is shorter than 16 characters.
const newKey = () => crypto.getRandomValues(new Uint32Array(9)).join('-')
