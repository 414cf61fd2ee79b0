import assert from 'node:assert/strict'
import { test } from 'mocha'
import { deliverMails } from '../../../delivery/deliver.ts'
import { type Mail, RelayFailed } from '../../../platform/outgoing-mail.ts'
import { valueOf } from '../../../testing/pages/organizer-pages.ts'
import { afterTest } from '../../../testing/servers/after-test.ts'
import { onBothDatabases, someone, type TestApp } from '../../../testing/servers/test-app.ts'
import { addAccount } from '../../accounts/accounts.ts'
import { makeSignInLink } from '../../accounts/sign-in-link.ts'

const sent: Mail[] = []
let isDown = false
const sendMail = async (mail: Mail) => {
  if (isDown) throw new RelayFailed('ECONNREFUSED')
  sent.push(mail)
}

const written = {
  about: 'seat',
  subject: { en: 'Where to park', es: 'Dónde estacionarse' },
  text: { en: 'Hello {first name}, use lot B.', es: 'Hola, {nombre}: use el lote B.' },
}
const fields = {
  status: 'confirmed',
  about: 'seat',
  'subject.en': 'Where to park',
  'text.en': written.text.en,
  'subject.es': 'Dónde estacionarse',
  'text.es': written.text.es,
}

const greetings = () =>
  sent.map(({ text }) => /(?:Hello|Hola,) .*?[,:]/.exec(text.replaceAll(/[\u2066-\u2069]/g, ''))?.[0] ?? text)

/** Opens pages as someone with an account. */
async function signIn({ app, context }: TestApp, email: string) {
  await addAccount(context, {
    email,
    name: 'Dana Ortiz',
    role: 'organizer',
    trainings: 'all',
    agency: null,
    partner: null,
    lang: 'en',
  })
  const token = new URL(await makeSignInLink(context, email)).searchParams.get('token') ?? ''
  const send = (path: string, form: Record<string, string>, cookie = '') =>
    app.request(`/admin${path}`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin', cookie },
      body: new URLSearchParams(form),
    })
  const cookie = (await send('/sign-in/link', { token })).headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  return {
    open: async (path: string) => (await app.request(`/admin${path}`, { headers: { cookie } })).text(),
    post: (path: string, form: Record<string, string>) => send(path, form, cookie),
  }
}

onBothDatabases(
  'the test of a message',
  (given) => {
    test('goes to the person who is signed in, in each language, and to no one else', async () => {
      const server = given()
      const { slug } = await server.givenTraining({ contact: { email: 'contact@example.org' } })
      await server.signUp(slug, { people: [someone({ givenName: 'Ramona' })] })
      await deliverMails(server.context)
      const { id } = (await server.admin('POST', '/messages', { training: slug, ...written })).body
      const { open, post } = await signIn(server, 'dana@example.org')
      const page = await open(`/messages/${id}`)
      assert.match(page, />Send a test to me</)
      const form = { ...fields, training: slug, _base: valueOf(page, '_base'), do: 'test' }
      sent.length = 0
      assert.match((await post(`/messages/${id}`, form)).headers.get('location') ?? '', /done=tested$/)
      await deliverMails(server.context)
      assert.deepEqual(
        sent.map(({ to, subject }) => `${to}: ${subject}`),
        ['dana@example.org: Test: Where to park', 'dana@example.org: Prueba: Dónde estacionarse'],
      )
      assert.ok(sent.every(({ text }) => !text.includes('/r/')))
      assert.deepEqual(greetings(), ['Hello Dana,', 'Hola, Dana:'])

      isDown = true
      afterTest(() => {
        isDown = false
      })
      const failed = await (await post(`/messages/${id}`, form)).text()
      assert.match(failed, /The email server didn’t take the test\. Try again in a minute/)
    })

    test('goes to the training’s contact when a token asks, and needs one', async () => {
      const server = given()
      const { slug } = await server.givenTraining()
      const { id } = (await server.admin('POST', '/messages', { training: slug, ...written })).body
      const refused = await server.admin('POST', `/messages/${id}/test`)
      assert.deepEqual([refused.status, refused.body.type], [422, '/problems/invalid-input'])
      const contact = { email: 'contact@example.org' }
      const other = await server.givenTraining({ contact })
      const draft = (await server.admin('POST', '/messages', { training: other.slug, ...written })).body
      assert.equal((await server.admin('POST', `/messages/${draft.id}/test`)).status, 204)
      sent.length = 0
      await deliverMails(server.context)
      assert.deepEqual(
        sent.map(({ to }) => to),
        [contact.email, contact.email],
      )
      // Several people may read that mailbox.
      assert.deepEqual(greetings().toSorted(), ['Hello Ana,', 'Hola, Ana:'])
    })
  },
  { system: { sendMail } },
)
