import { createTransport } from 'nodemailer'
import { connectionOf } from '../../delivery/smtp.ts'
import type { Config } from '../../platform/config.ts'

type MailSettings = NonNullable<Config['mail']>

const longestAnswer = 200

/** What a mail server says may quote the recipient. */
const masked = (answer: string) =>
  answer
    .replaceAll(/\s+/g, ' ')
    .slice(0, longestAnswer)
    .trim()
    .split(' ')
    .map((word) => (word.includes('@') ? '…' : word))
    .join(' ')

interface MailFault {
  code?: string
  command?: string
  response?: string
}

/** Says in a sentence what a mail server failed with, and what to do. */
function explain(error: unknown): string {
  const { code = 'unknown', command = '', response } = error as MailFault
  const said = response === undefined ? code : masked(response)
  if (code === 'EAUTH') return `The mail server doesn’t let us in: ${said}. Check user and password in SMTP_URL.`
  if (code === 'ETLS' || (code === 'ESOCKET' && command === 'CONN'))
    return `No connection, or none that is safe (${code}). Check host and port in SMTP_URL, and SMTP_TLS.`
  if (command === 'MAIL FROM') return `The mail server doesn’t take the sender: ${said}. Check MAIL_FROM.`
  if (command === 'RCPT TO')
    return `The mail server doesn’t take the recipient: ${said}. Check the address, and whether it relays for us.`
  if (command === 'DATA') return `The mail server doesn’t take the email: ${said}.`
  return `The mail server can’t be reached (${said}). Check host and port in SMTP_URL.`
}

/** Connects and signs in to the mail server, and sends nothing. Returns what is wrong, if anything is. */
export async function greetMailServer(mail: MailSettings): Promise<string | undefined> {
  const transport = createTransport(connectionOf(mail))
  try {
    await transport.verify()
    return undefined
  } catch (error) {
    return explain(error)
  } finally {
    transport.close()
  }
}

/** Sends one email, and says what the mail server answered. */
export async function sendTestMail(mail: MailSettings, to: string): Promise<{ isTaken: boolean; answer: string }> {
  const transport = createTransport(connectionOf(mail))
  try {
    const { response } = await transport.sendMail({
      from: mail.from,
      to: { name: '', address: to },
      subject: 'Test of Training Sign-up',
      text: 'This email was sent with: mail test. Registrations will be confirmed from the same address.',
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
    return { isTaken: true, answer: `The mail server took the email: ${masked(response)}. Look for it, in spam, too.` }
  } catch (error) {
    return { isTaken: false, answer: explain(error) }
  } finally {
    transport.close()
  }
}
