import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** A client that sends exactly what a test says, as slowly and as wrongly as the test wants. */
export async function openSocket(port: number) {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  let received = ''
  socket.setEncoding('latin1').on('data', (data: string) => (received += data))
  // A server that cuts the connection does so by resetting it while we still write.
  socket.on('error', () => {})
  const closed = new Promise<void>((resolve) => void socket.once('close', () => resolve()))
  return {
    write: (text: string) => socket.write(text, 'latin1'),
    received: () => received,
    isClosed: () => socket.closed,
    closed,
    /** Resolves with what came once it matches, or once nothing more can come. */
    async until(pattern: RegExp, patienceMs = 180_000): Promise<string> {
      for (let waitedMs = 0; !pattern.test(received) && !socket.closed && waitedMs < patienceMs; waitedMs += 10)
        await delay(10)
      return received
    },
    end: () => socket.destroy(),
  }
}

export const postHead = (slug: string, ...headers: string[]) =>
  [
    `POST /api/v1/trainings/${slug}/registrations HTTP/1.1`,
    'Host: 127.0.0.1',
    'Content-Type: application/json',
    ...headers,
    '',
    '',
  ].join('\r\n')
