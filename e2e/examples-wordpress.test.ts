import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { launchChromium } from './chromium.ts'
import { engines, missing } from './engine.ts'
import { missingPhp, runPhp } from './php.ts'
import { startSignup } from './signup.ts'

const folder = join(import.meta.dirname, '../examples/wordpress/training-signup')
const skip = missingPhp()
const host = 'https://signup.example.org'

interface Given {
  action: 'shortcode' | 'block' | 'settings' | 'save' | 'uninstall'
  options?: Record<string, unknown>
  /** Attributes of each place where the shortcode or block stands. */
  uses?: Record<string, string>[]
  /** What the user may do, by WordPress's names. */
  may?: string[]
  typed?: Record<string, unknown>
  hasModules?: boolean
  sites?: number[]
}

interface Outcome {
  html: string
  scripts: Record<string, { kind: 'module' | 'tag'; src: string; tag: string; version: null }>
  options: Record<string, string>
  faults: string[]
  pages: { capability: string }[]
  sites?: number[]
}

/** Lets the plugin do something, with as little of WordPress around it as it needs. */
function wordpress({ options = { training_signup_host: host }, ...given }: Given): Outcome {
  const stub = join(import.meta.dirname, 'wordpress-stub.php')
  const { status, stdout, stderr } = runPhp([stub], JSON.stringify({ options, ...given }))
  assert.deepEqual([status, stderr], [0, ''], stdout)
  return JSON.parse(stdout)
}

const shortcode = (attributes: Record<string, string>, more: Partial<Given> = {}) =>
  wordpress({ action: 'shortcode', uses: [attributes], ...more })

