import assert from 'node:assert/strict'
import { after, before, describe, test } from 'mocha'
import { createManageTokens } from '../../../core/registrations/manage-token.ts'
import { addressed, statusesOf } from '../../../testing/pages/addressed.ts'
import { afterTest } from '../../../testing/servers/after-test.ts'
import { startServerProcess } from '../../../testing/servers/server.ts'
import { adminToken, freshDatabaseUrl, someone, type TestApp, testApp } from '../../../testing/servers/test-app.ts'
import { createSigner, mailing, verifying, wrong } from '../../../testing/verify.ts'

const environment = { ...mailing.environment, RATE_LIMITS: 'on' }

// The process itself counts, so one database is enough.
describe('behind a proxy that is not named', () => {
  let running: TestApp
  before(async () => {
    running = await testApp('sqlite', { environment })
  })
  after(() => running.close())
  const given = () => running
  const signer = createSigner(given)
  let visitors = 0
  /** Everyone comes from the proxy, with a header that anyone can write. */
  const visitor = () => {
    const visits = addressed('127.0.0.1', given().app)
    const forwarded = { 'x-forwarded-for': `198.51.100.${(visitors += 1) % 250}` }
    return {
      get: (path: string, headers = {}) => visits.get(path, { ...forwarded, ...headers }),
      json: (path: string, body: object) => visits.json(path, body, forwarded),
      form: (path: string, values: Record<string, string>) => visits.form(path, values, forwarded),
    }
  }
  const count = (statuses: number[], status: number) => statuses.filter((one) => one === status).length

  test('wrong tokens count, and the right one works', async () => {
    const list = (token: string) => visitor().get('/api/v1/admin/trainings', { authorization: `Bearer ${token}` })
    const statuses = await statusesOf(20, () => list('a-guess-0123456789-0123456789-0123456789'))
    assert.deepEqual([count(statuses, 401), count(statuses, 429)], [10, 10])
    assert.equal((await list(adminToken)).status, 200)
  })

  test('wrong links count, and right ones work', async () => {
    const { slug } = await given().givenTraining()
    await given().signUp(slug, { people: [someone()] })
    const [person] = await signer.people(slug)
    const link = createManageTokens(given().context).issue({ kind: 'registration', id: person?.id ?? '', version: 1 })
    const statuses = await statusesOf(320, () => visitor().get(`/r/${'A'.repeat(66)}`))
    assert.deepEqual([count(statuses, 404), count(statuses, 429)], [300, 20])
    assert.equal((await visitor().get(`/r/${link}`)).status, 200)
  })

  test('wrong codes count, and the link in the email works', async () => {
    const anyNumber = { ...verifying, seats: { capacity: null, waitlist: false } }
    const { slug } = await given().givenTraining(anyNumber)
    const ada = someone()
    const { reference, secret } = await signer.begin(slug, { people: [ada] })
    const [mail] = await signer.mailsTo(ada.email)
    const code = /\d{6}/.exec(mail?.subject ?? '')?.[0] ?? ''
    const verify = (
      { reference: named, secret: its }: { reference: string; secret: string },
      typed: string,
      training = slug,
    ) =>
      visitor().json(`/api/v1/trainings/${training}/registrations/${named}/verification`, {
        secret: its,
        code: typed,
      })
    // Neither what is no code nor what comes after the fifth is a guess.
    assert.equal(count(await statusesOf(400, () => verify({ reference, secret }, '12')), 422), 400)
    // Nor is a right code, however often it comes.
    const kim = someone()
    const known = await signer.begin(slug, { people: [kim] })
    const right = await signer.codeTo(kim.email)
    assert.equal(count(await statusesOf(320, () => verify(known, right)), 200), 320)
    // Each in another training and at another domain, which both have a budget of their own.
    const guesses: number[] = []
    while (guesses.length < 640) {
      const email = `ada@town${guesses.length}.example`
      const { slug: other } = await given().givenTraining(anyNumber)
      const guessed = await signer.begin(other, { people: [someone({ email })] })
      guesses.push(...(await statusesOf(4, () => verify(guessed, wrong(code), other))))
    }
    assert.deepEqual([count(guesses, 422), count(guesses, 429)], [300, 340])
    const refused = await verify({ reference, secret }, code)
    assert.deepEqual([refused.status, Number(refused.headers.get('retry-after')) > 0], [429, true])
    const link = /https:\/\/signup\.example(\/r\/verify\/\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
    assert.equal((await visitor().form(link, { _pressed: '1' })).status, 200)
    given().clock.later({ seconds: 4 })
    const luis = someone()
    const later = await signer.begin(slug, { people: [luis] })
    assert.equal((await verify(later, await signer.codeTo(luis.email))).status, 200)
  })
})

test('a proxy next to those that are named is told in the log, for all its visitors count as one', async () => {
  const named = await testApp('sqlite', { environment: { ...environment, TRUSTED_PROXIES: '192.0.2.1' } })
  afterTest(() => named.close())
  const told = () => named.logged.filter((line) => line.includes('a proxy that TRUSTED_PROXIES does not name')).length
  const ask = (from: string, forwarded: string) =>
    addressed(from, named.app).get('/r/wrong', { 'x-forwarded-for': forwarded })
  // Neither a named one nor a visitor from elsewhere who claims something.
  await ask('192.0.2.1', '198.51.100.7')
  await ask('203.0.113.5', '198.51.100.7')
  assert.equal(told(), 0)
  for (const visitor of ['198.51.100.7', '198.51.100.8']) await ask('172.18.0.1', visitor)
  assert.equal(told(), 1)
  assert.ok(named.logged.every((line) => !/172\.18|198\.51/.test(line)))
})

test('the start says how to name the proxy, and nothing once it is named', async () => {
  const { url, remove } = await freshDatabaseUrl('sqlite')
  afterTest(remove)
  for (const [given, isWarned] of [
    [{}, true],
    [{ TRUSTED_PROXIES: '127.0.0.1' }, false],
    [{ PUBLIC_URL: 'http://127.0.0.1' }, false],
  ] as const) {
    const started = { DATABASE_URL: url, RATE_LIMITS: 'on', PUBLIC_URL: 'https://signup.example', ...given }
    const server = await startServerProcess(started)
    await fetch(`${server.url}/livez`)
    // It has written its log when it ends.
    server.child.kill('SIGINT')
    assert.equal(await server.ended, 0)
    const warning = server
      .output()
      .split('\n')
      .find((line) => line.includes('behind a proxy'))
    assert.equal(warning?.includes('like TRUSTED_PROXIES=127.0.0.1"') ?? false, isWarned)
  }
})
