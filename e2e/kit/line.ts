import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { freePort } from '../../packages/server/src/testing/servers/free-port.ts'

/** A connection to a server that can be cut, for browsers that cannot be told to be offline. */
export async function openLine(serverPort: () => number) {
  const port = await freePort()
  const sockets = new Set<Socket>()
  const listen = async () => {
    const server = createServer((socket) => {
      const onward = connect(serverPort(), '127.0.0.1')
      for (const [one, other] of [
        [socket, onward],
        [onward, socket],
      ] as const) {
        sockets.add(one)
        one.on('error', () => other.destroy()).on('close', () => sockets.delete(one))
        one.pipe(other)
      }
    }).listen(port, '127.0.0.1')
    await once(server, 'listening')
    return server
  }
  let server = await listen()
  const cut = () => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: `http://127.0.0.1:${port}`,
    port: (server.address() as AddressInfo).port,
    cut,
    async mend() {
      server = await listen()
    },
  }
}
