import { createTransport } from 'nodemailer'
import type { Config } from '../config.ts'
import { type Mail, MailRefused, type SendMail } from './mail.ts'

const connections = 5
const connectMs = 10_000
const silenceMs = 60_000

/** Hands mails to the operator's SMTP server, a few at a time over connections that stay. */
export function createSmtp({ smtpUrl, from }: NonNullable<Config['mail']>): { send: SendMail; close: () => void } {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: connections,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: silenceMs,
    // A mail is what it says, and never what a file or an address holds.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send(mail) {
      try {
        await transport.sendMail(messageOf(mail, from))
      } catch (error) {
        throw asRefusal(error)
      }
    },
    close: () => transport.close(),
  }
}

const messageOf = ({ messageId, to, subject, text, html, replyTo, calendar, unsubscribe }: Mail, from: string) => ({
  messageId,
  from,
  to: { name: '', address: to },
  subject,
  text,
  html,
  ...(replyTo === undefined ? {} : { replyTo: { name: '', address: replyTo } }),
  ...(calendar === undefined ? {} : { icalEvent: { method: 'PUBLISH', filename: 'training.ics', content: calendar } }),
  headers: {
    // RFC 3834: no vacation notes come back.
    'Auto-Submitted': 'auto-generated',
    ...(unsubscribe === undefined
      ? {}
      : { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
  },
})

// What is said of a recipient or a text is final. A refusal before that is about us: a wrong password is mended.
const finalCommands: ReadonlySet<unknown> = new Set(['RCPT TO', 'DATA'])

function asRefusal(error: unknown): unknown {
  const { responseCode, command } = error as { responseCode?: number; command?: string }
  const isFinal = responseCode !== undefined && responseCode >= 500 && finalCommands.has(command)
  return isFinal ? new MailRefused(String(responseCode)) : error
}
