/** Returns the six or eight digits of a code, however it is typed, also from a pasted sentence. */
export function codeIn(text: string): string | undefined {
  // Removes invisible characters, and what people put between digits.
  const [found = text] =
    /\b\d{6}(\d\d)?\b/.exec(text) ?? /\b(\d{3}[\s\p{Pd}]\d{3}|\d{4}[\s\p{Pd}]\d{4})\b/u.exec(text) ?? []
  const digits = found.replace(/[\s\p{Pd}\p{Cf}]/gu, '')
  return /^\d{6}(\d\d)?$/.test(digits) ? digits : undefined
}
