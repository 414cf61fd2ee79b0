import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crowded, illegible, looksOf } from './looks.ts'
import { type Case, harm, type Shared, seeForm, signUp } from './survival.ts'

/** Style sheets of real pages, exaggerated. */
const resets: Record<string, string> = {
  'takes everything off every element': '* { all: unset !important }',
  'gives every element its initial value':
    '*, *::before, *::after { all: initial !important; display: block !important }',
  'hides every control': 'button, input, form, label, h2, h3, p, select, textarea { display: none !important }',
  'shows what is hidden': '[hidden] { display: block !important }',
  'moves everything': `@keyframes page { from, to { opacity: 1 } }
    * { transition: all 5s !important; animation: page 1s infinite !important }`,
  'has a box around every element': `* { box-sizing: content-box !important; padding: 9px !important; border: 5px solid red !important;
    margin: 9px !important; position: relative !important; min-width: 300px !important }`,
  'sets text as no page should': `* { letter-spacing: 1em !important; word-spacing: 3em; text-transform: uppercase !important; text-indent: 5em;
    line-height: 0.5 !important; font-style: italic; font-weight: 900; text-align: right; white-space: nowrap !important;
    direction: rtl !important; text-shadow: 3px 3px red; -webkit-text-fill-color: lime; -webkit-text-stroke: 2px red;
    user-select: none; pointer-events: none; cursor: none; hyphens: auto; writing-mode: vertical-rl }`,
  'has the smallest text': ':root { font-size: 6px }',
  'has a root that is no measure of its text': ':root { font-size: 62.5% } body { font-size: 1.6rem }',
  'has variables of the same names': `* { --accent: red; --on-accent: red; --surface: lime; --on-surface: lime; --border: 0 0% 0%; --radius: 50px;
    --error: blue; --muted: 1; --link: 2; --tint: 3; --field-border: 4 }`,
}

/**
 * Engines differ in which properties there are, and which of them are inherited. The cascade is the
 * same in all.
 */
const differing = ['takes everything off every element', 'sets text as no page should']

// The same width on every page, and too narrow for two columns: for those, a page may leave the
// element too little room.
const place = 'html > body { display: block !important; inline-size: 500px !important }'

/**
 * Tests that the inside looks the same under each style sheet as without any, and that a sign-up
 * works.
 */
export function testStyles(shared: Shared) {
  let bare: string[]
  const isTried = ([name]: [string, string]) => shared.engine.name === 'Chromium' || differing.includes(name)
  for (const [name, css] of [['has no style', ''], ...Object.entries(resets).filter(isTried)] as const)
    test(`a page that ${name}`, async () => {
      const { page, site } = shared
      await page.open(site.show({ head: `<style>${css} ${place}</style>` }))
      await seeForm(page)
      const looks = await page.read(looksOf)
      bare ??= looks
      assert.deepEqual(
        looks.filter((line, index) => line !== bare[index]),
        [],
      )
      assert.equal(looks.length, bare.length)
      assert.deepEqual(await page.read(illegible, 'training-signup'), [])
      assert.deepEqual(await page.read(crowded, 'training-signup'), [])
      assert.deepEqual(await harm(page), [])
      if (css.includes('unset')) await signUp(shared)
    })
}

/** A page's styles for the element itself are intended. The form must be whole all the same. */
export const placedCases: Record<string, Case> = {
  'a page that floats the element, narrow and not quite opaque': {
    host: () => ({
      head: '<style>training-signup { display: inline; float: left; width: 200px; opacity: 0.99 }</style>',
    }),
  },
}
