import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Context } from 'hono'
import { basePath, type Config } from '../config.ts'

/** A style sheet or script of a page. */
export interface Asset {
  /** Contains a hash of the content, so that browsers can cache it forever. */
  name: string
  type: string
  content: string
}

type FileName = `${string}.css` | `${string}.js`

/** Reads a file next to the module at `beside`, with the files in `more` appended. */
export function readAsset(file: FileName, beside: string, ...more: FileName[]): Asset {
  const content = [file, ...more].map((one) => readFileSync(new URL(one, beside), 'utf8')).join('')
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12)
  const [name, ending] = file.split('.')
  const type = ending === 'css' ? 'text/css' : 'text/javascript'
  return { name: `${name}-${hash}.${ending}`, type: `${type}; charset=utf-8`, content }
}

export const pathOf = (config: Config, { name }: Asset) => `${basePath(config)}/assets/${name}`

export const sendAsset =
  ({ type, content }: Asset) =>
  (c: Context) =>
    c.body(content, 200, {
      'Content-Type': type,
      'Cache-Control': 'public, max-age=31536000, immutable',
    })
