const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFE\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u

/** Typed text never has these two invisible characters in it: no field takes them. */
const isolates = /\u2068([^\u2068\u2069]*)\u2069/u
const everyIsolate = new RegExp(isolates, 'gu')

/** Marks a name or a title, which must not reorder what stands next to it. */
export const isolated = (typed: string): string => `\u2068${typed}\u2069`

/** Keeps the marks where plain text needs them: around text that runs from right to left. */
export const isolatesInText = (text: string): string =>
  text.replace(everyIsolate, (whole, typed: string) => (rightToLeft.test(typed) ? whole : typed))

/** Splits text at its marks: every other part, from the second one, was marked. */
export const splitAtIsolates = (text: string): string[] => text.split(isolates)

/** Splits text between its words; a marked name is one word. */
export function splitWords(text: string): string[] {
  const words: string[] = ['']
  for (const [at, part] of splitAtIsolates(text).entries())
    for (const [index, piece] of (at % 2 ? [isolated(part)] : part.split(' ')).entries())
      words.push(index === 0 ? `${words.pop() ?? ''}${piece}` : piece)
  return words
}
