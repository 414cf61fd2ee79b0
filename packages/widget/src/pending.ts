import type { RegistrationInput } from '@training-signup/contract'

export interface PendingRequest {
  training: string
  body: string
  key: string
}

/**
 * The registration on its way and its idempotency key, in memory only: the device may be shared or watched. The key
 * belongs to the answers, not to the click, so that a lost answer never makes a second registration.
 */
export class Pending {
  #said = ''
  #request: PendingRequest | undefined

  /** The same answers get the same request, byte for byte, in whatever language and after whatever time they are sent again. */
  take(training: string, input: RegistrationInput): PendingRequest {
    const said = whatIsSaid(training, input)
    if (!this.#request || said !== this.#said) {
      this.#said = said
      this.#request = { training, body: JSON.stringify(input), key: newKey() }
    }
    return this.#request
  }

  holds(training: string, input: RegistrationInput): boolean {
    return this.#request !== undefined && this.#said === whatIsSaid(training, input)
  }

  /** After a refusal nothing is stored under the key, and the next try is a new request. */
  forget() {
    this.#request = undefined
  }
}

function whatIsSaid(training: string, { lang: _lang, elapsedMs: _elapsedMs, ...said }: RegistrationInput): string {
  return JSON.stringify([training, said])
}

// `crypto.randomUUID` is missing on http pages.
const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
