/** `#rrggbb`, in lower case. */
export type Colour = `#${string}`

const white: Colour = '#ffffff'
const black: Colour = '#000000'

/** A colour as people write it: `7A1F2B`, `#7a1f2b`, `#fff`. */
export function readColour(text: string | undefined): Colour | undefined {
  const digits = /^#?([\da-f]{3}|[\da-f]{6})$/i.exec(text?.trim() ?? '')?.[1]?.toLowerCase()
  if (digits === undefined) return undefined
  return `#${digits.length === 6 ? digits : digits.replace(/./g, '$&$&')}`
}

const channels = (colour: Colour) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))

// Relative luminance and contrast as WCAG 2.2 defines them.
const linear = (channel: number) => {
  const share = channel / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

function luminanceOf(colour: Colour) {
  const [red = 0, green = 0, blue = 0] = channels(colour).map(linear)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** From 1, the same, to 21, black on white. */
export function contrastOf(one: Colour, other: Colour): number {
  const [dark = 0, light = 0] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** White wherever it can be read, else black: one of the two always can. */
export const textOn = (background: Colour, needed = 4.5): Colour =>
  contrastOf(white, background) >= needed ? white : black

const mix = (colour: Colour, end: Colour, share: number): Colour => {
  const ends = channels(end)
  const mixed = channels(colour).map((channel, index) => Math.round(channel + ((ends[index] ?? 0) - channel) * share))
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}

const steps = 100

/** The first colour on the ways to black and to white that passes; itself if it does, or if none does. */
export function nearestPassing(colour: Colour, passes: (candidate: Colour) => boolean): Colour {
  for (let step = 0; step <= steps; step += 1)
    for (const end of [black, white]) {
      const candidate = mix(colour, end, step / steps)
      if (passes(candidate)) return candidate
    }
  return colour
}
