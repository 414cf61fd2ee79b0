import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

type Command = 'MAIL' | 'RCPT' | 'DATA'

/**
 * What the server does with a mail: take it, or answer a command with this code, or keep its answer
 * to itself.
 */
export type Manner =
  | { at: Command; code: number; says?: string }
  | { at: 'DATA'; silentUntil: Promise<void> }
  | { at: 'RCPT'; to: string; hold: () => Promise<void> }
  | undefined

export interface Received {
  /** Of the envelope. */
  recipients: string[]
  raw: string
  mail: ParsedMail
}

const refusalOf = (manner: Manner, at: Command) =>
  manner && 'code' in manner && manner.at === at
    ? Object.assign(new Error(manner.says ?? 'No, <ada@example.org>'), { responseCode: manner.code })
    : null

/** A real SMTP server of another library, whose mails yet another one reads. */
export async function startSmtpServer() {
  const received: Received[] = []
  let manner: Manner
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    // Waits for no client at the end: some keep their connection for the next email.
    closeTimeout: 1,
    onMailFrom: (_address, _session, done) => done(refusalOf(manner, 'MAIL')),
    async onRcptTo({ address }, _session, done) {
      if (manner && 'to' in manner && manner.to === address) await manner.hold()
      done(refusalOf(manner, 'RCPT'))
    },
    async onData(stream, session, done) {
      // Nothing, where the client dies in the middle.
      const raw = await buffer(stream).catch(() => undefined)
      if (!raw) return
      const refused = refusalOf(manner, 'DATA')
      if (!refused) {
        const recipients = session.envelope.rcptTo.map(({ address }) => address)
        received.push({ recipients, raw: raw.toString(), mail: await simpleParser(raw) })
      }
      if (manner && 'silentUntil' in manner) await manner.silentUntil
      done(refused)
    },
  })
  // A client that dies or hangs up is what some tests are about.
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    connections: () => server.connections.size,
    behave: (next: Manner) => {
      manner = next
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
export type SmtpForTests = Awaited<ReturnType<typeof startSmtpServer>>
