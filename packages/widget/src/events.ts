class SignupEvent extends Event {
  constructor(type: string) {
    super(type, { bubbles: true, composed: true })
  }
}

/** The form, or what stands in its place, can be seen. */
export class ReadyEvent extends SignupEvent {
  readonly training: string
  constructor(training: string) {
    super('training-signup-ready')
    this.training = training
  }
}

/** The visitor began to fill in the form. */
export class StartEvent extends SignupEvent {
  readonly training: string
  constructor(training: string) {
    super('training-signup-start')
    this.training = training
  }
}

/** The server stored the registration. `status` says whether the seat is certain. Says nothing about the person. */
export class RegisteredEvent extends SignupEvent {
  readonly training: string
  readonly partner: string | undefined
  readonly status: string
  constructor(training: string, partner: string | undefined, status: string) {
    super('training-signup-registered')
    this.training = training
    this.partner = partner
    this.status = status
  }
}

/** Loading or sending failed or was refused. `problem` is the problem's type, or such as `network` where no answer came. */
export class ProblemEvent extends SignupEvent {
  readonly problem: string
  constructor(problem: string) {
    super('training-signup-error')
    this.problem = problem
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
