import { Hono } from 'hono'
import { basePath, type Config } from '../config.ts'
import { sendAsset } from '../pages/assets.ts'
import { answerPage } from '../pages/layout.ts'
import { ProblemError } from '../problem.ts'
import type { Document } from './document.ts'
import { referencePages, styleSheet } from './reference-pages.ts'

/** Serves the API's description, for programs and for people to read. */
export function referenceRoutes(config: Config, describe: () => Promise<string>): Hono {
  let pages: ReturnType<typeof referencePages> | undefined
  const pageAt = async (part: string) => {
    pages ??= referencePages(JSON.parse(await describe()) as Document, config, basePath(config))
    const page = pages.get(part)
    if (!page) throw new ProblemError('not-found')
    return page
  }
  return new Hono()
    .get('/openapi.json', async (c) =>
      c.body(await describe(), 200, { 'Content-Type': 'application/json; charset=utf-8' }),
    )
    .get(`/assets/${styleSheet.name}`, sendAsset(styleSheet))
    .get('/docs', async (c) => answerPage(c, config, await pageAt('')))
    .get('/docs/:part', async (c) => answerPage(c, config, await pageAt(c.req.param('part'))))
}
