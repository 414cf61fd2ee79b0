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
export const sharedSheets: FileName[] = ['tokens.css', 'base.css', 'questions.css']

/** Reads a file next to the module at `beside`, after those in `shared`, which are in this folder. */
export function readAsset(file: FileName, beside: string, shared: FileName[] = []): Asset {
  const files = [...shared.map((one) => new URL(one, import.meta.url)), new URL(file, beside)]
  const content = Buffer.concat(files.map((one) => readFileSync(one)))
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12)
  const [name, ending] = basename(file).split('.') as [string, Ending]
  return { name: `${name}-${hash}.${ending}`, type: types[ending], content }
}

export const pathOf = (config: Config, { name }: Asset) => `${basePath(config)}/assets/${name}`

export const sendAsset =
  ({ type, content }: Asset) =>
  (c: Context) =>
    c.body(content, 200, {
      'Content-Type': type,
      'Cache-Control': 'public, max-age=31536000, immutable',
    })
