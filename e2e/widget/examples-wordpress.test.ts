import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { missingPhp, runPhp } from '../kit/php.ts'

const folder = join(import.meta.dirname, '../../examples/wordpress/training-signup')
const skip = missingPhp()
const host = 'https://signup.example.org'
const reserve = 'min-height: min(100vh, 51.25rem);'
const server = {
  trainings: [
    { slug: 'first-responders', title: 'First responders', when: { text: 'Monday' }, series: 'jackson-county' },
    { slug: 'citizens', title: 'Citizens', when: { text: 'Saturday' } },
  ],
}

interface Given {
  action: 'shortcode' | 'block' | 'content' | 'editor' | 'settings' | 'save' | 'words' | 'uninstall'
  options?: Record<string, unknown>
  /** Attributes of each place where the shortcode or block stands. */
  uses?: Record<string, string>[]
  /** What the user may do, by WordPress's names. */
  may?: string[]
  typed?: Record<string, unknown>
  content?: string
  locale?: string
  /** The list that the organizer's server answers with. Without it, none answers. */
  server?: object
  sites?: number[]
}

interface Outcome {
  html: string
  scripts: Record<string, { src: string; version: null }>
  asked: string[]
  editor: string
  words: Record<string, string>
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

  test('writes the form with the link inside, and keeps its space free', () => {
    const { html } = shortcode({ training: 'first-responders', partner: 'we-the-people' })
    assert.equal(
      html,
      `<div data-training-signup data-api="${host}" data-training="first-responders" data-partner="we-the-people" ` +
        `style="${reserve}"><a href="${host}/t/first-responders?p=we-the-people">Register for the free training</a></div>`,
    )
    const builder = readFileSync(
      join(import.meta.dirname, '../../packages/server/src/visitors/builder/snippets.ts'),
      'utf8',
    )
    assert.ok(builder.includes(`'${/min\(.*\)/.exec(reserve)?.[0]}'`), 'as much as the builder’s snippet')
  })
  test('gives a block its wrapper', () => {
    const { html } = wordpress({ action: 'block', uses: [{ training: 'citizens', partner: '' }] })
    assert.match(
      html,
      /^<div class="wp-block-[^"]+"><div data-training-signup [^>]*data-training="citizens" style="[^"]+"><a /,
    )
    assert.equal(wordpress({ action: 'block', options: {}, uses: [{}] }).html, '')
  })
  test('takes training and partner of the settings where none is named', () => {
    const options = {
      training_signup_host: host,
      training_signup_training: 'citizens',
      training_signup_partner: 'we-the-people',
    }
    assert.match(shortcode({}, { options }).html, /data-training="citizens" data-partner="we-the-people"/)
    const own = shortcode({ training: 'first-responders', partner: 'rotary' }, { options }).html
    assert.match(own, /data-training="first-responders" data-partner="rotary"/)
  })
  test('links to the list where several trainings or a series are named', () => {
    const { html } = shortcode({ training: 'First Responders, citizens', partner: 'we-the-people' })
    assert.match(html, /data-training="first-responders,citizens"/)
    assert.ok(html.includes(`<a href="${host}/?p=we-the-people">`), html)
    const series = shortcode({ series: 'jackson-county', training: 'citizens' }).html
    assert.match(series, /data-series="jackson-county"/)
    assert.doesNotMatch(series, /data-training=/)
    assert.ok(series.includes(`<a href="${host}/">`), series)
  })
  test('knows language, theme, a way to leave, and colors, from the shortcode and from the block', () => {
    const exit = 'https://weather.example/?a=1&amp;b=2'
    const { html } = shortcode({
      training: 'a',
      lang: 'es',
      theme: 'dark',
      details: 'brief',
      'exit-url': exit,
      accent: '#7A1F2B',
      bare: '1',
    })
    for (const part of [
      ' data-lang="es" data-theme="dark" data-details="brief" data-exit-url="https://weather.example/?a=1&amp;b=2" ',
      `style="${reserve} --training-signup-accent: #7a1f2b; --training-signup-on-accent: #ffffff; ` +
        '--training-signup-link: #7a1f2b; --training-signup-surface: transparent; --training-signup-on-surface: currentcolor;"',
      `href="${host}/t/a?lang=es">Inscríbase en la capacitación gratuita<`,
    ])
      assert.ok(html.includes(part), `${part} in ${html}`)
    const both = { accent: 'light-dark(#ffcc00, #101010)', link: '#6b5300' }
    assert.match(
      shortcode({ training: 'a', ...both }).html,
      /-accent: light-dark\(#ffcc00, #101010\); --training-signup-on-accent: light-dark\(#000000, #ffffff\); --training-signup-link: #6b5300;/,
    )
    const block = {
      training: 'a',
      details: 'none',
      exitUrl: 'https://weather.example/',
      accent: '#ffcc00',
      onAccent: '#111111',
    }
    const { html: made } = wordpress({ action: 'block', uses: [block] })
    assert.match(made, /data-details="none"/)
    assert.match(made, /data-exit-url="https:\/\/weather\.example\/"/)
    assert.match(made, /on-accent: #111111;/)
  })
  test('drops what can be none of them', () => {
    const plain = shortcode({ training: 'a' }).html
    for (const wrong of [
      { lang: 'fr' },
      { theme: 'blue' },
      { details: 'more' },
      { 'exit-url': 'javascript:alert(1)' },
      { 'exit-url': 'http://weather.example/' },
      { accent: 'red; background: url(https://tracker.example/)' },
      { link: '#12345' },
      { bare: 'yes' },
    ])
      assert.equal(shortcode({ training: 'a', ...wrong }).html, plain, JSON.stringify(wrong))
  })

  const listLink = `<p><a href="${host}/">Register for the free training</a></p>`
  test('takes curly quotes off, as word processors write them, and is never without a link', () => {
    const plain = shortcode({ training: 'first-responders' }).html
    for (const typed of [
      '“first-responders”',
      '”first-responders”',
      '&#8220;first-responders&#8221;',
      '‘first-responders’',
    ])
      assert.equal(shortcode({ training: typed }).html, plain, typed)
    for (const training of ['', '“', '“”', 'first_responders!', '“'.repeat(100_000)])
      assert.equal(shortcode({ training }).html, listLink, training.slice(0, 20))
    assert.match(
      shortcode({ training: '?', lang: '“es”', partner: '“rotary”' }).html,
      /\/\?p=rotary&(amp;|#038;)lang=es">Ins/,
    )
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
      assert.equal(shortcode({ training: `a,${hostile}` }).html, listLink)
      assert.equal(shortcode({ training: 'citizens', partner: hostile }).html, shortcode({ training: 'citizens' }).html)
    })
  test('escapes whatever stands in the database', () => {
    const options = { training_signup_host: `${host}/"><script>alert(1)</script>` }
    const { html } = shortcode({ training: 'citizens' }, { options })
    assert.match(
      html,
      /^<div data-training-signup data-api="[^"<>]*" data-training="citizens" style="[^"<>]*"><a href="[^"<>]*">[\w ]+<\/a><\/div>$/,
    )
  })

  test('loads the script once, from the server, and only where a sign-up is', () => {
    const one = { training: 'citizens' }
    const { scripts } = wordpress({ action: 'shortcode', uses: [one, one] })
    const src = `${host}/embed/v1/training-signup.js`
    assert.deepEqual(scripts, { 'training-signup': { src, version: null } })
    assert.deepEqual(wordpress({ action: 'shortcode', uses: [] }).scripts, [])
    assert.deepEqual(shortcode({ training: 'No such!' }).scripts, [])
  })
  test('loads the script for a pasted snippet, from the server of the settings alone', () => {
    const content = '<div data-training-signup data-api="https://other.example"></div>'
    const { html, scripts } = wordpress({ action: 'content', content })
    assert.equal(html, content)
    assert.equal(scripts['training-signup']?.src, `${host}/embed/v1/training-signup.js`)
    assert.deepEqual(wordpress({ action: 'content', content, options: {} }).scripts, [])
    assert.deepEqual(wordpress({ action: 'content', content: 'No form' }).scripts, [])
  })
  test('shows editors what is missing or wrong, and visitors a link at most', () => {
    const may = ['edit_posts']
    assert.equal(shortcode({ training: 'citizens' }, { options: {} }).html, '')
    assert.match(shortcode({ training: 'citizens' }, { options: {}, may }).html, /enter the server’s address/)
    assert.equal(shortcode({}).html, listLink)
    assert.match(shortcode({}, { may }).html, /choose a training/)
    assert.match(shortcode({ training: '<b>' }, { may }).html, /“&lt;b&gt;” can’t be a training’s short name/)
    const known = { may, server }
    assert.match(
      shortcode({ training: 'nurses' }, known).html,
      /^<p><strong>The organizer has no training or series “nurses”\. It has: first-responders, citizens\.<\/strong><\/p><div /,
    )
    assert.match(shortcode({ series: 'county' }, known).html, /“county”\. It has: jackson-county\./)
    assert.match(shortcode({ training: 'citizens' }, known).html, /^<div /)
    assert.match(shortcode({ series: 'jackson-county' }, known).html, /^<div /)
    assert.match(shortcode({ training: 'citizens' }, { may }).html, /No registration server answers at https/)
  })
  test('asks the server once, for people who edit, and never for a visitor', () => {
    const uses = [{ training: 'citizens' }, { training: 'nurses' }]
    assert.deepEqual(wordpress({ action: 'shortcode', uses, server }).asked, [])
    const { asked } = wordpress({ action: 'shortcode', uses, server, may: ['edit_posts'] })
    assert.deepEqual(asked, [`${host}/api/v1/trainings?lang=en`])
  })
  test('hands the editor the trainings to choose from, or what is wrong', () => {
    const { editor } = wordpress({ action: 'editor', server })
    const given = JSON.parse(/^window\.trainingSignup = (.*);$/.exec(editor)?.[1] ?? '')
    assert.deepEqual(given.trainings[0], [
      'first-responders',
      { title: 'First responders', when: 'Monday', series: 'jackson-county', over: false },
    ])
    assert.deepEqual([given.host, given.fault], [host, ''])
    assert.match(wordpress({ action: 'editor' }).editor, /No registration server answers/)
    assert.match(wordpress({ action: 'editor', options: {} }).editor, /under Settings/)
  })

  test('shows its settings to those who may change them, with the server’s trainings to choose from', () => {
    const options = { training_signup_host: `"><script>alert(1)</script>` }
    const { html, pages } = wordpress({ action: 'settings', options, may: ['manage_options'] })
    assert.equal(html.match(/<input class/g)?.length, 3)
    assert.ok(html.includes('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"'), html)
    assert.match(html, /_wpnonce/)
    assert.equal(pages[0]?.capability, 'manage_options')
    assert.equal(wordpress({ action: 'settings', may: ['edit_posts'] }).html, '')
    const chosen = { training_signup_host: host, training_signup_training: 'citizens' }
    const list = wordpress({ action: 'settings', options: chosen, may: ['manage_options'], server }).html
    assert.match(list, /<option value="citizens" selected>Citizens · Saturday<\/option>/)
    const [first, citizens] = server.trainings
    const over = {
      trainings: [
        { ...first, state: 'cancelled' },
        { ...citizens, state: 'past' },
      ],
    }
    const rest = wordpress({ action: 'settings', options: chosen, may: ['manage_options'], server: over }).html
    assert.deepEqual(rest.match(/<option[^>]*>/g), ['<option value="">', '<option value="citizens" selected>'])
  })
  test('keeps an address only if it is one, and says where no server answers', () => {
    const save = (typed: unknown, answer: object | undefined = server) => {
      const typedHost = { training_signup_host: typed }
      const { options, faults } = wordpress({ action: 'save', typed: typedHost, ...(answer && { server: answer }) })
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
    assert.deepEqual(wordpress({ action: 'save', typed: { training_signup_host: other } }).faults, [
      `No registration server answers at ${other}. Check the address with the organizer.`,
    ])
  })
  test('keeps a training only if the server has it, and a partner only if it can be one', () => {
    const save = (typed: Record<string, string>) => {
      const options = {
        training_signup_host: host,
        training_signup_training: 'citizens',
        training_signup_partner: 'rotary',
      }
      return wordpress({ action: 'save', options, typed, server, may: ['edit_posts'] })
    }
    const training = (typed: string) => {
      const { options, faults } = save({ training_signup_training: typed })
      return [options['training_signup_training'], faults[0]]
    }
    assert.deepEqual(training('First Responders'), ['first-responders', undefined])
    assert.deepEqual(training('nurses')[0], 'citizens')
    assert.match(String(training('nurses')[1]), /no training or series “nurses”/)
    assert.match(String(training('<b>')[1]), /“<b>” can’t be a training’s short name/)
    assert.equal(save({ training_signup_partner: 'We The People' }).options['training_signup_partner'], 'we-the-people')
    const { options, faults } = save({ training_signup_partner: 'a/b' })
    assert.deepEqual([options['training_signup_partner'], faults.length], ['rotary', 1])
  })
  test('has every sentence in Spanish too', () => {
    const texts = readdirSync(folder)
      .filter((name) => name.endsWith('.php'))
      .flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(/\b(?:esc_html)?__\( '([^']+)'/g)])
      .map(([, text = '']) => text)
    const { words } = wordpress({ action: 'words', locale: 'es_MX' })
    assert.ok(texts.length > 30)
    for (const text of texts) assert.ok(words[text], `“${text}” has no translation`)
    const used = new Set([
      ...texts,
      /^ \* Description: +(.+)$/m.exec(readFileSync(join(folder, 'training-signup.php'), 'utf8'))?.[1],
    ])
    for (const text of Object.keys(words))
      assert.ok(text.startsWith('block ') || used.has(text), `“${text}” is nowhere`)
    assert.match(shortcode({ training: 'a' }, { locale: 'es_MX' }).html, />Inscríbase en la capacitación gratuita</)
  })
  test('leaves nothing behind', () => {
    const options = {
      training_signup_host: host,
      training_signup_partner: 'rotary',
      training_signup_training: 'citizens',
      blogname: 'Sponsor',
    }
    assert.deepEqual(wordpress({ action: 'uninstall', options }).options, { blogname: 'Sponsor' })
    assert.deepEqual(wordpress({ action: 'uninstall', options, sites: [1, 2] }).sites, [1, 2])
  })
})
