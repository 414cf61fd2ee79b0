import { type Colour, contrastOf, nearestPassing, readColour, textOn } from './colours.ts'

/** How a sign-up is to look on a sponsor's page. */
export interface Look {
  /** Else it follows the page's `color-scheme`. */
  theme: 'light' | 'dark' | undefined
  /** Else the sign-up's own. */
  accent: Colour | undefined
  /** Text on the accent; else chosen. */
  onAccent: Colour | undefined
  /** Whether the form stands straight on the page, without a card of its own. */
  isBare: boolean
  /** The page's. */
  background: Colour
}

export type Scheme = 'light' | 'dark'

export interface Surface {
  scheme: Scheme
  colour: Colour
}

export interface Palette {
  accent: Colour
  onAccent: Colour
  link: Colour
}

/** WCAG 2.2: text, and what has to be told apart without being text. */
export const neededContrast = { text: 4.5, marks: 3 }

/** The colours that the sign-up has by itself. */
export const own: Record<Scheme, Record<'accent' | 'card' | 'text' | 'muted' | 'error' | 'fieldBorder', Colour>> = {
  light: {
    accent: '#0b57d0',
    card: '#ffffff',
    text: '#1b1f24',
    muted: '#545b64',
    error: '#b3261e',
    fieldBorder: '#747b85',
  },
  dark: {
    accent: '#a8c7fa',
    card: '#1b1e23',
    text: '#e6e8eb',
    muted: '#b3bac4',
    error: '#f2b8b5',
    fieldBorder: '#8b929c',
  },
}

export const defaultBackground: Colour = '#ffffff'

/** From the members of a query; what is no colour is as good as absent. */
export function readLook(query: Record<string, string | undefined>): Look {
  const { theme } = query
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : undefined,
    accent: readColour(query['accent']),
    onAccent: readColour(query['onAccent']),
    isBare: query['bare'] === '1',
    background: readColour(query['background']) ?? defaultBackground,
  }
}

/** What the form stands on: the scheme that nearly every page has, then the other one where it may be shown in both. */
export function surfacesOf({ theme, isBare, background }: Look): [Surface, ...Surface[]] {
  if (isBare) return [{ scheme: theme ?? 'light', colour: background }]
  const card = (scheme: Scheme) => ({ scheme, colour: own[scheme].card })
  return theme ? [card(theme)] : [card('light'), card('dark')]
}

/** The chosen colours on one surface. The accent stays as it was chosen on the first, where the sponsor sees it. */
export function paletteOn(look: Look, { scheme, colour }: Surface): Palette {
  const chosen = look.accent ?? own[scheme].accent
  const isFirst = surfacesOf(look)[0].scheme === scheme
  const reads = (one: Colour, other: Colour, needed: number) => contrastOf(one, other) >= needed
  const accent = isFirst ? chosen : nearestPassing(chosen, (one) => reads(one, colour, neededContrast.marks))
  const isGivenText = look.onAccent && (isFirst || reads(look.onAccent, accent, neededContrast.text))
  return {
    accent,
    onAccent: isGivenText && look.onAccent ? look.onAccent : textOn(accent),
    link: nearestPassing(chosen, (one) => reads(one, colour, neededContrast.text)),
  }
}

/** The custom properties that give the sign-up this look; none where it looks so by itself. */
function propertiesOf(look: Look): Record<string, string> {
  const palettes = surfacesOf(look).map((surface) => ({ ...paletteOn(look, surface), scheme: surface.scheme }))
  const both = (name: keyof Palette) => {
    const [first, second = first] = palettes.map((palette) => palette[name])
    return first === second ? String(first) : `light-dark(${first}, ${second})`
  }
  const hasOwnLinks = look.accent === undefined && palettes.every(({ link, scheme }) => link === own[scheme].accent)
  const properties = {
    ...(look.accent === undefined ? {} : { accent: both('accent'), 'on-accent': both('onAccent') }),
    ...(hasOwnLinks ? {} : { link: both('link') }),
    // Not `inherit`, which would inherit the property and not the colour.
    ...(look.isBare ? { surface: 'transparent', 'on-surface': 'currentcolor' } : {}),
  }
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [`--training-signup-${name}`, value]))
}

/** The look as declarations of a style sheet. */
export const declarationsOf = (look: Look): string[] =>
  Object.entries(propertiesOf(look)).map(([name, value]) => `${name}: ${value};`)
