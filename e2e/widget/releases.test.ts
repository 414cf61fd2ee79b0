import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type SmtpForTests, startSmtpServer } from '../../packages/server/src/testing/servers/smtp.ts'
import { say } from '../../packages/server/src/words/index.ts'
import { makeReleaseFiles, readManifest } from '../../tools/release-files.ts'
import { engines, missing, openOnce, startOnce } from '../kit/engine.ts'
import { signupOf } from '../kit/form.ts'
import { mailsTo } from '../kit/mailbox.ts'
import type { Page } from '../kit/page.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { until } from '../kit/until.ts'
import { type HostPage, startHostPage } from './host-page.ts'
import { type OnTheWay, type Scripts, startOnTheWay } from './on-the-way.ts'

const root = join(import.meta.dirname, '../..')
const training = 'first-responders'
const chromium = engines[0]!
type Form = ReturnType<typeof signupOf>
const manifest = readManifest(root)
const releases = Object.keys(manifest)
/**
 * Releases before 1.2.0 load a second script for several people, which the hash of the first one
 * covers.
 */
const hasSecondScript = (version: string | undefined) =>
  Object.keys(manifest[version ?? ''] ?? {}).some((name) => name.startsWith('several-'))

// Before a first release, test what would be released, so that these tests work when they are
// needed.
const tested = releases.length > 0 ? releases : [undefined]

/**
 * Each release was tried in each engine before it was made, and cannot change: what can break it is
 * the server, which answers every engine alike. So the other engines try the newest, which is what
 * is copied now.
 */
const testedEverywhere = tested.slice(-1)

// All releases share a page, because browsers keep nothing of what these tests serve.
describe('what is released', { concurrency: 2 }, () => {
  for (const engine of engines)
    describe(`in ${engine.name}`, { concurrency: false, skip: missing(engine) }, () => {
      const page = openOnce(engine)
      let signup: Signup
      before(async () => {
        signup = await startSignup()
      })
      after(() => signup?.stop())
      for (const version of engine === chromium ? tested : testedEverywhere)
        describe(`release ${version ?? 'that would be made now'}`, { concurrency: false }, () =>
          testRelease(version, engine, () => ({ page: page(), signup })),
        )
    })
})

