import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'mocha'
import { picture, pngHeader, svg } from '../../testing/pages/pictures.ts'
import { isSvg, readSize } from './image-header.ts'

test('sizes are read of what each program writes, without decoding', () => {
  for (const type of ['png', 'jpeg', 'webp'] as const)
    for (const [width, height] of [
      [1, 1],
      [300, 100],
      [257, 4096],
    ] as const)
      assert.deepEqual(readSize(picture(width, height, type)), { width, height }, `${type} ${width} × ${height}`)
  assert.deepEqual(readSize(pngHeader(60_000, 70_000)), { width: 60_000, height: 70_000 })
})

const riff = (kind: string, ...data: number[]) =>
  Buffer.concat([Buffer.from(`RIFF\0\0\0\0WEBP${kind}\0\0\0\0`, 'latin1'), Buffer.from(data)])

test('sizes are read of all three kinds of WebP', () => {
  const lossy = riff('VP8 ', 0, 0, 0, 0x9d, 0x01, 0x2a, 0x2c, 0x41, 0x64, 0x80)
  // 14 bits each, less one, behind a signature.
  const bits = 299 | (99 << 14)
  const lossless = riff('VP8L', 0x2f, bits & 255, (bits >> 8) & 255, (bits >> 16) & 255, bits >> 24)
  const extended = riff('VP8X', 0, 0, 0, 0, 0x2b, 0x01, 0, 0x63, 0, 0)
  for (const bytes of [lossy, lossless, extended]) assert.deepEqual(readSize(bytes), { width: 300, height: 100 })
})

test('the size in a JPEG is not the one of a preview in front of it', () => {
  const preview = picture(20, 20, 'jpeg')
  const [begin, rest] = [picture(300, 100, 'jpeg').subarray(0, 2), picture(300, 100, 'jpeg').subarray(2)]
  const length = preview.length + 2
  const withPreview = Buffer.concat([begin, Buffer.from([0xff, 0xff, 0xe1, length >> 8, length & 255]), preview, rest])
  assert.deepEqual(readSize(withPreview), { width: 300, height: 100 })
})

test('a JPEG hides no second size behind a marker without a length', () => {
  const small = Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0])
  for (const marker of [0x00, 0x01, 0xd0, 0xd8, 0xd9]) {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, marker, 0, 2]), small])
    assert.equal(readSize(bytes), undefined, marker.toString(16))
  }
})

test('anything else has no size, and an end that comes too early is no failure', () => {
  for (const bytes of [new Uint8Array(), svg, Buffer.from('GIF89a\x01\0\x01\0'), Buffer.from('<html>')])
    assert.equal(readSize(bytes), undefined)
  for (const type of ['png', 'jpeg', 'webp'] as const) {
    const whole = picture(300, 100, type)
    for (let length = 0; length < 24; length++) assert.equal(readSize(whole.subarray(0, length)), undefined)
  }
  const beginning = fc.constantFrom([], [0xff, 0xd8], [...pngHeader(1, 1).subarray(0, 16)], [...riff('VP8X')])
  fc.assert(
    fc.property(beginning, fc.uint8Array({ maxLength: 200 }), (begin, rest) => {
      readSize(Buffer.concat([Buffer.from(begin), rest]))
    }),
  )
})

test('an SVG is recognized behind its declarations and comments', () => {
  const texts = [
    '<svg/>'.replace('/', ' /'),
    '\uFEFF  <svg>',
    '<!-- made by hand --><svg x="1">',
    '<!DOCTYPE svg>\n<SVG >',
  ]
  for (const text of texts) assert.ok(isSvg(Buffer.from(text)), text)
  assert.ok(isSvg(svg))
  for (const text of ['', 'an <svg> in a text', '<html><p>svg</p>', '<svgs>'])
    assert.ok(!isSvg(Buffer.from(text)), text)
})
