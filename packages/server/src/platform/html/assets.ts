import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Context } from 'hono'
import { basePath, type Config } from '../config.ts'

/** A style sheet, script, or icon of a page. */
export interface Asset {
  /** Contains a hash of the content, so that browsers can cache it forever. */
  name: string
  type: string
  content: Buffer<ArrayBuffer>
}

const types = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
  png: 'image/png',
}
type Ending = keyof typeof types
type FileName = `${string}.${Ending}`

/** What every full page’s sheet begins with, so that its own rules win. */
const shared = ['tokens', 'base', 'fields', 'notes', 'questions']

/** Reads a file next to the module at `beside`. */
export const readAsset = (file: FileName, beside: string): Asset => assetOf(file, readFileSync(new URL(file, beside)))

/**
 * Reads a full page’s sheet: what all have, and the parts in the folder `styles` next to the module at `beside`. Of
 * rules that are equally strong, the last one wins.
 */
export function readSheet(name: FileName, parts: readonly string[], beside: string): Asset {
  const read = (from: string) => (part: string) => readFileSync(new URL(`styles/${part}.css`, from))
  return assetOf(name, Buffer.concat([...shared.map(read(import.meta.url)), ...parts.map(read(beside))]))
}

/** Reads the sheets of a page's own that are next to the module at `beside`. Of equally strong rules, the last one wins. */
export const joinSheets = (name: FileName, parts: readonly string[], beside: string): Asset =>
  assetOf(name, Buffer.concat(parts.map((part) => readFileSync(new URL(`${part}.css`, beside)))))

function assetOf(file: FileName, content: Buffer<ArrayBuffer>): Asset {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12)
  const [name, ending] = basename(file).split('.') as [string, Ending]
  return { name: `${name}-${hash}.${ending}`, type: types[ending], content }
}

/** Reads a script that imports others next to it, by the names that they are sent under. */
export function readModule(file: FileName, beside: string, imports: readonly Asset[] = []): Asset {
  const named = imports.reduce(
    (text, { name }) => text.replaceAll(`'./${name.replace(/-[\da-f]{12}\./, '.')}'`, `'./${name}'`),
    readFileSync(new URL(file, beside), 'utf8'),
  )
  return assetOf(file, Buffer.from(named))
}

export const pathOf = (config: Config, { name }: Asset) => `${basePath(config)}/assets/${name}`

export const sendAsset =
  ({ type, content }: Asset) =>
  (c: Context) =>
    c.body(content, 200, {
      'Content-Type': type,
      'Cache-Control': 'public, max-age=31536000, immutable',
    })
