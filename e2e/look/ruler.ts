// Measures the widget in a page. These functions travel there as text, and find each other there.
import { shortProperties } from '../../packages/widget/own-properties.ts'

/** The shadow root of the page's widget. */
const rootOf = () => document.querySelector('training-signup')!.shadowRoot!

function isSeen(one: Element) {
  const isThere = one.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  return isThere && !one.closest('.aside') && one.getBoundingClientRect().height > 0
}

const nameOf = (one: Element) =>
  `<${one.localName} ${one.getAttribute('part') ?? one.className}> ${one.textContent.trim().replace(/\s+/g, ' ').slice(0, 30)}`

const canvas = () => document.createElement('canvas').getContext('2d', { willReadFrequently: true })!
let brush: ReturnType<typeof canvas> | undefined

/** What is seen of colors over each other. Most of a page's texts have the same. */
const painted = new Map<string, number[]>()

/** Paints colors over each other, as the browser does, and returns what is seen of them. */
function paint(colors: string[]) {
  const known = painted.get(colors.join(' '))
  if (known) return known
  brush ??= canvas()
  for (const color of ['#fff', ...colors]) {
    brush.fillStyle = color
    brush.fillRect(0, 0, 1, 1)
  }
  const seen = [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3)
  painted.set(colors.join(' '), seen)
  return seen
}

/** Returns all grounds that an element is drawn on, from the page to its own. */
function groundsOf(one: Element): string[] {
  const root = one.getRootNode()
  const around = one.assignedSlot ?? one.parentElement ?? (root instanceof ShadowRoot ? root.host : undefined)
  return [...(around ? groundsOf(around) : []), getComputedStyle(one).backgroundColor]
}

function luminanceOf(channels: number[]) {
  const shares = channels.map((one) => one / 255)
  const [red = 0, green = 0, blue = 0] = shares.map((one) =>
    one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Returns the contrast of a color on grounds, as WCAG 2.2 defines it. */
function contrastOn(grounds: string[], color: string) {
  const [low = 0, high = 0] = [paint(grounds), paint([...grounds, color])].map(luminanceOf).toSorted((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

/** Returns the text that is hardest to read, and its contrast. */
function palestText(all: Element[]) {
  const texts = all
    .filter((one) => [...one.childNodes].some((node) => node instanceof Text && /\S/.test(node.data)))
    .filter((one) => !one.closest('[inert], [aria-hidden=true]'))
    .map((one) => ({ contrast: contrastOn(groundsOf(one), getComputedStyle(one).color), palest: nameOf(one) }))
  return texts.toSorted((a, b) => a.contrast - b.contrast)[0] ?? { contrast: 21, palest: '' }
}

// A hair less than 44, because browsers round.
const leastPx = 43.9

/** Returns what is too small for a finger. A link in a line of text may be as low as the line. */
function smallTargets(all: Element[]) {
  const targets = 'a, button, summary, select, textarea, input:not([type=radio], [type=checkbox]), [part=choice]'
  return all
    .filter((one) => one.matches(targets) && !(one.matches('a') && getComputedStyle(one).display === 'inline'))
    .map((one) => ({ one, box: one.getBoundingClientRect() }))
    .filter(({ box }) => box.width < leastPx || box.height < leastPx)
    .map(({ one, box }) => `${nameOf(one)} (${Math.round(box.width)} × ${Math.round(box.height)} px)`)
}

/**
 * Returns each pair of texts that are drawn over each other. Lines of a text may be closer than its
 * letters are high.
 */
function overlappingTexts(all: Element[]) {
  const boxesOf = (node: Node) => {
    const range = document.createRange()
    range.selectNodeContents(node)
    return [...range.getClientRects()]
  }
  const texts = all
    .flatMap((one) => [...one.childNodes].filter((node) => node instanceof Text && /\S/.test(node.data)))
    .map((node) => ({ text: node.textContent?.trim().slice(0, 40), boxes: boxesOf(node) }))
  const across = (a: DOMRect, b: DOMRect) => Math.min(a.right, b.right) - Math.max(a.left, b.left)
  const down = (a: DOMRect, b: DOMRect) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  return texts.flatMap((one, at) =>
    texts
      .slice(at + 1)
      .filter((other) => one.boxes.some((a) => other.boxes.some((b) => across(a, b) > 2 && down(a, b) > 6)))
      .map((other) => `“${one.text}” lies over “${other.text}”`),
  )
}

/** Measures the widget as it stands, in pixels. */
export function measure() {
  const box = rootOf().host.getBoundingClientRect()
  const all = [...rootOf().querySelectorAll('*')].filter(isSeen)
  const first = all.find((one) => one.matches('form [part=input]'))?.getBoundingClientRect()
  const beyond = all
    .map((one) => one.getBoundingClientRect())
    .map(({ left, right }) => Math.max(box.left - left, right - box.right))
  const pageBeyond = document.documentElement.scrollWidth - innerWidth
  return {
    height: Math.round(box.height),
    /** From the widget's top to the bottom of the first box. */
    firstField: first && Math.round(first.bottom - box.top),
    /** How far anything reaches beyond the widget's sides, or the page beyond the window's. */
    overflow: Math.max(0, pageBeyond, ...beyond.map(Math.round)),
    small: smallTargets(all),
    overlapping: overlappingTexts(all),
    ...palestText(all),
  }
}
export type Measured = ReturnType<typeof measure>

/** The grounds that text stands on, and how to get each: classes and part of an element. */
const grounds = {
  surface: ['', ''],
  tint: ['', 'card'],
  ...Object.fromEntries(
    ['ok', 'wait', 'stop', 'step', 'none'].map((tone) => [`ground of ${tone}`, [`moment ${tone}`, '']]),
  ),
  ...Object.fromEntries(['ok', 'wait', 'stop', 'step'].map((tone) => [`box of ${tone}`, [`box ${tone}`, '']])),
} as Record<string, [string, string]>

/** Returns the contrast of each pair of tokens that meet: `muted on tint`. */
export function measurePairs() {
  const root = rootOf().querySelector('[part=root]')!
  const pairs: Record<string, number> = {}
  for (const [name, [classes, part]] of Object.entries(grounds)) {
    const ground = Object.assign(document.createElement('div'), { className: classes })
    ground.setAttribute('part', part)
    const ink = document.createElement('i')
    root.append(ground)
    ground.append(ink)
    const colorOf = (token: string) => {
      ink.style.color = `var(${shortProperties[`--${token}`]})`
      return getComputedStyle(ink).color
    }
    for (const token of ['ink', 'muted', 'link', 'edge', 'tone', 'error'])
      pairs[`${token} on ${name}`] = contrastOn(groundsOf(ground), colorOf(token))
    pairs['on-accent on accent'] = contrastOn([colorOf('accent')], colorOf('on-accent'))
    pairs[`surface on mark of ${name}`] = contrastOn([colorOf('tone')], colorOf('surface'))
    ground.remove()
  }
  return pairs
}

/** The text of all functions above, for a page's script. */
export const rulerScript = [
  `const rootOf = ${String(rootOf)}, nameOf = ${String(nameOf)}, canvas = ${String(canvas)}, leastPx = ${leastPx}`,
  `const grounds = ${JSON.stringify(grounds)}, shortProperties = ${JSON.stringify(shortProperties)}`,
  'let brush',
  'const painted = new Map()',
  ...[
    isSeen,
    paint,
    groundsOf,
    luminanceOf,
    contrastOn,
    palestText,
    smallTargets,
    overlappingTexts,
    measure,
    measurePairs,
  ].map(String),
].join('\n')
