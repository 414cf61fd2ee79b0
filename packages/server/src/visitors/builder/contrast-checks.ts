import type { Language } from '@training-signup/contract'
import { type Color, contrastOf, nearestPassing, textOn } from '../../platform/html/colors.ts'
import { neededContrast, own, paletteOn, type Surface, surfacesOf, type Theme } from '../../platform/html/theme.ts'
import { say } from '../../words/index.ts'

/** The result of checking a pair of colors against WCAG 2.2, in words. */
export interface ContrastCheck {
  /** The pair and its result. */
  text: string
  passes: boolean
  /** Changes that would pass, as parameters of the builder's query. */
  offers: { label: string; change: Record<string, string> }[]
}

/** Checks every pair of colors that the sponsor's choice affects. */
export function checkContrast(look: Theme, lang: Language): ContrastCheck[] {
  const [first, second] = surfacesOf(look)
  return [
    buttonCheck(look, first, lang),
    linkCheck(look, first, lang),
    markCheck(look, first, lang),
    ...(look.isBare ? [smallPrintCheck(look, lang)] : []),
    ...(second ? [otherSchemeNote(look, second, lang)] : []),
  ]
}

// Truncated, not rounded: 4.49 is not 4.5.
const formatRatio = (ratio: number) => `${(Math.floor(ratio * 10) / 10).toFixed(1)}:1`

const good = (text: string): ContrastCheck => ({ text, passes: true, offers: [] })
const goodPair = (pair: string, lang: Language) => good(say(lang, 'builder.pair.good', { pair }))
const useAsAccent = (color: Color, lang: Language) => ({
  label: say(lang, 'builder.use.accent', { color }),
  change: { accent: color },
})
const useCard = (lang: Language) => ({ label: say(lang, 'builder.use.card'), change: { bare: '' } })

function buttonCheck(look: Theme, surface: Surface, lang: Language): ContrastCheck {
  if (look.accent === undefined) return good(say(lang, 'builder.button.default'))
  const { accent, onAccent } = paletteOn(look, surface)
  const ratio = contrastOf(onAccent, accent)
  const pair = say(lang, 'builder.button', { text: onAccent, accent, ratio: formatRatio(ratio) })
  if (ratio >= neededContrast.text) return goodPair(pair, lang)
  const better = textOn(accent)
  const other = nearestPassing(accent, (one) => contrastOf(onAccent, one) >= neededContrast.text)
  return {
    text: say(lang, 'builder.button.low', { pair, needed: neededContrast.text }),
    passes: false,
    offers: [
      { label: say(lang, 'builder.use.text', { color: better }), change: { onAccent: better } },
      useAsAccent(other, lang),
    ],
  }
}

const describeSurface = ({ isBare }: Theme, { scheme, color }: Surface, lang: Language) =>
  say(lang, `builder.surface.${isBare ? 'bare' : scheme}`, { color })

function linkCheck(look: Theme, surface: Surface, lang: Language): ContrastCheck {
  const accent = look.accent ?? own[surface.scheme].accent
  const ratio = contrastOf(accent, surface.color)
  const values = { accent, surface: describeSurface(look, surface, lang), ratio: formatRatio(ratio) }
  const pair = say(lang, 'builder.links', values)
  if (ratio >= neededContrast.text) return goodPair(pair, lang)
  const { link } = paletteOn(look, surface)
  const reached = formatRatio(contrastOf(link, surface.color))
  return {
    // The snippet corrects this pair by itself.
    text: say(lang, 'builder.links.low', { pair, needed: neededContrast.text, link, reached }),
    passes: true,
    offers: [{ label: say(lang, 'builder.use.accentToo', { color: link }), change: { accent: link } }],
  }
}

function markCheck(look: Theme, surface: Surface, lang: Language): ContrastCheck {
  const { accent } = paletteOn(look, surface)
  const ratio = contrastOf(accent, surface.color)
  const values = { accent, surface: describeSurface(look, surface, lang), ratio: formatRatio(ratio) }
  const pair = say(lang, 'builder.marks', values)
  if (ratio >= neededContrast.marks) return goodPair(pair, lang)
  const passes = (one: Color) =>
    contrastOf(one, surface.color) >= neededContrast.marks &&
    contrastOf(look.onAccent ?? textOn(one), one) >= neededContrast.text
  const other = nearestPassing(accent, passes)
  const key = look.isBare ? 'builder.marks.low.bare' : 'builder.marks.low'
  return {
    text: say(lang, key, { pair, needed: neededContrast.marks }),
    passes: false,
    offers: [...(passes(other) ? [useAsAccent(other, lang)] : []), ...(look.isBare ? [useCard(lang)] : [])],
  }
}

// The card's own pairs pass. Without the card, small print, errors, and boxes stand on an unknown
// color.
function smallPrintCheck({ theme = 'light', background }: Theme, lang: Language): ContrastCheck {
  const isSeen = ({ muted, error, fieldBorder }: (typeof own)['light']) =>
    [muted, error].every((color) => contrastOf(color, background) >= neededContrast.text) &&
    contrastOf(fieldBorder, background) >= neededContrast.marks
  if (isSeen(own[theme])) return good(say(lang, 'builder.print.good'))
  const other = theme === 'light' ? 'dark' : 'light'
  const isOtherSeen = isSeen(own[other])
  const useOther = other === 'light' ? 'builder.print.useLight' : 'builder.print.useDark'
  return {
    text: `${say(lang, `builder.print.${theme}`)} ${say(lang, isOtherSeen ? useOther : 'builder.print.useCard')}`,
    passes: false,
    offers: [
      ...(isOtherSeen ? [{ label: say(lang, `builder.use.${other}`), change: { theme: other } }] : []),
      useCard(lang),
    ],
  }
}

/**
 * Describes what the snippet corrects by itself in the second scheme. The sponsor sees only the
 * first.
 */
function otherSchemeNote(look: Theme, surface: Surface, lang: Language): ContrastCheck {
  const { scheme } = surface
  const chosen = look.accent ?? own[scheme].accent
  const { accent, link } = paletteOn(look, surface)
  if (accent === chosen && link === chosen) return good(say(lang, `builder.other.good.${scheme}`))
  return good(say(lang, `builder.other.${accent === chosen ? 'links' : 'both'}.${scheme}`, { accent, link }))
}
