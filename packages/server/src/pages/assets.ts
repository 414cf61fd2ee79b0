import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Context } from 'hono'
import { basePath, type Config } from '../config.ts'

/** A style sheet or script of a page. */
export interface Asset {
  /** Holds a hash of what is in it, so that browsers can keep it for ever. */
  name: string
  type: string
  content: string
}

type FileName = `${string}.css` | `${string}.js`

/** Of a file beside the module of this address; `more` are added to it. */
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
      'X-Content-Type-Options': 'nosniff',
    })
