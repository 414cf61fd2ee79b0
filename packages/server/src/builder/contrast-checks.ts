import { type Color, contrastOf, nearestPassing, textOn } from '../pages/colors.ts'
import { neededContrast, own, paletteOn, type Surface, surfacesOf, type Theme } from '../pages/theme.ts'

/** The result of checking a pair of colors against WCAG 2.2, in words. */
export interface ContrastCheck {
  /** The pair and its result. */
  text: string
  passes: boolean
  /** Changes that would pass, as parameters of the builder's query. */
  offers: { label: string; change: Record<string, string> }[]
}

/** Checks every pair of colors that the sponsor's choice affects. */
export function checkContrast(look: Theme): ContrastCheck[] {
  const [first, second] = surfacesOf(look)
  return [
    buttonCheck(look, first),
    linkCheck(look, first),
    markCheck(look, first),
    ...(look.isBare ? [smallPrintCheck(look)] : []),
    ...(second ? [otherSchemeNote(look, second)] : []),
  ]
}

// Truncated, not rounded: 4.49 is not 4.5.
const formatRatio = (ratio: number) => `${(Math.floor(ratio * 10) / 10).toFixed(1)}:1`

const good = (text: string): ContrastCheck => ({ text, passes: true, offers: [] })
const useAsAccent = (color: Color, more = '') => ({
  label: `Use ${color} as the accent${more}`,
  change: { accent: color },
})
const useCard = { label: 'Put the form on a card', change: { bare: '' } }

function buttonCheck(look: Theme, surface: Surface): ContrastCheck {
  if (look.accent === undefined) return good('Button: our default colors. Good.')
  const { accent, onAccent } = paletteOn(look, surface)
  const ratio = contrastOf(onAccent, accent)
  const pair = `Button: ${onAccent} on ${accent} is ${formatRatio(ratio)}`
  if (ratio >= neededContrast.text) return good(`${pair}. Good.`)
  const better = textOn(accent)
  const other = nearestPassing(accent, (one) => contrastOf(onAccent, one) >= neededContrast.text)
  return {
    text: `${pair}, too low to read. It needs ${neededContrast.text}:1. Change the text color or the accent color.`,
    passes: false,
    offers: [{ label: `Use ${better} for the text`, change: { onAccent: better } }, useAsAccent(other)],
  }
}

const describeSurface = ({ isBare }: Theme, { scheme, color }: Surface) =>
  `${isBare ? 'your background' : `the ${scheme} card`} (${color})`

function linkCheck(look: Theme, surface: Surface): ContrastCheck {
  const accent = look.accent ?? own[surface.scheme].accent
  const ratio = contrastOf(accent, surface.color)
  const pair = `Links: ${accent} on ${describeSurface(look, surface)} is ${formatRatio(ratio)}`
  if (ratio >= neededContrast.text) return good(`${pair}. Good.`)
  const { link } = paletteOn(look, surface)
  const reached = formatRatio(contrastOf(link, surface.color))
  return {
    // The snippet corrects this pair by itself.
    text: `${pair}, too low to read. It needs ${neededContrast.text}:1. Links will use ${link} instead, the closest readable color (${reached}).`,
    passes: true,
    offers: [useAsAccent(link, ' too')],
  }
}

function markCheck(look: Theme, surface: Surface): ContrastCheck {
  const { accent } = paletteOn(look, surface)
  const ratio = contrastOf(accent, surface.color)
  const pair = `Button, checkmarks, and lines: ${accent} on ${describeSurface(look, surface)} is ${formatRatio(ratio)}`
  if (ratio >= neededContrast.marks) return good(`${pair}. Good.`)
  const passes = (one: Color) =>
    contrastOf(one, surface.color) >= neededContrast.marks &&
    contrastOf(look.onAccent ?? textOn(one), one) >= neededContrast.text
  const other = nearestPassing(accent, passes)
  return {
    text: `${pair}, too low to see. It needs ${neededContrast.marks}:1. Change the accent color${look.isBare ? ', or put the form on a card' : ''}.`,
    passes: false,
    offers: [...(passes(other) ? [useAsAccent(other)] : []), ...(look.isBare ? [useCard] : [])],
  }
}

// The card's own pairs pass. Without the card, small print, errors, and boxes stand on an unknown
// color.
function smallPrintCheck({ theme = 'light', background }: Theme): ContrastCheck {
  const isSeen = ({ muted, error, fieldBorder }: (typeof own)['light']) =>
    [muted, error].every((color) => contrastOf(color, background) >= neededContrast.text) &&
    contrastOf(fieldBorder, background) >= neededContrast.marks
  if (isSeen(own[theme])) return good('Fine print, errors, and fields on your background: good.')
  const other = theme === 'light' ? 'dark' : 'light'
  const isOtherSeen = isSeen(own[other])
  return {
    text: `Fine print, errors, and fields are hard to see on your background in the ${theme} theme. ${isOtherSeen ? `Choose the ${other} theme, or put` : 'Put'} the form on a card.`,
    passes: false,
    offers: [...(isOtherSeen ? [{ label: `Choose the ${other} theme`, change: { theme: other } }] : []), useCard],
  }
}

/**
 * Describes what the snippet corrects by itself in the second scheme. The sponsor sees only the
 * first.
 */
function otherSchemeNote(look: Theme, surface: Surface): ContrastCheck {
  const chosen = look.accent ?? own[surface.scheme].accent
  const { accent, link } = paletteOn(look, surface)
  const where = `When your page is ${surface.scheme}`
  if (accent === chosen && link === chosen) return good(`${where}: good too.`)
  const changes = [...(accent === chosen ? [] : [`the accent is ${accent}`]), `links are ${link}`]
  return good(`${where}, ${changes.join(' and ')}, the closest visible colors.`)
}
