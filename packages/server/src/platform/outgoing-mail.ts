/** What a calendar file does: it adds or corrects the entry, or takes it out of the calendar. */
export type CalendarMethod = 'PUBLISH' | 'CANCEL'

/** How many emails a process has on their way at the same time. */
export const mailsAtOnce = 5

/** An email as it is sent, whatever transport carries it. */
export interface Mail {
  /**
   * The same for every try to deliver it, so that a mailbox that receives it twice shows it once.
   */
  messageId: string
  to: string
  subject: string
  text: string
  html: string
  /** Where replies go: the contact of the training. */
  replyTo?: string | undefined
  /** An iCalendar file for people who have a seat, or had one, and the METHOD that it names. */
  calendar?: { method: CalendarMethod; file: string } | undefined
  /** The link for one-click unsubscribing (RFC 8058), in emails that are not about the seat. */
  unsubscribe?: string | undefined
  /**
   * Stores what must be stored before the email is sent. Resolves to whether the email is still
   * needed.
   */
  prepare?: (() => Promise<boolean>) | undefined
}

/**
 * Sends an email. Resolves once the mail server has accepted it. Aborting `signal` stops it.
 * @throws {MailRefused} if the server will never accept it
 * @throws {RelayFailed} if the server takes no email; after any other error a later try may succeed
 */
export type SendMail = (mail: Mail, signal?: AbortSignal) => Promise<void>

/**
 * The recipient's server refused the email for good (5xx). Only `code` is kept of the response: the
 * rest may quote personal data.
 */
export class MailRefused extends Error {
  override name = 'MailRefused'
  readonly code: string
  constructor(code: string) {
    super(`refused with ${code}`)
    this.code = code
  }
}

/**
 * The mail server could not be reached, offers no TLS, or does not let us in: no email gets out.
 */
export class RelayFailed extends Error {
  override name = 'RelayFailed'
  readonly code: string
  constructor(code: string) {
    super(`the mail server failed with ${code}`)
    this.code = code
  }
}
