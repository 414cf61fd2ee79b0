/**
 * Takes out the `font` elements that translators put in the place of texts, and leaves what is in
 * them. Lit writes a changed text into the node behind its mark, and into such an element in vain:
 * the old text would stay.
 */
export function unwrapTexts(root: ParentNode) {
  for (const font of root.querySelectorAll('font'))
    if (font.previousSibling?.nodeType === Node.COMMENT_NODE) font.replaceWith(font.textContent)
}
