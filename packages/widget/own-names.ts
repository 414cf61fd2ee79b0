import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = import.meta.dirname

/** The files of the contract whose shapes go to the widget or come from it. All others are organizers'. */
export const sharedTypes =
  '../contract/src/{problem.ts,partner.ts,people/registration.ts,training/{field,group-form,missing-training,training-answer}.ts}'

// What a page or the server knows by a name, it goes on finding.
const pageNames = 'src/{define,events,react}.ts'
const comment = /\/\*[^]*?\*\/|^\s*\/\/.*$/gm
// A key, one that is written in short, or a value that may be one elsewhere.
const key = /[A-Za-z_]\w*(?=\??:|\s*[,}])|(?<=')\w+(?=')/g
// A sentence with `{count}` reads the property `count`.
const sentences = '../server/src/words/en/**/*.ts'
const placeholder = /(?<=\{)\w+(?=\})/g
// `"data" in step` reads a property by a text. An attribute in markup, as in `part="card"`, does not.
const quoted = /(?<!=")(?<=")[A-Za-z_]\w*(?=")/g
const name = /[A-Za-z_]\w*/g
// What browsers read, and the minifier does not know of yet.
const young = ['contentVisibilityAuto']

const find = (pattern: RegExp, files: string) =>
  globSync(files, { cwd: folder }).flatMap(
    (file) => readFileSync(join(folder, file), 'utf8').replace(comment, '').match(pattern) ?? [],
  )

/**
 * Returns the names of properties that only the widget's own modules know, so that the script may
 * shorten them. `modules`: the code of each module in the script, by its file.
 */
export function ownNames(modules: Record<string, { code: string | null }>): RegExp {
  const own = new Set<string>()
  const known = [...find(name, pageNames), ...find(key, sharedTypes), ...find(placeholder, sentences)]
  for (const [file, { code }] of Object.entries(modules)) {
    const isOwn = /\/widget\/src\/.*\.ts$/.test(file)
    const names = code?.match(name) ?? []
    if (isOwn) for (const one of names) own.add(one)
    known.push(...(isOwn ? (code?.match(quoted) ?? []) : names))
  }
  const taken = new Set([...known, ...young])
  return new RegExp(`^(${[...own].filter((one) => !taken.has(one)).join('|')})$`)
}
