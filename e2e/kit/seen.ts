/** What runs in a page, and finds texts that can't be read as they should. Each stands alone. */

/** Returns texts of which a part is out of sight, though nothing shows that one can scroll to it. */
export function findCut(): string[] {
  const scrolled =
    '.chips, .strip, pre, select, textarea, .unseen, .trap, .skip:not(:focus), thead, details:not([open]) > :not(summary)'
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const cut: string[] = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement?.closest(scrolled) || !node.textContent?.trim()) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    if ([...range.getClientRects()].some(({ right }) => right > document.documentElement.clientWidth))
      cut.push(node.textContent.trim())
  }
  return cut
}

/** Returns texts with more lines than words, and those that another text stands on. */
export function findCrowded(longestWord: number): string[] {
  const apart =
    '.site, .unseen, .trap, .skip, thead, select, option, textarea, pre, .option-list, .dock, .save, .session, svg'
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const seen: { text: string; boxes: DOMRect[] }[] = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent?.trim() ?? ''
    const around = node.parentElement
    if (text === '' || around === null || around.closest(apart) || !around.checkVisibility()) continue
    if (getComputedStyle(around).clipPath === 'inset(50%)') continue
    const range = document.createRange()
    range.selectNodeContents(node)
    // Lines below the end of a box that cuts them off lie over nothing.
    const end = getComputedStyle(around).overflowY === 'hidden' ? around.getBoundingClientRect().bottom : Infinity
    seen.push({ text, boxes: [...range.getClientRects()].filter(({ width, top }) => width > 1 && top < end - 1) })
  }
  const squeezed = seen.filter(({ text, boxes }) => {
    const words = text.split(/\s+/)
    return words.every(({ length }) => length < longestWord) && new Set(boxes.map(({ top }) => top)).size > words.length
  })
  const placed = seen
    .flatMap(({ text, boxes }) => boxes.map((box) => ({ text, box })))
    .toSorted((a, b) => a.box.top - b.box.top)
  const covered = placed.filter(({ text, box }, index) => {
    for (let at = index + 1; at < placed.length && placed[at]!.box.top < box.bottom - 4; at += 1) {
      const other = placed[at]!
      const isBeside = other.box.right <= box.left + 1 || other.box.left >= box.right - 1
      if (!isBeside && other.text !== text) return true
    }
    return false
  })
  return [...squeezed, ...covered].map(({ text }) => text)
}

/** Returns what is divided between two lines, though it belongs on one. */
export function findBroken(): string[] {
  return [...document.querySelectorAll('.unbroken, .reference > strong, .ending strong')].flatMap((one) => {
    const range = document.createRange()
    range.selectNodeContents(one)
    const lines = new Set(Array.from(range.getClientRects(), ({ bottom }) => bottom))
    return one.checkVisibility() && lines.size > 1 ? one.textContent : []
  })
}

/**
 * Returns what doesn't stand below the name that it is about: what is said about a box, and on a
 * phone what lists of certificates say about a person.
 */
export function findAstray(): string[] {
  const narrow = innerWidth <= 576 ? ', .standing > span > a + small' : ''
  return [...document.querySelectorAll(`.check + .hint${narrow}`)].flatMap((said) => {
    const box = said.previousElementSibling
    const name = box?.matches('a') ? box : box?.querySelector('span')
    const placeOf = (one: Element) => {
      const range = document.createRange()
      range.selectNodeContents(one)
      return range.getBoundingClientRect()
    }
    if (!said.checkVisibility() || !name) return []
    const [own, above] = [placeOf(said), placeOf(name)]
    const isBelow = Math.abs(own.left - above.left) < 1 && own.top > above.bottom - 4
    return isBelow ? [] : said.textContent
  })
}

/** Returns the texts of a page, apart from what people wrote, which has its own language. */
export function readTexts(): string[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const texts: string[] = []
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (!node.parentElement?.closest('body [lang], textarea, script, style, pre, code'))
      texts.push((node.textContent ?? '').trim())
  for (const element of document.querySelectorAll('[aria-label], [placeholder], [title]'))
    for (const name of ['aria-label', 'placeholder', 'title']) texts.push(element.getAttribute(name) ?? '')
  return texts.filter((text) => text !== '')
}