describe('the WordPress plugin', { skip }, () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.php')))
    test(`is PHP: ${file}`, () => {
      const { status, stdout } = runPhp(['-l', join(folder, file)])
      assert.equal(status, 0, stdout)
    })

  test('says the same about itself everywhere', () => {
    const read = (name: string) => readFileSync(join(folder, name), 'utf8')
    const versions = [
      /^ \* Version: +(\S+)$/m.exec(read('training-signup.php'))?.[1],
      /^const TRAINING_SIGNUP_VERSION = '(.+)';$/m.exec(read('training-signup.php'))?.[1],
      /^Stable tag: (\S+)$/m.exec(read('readme.txt'))?.[1],
      JSON.parse(read('block.json')).version,
    ]
    assert.equal(new Set(versions).size, 1, versions.join())
    for (const needs of [/Requires at least: +(\S+)/, /Requires PHP: +(\S+)/, /License: +(\S+)/])
      assert.equal(needs.exec(read('readme.txt'))?.[1], needs.exec(read('training-signup.php'))?.[1])
  })

  test('writes the sign-up with the link inside', () => {
    const { html } = shortcode({ training: 'first-responders', partner: 'we-the-people' })
    assert.equal(
      html,
      `<div data-training-signup data-api="${host}" data-training="first-responders" data-partner="we-the-people">` +
        `<a href="${host}/t/first-responders?p=we-the-people">Register for the free training</a></div>`,
    )
  })
  test('gives a block its wrapper', () => {
    const { html } = wordpress({ action: 'block', uses: [{ training: 'citizens', partner: '' }] })
    assert.match(html, /^<div class="wp-block-[^"]+"><div data-training-signup [^>]*data-training="citizens"><a /)
    assert.equal(wordpress({ action: 'block', options: {}, uses: [{}] }).html, '')
  })
  test('takes the training of the settings where none is named', () => {
    const options = { training_signup_host: host, training_signup_training: 'citizens' }
    assert.match(shortcode({}, { options }).html, /data-training="citizens"/)
    assert.match(shortcode({ training: 'first-responders' }, { options }).html, /data-training="first-responders"/)
  })
  test('links to the list where several trainings are named', () => {
    const { html } = shortcode({ training: 'First-Responders, citizens', partner: 'we-the-people' })
    assert.match(html, /data-training="first-responders,citizens"/)
    assert.ok(html.includes(`<a href="${host}/?p=we-the-people">`), html)
  })

  for (const hostile of [
    'x" onmouseover="alert(1)',
    '"><script>alert(1)</script>',
    "x' y='",
    '../admin',
    '%22%3E',
    'é',
  ])
    test(`writes nothing of what can be no short name: ${hostile}`, () => {
      assert.equal(shortcode({ training: `a,${hostile}` }).html, '')
      assert.equal(shortcode({ training: 'citizens', partner: hostile }).html, shortcode({ training: 'citizens' }).html)
    })
  test('escapes whatever stands in the database', () => {
    const options = { training_signup_host: `${host}/"><script>alert(1)</script>` }
    const { html } = shortcode({ training: 'citizens' }, { options })
    assert.match(
      html,
      /^<div data-training-signup data-api="[^"<>]*" data-training="citizens"><a href="[^"<>]*">[\w ]+<\/a><\/div>$/,
    )
  })

  test('loads the script once, from the server, and only where a sign-up is', () => {
    const one = { training: 'citizens' }
    const { scripts } = wordpress({ action: 'shortcode', uses: [one, one] })
    const src = `${host}/embed/v1/training-signup.js`
    assert.deepEqual(scripts, { 'training-signup': { kind: 'module', src, version: null } })
    assert.deepEqual(wordpress({ action: 'shortcode', uses: [] }).scripts, [])
    assert.deepEqual(shortcode({ training: 'No such!' }).scripts, [])
  })
  test('makes the script a module where WordPress knows none', () => {
    const { scripts } = shortcode({ training: 'citizens' }, { hasModules: false })
    assert.equal(
      scripts['training-signup']?.tag.trim(),
      `<script type="module" src="${host}/embed/v1/training-signup.js" crossorigin="anonymous"></script>`,
    )
  })
  test('shows editors what is missing, and visitors nothing', () => {
    const may = ['edit_posts']
    assert.equal(shortcode({ training: 'citizens' }, { options: {} }).html, '')
    assert.match(shortcode({ training: 'citizens' }, { options: {}, may }).html, /enter the server’s address/)
    assert.equal(shortcode({}).html, '')
    assert.match(shortcode({}, { may }).html, /enter the training’s short name/)
    assert.doesNotMatch(shortcode({ training: '<b>' }, { may }).html, /<b>/)
  })

  test('shows its two settings to those who may change them', () => {
    const options = { training_signup_host: `"><script>alert(1)</script>` }
    const { html, pages } = wordpress({ action: 'settings', options, may: ['manage_options'] })
    assert.equal(html.match(/<input class/g)?.length, 2)
    assert.ok(html.includes('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"'), html)
    assert.match(html, /_wpnonce/)
    assert.equal(pages[0]?.capability, 'manage_options')
    assert.equal(wordpress({ action: 'settings', may: ['edit_posts'] }).html, '')
  })
  test('keeps an address only if it is one', () => {
    const save = (typed: unknown) => {
      const { options, faults } = wordpress({ action: 'save', typed: { training_signup_host: typed } })
      return [options['training_signup_host'], faults.length]
    }
    const other = 'https://other.example.org'
    for (const [typed, kept] of [
      [` ${other}/ `, other],
      [`${other}:8443/signup/`, `${other}:8443/signup`],
      ['http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
      ['', ''],
    ])
      assert.deepEqual(save(typed), [kept, 0])
    for (const typed of [
      'http://other.example.org',
      'other.example.org',
      `${other}/?a=b`,
      'javascript:alert(1)',
      `${other}/"><script>`,
      ['x'],
    ])
      assert.deepEqual(save(typed), typeof typed === 'string' ? [host, 1] : ['', 0], String(typed))
  })
  test('leaves nothing behind', () => {
    const options = { training_signup_host: host, training_signup_training: 'citizens', blogname: 'Sponsor' }
    assert.deepEqual(wordpress({ action: 'uninstall', options }).options, { blogname: 'Sponsor' })
    assert.deepEqual(wordpress({ action: 'uninstall', options, sites: [1, 2] }).sites, [1, 2])
  })
})

describe('what the WordPress plugin writes', { skip: skip || missing(engines[0]!), timeout: 120_000 }, () => {
  test('takes a sign-up', async (t) => {
    const signup = await startSignup()
    t.after(signup.stop)
    const options = { training_signup_host: signup.api }
    const { html, scripts } = shortcode(
      { training: 'citizens', partner: 'we-the-people' },
      { options, hasModules: false },
    )
    const site = createServer((_, response) => {
      response.setHeader('Content-Type', 'text/html').end(`<!doctype html>${html}${scripts['training-signup']?.tag}`)
    }).listen(0, 'localhost')
    await once(site, 'listening')
    t.after(() => {
      site.close()
      site.closeAllConnections()
    })
    const browser = await launchChromium()
    t.after(() => browser.close())
    const page = await browser.newPage()
    await page.goto(`http://localhost:${(site.address() as AddressInfo).port}/`)
    await page.getByLabel('First name').fill('Ada')
    await page.getByLabel('Last name').fill('Reyes')
    await page.getByLabel('Email address').fill('wordpress@kcpd.example')
    await page.getByRole('button', { name: 'Register', exact: true }).click()
    await page.getByText('Your reference number').first().waitFor()
    const { registrations } = await (await signup.admin('registrations?training=citizens')).json()
    assert.deepEqual(
      registrations.map(({ email, partner }: { email: string; partner: string }) => [email, partner]),
      [['wordpress@kcpd.example', 'we-the-people']],
    )
  })
})
