import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = import.meta.dirname

// What a page or the server knows by a name, it goes on finding.
const shown = ['src/{define,events,react}.ts', '../contract/src/*.ts']
const comment = /\/\*[^]*?\*\/|^\s*\/\/.*$/gm
// A sentence with `{count}` reads the property `count`.
const sentences = '../server/src/words/en/**/*.ts'
const placeholder = /(?<=\{)\w+(?=\})/g
// `'data' in step` reads a property by a text.
const quoted = /(?<=')[A-Za-z_]\w*(?=')/g

const filesOf = (pattern: string | string[]) => globSync(pattern, { cwd: folder }).map((name) => join(folder, name))

const readAll = (files: string[]): string[] => files.map((file) => readFileSync(file, 'utf8').replace(comment, ''))

const namesIn = (code: string): string[] => code.match(/[A-Za-z_]\w*/g) ?? []

/**
 * Returns the names of properties that only the widget's own modules know, so that the script may
 * shorten them. `modules`: the code of each module in the script, by its file.
 */
export function ownNames(modules: Record<string, { code: string | null }>): RegExp {
  const [own, others] = [true, false].map((isOwn) =>
    Object.keys(modules).filter((file) => /\/widget\/src\/.*\.ts$/.test(file) === isOwn),
  )
  const code = readAll(own ?? [])
  const known = [
    ...readAll(filesOf(shown)).flatMap(namesIn),
    ...filesOf(sentences).flatMap((file) => readFileSync(file, 'utf8').match(placeholder) ?? []),
    ...(others ?? []).flatMap((file) => namesIn(modules[file]?.code ?? '')),
    ...code.flatMap((text) => text.match(quoted) ?? []),
  ]
  const taken = new Set(known)
  return new RegExp(`^(${[...new Set(code.flatMap(namesIn))].filter((name) => !taken.has(name)).join('|')})$`)
}
