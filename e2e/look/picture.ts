import { decode, encode } from 'fast-png'
import pixelmatch from 'pixelmatch'

/** Of each pixel: red, green, blue, and how opaque. */
export interface Picture {
  width: number
  height: number
  data: Uint8Array
}

export function readPicture(png: Uint8Array): Picture {
  const { width, height, palette, channels, data: read } = decode(png)
  const data = new Uint8Array(width * height * 4).fill(255)
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const [from, at] = palette ? [palette[read[pixel]!]!, 0] : [read, pixel * channels]
    data[pixel * 4] = from[at]!
    data[pixel * 4 + 1] = from[at + 1]!
    data[pixel * 4 + 2] = from[at + 2]!
  }
  return { width, height, data }
}

/** Returns how many pixels have which color, the most frequent first. */
function colorsOf({ data }: Picture) {
  const pixels = new Uint32Array(data.buffer, data.byteOffset, data.length / 4)
  const counts = new Map<number, number>()
  // Most pixels have the color of the one before.
  for (let start = 0, end = 1; start < pixels.length; start = end, end += 1) {
    while (end < pixels.length && pixels[end] === pixels[start]) end += 1
    counts.set(pixels[start]!, (counts.get(pixels[start]!) ?? 0) + end - start)
  }
  return new Map([...counts].toSorted((a, b) => b[1] - a[1]))
}

// Only grounds have the same color in as much of a picture.
const groundShare = 0.02

// Red is the lowest byte.
const channelsOf = (color: number) =>
  [color & 255, (color >>> 8) & 255, (color >>> 16) & 255] as [red: number, green: number, blue: number]

// Of at most 256 steps in red, green, or blue. No eye sees it, and a picture takes a third.
const mostOff = 10

/**
 * Reduces a picture to few colors: grounds stay as they are, and each of the others becomes the
 * most frequent one that is next to it. Doing so again changes nothing.
 */
function reduce(picture: Picture) {
  const total = picture.width * picture.height
  const palette: { channels: [number, number, number]; count: number }[] = []
  const places = new Map<number, number>()
  for (const [color, count] of colorsOf(picture)) {
    const channels = channelsOf(color)
    const isNear = (one: { channels: number[] }) =>
      one.channels.every((value, index) => Math.abs(value - channels[index]!) <= mostOff)
    const found = count / total < groundShare ? palette.findIndex(isNear) : -1
    if (found >= 0) palette[found]!.count += count
    places.set(color, found >= 0 ? found : palette.push({ channels, count }) - 1)
  }
  return { palette, places, total }
}
type Reduced = ReturnType<typeof reduce>

/** Writes a PNG of few colors. */
export function writePicture(picture: Picture): Uint8Array {
  const { width, height, data } = picture
  const { palette, places } = reduce(picture)
  if (palette.length > 256) return encode({ width, height, data, channels: 4 })
  const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height)
  const indexes = Uint8Array.from(pixels, (color) => places.get(color)!)
  const colors = palette.map(({ channels }) => channels)
  return encode({ width, height, data: indexes, channels: 1, depth: 8, palette: colors }, { zlib: { level: 9 } })
}

/**
 * How far a pixel's color may be off, where 1 is from black to white, and how many pixels may be
 * farther. What only smooths the edge of a letter does not count.
 */
const tolerance = { threshold: 0.06, pixels: 12 }

/** Returns the first ground of one picture that the other hardly has. */
function missingGround({ palette, total }: Reduced, other: Reduced) {
  const its = new Map(other.palette.map(({ channels, count }) => [channels.join(', '), count]))
  const missing = palette.find(
    ({ channels, count }) => count >= groundShare * total && (its.get(channels.join(', ')) ?? 0) < count / 2,
  )
  return missing && `rgb(${missing.channels.join(', ')})`
}

/**
 * Returns how one picture differs from another, and a picture of that; nothing if they are alike.
 */
export function differenceOf(actual: Picture, expected: Picture): { text: string; diff?: Picture } | undefined {
  const { width, height } = actual
  if (width !== expected.width || height !== expected.height)
    return { text: `is ${width} × ${height} pixels, not ${expected.width} × ${expected.height}` }
  const diff = { width, height, data: new Uint8Array(actual.data.length) }
  const { threshold, pixels } = tolerance
  const count = pixelmatch(expected.data, actual.data, diff.data, width, height, { threshold })
  if (count > pixels) return { text: `differs in ${count} pixels`, diff }
  const [one, other] = [reduce(expected), reduce(actual)]
  const ground = missingGround(one, other) ?? missingGround(other, one)
  return ground ? { text: `differs in the color ${ground}` } : undefined
}
