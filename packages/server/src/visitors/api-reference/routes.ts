import { type Context, Hono } from 'hono'
import { basePath, type Config } from '../../platform/config.ts'
import { sendAsset } from '../../platform/html/assets.ts'
import { answerPage } from '../../platform/html/layout.ts'
import { type SharedBody, sendShared, shareBody } from '../../platform/http/shared-response.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { Document } from './document.ts'
import { referencePages, styleSheet } from './reference-pages.ts'

/** A restart with another version is seen within this time. */
const freshSeconds = 300
/** The best compression of so long a text takes a second. */
const brotliQuality = 9

/** Serves the API's description, for programs and for people to read. */
export function referenceRoutes(config: Config, describe: () => Promise<string>): Hono {
  let description: Promise<SharedBody> | undefined
  let pages: ReturnType<typeof referencePages> | undefined
  const kept = new Map<string, Promise<Kept>>()
  const make = async (c: Context, part: string): Promise<Kept> => {
    pages ??= referencePages(JSON.parse(await describe()) as Document, config, basePath(config))
    const page = pages.get(part)
    if (!page) throw new ProblemError('not-found')
    const made = await answerPage(c, config, page)
    return { headers: Object.fromEntries(made.headers), body: shareBody(await made.text(), { brotliQuality }) }
  }
  const sendPage = async (c: Context, part: string) => {
    const page = kept.get(part) ?? make(c, part)
    const { body, headers } = await page
    kept.set(part, page)
    return sendShared(c, body, { ...headers, ...fresh })
  }
  return new Hono()
    .get('/openapi.json', async (c) => {
      description ??= describe().then((text) => shareBody(text, { brotliQuality }))
      return sendShared(c, await description, { 'Content-Type': 'application/json; charset=utf-8', ...fresh })
    })
    .get(`/assets/${styleSheet.name}`, sendAsset(styleSheet))
    .get('/docs', (c) => sendPage(c, ''))
    .get('/docs/:part', (c) => sendPage(c, c.req.param('part')))
}

interface Kept {
  headers: Record<string, string>
  body: SharedBody
}

const fresh = { 'cache-control': `public, max-age=${freshSeconds}` }
