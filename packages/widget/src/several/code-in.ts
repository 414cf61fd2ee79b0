/** The six digits of a code, typed or pasted in whatever way, or a sentence that holds them. */
export function codeIn(text: string): string | undefined {
  const [found = text] = /\b\d{6}\b/.exec(text) ?? /\b\d{3}[\s-]\d{3}\b/.exec(text) ?? []
  const digits = found.replace(/[\s-]/g, '')
  return /^\d{6}$/.test(digits) ? digits : undefined
}
