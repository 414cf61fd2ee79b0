import { type Colour, contrastOf, nearestPassing, textOn } from '../pages/colours.ts'
import { type Look, neededContrast, own, paletteOn, type Surface, surfacesOf } from '../pages/look.ts'

/** A pair of colours held against WCAG 2.2, in words. */
export interface ContrastCheck {
  /** Which pair, and how it fares. */
  text: string
  passes: boolean
  /** What would pass, as members of the builder's query. */
  offers: { label: string; change: Record<string, string> }[]
}

/** Every pair of colours that the sponsor's choice decides. */
export function checkContrast(look: Look): ContrastCheck[] {
  const [first, second] = surfacesOf(look)
  return [
    buttonCheck(look, first),
    linkCheck(look, first),
    markCheck(look, first),
    ...(look.isBare ? [smallPrintCheck(look)] : []),
    ...(second ? [otherSchemeNote(look, second)] : []),
  ]
}

// Cut, not rounded: 4.49 is not 4.5.
const told = (ratio: number) => `${(Math.floor(ratio * 10) / 10).toFixed(1)}:1`

const good = (text: string): ContrastCheck => ({ text, passes: true, offers: [] })
const useAsAccent = (colour: Colour, more = '') => ({
  label: `Use ${colour} as the accent${more}`,
  change: { accent: colour },
})
const useCard = { label: 'Give the form its card', change: { bare: '' } }

function buttonCheck(look: Look, surface: Surface): ContrastCheck {
  if (look.accent === undefined) return good('Button: our own colors, which can be read.')
  const { accent, onAccent } = paletteOn(look, surface)
  const ratio = contrastOf(onAccent, accent)
  const pair = `Button: ${onAccent} on ${accent} is ${told(ratio)}`
  if (ratio >= neededContrast.text) return good(`${pair}. Good.`)
  const better = textOn(accent)
  const other = nearestPassing(accent, (one) => contrastOf(onAccent, one) >= neededContrast.text)
  return {
    text: `${pair}, too little to read: ${neededContrast.text}:1 is needed. Change the text’s color or the accent.`,
    passes: false,
    offers: [{ label: `Use ${better} for the text`, change: { onAccent: better } }, useAsAccent(other)],
  }
}

const tellPlace = ({ isBare }: Look, { scheme, colour }: Surface) =>
  `${isBare ? 'your background' : `the ${scheme} card`} (${colour})`

function linkCheck(look: Look, surface: Surface): ContrastCheck {
  const accent = look.accent ?? own[surface.scheme].accent
  const ratio = contrastOf(accent, surface.colour)
  const pair = `Links: ${accent} on ${tellPlace(look, surface)} is ${told(ratio)}`
  if (ratio >= neededContrast.text) return good(`${pair}. Good.`)
  const { link } = paletteOn(look, surface)
  const reached = told(contrastOf(link, surface.colour))
  return {
    // The snippet mends this one by itself.
    text: `${pair}, too little to read: ${neededContrast.text}:1 is needed. So links are ${link}, the nearest that can be read (${reached}).`,
    passes: true,
    offers: [useAsAccent(link, ' too')],
  }
}

function markCheck(look: Look, surface: Surface): ContrastCheck {
  const { accent } = paletteOn(look, surface)
  const ratio = contrastOf(accent, surface.colour)
  const pair = `Button, ticks and lines: ${accent} on ${tellPlace(look, surface)} is ${told(ratio)}`
  if (ratio >= neededContrast.marks) return good(`${pair}. Good.`)
  const passes = (one: Colour) =>
    contrastOf(one, surface.colour) >= neededContrast.marks &&
    contrastOf(look.onAccent ?? textOn(one), one) >= neededContrast.text
  const other = nearestPassing(accent, passes)
  return {
    text: `${pair}, too little to see: ${neededContrast.marks}:1 is needed. Change the accent${look.isBare ? ', or give the form its card' : ''}.`,
    passes: false,
    offers: [...(passes(other) ? [useAsAccent(other)] : []), ...(look.isBare ? [useCard] : [])],
  }
}

// The card's own pairs pass. Without it small print, errors and the boxes stand on a colour that we do not know.
function smallPrintCheck({ theme = 'light', background }: Look): ContrastCheck {
  const isSeen = ({ muted, error, fieldBorder }: (typeof own)['light']) =>
    [muted, error].every((colour) => contrastOf(colour, background) >= neededContrast.text) &&
    contrastOf(fieldBorder, background) >= neededContrast.marks
  if (isSeen(own[theme])) return good('Small print, errors and boxes on your background: good.')
  const other = theme === 'light' ? 'dark' : 'light'
  const isOtherSeen = isSeen(own[other])
  return {
    text: `Small print, errors and boxes are hard to see on your background in the ${theme} theme. ${isOtherSeen ? `Choose the ${other} theme, or give` : 'Give'} the form its card.`,
    passes: false,
    offers: [...(isOtherSeen ? [{ label: `Choose the ${other} theme`, change: { theme: other } }] : []), useCard],
  }
}

/** What the snippet does by itself where the sponsor, who sees the first scheme, would not look. */
function otherSchemeNote(look: Look, surface: Surface): ContrastCheck {
  const chosen = look.accent ?? own[surface.scheme].accent
  const { accent, link } = paletteOn(look, surface)
  const where = `If your page is shown ${surface.scheme}`
  if (accent === chosen && link === chosen) return good(`${where}: good too.`)
  const changes = [...(accent === chosen ? [] : [`the accent is ${accent}`]), `links are ${link}`]
  return good(`${where}, ${changes.join(' and ')} there, the nearest that can be seen.`)
}
