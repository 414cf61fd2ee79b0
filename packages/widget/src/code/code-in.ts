/** The six digits of a code, typed or pasted in whatever way, or a sentence that holds them. */
export function codeIn(text: string): string | undefined {
  // Without what people put between digits, and what cannot be seen.
  const [found = text] = /\b\d{6}\b/.exec(text) ?? /\b\d{3}[\s\p{Pd}]\d{3}\b/u.exec(text) ?? []
  const digits = found.replace(/[\s\p{Pd}\p{Cf}]/gu, '')
  return /^\d{6}$/.test(digits) ? digits : undefined
}
