import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { engines, missing } from '../kit/engine.ts'
import { faultsOf, least, most } from './limits.ts'
import { type Look, measureLook } from './measure.ts'

describe('the look', { skip: missing(engines[0]!) }, () => {
  let look: Look
  before(async () => {
    look = await measureLook()
  })

  test('keeps its limits in every step, width, theme, and language', () => {
    assert.deepEqual(faultsOf(look), [])
    // 22 steps, in two languages, five widths, two themes, and on two hosts.
    assert.equal(look.steps.length, 22 * 2 * 5 * 2 * 2)
    // The letters are wide indeed, or the form would be as high as with Georgia’s.
    const serifs = look.steps.filter(({ step, width, host }) => step === 'form' && width === 375 && host === 'paper')
    for (const { lang, phone } of look.wide)
      for (const one of serifs) if (one.lang === lang) assert.ok(phone > one.height, lang)
    assert.equal(look.wide.length, 2)
    // Four trainings.
    assert.equal(look.real.length, 4 * 5 * 2)
    assert.equal(look.squads.length, 2)
    // Two pages of each training and one more, in two languages, at two widths.
    assert.equal(look.hosted.length, (4 * 2 + 1) * 2 * 2)
  })

  test('would fail on a form that is too long, too wide, too pale, too small or close to hit, or drawn over itself', () => {
    const one = look.steps.find(({ step, width, host }) => step === 'form' && width === 375 && host === 'plain')!
    const worse = { height: most.phone + 1, firstField: most.firstField + 1, overflow: 1, contrast: least.text - 0.1 }
    const [small, crowded, overlapping] = [
      ['<button> No'],
      ['<button> No is hit with <button> Yes'],
      ['No lies over Yes'],
    ]
    const found = faultsOf({
      steps: [{ ...one, ...worse, small, crowded, overlapping }],
      wide: [
        { lang: 'en', phone: 1421, firstField: 401, desk: 821 },
        { lang: 'es', phone: 1551, firstField: 481, desk: 911 },
      ],
      real: [{ training: 'rich', host: 'theme', lang: 'es', width: 347, height: 1601, firstField: 461 }],
      squads: [{ lang: 'en', height: 1961, list: 721 }],
      pairs: [],
      loads: [],
      hosted: [
        {
          page: '/t/…',
          lang: 'en',
          width: 375,
          firstField: most.firstField + 1,
          overflow: 1,
          gap: 15,
          astray: ['Hotline'],
          broken: ['8 AM – 4 PM'],
        },
      ],
    })
    assert.equal(found.length, 7 + 6 + 2 + 2 + 5)
  })
})
