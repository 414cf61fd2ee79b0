// What must not be in the script: on a partner's page each of these would do harm, and Vite leaves
// some in without a word.
const forbidden: [what: string, pattern: RegExp, allowed: number][] = [
  ["Lit's own policy name", /["'`]lit-html["'`]/g, 0],
  ['unsafeHTML', /unsafeHTML/g, 0],
  // Lit's template machinery has one.
  ['an assignment of markup', /\.(?:inner|outer)HTML\s*=|insertAdjacentHTML/g, 1],
  ['eval or its like', /\beval\(|\bnew Function\b/g, 0],
  ['a raw decorator', /(?:^|[;{}\s])@[a-zA-Z]+(?:\([^)]*\))?\s*(?:class|accessor|static|declare)\b/g, 0],
  ['a style attribute or element', /<style|\sstyle=/g, 0],
  ['storage or a cookie', /localStorage|sessionStorage|indexedDB|document\.cookie/g, 0],
]

export const forbiddenIn = (code: string): string[] =>
  forbidden.filter(([, pattern, allowed]) => (code.match(pattern)?.length ?? 0) > allowed).map(([what]) => what)
