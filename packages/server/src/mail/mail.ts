/** A mail as it leaves, whatever carries it. */
export interface Mail {
  /** The same for every try to deliver it, so that a mailbox that got it twice shows it once. */
  messageId: string
  to: string
  subject: string
  text: string
  html: string
  /** Whom an answer reaches: the training's contact. */
  replyTo?: string | undefined
  /** An iCalendar file (METHOD:PUBLISH), for whoever has a seat. */
  calendar?: string | undefined
  /** One-click unsubscribing (RFC 8058), for what is not about the seat. */
  unsubscribe?: string | undefined
  /** What is to be stored once it may leave; whether it is of use still. */
  prepare?: (() => Promise<boolean>) | undefined
}

/**
 * Hands a mail on, and resolves once the other side has taken it. When `signal` aborts, it is on its way no more.
 * @throws {MailRefused} when it will never be taken; anything else means: try again later
 */
export type SendMail = (mail: Mail, signal?: AbortSignal) => Promise<void>

/** The recipient's server has refused for good (5xx). `code` is all of its answer that is kept: the rest may quote. */
export class MailRefused extends Error {
  override name = 'MailRefused'
  readonly code: string
  constructor(code: string) {
    super(`refused with ${code}`)
    this.code = code
  }
}
