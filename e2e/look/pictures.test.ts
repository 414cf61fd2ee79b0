import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { engines, missing } from '../kit/engine.ts'
import { comparePictures } from './kept-pictures.ts'
import { differenceOf, readPicture, writePicture } from './picture.ts'
import { states } from './states.ts'
import { type Change, takePictures } from './take-pictures.ts'

const advice =
  'Compare screenshots/look with e2e/look/pictures. If it is meant to look so: npx --yes pnpm@12.21.0 look update'

describe('the look', { concurrency: false }, () => {
  for (const engine of engines)
    test(`is that of the kept pictures, in ${engine.name}`, { skip: missing(engine) }, async () => {
      assert.deepEqual(comparePictures(engine, await takePictures(engine)), [], advice)
    })

  test('is compared closely: a pixel or a shade that is off counts', { skip: missing(engines[0]!) }, async () => {
    const state = states.find(({ step, size }) => step === 'confirmed' && size === 'phone')!
    const changes = [
      ['[part=reference]', 'position: relative; left: 1px'],
      ['.disc', 'position: relative; top: 1px'],
      ['[part=note]', 'color: #66696d'],
      ['[part=result]', 'background: #e0f7e8'],
      ['[part~=calendars] [part~=button]', 'border-radius: 4px'],
    ] as const
    const change: Change = async (page, index) => {
      const [wanted = '', style = ''] = changes[index - 2] ?? []
      await page.read(
        (selector: string, rule: string) => {
          const root = document.querySelector('training-signup')?.shadowRoot
          if (selector) root?.querySelector(selector)?.setAttribute('style', rule)
        },
        wanted,
        style,
      )
    }
    const wanted = Array.from({ length: 2 + changes.length }, () => state)
    const [first, second, ...changed] = (await takePictures(engines[0]!, wanted, change)).map(({ picture }) => picture)
    const kept = readPicture(writePicture(first!))
    assert.equal(differenceOf(second!, kept), undefined)
    for (const [index, one] of changed.entries())
      assert.match(differenceOf(one, kept)?.text ?? 'is the same', /differs/, changes[index]?.join(': '))
  })
})
