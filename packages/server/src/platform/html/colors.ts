/** `#rrggbb` in lower case. */
export type Color = `#${string}`

const white: Color = '#ffffff'
const black: Color = '#000000'

/** Reads a color as people write it: `7A1F2B`, `#7a1f2b`, `#fff`. */
export function readColor(text: string | undefined): Color | undefined {
  const digits = /^#?([\da-f]{3}|[\da-f]{6})$/i.exec(text?.trim() ?? '')?.[1]?.toLowerCase()
  if (digits === undefined) return undefined
  return `#${digits.length === 6 ? digits : digits.replace(/./g, '$&$&')}`
}

const channels = (color: Color) => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))

// Relative luminance and contrast as WCAG 2.2 defines them.
const linear = (channel: number) => {
  const share = channel / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

function luminanceOf(color: Color) {
  const [red = 0, green = 0, blue = 0] = channels(color).map(linear)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Returns the contrast, from 1 for equal colors to 21 for black on white. */
export function contrastOf(one: Color, other: Color): number {
  const [dark = 0, light = 0] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** Returns white if it is readable, else black. One of the two always is. */
export const textOn = (background: Color, needed = 4.5): Color =>
  contrastOf(white, background) >= needed ? white : black

export const mix = (color: Color, end: Color, share: number): Color => {
  const ends = channels(end)
  const mixed = channels(color).map((channel, index) => Math.round(channel + ((ends[index] ?? 0) - channel) * share))
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}

const steps = 100

/**
 * Returns the first color toward black or white that passes. Returns the color itself if it passes,
 * or if none does.
 */
export function nearestPassing(color: Color, passes: (candidate: Color) => boolean): Color {
  for (let step = 0; step <= steps; step += 1)
    for (const end of [black, white]) {
      const candidate = mix(color, end, step / steps)
      if (passes(candidate)) return candidate
    }
  return color
}