function testRelease(
  released: string | undefined,
  engine: (typeof engines)[number],
  started: () => { page: Page; signup: Signup },
) {
  let snippet: string
  let onTheWay: OnTheWay
  let host: HostPage
  before(async () => {
    const { text, scripts } = released === undefined ? makeOne() : { text: readSnippet(released), scripts: undefined }
    snippet = text
    onTheWay = await startOnTheWay(started().signup.api, scripts)
    host = await startHostPage()
  })
  after(async () => {
    await host?.stop()
    await onTheWay?.stop()
  })

  /**
   * The snippet as it was copied then, on another origin, under the strictest policy that it works
   * with.
   */
  function paste(change = (text: string) => text) {
    const pasted = change(snippet.replaceAll('{{host}}', onTheWay.origin))
    host.paste(pasted, policyFor(pasted, onTheWay.origin))
  }
  async function visit(use: (form: Form, page: Page) => Promise<unknown>) {
    const { page } = started()
    await page.open(host.origin)
    await use(signupOf(page, training), page)
  }
  async function signUp(form: Form, page: Page, givenName: string) {
    // All releases sign up at the same server, and one person gets one seat.
    const email = `${givenName.toLowerCase()}-${released ?? 'now'}@kcpd.example`
    await form.fillIn({ givenName, familyName: 'Reyes', email })
    await form.send()
    await form.see('text', 'Your reference number')
    const reference = await page.read(referenceIn)
    const list = await (await started().signup.admin(`registrations?training=${training}&q=${reference}`)).json()
    return list.registrations.map((one: Record<string, string>) => [one['givenName'], one['status'], one['partner']])
  }

  test(`runs as it was released or not at all, in ${engine.name}`, async () => {
    onTheWay.spoil(/\/training-signup\.js$/)
    paste()
    await visit(async (form, page) => {
      await form.see('link', 'Register for the free training')
      assert.equal(await page.read(isDefined), false)
    })

    paste((text) => text.replace(/ integrity="[^"]*"/, ''))
    await visit((_form, page) => until('the changed script without its hash', () => page.read(isDefined)))

    const hasSecond = hasSecondScript(released)
    onTheWay.spoil(hasSecond ? /\/several-[\da-f]+\.js$/ : undefined)
    paste()
    await visit(async (form, page) => {
      if (hasSecond) {
        await page.click(await form.see('button', 'Bringing a group?'))
        await form.see('text', 'We couldn’t load the group form')
      }
      assert.deepEqual(await signUp(form, page, engine.name), [[engine.name, 'confirmed', 'we-the-people']])
    })
  })

  test(`asks for no script but those with a hash, wherever it is, in ${engine.name}`, async (t) => {
    onTheWay.spoil()
    t.after(() => onTheWay.move())
    const assertOnce = (asked: string[]) => {
      assert.equal(asked.length, hasSecondScript(released) ? 2 : 1, String(asked))
      assert.equal(asked.filter((address) => address.includes('training-signup.js')).length, 1, String(asked))
    }
    const scriptsFor = async (from: RegExp, change?: (text: string) => string) => {
      paste(change)
      onTheWay.asked.length = 0
      await visit(async (form, page) => {
        await page.click(await form.see('button', 'Bringing a group?'))
        await form.see('button', 'Just you?')
      })
      return onTheWay.asked.filter((address) => from.test(address) && /\.js\b/.test(address))
    }
    // Otherwise a second script would request the first one again, at an address without a hash.
    const named = await scriptsFor(/./, (text) => text.replace('training-signup.js"', 'training-signup.js?page=/1"'))
    assertOnce(named)
    onTheWay.move(/^\/embed\/.*\/training-signup\.js$/)
    const moved = await scriptsFor(/^\/elsewhere/)
    assertOnce(moved)
  })

  if (engine === chromium) testInChromium()

  function testInChromium() {
    test('speaks Spanish too, and says when no one can register any more', async (t) => {
      onTheWay.spoil()
      paste()
      await visit(async (form, page) => {
        await page.click(await form.see('button', 'Español'))
        await page.fill(await form.see('label', 'Nombre'), 'Grace')
        await form.see('button', 'Inscribirme')
      })
      await started().signup.admin(`trainings/${training}`, 'PATCH', { status: 'cancelled' })
      t.after(() => started().signup.admin(`trainings/${training}`, 'PATCH', { status: 'published' }))
      await visit(async (form) => {
        await form.see('text', 'This training has been canceled')
        assert.equal(await form.sees('label', 'First name'), false)
      })
    })

    test('has the next date where the page names trainings that were withdrawn', async () => {
      onTheWay.spoil()
      const { admin } = started().signup
      const input = (await (await admin(`trainings/${training}`)).json()).training
      const [series, gone, next] = ['series', 'gone', 'next'].map(
        (name) => `${name}-${(released ?? 'now').replaceAll('.', '-')}`,
      )
      const moved = { series, closesAt: undefined, opensAt: undefined }
      const on = (year: number) => ({ start: `${year}-03-02T08:00`, end: `${year}-03-02T16:00` })
      await admin('trainings', 'POST', { ...input, ...moved, ...on(2098), slug: gone, status: 'withdrawn' })
      await admin('trainings', 'POST', { ...input, ...moved, ...on(2099), slug: next, status: 'published' })
      paste((text) => text.replace(` training="${training}"`, ` training="${gone},nowhere"`))
      await visit(async (form) => {
        await form.see('text', 'Monday, March 2, 2099')
        await form.see('label', 'First name')
      })
    })
  }
}

/** Releases before 1.3.0 send codes of 6 digits only. */
const withShortCodes = ['1.1.0', '1.2.0'].filter((version) => releases.includes(version))

describe('a code of 8 digits', { concurrency: false, skip: missing(chromium) }, () => {
  const browser = startOnce(chromium)
  let smtp: SmtpForTests
  let signup: Signup
  before(async () => {
    smtp = await startSmtpServer()
    signup = await startSignup({ smtpUrl: smtp.url })
    const { audience } = (await (await signup.admin(`trainings/${training}`)).json()).training
    const trusting = { access: 'domain', domains: ['kcpd.example'], verify: 'everyone' }
    await signup.admin(`trainings/${training}`, 'PATCH', { audience: { ...audience, ...trusting } })
  })
  after(async () => {
    await signup?.stop()
    await smtp?.close()
  })

  for (const version of withShortCodes)
    test(`leads release ${version} to the link in its email, which finishes the registration`, async () => {
      const host = await startHostPage()
      host.paste(readSnippet(version).replaceAll('{{host}}', signup.api))
      const page = await browser().open()
      try {
        await page.open(host.origin)
        const form = signupOf(page, training)
        const email = `ada-${version}@kcpd.example`
        for (const [label, answer] of Object.entries({
          'First name': 'Ada',
          'Last name': 'Reyes',
          'Email address': email,
          'Agency or organization': 'Kansas City Police Department',
        }))
          await page.fill(await form.see('label', label), answer)
        await page.click(await form.see('label', 'Police officer or deputy'))
        await form.send()
        await form.see('text', say('en', 'verify.title'))
        const [{ subject = '', text = '' }] = await mailsTo(smtp, email, () => true)
        await page.fill(await form.see('label', say('en', 'verify.label')), /\d{8}/.exec(subject)?.[0] ?? '')
        await page.click(await form.see('button', say('en', 'verify.button')))
        const refusal = say('en', 'verify.shape')
        assert.match(refusal, /link in the email/)
        await form.see('text', refusal)

        await page.open(/http:\/\/\S+\/r\/verify\/\S+/.exec(text)?.[0] ?? '')
        await page.click(await form.see('button', say('en', 'verify.button')))
        await form.see('text', say('en', 'result.confirmed'))
        const list = await (await signup.admin(`registrations?training=${training}&q=${email}`)).json()
        assert.deepEqual(
          list.registrations.map(({ status }: { status: string }) => status),
          ['confirmed'],
        )
      } finally {
        await page.close()
        await host.stop()
      }
    })
})

const readSnippet = (version: string) =>
  readFileSync(join(root, 'packages/widget/releases', version, 'snippet.html'), 'utf8')

function makeOne(): { text: string; scripts: Scripts } {
  const version = '0.0.0'
  const files = [...makeReleaseFiles(root, version)]
  const scripts = files.filter(([name]) => name.endsWith('.js'))
  return {
    text: String(new Map(files).get('snippet.html')),
    scripts: new Map(scripts.map(([name, bytes]) => [`/embed/${version}/${name}`, bytes])),
  }
}

function policyFor(pasted: string, origin: string) {
  const rules = /<style>([^]*?)<\/style>/.exec(pasted)?.[1] ?? ''
  return [
    "default-src 'none'",
    `script-src ${origin}`,
    `connect-src ${origin}`,
    `style-src 'sha256-${createHash('sha256').update(rules).digest('base64')}'`,
    "require-trusted-types-for 'script'",
    'trusted-types training-signup',
  ].join('; ')
}

const isDefined = () => customElements.get('training-signup') !== undefined

const referenceIn = () =>
  document.querySelector('training-signup')?.shadowRoot?.querySelector('[part~=reference]')?.textContent?.trim() ?? ''
