import { createTransport } from 'nodemailer'
import { reasonOf } from '../core/outbox/next-try.ts'
import type { Config } from '../platform/config.ts'
import { type Mail, MailRefused, mailsAtOnce, RelayFailed, type SendMail } from '../platform/outgoing-mail.ts'

const connectMs = 10_000
const silenceMs = 60_000

/**
 * Sends emails through the operator's SMTP server, a few in parallel over connections that stay
 * open. Where TLS is required, a server without it, or without a valid certificate, gets neither
 * the password nor an email.
 */
export function createSmtp({ smtpUrl, from, isTlsRequired }: Omit<MailSettings, 'isExposed'>): {
  send: SendMail
  close: () => void
} {
  const transport = createTransport({
    ...connectionOf({ smtpUrl, isTlsRequired }),
    pool: true,
    maxConnections: mailsAtOnce,
  })
  return {
    async send(mail, signal) {
      try {
        await transport.sendMail({ ...messageOf(mail, from), ...(signal === undefined ? {} : { signal }) })
      } catch (error) {
        throw isOfRelay(error) ? new RelayFailed(relayReason(error)) : asRefusal(error)
      }
    },
    close: () => transport.close(),
  }
}

/** Returns how to connect to the operator’s mail server. */
export const connectionOf = ({ smtpUrl, isTlsRequired }: Pick<MailSettings, 'smtpUrl' | 'isTlsRequired'>) => ({
  url: smtpUrl,
  requireTLS: isTlsRequired,
  connectionTimeout: connectMs,
  greetingTimeout: connectMs,
  socketTimeout: silenceMs,
  // Never attach files or remote content that a text names.
  disableFileAccess: true,
  disableUrlAccess: true,
})

type MailSettings = NonNullable<Config['mail']>

/** Returns the message as nodemailer takes it. */
export const messageOf = (
  { messageId, to, subject, text, html, replyTo, calendar, unsubscribe }: Mail,
  from: string,
) => ({
  messageId,
  from,
  to: { name: '', address: to },
  subject,
  text,
  html,
  ...(replyTo === undefined ? {} : { replyTo: { name: '', address: replyTo } }),
  ...(calendar === undefined
    ? {}
    : { icalEvent: { method: calendar.method, filename: 'training.ics', content: calendar.file } }),
  headers: {
    // RFC 3834: no vacation notes come back.
    'Auto-Submitted': 'auto-generated',
    ...(unsubscribe === undefined
      ? {}
      : { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
  },
})

const senderCommand = 'MAIL FROM'

/**
 * Returns whether an error came before the first command that differs between emails, which all have
 * one sender: it is about no one email.
 */
function isOfRelay(error: unknown): error is { command: string; code?: string } {
  const { command = '' } = error as { command?: string }
  return command === senderCommand || /^(CONN|STARTTLS|EHLO|HELO|LHLO|AUTH)/.test(command)
}

/** Nodemailer has one code for all that is refused of an envelope; the server's own says more. */
const relayReason = (error: { command: string; code?: string }): string =>
  error.command === senderCommand ? reasonOf(error) : (error.code ?? reasonOf(error))

// A refusal of the recipient or the content is final. Earlier refusals are about this server: an
// operator can fix a wrong password.
const finalCommands: ReadonlySet<unknown> = new Set(['RCPT TO', 'DATA'])
// RFC 4954: authentication is missing or failed.
const loginCodes: ReadonlySet<number> = new Set([530, 534, 535, 538])

function asRefusal(error: unknown): unknown {
  const { responseCode, command, response = '' } = error as Partial<Refusal>
  const isFinal = responseCode !== undefined && responseCode >= 500 && finalCommands.has(command)
  return isFinal && !isAboutUs({ responseCode, command, response }) ? new MailRefused(String(responseCode)) : error
}

interface Refusal {
  responseCode: number
  command: string | undefined
  response: string
}

/**
 * Returns whether a refusal is about this server. Some servers only say after RCPT TO that they do
 * not relay our emails (RFC 3463: 5.7) or that our own address is wrong (5.1.7, 5.1.8). Without
 * such a status code, the text of the response decides.
 */
function isAboutUs({ responseCode, command, response }: Refusal): boolean {
  if (loginCodes.has(responseCode)) return true
  if (command !== 'RCPT TO') return false
  const [, status] = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response) ?? []
  return status === undefined ? /\brelay|authenticat/i.test(response) : /^5\.(7\.|1\.[78]$)/.test(status)
}
