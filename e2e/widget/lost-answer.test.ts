import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { freshPostgresUrl } from '../../packages/server/src/testing/databases/postgres.ts'
import { type SmtpForTests, startSmtpServer } from '../../packages/server/src/testing/servers/smtp.ts'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { type HostPage, startHostPage } from './host-page.ts'

const slug = 'citizens'

type Loss = 'request' | 'answer'

/** Passes everything on to a server, but loses what it is told to of the next sign-ups. */
async function startLossyProxy(target: string) {
  const losses: Loss[] = []
  const sent: string[] = []
  const pass = (incoming: IncomingMessage, answer: ServerResponse, body: Buffer) => {
    const { method, url = '', headers } = incoming
    const isSignUp = method === 'POST' && url.endsWith('/registrations')
    const loss = isSignUp ? losses.shift() : undefined
    if (isSignUp) sent.push(JSON.parse(body.toString()).people[0].email)
    // A browser repeats by itself what was lost before the first byte of an answer.
    const lose = () => {
      answer.writeHead(201, { 'access-control-allow-origin': '*', 'content-length': '99' })
      answer.write('{', () => answer.socket?.destroy())
    }
    if (loss === 'request') {
      lose()
      return
    }
    const onward = request(new URL(url, target), { method, headers }, (response) => {
      if (loss) response.resume().on('end', lose)
      else response.pipe(answer.writeHead(response.statusCode ?? 502, response.headers))
    })
    onward.on('error', lose).end(body)
  }
  const server = createServer((incoming, answer) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => pass(incoming, answer, Buffer.concat(chunks)))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = () => {
    server.closeAllConnections()
    server.close()
  }
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, losses, sent, stop }
}

for (const database of ['sqlite', 'postgres'] as const)
  describe(`a lost answer, and then another address, with ${database}`, {
    concurrency: false,
    skip: missing(engines[0]!),
  }, () => {
    let smtp: SmtpForTests
    let signup: Signup
    let proxy: Awaited<ReturnType<typeof startLossyProxy>>
    let host: HostPage
    let browser: Browser
    before(async () => {
      smtp = await startSmtpServer()
      const where = database === 'postgres' ? { databaseUrl: await freshPostgresUrl() } : {}
      signup = await startSignup({ smtpUrl: smtp.url, ...where })
      proxy = await startLossyProxy(signup.api)
      host = await startHostPage()
      browser = await launchChromium()
      host.paste(
        `<training-signup api="${proxy.origin}" training="${slug}" lang="en"></training-signup>
        <script type="module" src="${proxy.origin}/embed/v1/training-signup.js" crossorigin="anonymous"></script>`,
      )
    })
    after(async () => {
      await browser?.close()
      await host?.stop()
      proxy?.stop()
      await signup?.stop()
      await smtp?.close()
    })

    /** Sends the form with one address after the other, each after the one before was lost. */
    async function signUp(familyName: string, addresses: string[], losses: Loss[]) {
      const page = await browser.newPage()
      await page.goto(host.origin)
      const form = page.locator('training-signup')
      await form.getByLabel('First name').fill('Ada')
      await form.getByLabel('Last name').fill(familyName)
      proxy.losses.push(...losses)
      proxy.sent.length = 0
      for (const [index, address] of addresses.entries()) {
        await form.getByLabel('Email address').fill(address)
        await form.getByRole('button', { name: 'Register', exact: true }).click()
        const told = index < addresses.length - 1 ? 'We’re not sure' : `change or cancel to ${address}.`
        await form.getByText(told).first().waitFor()
      }
      const list = await (await signup.admin(`registrations?training=${slug}`)).json()
      await page.close()
      const found = list.registrations.filter((one: { familyName: string }) => one.familyName === familyName)
      return found.map((one: { email: string; status: string }) => [one.email, one.status])
    }

    test('leaves one registration, with the last address', async () => {
      const addresses = ['reyes@kcpd.invalid', 'reyes@kcpd.example']
      assert.deepEqual(await signUp('Reyes', addresses, ['answer']), [['reyes@kcpd.example', 'confirmed']])
    })

    test('leaves one also where the answer is lost again', async () => {
      const addresses = ['kim@kcpd.invalid', 'kim@kcpd.invalid.example', 'kim@kcpd.example']
      assert.deepEqual(await signUp('Kim', addresses, ['answer', 'answer']), [['kim@kcpd.example', 'confirmed']])
    })

    test('sends nothing to the first address where the request itself was lost', async () => {
      const addresses = ['wu@kcpd.invalid', 'wu@kcpd.example']
      assert.deepEqual(await signUp('Wu', addresses, ['request']), [['wu@kcpd.example', 'confirmed']])
      assert.deepEqual(proxy.sent, addresses)
      assert.ok(!smtp.received.some(({ recipients }) => recipients.includes('wu@kcpd.invalid')))
    })

    test('leaves the first one, and says so, where no seat is left to replace it', async () => {
      const list = await (await signup.admin(`registrations?training=${slug}`)).json()
      await signup.admin(`trainings/${slug}`, 'PATCH', { seats: { capacity: list.registrations.length + 1 } })
      const page = await browser.newPage()
      await page.goto(host.origin)
      const form = page.locator('training-signup')
      for (const [label, text] of Object.entries({ 'First name': 'Ada', 'Last name': 'Moreno' }))
        await form.getByLabel(label).fill(text)
      proxy.losses.push('answer')
      for (const [address, told] of [
        ['moreno@kcpd.invalid', 'We’re not sure'],
        ['moreno@kcpd.example', 'Your first registration stays as it is'],
      ] as const) {
        await form.getByLabel('Email address').fill(address)
        await form.getByRole('button', { name: 'Register', exact: true }).click()
        await form.getByText(told).first().waitFor()
      }
      assert.equal(await form.getByLabel('Email address').inputValue(), 'moreno@kcpd.example')
      const { registrations } = await (await signup.admin(`registrations?training=${slug}`)).json()
      const found = registrations.filter((one: { familyName: string }) => one.familyName === 'Moreno')
      assert.deepEqual(
        found.map((one: { email: string }) => one.email),
        ['moreno@kcpd.invalid'],
      )
    })
  })
