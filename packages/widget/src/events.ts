class SignupEvent<Details extends object> extends Event {
  constructor(type: string, details: Details) {
    super(type, { bubbles: true, composed: true })
    Object.assign(this, details)
  }
}

/** The form, or what stands in its place, can be seen. */
export class ReadyEvent extends SignupEvent<{ training: string }> {
  declare readonly training: string
  constructor(training: string) {
    super('training-signup-ready', { training })
  }
}

/** The visitor began to fill in the form. */
export class StartEvent extends SignupEvent<{ training: string }> {
  declare readonly training: string
  constructor(training: string) {
    super('training-signup-start', { training })
  }
}

/**
 * The registration is made. Where a code from a mail has to be typed, it is so only then: a page
 * that leads on at this event must not take the visitor away before. `status` says whether the seat
 * is certain. Says nothing about the person.
 */
export class RegisteredEvent extends SignupEvent<{ training: string; partner: string | undefined; status: string }> {
  declare readonly training: string
  declare readonly partner: string | undefined
  declare readonly status: string
  constructor(training: string, partner: string | undefined, status: string) {
    super('training-signup-registered', { training, partner, status })
  }
}

/**
 * Loading or sending failed or was refused. `problem` is the problem's type, or a word like
 * `network` if no answer came.
 */
export class ProblemEvent extends SignupEvent<{ problem: string }> {
  declare readonly problem: string
  constructor(problem: string) {
    super('training-signup-error', { problem })
  }
}

declare global {
  interface HTMLElementEventMap {
    'training-signup-ready': ReadyEvent
    'training-signup-start': StartEvent
    'training-signup-registered': RegisteredEvent
    'training-signup-error': ProblemEvent
  }
}
