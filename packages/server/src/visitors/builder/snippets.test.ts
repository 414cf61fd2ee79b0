import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'mocha'
import type { BuilderChoice } from './choice.ts'
import type { OfferedTraining } from './offer.ts'
import { type Snippets, snippetsFor } from './snippets.ts'

const training = (slug: string, more: Partial<OfferedTraining> = {}): OfferedTraining => ({
  slug,
  title: { en: `Training ${slug}`, es: `Capacitación ${slug}` },
  series: undefined,
  languages: ['en', 'es'],
  outcome: 'confirmed',
  ...more,
})

const choose = (more: Partial<BuilderChoice> = {}): BuilderChoice => ({
  publicUrl: 'https://signup.example/base',
  trainings: [training('citizens')],
  series: undefined,
  partner: 'rotary',
  lang: undefined,
  details: undefined,
  look: { theme: undefined, accent: undefined, onAccent: undefined, isBare: false, background: '#ffffff' },
  fonts: undefined,
  exitUrl: undefined,
  site: undefined,
  pinned: undefined,
  ...more,
})
const snippets = (more: Partial<BuilderChoice> = {}) => snippetsFor(choose(more))

describe('a snippet', () => {
  test('is a rule, the script, and the element with a link in it', () => {
    assert.equal(
      snippets().html,
      `<style>
training-signup, [data-training-signup] {
  display: block;
  --training-signup-reserve: min(100vh, 60rem);
  min-height: var(--training-signup-reserve);
}
@media (min-width: 60rem) {
  training-signup, [data-training-signup] { --training-signup-reserve: min(100vh, 51.25rem); }
}
</style>
<script type="module" src="https://signup.example/base/embed/v1/training-signup.js" crossorigin="anonymous"></script>
<training-signup api="https://signup.example/base" training="citizens" partner="rotary">
  <a href="https://signup.example/base/t/citizens?p=rotary">Register for the free training</a>
</training-signup>`,
    )
  })
  test('keeps height free by the property that the element takes as its own least height', () => {
    const styles = readFileSync(new URL('../../../../widget/src/styles/frame.css', import.meta.url), 'utf8')
    assert.match(styles, /min-block-size: var\(--training-signup-reserve, auto\);/)
    assert.match(snippets().reserve, /min-height: var\(--training-signup-reserve\);/)
  })
  test('has the rule that the sponsor’s page of the example keeps its space with', () => {
    const bare = (text: string) => text.replaceAll(/\s+/g, ' ')
    const sheet = readFileSync(
      new URL('../../../../../examples/jackson-county/sponsor-page.css', import.meta.url),
      'utf8',
    )
    for (const rule of snippets().reserve.split(/\n(?=@)/)) assert.ok(bare(sheet).includes(bare(rule)), rule)
  })
  test('has nothing in it that was not chosen, and everything that was', () => {
    const chosen = {
      lang: 'es',
      exitUrl: 'https://weather.example/',
      look: { theme: 'dark', accent: '#ffcc00', onAccent: undefined, isBare: true, background: '#000000' },
    } as const
    const { html, div } = snippets(chosen)
    for (const part of [
      ' lang="es" theme="dark" exit-url="https://weather.example/">',
      'href="https://signup.example/base/t/citizens?p=rotary&amp;lang=es">Inscríbase',
      '--training-signup-accent: #ffcc00;',
      '--training-signup-on-accent: #000000;',
      '--training-signup-link: #ffcc00;',
      '--training-signup-surface: transparent;',
    ])
      assert.ok(html.includes(part), part)
    assert.ok(div.includes('<div data-training-signup data-api="https://signup.example/base" data-training="citizens"'))
    assert.ok(div.includes(' data-theme="dark" data-exit-url="https://weather.example/" style="'))
    assert.ok(!snippets({ partner: undefined }).html.includes('partner'))
  })
  test('says how much the form shows of the training, wherever attributes can', () => {
    const { html, div, shortcode, react, vue } = snippets({ details: 'brief' })
    for (const text of [html, react, vue]) assert.match(text, /<training-signup[^>]* details="brief">/)
    assert.match(div, /<div data-training-signup[^>]* data-details="brief"/)
    assert.ok(shortcode.includes(' details="brief"'), shortcode)
    const { wix, squarespace, iframe, growingIframe } = snippets({ details: 'brief', site: 'https://rotary.example' })
    for (const text of [wix, squarespace, iframe, growingIframe]) assert.match(text ?? '', /[?;&]details=brief/)
    assert.doesNotMatch(Object.values(snippets()).join(), /details/)
  })
  test('names several trainings, each with its link; of a series it names only the series', () => {
    const trainings = [training('a'), training('b')]
    const several = snippets({ trainings }).html
    assert.ok(several.includes('training="a,b"'))
    assert.match(
      several,
      /\/t\/a\?p=rotary">Register: Training a<\/a><br \/>\n.*\/t\/b\?p=rotary">Register: Training b/,
    )
    const series = snippets({ trainings, series: 'county' }).html
    assert.ok(series.includes('series="county"') && !series.includes('training='))
    assert.ok(series.includes('<a href="https://signup.example/base/?p=rotary&amp;lang=en">'))
  })
  test('has a shortcode for the plugin with everything that was chosen', () => {
    assert.equal(snippets().shortcode, '[training_signup training="citizens" partner="rotary"]')
    const look = {
      theme: 'light',
      accent: '#ffcc00',
      onAccent: undefined,
      isBare: true,
      background: '#ffffff',
    } as const
    assert.equal(
      snippets({ series: 'county', lang: 'es', exitUrl: 'https://weather.example/', look }).shortcode,
      '[training_signup series="county" partner="rotary" lang="es" theme="light" exit-url="https://weather.example/" ' +
        'accent="#ffcc00" on-accent="#000000" link="#8a6e00" bare="1"]',
    )
  })
  test('keeps the height free by an attribute where a style element would be dropped', () => {
    const { div } = snippets({ look: { ...choose().look, accent: '#7a1f2b', theme: 'light' } })
    assert.doesNotMatch(div, /<style/)
    assert.ok(
      div.includes(
        ' style="outline: none; min-height: min(100vh, 51.25rem); --training-signup-accent: #7a1f2b; ' +
          '--training-signup-on-accent: #ffffff; --training-signup-link: #7a1f2b;">',
      ),
      div,
    )
  })
  test('stays with a release by its hash, or follows', () => {
    const { html, react, vue } = snippets({ pinned: { version: '1.2.3', integrity: 'sha384-abc' } })
    for (const text of [html, vue, react])
      assert.ok(
        text.includes('src="https://signup.example/base/embed/1.2.3/training-signup.js" integrity="sha384-abc"'),
      )
    assert.ok(!snippets().html.includes('integrity'))
  })
  test('gives a frame its look, and a height of its own only where the page’s address is known', () => {
    const look = {
      theme: 'dark',
      accent: '#ffcc00',
      onAccent: undefined,
      isBare: false,
      background: '#ffffff',
    } as const
    const { iframe, growingIframe, wix } = snippets({ look, site: 'https://rotary.example' })
    const frame = 'https://signup.example/base/t/citizens/frame?p=rotary'
    assert.ok(
      iframe.includes(`<iframe src="${frame}&amp;theme=dark&amp;accent=%23ffcc00" title="Register: Training citizens"`),
    )
    assert.equal(wix, `${frame}&theme=dark&accent=%23ffcc00`)
    // Else browsers paint the frame's ground where the page has another scheme.
    assert.match(iframe, /<iframe[^>]* style="color-scheme: dark; height: clamp\(/)
    assert.match(growingIframe ?? '', /<iframe[^>]* style="color-scheme: dark"/)
    assert.match(snippets().iframe, / style="color-scheme: light; /)
    assert.ok(growingIframe?.includes('parent=https%3A%2F%2Frotary.example"'))
    for (const check of ["origin !== 'https://signup.example'", 'frame.contentWindow === source'])
      assert.ok(growingIframe?.includes(check), check)
    assert.equal(snippets().growingIframe, undefined)
  })
  test('lists what a policy must allow, origins only', () => {
    const { csp } = snippets({ site: 'https://rotary.example' })
    for (const line of ['script-src', 'connect-src', 'img-src', 'frame-src'])
      assert.ok(csp.includes(`  ${line} https://signup.example\n`), line)
    assert.ok(csp.includes('  trusted-types training-signup\n'))
    assert.match(csp, /script-src 'sha256-[\w+/]{43}='$/)
  })
})

describe('text that others wrote', () => {
  const evil = '"><script>alert(1)</script>{{7*7}}{alert(1)}`${alert(1)}`\'--><style>'
  const hostile: Partial<BuilderChoice> = {
    trainings: [training('a', { title: { en: evil, es: evil } }), training('b', { title: { en: evil } })],
    exitUrl: evil,
    partner: evil,
    series: undefined,
  }
  test('stays a value or a word in every snippet', () => {
    const clean = snippets({
      trainings: [training('a'), training('b')],
      exitUrl: 'x',
      partner: 'y',
      site: 'https://a.example',
    })
    const made = snippets({ ...hostile, site: 'https://a.example' })
    for (const name of Object.keys(clean) as (keyof Snippets)[]) {
      const text = made[name] ?? ''
      assert.ok(!text.includes('<script>alert') && !text.includes('{{') && !/\{alert|`\$\{alert/.test(text), name)
      // As many tags, quotes and braces as without it: nothing was closed and nothing opened.
      for (const sign of ['<', '>', '"', '`', '{', '}'])
        assert.equal(text.split(sign).length, clean[name]?.split(sign).length, `${name}: ${sign}`)
    }
  })
})
