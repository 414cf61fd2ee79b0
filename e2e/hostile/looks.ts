// Reads how the sign-up looks in a page. Each function contains everything that it needs, because
// only its text travels.

/**
 * Returns the styles inside the sign-up that a page could influence, element by element. Excludes
 * text size and font, which the page may set.
 */
export function looksOf() {
  const watched = `display position float visibility opacity color backgroundColor boxSizing zIndex fontSize fontWeight
    fontStyle fontStretch fontVariant lineHeight letterSpacing wordSpacing textTransform textIndent textAlign textShadow
    whiteSpace direction writingMode textDecorationLine cursor pointerEvents userSelect hyphens tabSize transform filter
    transitionDuration animationName boxShadow clipPath overflowX listStyleType borderTopWidth borderTopStyle
    borderTopColor borderTopLeftRadius paddingTop paddingLeft marginTop maxWidth columnGap`.split(/\s+/)
  const root = document.querySelector('training-signup')?.shadowRoot
  return [...(root?.querySelectorAll('*') ?? [])].flatMap((element) => {
    const style = getComputedStyle(element) as unknown as Record<string, string>
    const name = `<${element.localName} part="${element.getAttribute('part') ?? ''}">`
    return watched.map((one) => `${name} ${one}: ${style[one]}`)
  })
}

/**
 * Returns the parts of the sign-up that people cannot read or use: hidden, too small, outside their
 * box, or covering something.
 */
export function illegible(selector = 'training-signup') {
  const roots = [...document.querySelectorAll('*')].map((one) => one.shadowRoot)
  const host = [...roots, document].map((root) => root?.querySelector(selector)).find(Boolean)
  if (!host?.shadowRoot) return ['There is no sign-up']
  const box = host.getBoundingClientRect()
  const found = box.width < 150 ? ['It is squeezed'] : []
  // Either the details are there, or the button that unfolds them.
  const isFolded = host.shadowRoot.querySelector('[aria-expanded]')?.checkVisibility()
  const shown = [...host.shadowRoot.querySelectorAll('h2, h3, p, dd, a, label, legend, input, select, button')].filter(
    (one) =>
      !one.closest(`.aside, details:not([open]) > :not(summary), ${isFolded ? '.folded' : '[aria-expanded]'}`) &&
      (one.textContent?.trim() || one.matches('input, textarea')),
  )
  // What can be seen. A button that looks like a link, and one for help, takes more than that, to be hit.
  const boxes = new Map(
    shown.map((one) => {
      const text = document.createRange()
      text.selectNodeContents(one)
      return [one, (one.matches('[part~=quiet], [part=language], [part=help] a') ? text : one).getBoundingClientRect()]
    }),
  )
  const areOver = (one: Element, other: Element) => {
    if (one.contains(other) || other.contains(one)) return false
    const [a, b] = [boxes.get(one)!, boxes.get(other)!]
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
    return across > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2
  }
  const name = (one: Element) =>
    `<${one.localName} part="${one.getAttribute('part')}"> ${one.textContent?.trim().slice(0, 30)}`
  for (const one of shown) {
    const { left, right, width, height } = one.getBoundingClientRect()
    const isVisible = one.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    if (!isVisible || width < 8 || height < 8) found.push(`${name(one)} is not visible (${width} × ${height})`)
    if (left < box.left - 1 || right > box.right + 1) found.push(`${name(one)} leaves its box`)
    if (one.matches('button, textarea, [part=input]') && height < 44) found.push(`${name(one)} is hard to hit`)
    if (parseFloat(getComputedStyle(one).fontSize) < 13) found.push(`${name(one)} is too small`)
    for (const other of shown) if (areOver(one, other)) found.push(`${name(one)} is over ${name(other)}`)
  }
  return found
}

/**
 * Returns the buttons where a finger that aims at one hits another, or a field. Links in a text are
 * exempt.
 */
export function crowded(selector = 'training-signup') {
  const targets = 'button, summary, input:not([type=radio], [type=checkbox]), select, textarea, [part=choice]'
  const all = [...(document.querySelector(selector)?.shadowRoot?.querySelectorAll(targets) ?? [])].filter(
    (one) => one.checkVisibility() && !one.closest('.aside'),
  )
  const name = (one: Element) => `<${one.localName}> ${one.textContent?.trim().slice(0, 30)}`
  return all.flatMap((one, at) =>
    all.slice(at + 1).flatMap((other) => {
      const [a, b] = [one, other].map((target) => target.getBoundingClientRect()) as [DOMRect, DOMRect]
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
      return across > 2 && down > 2 ? [`${name(one)} is hit with ${name(other)}, ${Math.round(down)} px`] : []
    }),
  )
}
