import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = import.meta.dirname

// Those that a sponsor's page sets keep their names.
const ownProperty = /--(?!training-signup-)[a-z][a-z-]*/g

const sheets = globSync('src/styles/*.css', { cwd: folder }).map((name) => readFileSync(join(folder, name), 'utf8'))
const names = [...new Set(sheets.join('').match(ownProperty))].toSorted()

/**
 * The style sheets' own properties, and their names in the script, the same in every build: a letter
 * after an underscore, because a page's own `--i` would come in.
 */
export const shortProperties: Record<string, string> = Object.fromEntries(
  names.map((name, at) => [name, `--_${(at + 10).toString(36)}`]),
)

/** Returns a style sheet with the short names. */
export const shorten = (sheet: string): string => sheet.replace(ownProperty, (name) => shortProperties[name] ?? name)
