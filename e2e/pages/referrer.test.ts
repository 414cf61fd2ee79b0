import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, request } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { freePort } from '../../packages/server/src/testing/servers/free-port.ts'
import { type SmtpForTests, startSmtpServer } from '../../packages/server/src/testing/servers/smtp.ts'
import { type Engine, engines, missing, openOnce } from '../kit/engine.ts'
import { mailsTo } from '../kit/mailbox.ts'
import { addOrganizer } from '../kit/sign-in.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { until } from '../kit/until.ts'

const training = 'citizens'

/** What a proxy’s log could have of a request. */
interface Logged {
  method: string
  path: string
  referer: string | undefined
  origin: string | undefined
}

/**
 * Passes everything on to a server, and notes what its log could have. Browsers cache nothing, so
 * each page loads all that it needs.
 */
async function startLoggingProxy(port: number, target: () => string) {
  const logged: Logged[] = []
  const server = createServer((incoming, outgoing) => {
    const { method = '', url: path = '', headers, rawHeaders } = incoming
    logged.push({ method, path, referer: headers.referer, origin: headers.origin })
    const { hostname, port: to } = new URL(target())
    const passed = request(
      { host: hostname, port: to, method, path, headers: rawHeaders },
      (answer: IncomingMessage) => {
        outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, 'cache-control': 'no-store' })
        answer.pipe(outgoing)
      },
    )
    passed.on('error', () => outgoing.destroy())
    incoming.pipe(passed)
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    logged,
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}

describe('an address that holds a secret', { concurrency: false }, () => {
  let smtp: SmtpForTests
  let signup: Signup
  let proxy: Awaited<ReturnType<typeof startLoggingProxy>>
  let origin: string
  before(async () => {
    const port = await freePort()
    origin = `http://127.0.0.1:${port}`
    proxy = await startLoggingProxy(port, () => signup.api)
    smtp = await startSmtpServer()
    signup = await startSignup({ smtpUrl: smtp.url, publicUrl: origin })
  })
  after(async () => {
    await signup?.stop()
    await smtp?.close()
    proxy?.stop()
  })

  async function ownLink(givenName: string): Promise<string> {
    const email = `${givenName.toLowerCase()}@kcpd.example`
    const body = JSON.stringify({ people: [{ givenName, familyName: 'Reyes', email }] })
    const headers = { 'content-type': 'application/json' }
    const address = `${origin}/api/v1/trainings/${training}/registrations`
    assert.equal((await fetch(address, { method: 'POST', headers, body })).status, 201)
    const [{ text = '' }] = await mailsTo(smtp, email, (mail) => /\/r\//.test(mail.text ?? ''))
    return /http:\/\/\S+\/r\/[\w-]+/.exec(text)?.[0] ?? ''
  }
  async function reportLink(): Promise<string> {
    const answer = await signup.admin('partners/we-the-people/report-link', 'POST')
    return ((await answer.json()) as { url: string }).url
  }
  /** The part of a link that no log may have. */
  const secretOf = (link: string) => {
    const { pathname, search } = new URL(link)
    return [...pathname.split('/'), ...search.split('=')].toSorted((a, b) => b.length - a.length)[0] ?? ''
  }

  const isStyle = ({ path }: Logged) => path.endsWith('.css')

  for (const engine of engines) inEngine(engine)

  function inEngine(engine: Engine) {
    describe(`in ${engine.name}`, { skip: missing(engine) }, () => {
      const page = openOnce(engine)
      const press = async () => {
        const button = await page().find(() => document.querySelector('main form[method=post] button'))
        await page().click(button)
      }
      /** Returns what was asked for since then, and sees that none of it says where the page was. */
      const since = (start: number, secret: string): Logged[] => {
        const asked = proxy.logged.slice(start)
        for (const { path, referer } of asked)
          if (referer !== undefined) {
            assert.ok(!referer.includes(secret), `${path} tells the secret`)
            assert.equal(referer, `${origin}/`, path)
          }
        return asked
      }
      const posted = (start: number) =>
        until('the form', async () => proxy.logged.slice(start).find(({ method }) => method === 'POST'))

      test('is told to nothing that its page loads or sends, and its form still arrives', async () => {
        const links = {
          own: `${await ownLink(engine.name)}/cancel`,
          signIn: await addOrganizer(signup, `${engine.name}@kcpd.example`),
        }
        for (const [name, link] of Object.entries(links)) {
          const secret = secretOf(link)
          assert.ok(secret.length > 20, link)
          const start = proxy.logged.length
          await page().open(link)
          await page().read(() => document.documentElement.toggleAttribute('data-before', true))
          await press()
          assert.equal((await posted(start)).origin, origin, name)
          // Its answer can be on the way still: another address would interrupt it.
          await until('the page that follows', async () =>
            page().read(
              () => document.readyState === 'complete' && !document.documentElement.hasAttribute('data-before'),
            ),
          )
          assert.ok(since(start, secret).some(isStyle), name)
        }
      })

      test('is told to nothing that a report loads', async () => {
        const link = await reportLink()
        const start = proxy.logged.length
        await page().open(link)
        await until('a style sheet', async () => since(start, secretOf(link)).some(isStyle))
      })
    })
  }
})
