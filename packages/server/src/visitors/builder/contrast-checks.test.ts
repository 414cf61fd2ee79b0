import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'mocha'
import { type Color, contrastOf, nearestPassing, readColor, textOn } from '../../platform/html/colors.ts'
import { declarationsOf, own, type Theme } from '../../platform/html/theme.ts'
import { checkContrast } from './contrast-checks.ts'

const look = (more: Partial<Theme> = {}): Theme => ({
  theme: 'light',
  accent: '#7a1f2b',
  onAccent: undefined,
  isBare: false,
  background: '#ffffff',
  ...more,
})
const texts = (given: Partial<Theme>) => checkContrast(look(given), 'en').map(({ text }) => text)
const failing = (given: Partial<Theme>) => checkContrast(look(given), 'en').filter(({ passes }) => !passes)

describe('colors', () => {
  test('are compared as WCAG does', () => {
    assert.equal(contrastOf('#000000', '#ffffff'), 21)
    assert.equal(contrastOf('#777777', '#777777'), 1)
    assert.equal(contrastOf('#767676', '#ffffff').toFixed(2), '4.54')
  })
  test('are read as people write them, and nothing else is', () => {
    assert.deepEqual(['#FFF', '7a1f2b', ' #0B57D0 '].map(readColor), ['#ffffff', '#7a1f2b', '#0b57d0'])
    for (const text of ['red', '#12', '#12345', '#1234567', '#ggg', 'url(x)', '#fff;}', undefined])
      assert.equal(readColor(text), undefined, text)
  })
  test('always have a text that can be read on them', () => {
    for (let grey = 0; grey < 256; grey += 1) {
      const color: Color = `#${grey.toString(16).padStart(2, '0').repeat(3)}`
      assert.ok(contrastOf(textOn(color), color) >= 4.5, color)
    }
  })
  test('are moved no further than they must be', () => {
    assert.equal(
      nearestPassing('#7a1f2b', () => true),
      '#7a1f2b',
    )
    const found = nearestPassing('#ffcc00', (one) => contrastOf(one, '#ffffff') >= 4.5)
    const ratio = contrastOf(found, '#ffffff')
    assert.ok(ratio >= 4.5 && ratio < 4.75, `${found} ${ratio}`)
  })
})

const channelsOf = (color = '#000000') => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16))

describe('the contrast check', () => {
  test('looks at the colors that the form has by itself', () => {
    const styles = readFileSync(new URL('../../../../widget/src/styles/colors.css', import.meta.url), 'utf8')
    const given = [...styles.matchAll(/--([\w-]+): var\(--training-signup-[\w-]+, light-dark\((#\w+), (#\w+)\)/g)]
    const mixed = [...styles.matchAll(/--(\w+): var\(.*color-mix\(in srgb, var\(--ink\) (\d+)%, var\(--surface\)/g)]
    for (const [scheme, side] of [
      ['light', 2],
      ['dark', 3],
    ] as const) {
      const colors = new Map(given.map((one) => [one[1], readColor(one[side])]))
      const mixOf = (name: string) => {
        const share = Number(mixed.find((one) => one[1] === name)?.[2]) / 100
        const [ink = [], surface = []] = ['ink', 'surface'].map((one) => channelsOf(colors.get(one)))
        const channels = ink.map((one, at) => Math.round(one * share + (surface[at] ?? 0) * (1 - share)))
        return `#${channels.map((one) => one.toString(16).padStart(2, '0')).join('')}`
      }
      assert.deepEqual(own[scheme], {
        accent: colors.get('accent'),
        card: colors.get('surface'),
        text: colors.get('ink'),
        muted: mixOf('muted'),
        error: colors.get('error'),
        fieldBorder: mixOf('edge'),
      })
    }
  })
  test('reports each ratio, and passes what is readable', () => {
    assert.deepEqual(texts({}), [
      'Button: #ffffff on #7a1f2b is 10.2:1. Good.',
      'Links: #7a1f2b on the light card (#ffffff) is 10.2:1. Good.',
      'Button, checkmarks, and lines: #7a1f2b on the light card (#ffffff) is 10.2:1. Good.',
    ])
    assert.deepEqual(failing({ accent: undefined, theme: undefined }), [])
  })
  test('offers another text and the nearest accent for a button that cannot be read', () => {
    const [near] = failing({ accent: '#777777', onAccent: '#ffffff' })
    assert.match(near?.text ?? '', /is 4\.4:1, too low/, '4.48 is not rounded up to what would pass')
    const [hard] = failing({ accent: '#777777', onAccent: '#888888' })
    assert.match(hard?.text ?? '', /1\.2:1, too low to read\. It needs 4\.5:1/)
    for (const { change } of hard?.offers ?? [])
      assert.deepEqual(
        failing({ accent: '#777777', onAccent: '#888888', ...change }).filter(({ text }) =>
          text.startsWith('Button: '),
        ),
        [],
      )
    assert.equal(hard?.offers.length, 2)
  })
  test('writes links in the nearest color that can be read', () => {
    const [, links] = texts({ accent: '#ffcc00' })
    assert.match(
      links ?? '',
      /is 1\.5:1, too low to read.* Links will use #[\da-f]{6} instead, the closest readable color \(4\.[5-9]:1\)/,
    )
    const link = declarationsOf(look({ accent: '#ffcc00' })).find((line) => line.includes('-link'))
    assert.ok(links?.includes(/#[\da-f]{6}/.exec(link ?? '')?.[0] ?? 'none'))
  })
  test('offers an accent that can be seen on what is behind it', () => {
    const [marks, ...more] = failing({ accent: '#ffcc00' })
    assert.match(marks?.text ?? '', /too low to see\. It needs 3:1/)
    assert.deepEqual(more, [])
    assert.deepEqual(failing({ accent: '#ffcc00', ...marks?.offers[0]?.change }), [])
  })
  test('looks at the page’s background once there is no card, and knows the theme for it', () => {
    const [marks, print] = failing({ isBare: true, background: '#202020' })
    assert.match(marks?.text ?? '', /your background \(#202020\)/)
    assert.match(print?.text ?? '', /Choose the dark theme/)
    assert.equal(failing({ isBare: true, background: '#202020', theme: 'dark', accent: '#ffcc00' }).length, 0)
    assert.match(
      failing({ isBare: true, background: '#808080' }).at(-1)?.text ?? '',
      /in the light theme\. Put the form on a card/,
    )
  })
  test('mends the dark side of a page that may be either, and says so', () => {
    const note = texts({ theme: undefined }).at(-1) ?? ''
    const [, accent, link] = /^When your page is dark, the accent is (#\w{6}) and links are (#\w{6}),/.exec(note) ?? []
    const lines = declarationsOf(look({ theme: undefined }))
    assert.ok(lines.includes(`--training-signup-accent: light-dark(#7a1f2b, ${accent});`), String(lines))
    assert.ok(lines.includes(`--training-signup-link: light-dark(#7a1f2b, ${link});`), String(lines))
    assert.ok(contrastOf(accent as Color, '#1b1e23') >= 3 && contrastOf(link as Color, '#1b1e23') >= 4.5)
  })
})
