import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mock } from 'node:test'
import type { WebhookInput } from '@training-signup/contract'
import { Webhook } from 'standardwebhooks'
import { afterTest } from './after-test.ts'
import type { TestApp } from './test-app.ts'

export interface Received {
  headers: IncomingHttpHeaders
  body: string
}

/**
 * A real receiver on this machine, which answers as the test says and remembers what it was sent.
 */
export async function startReceiver(answer: (response: ServerResponse) => void = (r) => r.end()) {
  const received: Received[] = []
  const listener: RequestListener = (request, response) => {
    let body = ''
    request
      .setEncoding('utf8')
      .on('data', (data: string) => (body += data))
      .on('end', () => {
        received.push({ headers: request.headers, body })
        receiver.answer(response)
      })
  }
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterTest(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const receiver = { received, answer, place: `127.0.0.1:${port}`, url: `http://127.0.0.1:${port}/hook?key=a`, port }
  return receiver
}

/**
 * A webhook to the receiver, which the operator allows; it is gone after the test, and so is what
 * waits for it.
 */
export async function givenWebhook(
  server: TestApp,
  { place, url }: { place: string; url: string },
  input: Partial<WebhookInput> = {},
): Promise<{ id: string; secret: string }> {
  server.context.config.webhookAllow.push(place)
  const { status, body } = await server.admin('POST', '/webhooks', { url, ...input })
  if (status !== 201) throw new Error(JSON.stringify(body))
  afterTest(async () => void (await server.admin('DELETE', `/webhooks/${body.id}`)))
  return body
}

/**
 * What the official library reads at that instant. @throws when the signature or the time is wrong
 */
export function verify(secret: string, { headers, body }: Received, now: Date): unknown {
  mock.timers.enable({ apis: ['Date'], now })
  try {
    return new Webhook(secret).verify(body, headers as Record<string, string>)
  } finally {
    mock.timers.reset()
  }
}
