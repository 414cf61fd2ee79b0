import { createTransport } from 'nodemailer'
import { messageOf } from '../../delivery/smtp.ts'
import type { Mail, SendMail } from '../../platform/outgoing-mail.ts'

/** How many emails are kept. The oldest ones go first. */
export const mostEmails = 100

export interface KeptEmail extends Mail {
  /** The row of the outbox: the same for every try, and never used again after a restart. */
  id: string
  from: string
  sentAt: Date
  /** The email as a mail server would get it. */
  source: string
}

export interface Inbox {
  /** Keeps the email. It goes nowhere else. */
  sendMail: SendMail
  /** Returns the emails, newest first. */
  list: () => readonly KeptEmail[]
  find: (id: string) => KeptEmail | undefined
}

/** Keeps the newest emails in memory, so that they can be read without a mail server. */
export function createInbox({ from, now }: { from: string; now: () => Date }): Inbox {
  const transport = createTransport({
    streamTransport: true,
    buffer: true,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const emails: KeptEmail[] = []
  return {
    async sendMail(mail) {
      const { message } = await transport.sendMail(messageOf(mail, from))
      const [id = ''] = mail.messageId.slice(1).split('@')
      emails.unshift({ ...mail, id, from, sentAt: now(), source: (message as Buffer).toString() })
      emails.splice(mostEmails)
    },
    list: () => emails,
    find: (id) => emails.find((email) => email.id === id),
  }
}

/** Returns the header lines of an email, each on one line. */
export function headersOf({ source }: KeptEmail): string[] {
  const [head = ''] = source.split('\r\n\r\n')
  return head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n')
}
