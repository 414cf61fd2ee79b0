import { type Color, contrastOf, mix, nearestPassing, readColor, textOn } from './colors.ts'

/** The appearance of a sign-up on a sponsor's page. */
export interface Theme {
  /** Undefined: follows the page's `color-scheme`. */
  theme: 'light' | 'dark' | undefined
  /** Undefined: the sign-up's own accent. */
  accent: Color | undefined
  /** Color of text on the accent. Undefined: chosen automatically. */
  onAccent: Color | undefined
  /** Whether the form stands directly on the page, without its own card. */
  isBare: boolean
  /** The page's background. */
  background: Color
}

export type Scheme = 'light' | 'dark'

export interface Surface {
  scheme: Scheme
  color: Color
}

export interface Palette {
  accent: Color
  onAccent: Color
  link: Color
}

/** WCAG 2.2: contrast of text, and of anything else that must be distinguishable. */
export const neededContrast = { text: 4.5, marks: 3 }

/** The most that the sign-up mixes of the accent into a ground on which links stand. */
const strongestTint = 0.11

/** The sign-up's default colors. */
export const own: Record<Scheme, Record<'accent' | 'card' | 'text' | 'muted' | 'error' | 'fieldBorder', Color>> = {
  light: {
    accent: '#0b57d0',
    card: '#ffffff',
    text: '#1b1f24',
    muted: '#56595d',
    error: '#b3261e',
    fieldBorder: '#7b7d80',
  },
  dark: {
    accent: '#a8c7fa',
    card: '#1b1e23',
    text: '#e6e8eb',
    muted: '#b1b3b7',
    error: '#f2b8b5',
    fieldBorder: '#919397',
  },
}

export const defaultBackground: Color = '#ffffff'

const details = ['brief', 'none'] as const
/** What a form shows about its training, where that is not everything. */
export type Details = (typeof details)[number]

export const readDetails = (text: string | undefined): Details | undefined => details.find((one) => one === text)

/** Reads the theme from query parameters. Ignores what is not a color. */
export function readTheme(query: Record<string, string | undefined>): Theme {
  const { theme } = query
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : undefined,
    accent: readColor(query['accent']),
    onAccent: readColor(query['onAccent']),
    isBare: query['bare'] === '1',
    background: readColor(query['background']) ?? defaultBackground,
  }
}

/**
 * Returns the surfaces below the form: the scheme that nearly every page has, then the other one if
 * both may be shown.
 */
export function surfacesOf({ theme, isBare, background }: Theme): [Surface, ...Surface[]] {
  if (isBare) return [{ scheme: theme ?? 'light', color: background }]
  const card = (scheme: Scheme) => ({ scheme, color: own[scheme].card })
  return theme ? [card(theme)] : [card('light'), card('dark')]
}

/**
 * Returns the chosen colors on one surface. On the first, which the sponsor sees, the accent stays
 * as chosen.
 */
export function paletteOn(look: Theme, { scheme, color }: Surface): Palette {
  const chosen = look.accent ?? own[scheme].accent
  const isFirst = surfacesOf(look)[0].scheme === scheme
  const reads = (one: Color, other: Color, needed: number) => contrastOf(one, other) >= needed
  const accent = isFirst ? chosen : nearestPassing(chosen, (one) => reads(one, color, neededContrast.marks))
  const isGivenText = look.onAccent && (isFirst || reads(look.onAccent, accent, neededContrast.text))
  return {
    accent,
    onAccent: isGivenText && look.onAccent ? look.onAccent : textOn(accent),
    link: nearestPassing(chosen, (one) =>
      [color, mix(color, accent, strongestTint)].every((ground) => reads(one, ground, neededContrast.text)),
    ),
  }
}

/** Returns the colors that differ from the sign-up's defaults. */
export function colorsOf(look: Theme): Partial<Record<keyof Palette, string>> {
  const palettes = surfacesOf(look).map((surface) => ({ ...paletteOn(look, surface), scheme: surface.scheme }))
  const both = (name: keyof Palette) => {
    const [first, second = first] = palettes.map((palette) => palette[name])
    return first === second ? String(first) : `light-dark(${first}, ${second})`
  }
  const hasOwnLinks = look.accent === undefined && palettes.every(({ link, scheme }) => link === own[scheme].accent)
  return {
    ...(look.accent === undefined ? {} : { accent: both('accent'), onAccent: both('onAccent') }),
    ...(hasOwnLinks ? {} : { link: both('link') }),
  }
}

/** Returns the custom properties that differ from the sign-up's defaults. */
function propertiesOf(look: Theme): Record<string, string> {
  const { accent, onAccent, link } = colorsOf(look)
  const properties = {
    accent,
    'on-accent': onAccent,
    link,
    // Not `inherit`, which would inherit the property instead of the color.
    ...(look.isBare ? { surface: 'transparent', 'on-surface': 'currentcolor' } : {}),
  }
  const given = Object.entries(properties).filter((one): one is [string, string] => one[1] !== undefined)
  return Object.fromEntries(given.map(([name, value]) => [`--training-signup-${name}`, value]))
}

/** Returns the theme as declarations for a style sheet. */
export const declarationsOf = (look: Theme): string[] =>
  Object.entries(propertiesOf(look)).map(([name, value]) => `${name}: ${value};`)
