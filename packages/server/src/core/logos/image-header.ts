interface Size {
  width: number
  height: number
}

/**
 * Reads how many pixels an image says it has, without decoding any. A few bytes can promise more
 * pixels than there is memory. Returns undefined for what is no PNG, JPEG, or WebP.
 */
export function readSize(bytes: Uint8Array): Size | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    if (view.getBigUint64(0) === pngSignature) return pngSize(view)
    if (view.getUint16(0) === startOfJpeg) return jpegSize(view)
    if (textAt(view, 0) === 'RIFF' && textAt(view, 8) === 'WEBP') return webpSize(view)
  } catch (error) {
    // It ends before its header does.
    if (!(error instanceof RangeError)) throw error
  }
  return undefined
}

const pngSignature = 0x89504e470d0a1a0an
const startOfJpeg = 0xffd8

const textAt = (view: DataView, offset: number) =>
  String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(offset + index)))

const pngSize = (view: DataView): Size | undefined =>
  textAt(view, 12) === 'IHDR' ? { width: view.getUint32(16), height: view.getUint32(20) } : undefined

// These have no length. Decoders step over them, or stop, in ways of their own, and could read
// another size behind them.
const isBare = (marker: number) => marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd9)
// Of the start-of-frame markers from C0 to CF, three have another meaning.
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

function jpegSize(view: DataView): Size | undefined {
  for (let offset = 2; view.getUint8(offset) === 0xff; ) {
    const marker = view.getUint8(offset + 1)
    if (isFrame(marker)) return { height: view.getUint16(offset + 5), width: view.getUint16(offset + 7) }
    if (isBare(marker)) return undefined
    // Any number of FF may stand before a marker.
    offset += marker === 0xff ? 1 : 2 + view.getUint16(offset + 2)
  }
  return undefined
}

function webpSize(view: DataView): Size | undefined {
  switch (textAt(view, 12)) {
    case 'VP8 ':
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
    case 'VP8L': {
      const bits = view.getUint32(21, true)
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    case 'VP8X':
      return { width: (view.getUint32(24, true) & 0xffffff) + 1, height: (view.getUint32(26, true) >>> 8) + 1 }
    default:
      return undefined
  }
}

/**
 * Returns whether a PNG is there to its end. Drawing programs take one that was cut off for a
 * smaller one.
 */
export function isWhole(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getBigUint64(0) !== pngSignature) return true
  // After its signature, it consists of chunks: a length, a name, so many bytes, and a checksum.
  for (let offset = 8; offset + 12 <= view.byteLength; offset += 12 + view.getUint32(offset))
    if (textAt(view, offset + 4) === 'IEND') return true
  return false
}

/**
 * Returns whether the bytes begin like an SVG: with an element of that name, after comments and the
 * like.
 */
export const isSvg = (bytes: Uint8Array): boolean =>
  /^\uFEFF?\s*<(?:[\s\S]*<)?svg[\s>]/i.test(new TextDecoder().decode(bytes.subarray(0, 4096)))
