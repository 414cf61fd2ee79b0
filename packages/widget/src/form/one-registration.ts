import type { RegistrationInput } from '@training-signup/contract'

export interface SentRegistration {
  training: string
  body: string
  key: string
}

/**
 * The registration on its way and its idempotency key, in memory only: the device may be shared or
 * watched. A person has one key until an answer comes, whatever they change, and the server stores
 * one registration under a key. So a lost response never makes a second one.
 */
export class OneRegistration {
  /** All under one key, the last first. At most one of them is stored. */
  #sent: Sent[] = []

  /**
   * Returns the request, and after it the earlier ones under its key. It is the same for the same
   * answers, byte for byte, in any language and after any time.
   */
  take(training: string, input: RegistrationInput): [SentRegistration, ...SentRegistration[]] {
    if (!this.has(training, input)) {
      const [one] = input.people
      const person = JSON.stringify([training, one?.['givenName'], one?.['familyName']])
      // Another person must not take over what may be stored.
      if (this.#sent[0]?.person !== person) this.forget()
      const key = this.#sent[0]?.key ?? newKey()
      this.#sent.unshift({ training, body: JSON.stringify(input), key, answers: answersOf(training, input), person })
    }
    return this.#sent as [Sent, ...Sent[]]
  }

  has(training: string, input: RegistrationInput): boolean {
    return this.#sent[0]?.answers === answersOf(training, input)
  }

  /** A refused request is not stored, and the next try is a new one. */
  remove() {
    this.#sent.shift()
  }

  forget() {
    this.#sent = []
  }
}

/** `person`: the one it registers, of a group the first one. */
type Sent = SentRegistration & { answers: string; person: string }

function answersOf(training: string, { lang: _lang, elapsedMs: _elapsedMs, ...answers }: RegistrationInput): string {
  return JSON.stringify([training, answers])
}

// `crypto.randomUUID` is missing on http pages. Of nine numbers, no key is shorter than 16 characters.
const newKey = () => crypto.getRandomValues(new Uint32Array(9)).join('-')
