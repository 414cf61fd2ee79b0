import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import { readReleases } from '../../visitors/embed/manifest.ts'
import { inspectPage, type Known } from './inspect-page.ts'
import { readTags } from './read-tags.ts'

const releases = await readReleases()
const [oldest = '', newest = ''] = [[...releases.keys()][0], [...releases.keys()].at(-1)]
const known: Known = {
  server: new URL('https://signup.example'),
  partner: 'rotary',
  trainings: new Set(['first-responders']),
  series: new Set(['jackson-county']),
  releases,
}
const script = (version = newest, integrity = releases.get(version), more = '') =>
  `<script type="module" src="https://signup.example/embed/${version}/training-signup.js"${integrity ? ` integrity="${integrity}"` : ''} crossorigin="anonymous" ${more}></script>`
const form = '<training-signup training="first-responders" partner="rotary"></training-signup>'

const inspect = (html: string, policies: string[] = []) =>
  inspectPage({ url: new URL('https://rotary.example/events'), tags: readTags(html), policies }, known)
const findings = (html: string, policies?: string[]) =>
  inspect(html, policies).findings.map(({ code, value }) => (value === undefined ? code : `${code} ${value}`))

describe('a partner’s page', () => {
  test('is live with the snippet as it was given out, as an element or a div', () => {
    const div = '<div data-training-signup data-training="first-responders" data-partner="rotary"></div>'
    for (const one of [form, div])
      assert.deepEqual(inspect(one + script()), { state: 'live', release: newest, findings: [] })
    const series = '<training-signup series="jackson-county" partner="rotary"></training-signup>'
    assert.equal(inspect(series + script()).state, 'live')
    assert.deepEqual(inspect(form + script('v1', undefined)), { state: 'live', release: null, findings: [] })
  })

  test('fails where something is missing, misspelled, or altered', () => {
    const wrong = form.replace('first-responders', 'first-responder')
    for (const [html, ...expected] of [
      ['<h1>Events</h1>', 'no-sign-up'],
      [form, 'no-script'],
      [`${form}<script src="https://cdn.example/embed/${newest}/training-signup.js"></script>`, 'no-script'],
      [wrong + script(), 'unknown-training first-responder'],
      [form.replace('training=', 'series=') + script(), 'unknown-series first-responders'],
      [form + script().replace('module', 'text/javascript'), 'no-script'],
      [form + script(newest, 'sha384-AAAA'), `integrity-mismatch ${newest}`],
      [form + script('v1', 'sha384-AAAA'), 'integrity-mismatch v1'],
      [form + script('9.9.9', 'sha384-AAAA'), 'unknown-release 9.9.9'],
    ] as [string, ...string[]][]) {
      assert.deepEqual(findings(html), expected, html)
      assert.equal(inspect(html).state, 'failing', html)
    }
  })

  test('works with a note where it pins an old release or counts for no one', () => {
    for (const [html, expected] of [
      [form + script(oldest), `old-release ${oldest}`],
      [form.replace(' partner="rotary"', '') + script(), 'no-partner'],
      [form.replace('rotary', 'lions') + script(), 'other-partner lions'],
    ] as const) {
      assert.deepEqual(findings(html), [expected])
      assert.equal(inspect(html).state, 'warned')
    }
  })

  test('fails where its security policy blocks the script or the connection', () => {
    const html = form + script()
    const allowed = "script-src 'self' https://signup.example; connect-src https://signup.example"
    for (const [policy, ...expected] of [
      [allowed],
      ["default-src 'self'", 'script-blocked default-src', 'connection-blocked default-src'],
      ["script-src 'self'; connect-src *", 'script-blocked script-src'],
      ["script-src https:; connect-src 'self'", 'connection-blocked connect-src'],
      [`script-src 'strict-dynamic' '${releases.get(newest)}'; connect-src https:`],
      ["script-src 'strict-dynamic' https://signup.example; connect-src https:", 'script-blocked script-src'],
      ['script-src *.example; connect-src signup.example'],
      ['script-src https://signup.example/embed/; connect-src https://signup.example:443'],
      ['script-src https://signup.example/other/; connect-src https:', 'script-blocked script-src'],
      [
        'script-src-elem https://signup.example; script-src none; connect-src https://signup.example:8443',
        'connection-blocked connect-src',
      ],
    ] as [string, ...string[]][])
      assert.deepEqual(findings(html, [policy]), expected, policy)
    // Every policy must allow it, also one in the page itself.
    assert.deepEqual(findings(html, [allowed, "script-src 'self'"]), ['script-blocked script-src'])
    const meta = `<meta http-equiv="Content-Security-Policy" content="script-src 'self'">`
    assert.deepEqual(findings(meta + html), ['script-blocked script-src'])
    const nonced = form + script(newest, releases.get(newest), 'nonce="abc"')
    assert.deepEqual(findings(nonced, ["script-src 'nonce-abc'"]), [])
  })

  test('may hold the frame instead', () => {
    const frame = (slug: string) => `<iframe src="https://signup.example/t/${slug}/frame?p=rotary"></iframe>`
    assert.deepEqual(inspect(frame('first-responders')), { state: 'live', release: null, findings: [] })
    assert.deepEqual(findings(frame('gone')), ['unknown-training gone'])
    assert.deepEqual(findings(frame('first-responders'), ["frame-src 'self'"]), ['frame-blocked frame-src'])
  })

  test('is not fooled by what browsers do not run', () => {
    assert.deepEqual(findings(`<!-- ${form}${script()} -->`), ['no-sign-up'])
    assert.deepEqual(findings(`<textarea>${form}${script()}</textarea>`), ['no-sign-up'])
  })
})
