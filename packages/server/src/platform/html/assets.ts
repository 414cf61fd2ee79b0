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

/** Reads a file next to the module at `beside`, with the files in `more` appended. */
export function readAsset(file: FileName, beside: string, ...more: FileName[]): Asset {
  const content = Buffer.concat([file, ...more].map((one) => readFileSync(new URL(one, beside))))
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
